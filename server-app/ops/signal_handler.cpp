#include "ops/signal_handler.h"

#include <QSocketNotifier>

#include <atomic>
#include <csignal>

#include <sys/socket.h>
#include <unistd.h>

namespace rollcall::ops {

namespace {

// A signal handler may only touch what is async-signal-safe: one descriptor, written to.
std::atomic<int> writeEnd{-1};
int readEnd = -1;
static_assert(std::atomic<int>::is_always_lock_free);

void onSignal(int signal)
{
    const auto number = static_cast<unsigned char>(signal);
    [[maybe_unused]] const auto written = ::write(writeEnd.load(), &number, 1);
}

void install(int signal, void (*handler)(int), int flags)
{
    struct sigaction action {};
    action.sa_handler = handler;
    action.sa_flags = flags;
    sigemptyset(&action.sa_mask);
    sigaction(signal, &action, nullptr);
}

} // namespace

SignalHandler::SignalHandler(QObject *parent)
    : QObject(parent)
{
    int pair[2] = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair) != 0)
        qFatal("No socket pair for signals could be made: too many files are open.");
    writeEnd = pair[0];
    readEnd = pair[1];
    m_notifier = new QSocketNotifier(readEnd, QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &SignalHandler::read);
    // RESETHAND: whoever asks twice does not want to wait.
    install(SIGTERM, onSignal, SA_RESTART | static_cast<int>(SA_RESETHAND));
    install(SIGINT, onSignal, SA_RESTART | static_cast<int>(SA_RESETHAND));
}

SignalHandler::~SignalHandler()
{
    install(SIGTERM, SIG_DFL, 0);
    install(SIGINT, SIG_DFL, 0);
    ::close(writeEnd.exchange(-1));
    ::close(readEnd);
}

void SignalHandler::read()
{
    unsigned char number = 0;
    while (::read(readEnd, &number, 1) == 1)
        Q_EMIT terminationRequested(number);
}

} // namespace rollcall::ops
