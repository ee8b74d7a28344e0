#include "app/stop_signal.h"

#include <QSocketNotifier>

#include <array>
#include <csignal>

#include <sys/socket.h>
#include <unistd.h>

namespace rollcall::app {

namespace {

// A signal handler may do little more than write to a descriptor; the event loop reads the other end.
std::array<int, 2> descriptors{-1, -1};

void onSignal(int)
{
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(descriptors[0], &byte, sizeof byte);
}

} // namespace

void onStopSignal(QObject *context, std::function<void()> stop)
{
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, descriptors.data()) != 0)
        return;
    auto *const notifier = new QSocketNotifier(descriptors[1], QSocketNotifier::Read, context);
    QObject::connect(notifier, &QSocketNotifier::activated, context, [stop = std::move(stop)] {
        char byte = 0;
        [[maybe_unused]] const ssize_t taken = ::read(descriptors[1], &byte, sizeof byte);
        stop();
    });
    struct sigaction action {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    for (const int signal : {SIGTERM, SIGINT, SIGHUP})
        ::sigaction(signal, &action, nullptr);
}

} // namespace rollcall::app
