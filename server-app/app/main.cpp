#include "app/commands/commands.h"
#include "app/server.h"

#include "media/gstreamer.h"
#include "media/pipeline.h"
#include "ops/descriptor_limit.h"
#include "ops/signal_handler.h"

#include <QCoreApplication>
#include <QTextStream>

#include <cstdio>
#include <cstdlib>

using namespace Qt::StringLiterals;
using namespace rollcall;

namespace {

constexpr int cannotStart = 1;
constexpr int cannotDo = 1;  // what a subcommand was asked for

void print(std::FILE *file, const QString &line)
{
    std::fputs((line + u'\n').toUtf8().constData(), file);
    std::fflush(file);
}

int fail(int code, const QString &message)
{
    print(stderr, u"rollcall-server: "_s + message);
    return code;
}

int runCommand(app::commands::Command &command, const app::ServerSettings &settings)
{
    QTextStream out(stdout);
    const auto done = command.run(settings, out);
    out.flush();
    return done ? command.status() : fail(cannotDo, done.error());
}

// What viewers and cameras may take together must be there: a server that runs out of descriptors writes nothing down either.
void checkDescriptors(const app::ServerSettings &settings)
{
    constexpr uint64_t perPeer = 21;
    constexpr uint64_t others = 1024;  // HTTP, WebSockets, files
    const uint64_t wanted = perPeer * uint64_t(settings.maxViewers) + others;
    if (const auto limit = ops::raiseDescriptorLimit(); limit && *limit < wanted)
        print(stderr, u"warning: this program may open %1 files and sockets, but %2 viewers take up to %3. Raise the limit (systemd: LimitNOFILE=), or lower max-viewers."_s.arg(*limit).arg(settings.maxViewers).arg(wanted));
}

int run(QCoreApplication &application, const app::ServerSettings &settings)
{
    checkDescriptors(settings);
    auto server = app::Server::create(settings);
    if (!server)
        return fail(cannotStart, server.error());
    ops::SignalHandler signals;
    QObject::connect(&signals, &ops::SignalHandler::terminationRequested, server->get(), &app::Server::stop);
    QObject::connect(server->get(), &app::Server::listening, &application, [](const QUrl &url) { print(stdout, u"listening on "_s + url.toString()); });
    QObject::connect(server->get(), &app::Server::setUpNeeded, &application, [](const QUrl &url) { print(stdout, u"set up at "_s + url.toString()); });
    QObject::connect(server->get(), &app::Server::failed, &application, [](const QString &message) { QCoreApplication::exit(fail(cannotStart, message)); });
    QObject::connect(server->get(), &app::Server::stopped, &application, [] { QCoreApplication::exit(0); });
    (*server)->start();
    const int code = QCoreApplication::exec();
    server->reset();
    // A driver or a network thread that hangs must not keep the server from ending: everything is on disk by now.
    if (!media::waitForStoppedPipelines(std::chrono::milliseconds(1500)))
        std::quick_exit(code);
    return code;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    app::ServerSettings settings;
    settings::Table table = app::settingsTable(settings);
    const auto commands = app::commands::all();
    app::commands::addTo(table, commands);
    const auto loaded = settings::load(table, argc, argv);
    if (!loaded)
        return fail(settings::badUsage, loaded.error().message);
    if (loaded->printAndExit) {
        std::fputs(loaded->printAndExit->toUtf8().constData(), stdout);
        return 0;
    }
    ops::setUpLogging(settings.logLevel);
    if (loaded->subcommand)
        return runCommand(*commands[std::size_t(*loaded->subcommand)], settings);
    if (const auto ready = media::initialiseGStreamer(); !ready)
        return fail(cannotStart, ready.error().message + u' ' + ready.error().details);
    recognition::configureLibraries();
    return run(application, settings);
}
