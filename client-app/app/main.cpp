#include "app/camera_program.h"
#include "app/listings.h"
#include "app/pairing_steps.h"
#include "app/stop_signal.h"
#include "media/gstreamer.h"
#include "media/pipeline.h"
#include "pairing/pairing_book.h"
#include "settings/load.h"
#include "signaling/signaling_url.h"
#include "window/run_window.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <cstdio>
#include <cstdlib>

using namespace Qt::StringLiterals;
using namespace rollcall;

namespace {

void write(std::FILE *file, const QString &text)
{
    std::fputs(text.toUtf8().constData(), file);
    std::fflush(file);
}

int fail(app::ExitCode code, const QString &message)
{
    write(stderr, u"rollcall-camera: "_s + message + u'\n');
    return int(code);
}

void setLogLevel(app::LogLevel level)
{
    const auto enabled = [level](app::LogLevel wanted) { return level >= wanted ? u"true\n"_s : u"false\n"_s; };
    QLoggingCategory::setFilterRules(u"rollcall.*.info="_s + enabled(app::LogLevel::Info) + u"rollcall.*.debug="_s + enabled(app::LogLevel::Debug));
}

int run(QCoreApplication &application, const app::Options &options, const app::Assignment &assignment)
{
    const auto style = options.json ? app::StatusPrinter::Style::Json : app::StatusPrinter::Style::Sentences;
    app::StatusPrinter printer(style, assignment.server.host() + u':' + QString::number(assignment.server.port(signaling::defaultPort(assignment.server))), [](app::StatusPrinter::Stream stream, const QString &line) {
        write(stream == app::StatusPrinter::Stream::Error ? stderr : stdout, line + u'\n');
    });
    auto program = std::make_unique<app::CameraProgram>(assignment, printer);
    QObject::connect(program.get(), &app::CameraProgram::finished, &application, [](app::ExitCode code) { QCoreApplication::exit(int(code)); },
                     Qt::QueuedConnection);
    app::onStopSignal(&application, [&program] { program->stop(); });
    program->start();
    const int code = QCoreApplication::exec();
    program.reset();
    // A driver that hangs must not keep the program from ending.
    if (!media::waitForStoppedPipelines(std::chrono::milliseconds(1000)))
        std::_Exit(code);
    return code;
}

// Without a window: pairs this machine, or sends.
int runHeadless(int &argc, char **argv, const app::Options &options, const app::Given &given, bool isPairing)
{
    QCoreApplication application(argc, argv);
    if (isPairing)
        return int(app::pairThisMachine(options, given, [](const QString &line) { write(stdout, line + u'\n'); }, [](const QString &line) { write(stderr, line + u'\n'); }));
    auto assignment = app::understand(options);
    if (!assignment)
        return fail(app::ExitCode::WrongOptions, assignment.error());
    if (const auto ready = app::usePairing(*assignment, options, given); !ready)
        return fail(app::ExitCode::NotPaired, ready.error());
    return run(application, options, *assignment);
}

// The listings are for people and scripts; nothing is opened.
std::optional<QString> listing(const QSet<QString> &commands, app::Form form)
{
    if (commands.contains(u"list-cameras"_s))
        return app::cameraListing(capture::listCameras(), form);
    if (commands.contains(u"list-encoders"_s))
        return app::encoderListing(send::knownEncoders(), form);
    return std::nullopt;
}

} // namespace

int main(int argc, char **argv)
{
    app::Options options;
    const settings::Table table = app::optionTable(options);
    const auto loaded = settings::load(table, argc, argv);
    if (!loaded)
        return fail(app::ExitCode::WrongOptions, loaded.error().message);
    if (loaded->printAndExit) {
        write(stdout, *loaded->printAndExit);
        return 0;
    }
    setLogLevel(options.logLevel);
    if (const auto ready = media::initialiseGStreamer(); !ready)
        return fail(app::ExitCode::NoEncoder, ready.error().message);
    if (const auto text = listing(loaded->commands, options.json ? app::Form::Json : app::Form::Text)) {
        write(stdout, *text);
        return 0;
    }
    const auto isGiven = [&](const QString &key) { return loaded->origins.value(key) != u"default"; };
    const app::Given given{.server = isGiven(u"server"_s), .camera = isGiven(u"camera-id"_s)};
    if (loaded->subcommand || options.headless)
        return runHeadless(argc, argv, options, given, loaded->subcommand.has_value());
    if (!window::hasDisplay())
        return fail(app::ExitCode::WrongOptions, u"There is no screen to open a window on. Use --headless to send without a window."_s);
    const QString pairings = options.pairingFolder.isEmpty() ? pairing::PairingBook::usualFolder() : options.pairingFolder;
    return window::runWindow(argc, argv, {.minimised = options.minimised, .pairingFolder = pairings, .keyStore = options.keyStore, .onStopSignal = app::onStopSignal});
}
