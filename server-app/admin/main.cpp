#include "admin/admin_options.h"
#include "admin/admin_window.h"
#include "admin/local_server.h"

#include "media/gstreamer.h"
#include "media/pipeline.h"
#include "ops/logging.h"
#include "ops/signal_handler.h"
#include "recognition/engine.h"
#include "settings/load.h"

#include <QApplication>
#include <QSettings>

#include <cstdio>
#include <cstdlib>

using namespace Qt::StringLiterals;
using namespace rollcall;

namespace {

constexpr int cannotOpen = 1;

void print(std::FILE *file, const QString &line)
{
    std::fputs((line + u'\n').toUtf8().constData(), file);
    std::fflush(file);
}

int fail(int code, const QString &message)
{
    print(stderr, u"rollcall-admin: "_s + message);
    return code;
}

// The program's own arguments, and after "--" those of the server.
struct Arguments {
    QStringList window;
    QStringList server{u"rollcall-server"_s};
};

Arguments split(int argc, char **argv)
{
    Arguments arguments;
    bool forServer = false;
    for (int i = 0; i < argc; ++i) {
        const QString argument = QString::fromLocal8Bit(argv[i]);
        if (!forServer && argument == u"--")
            forServer = true;
        else
            (forServer ? arguments.server : arguments.window).append(argument);
    }
    return arguments;
}

void useSettings(const std::filesystem::path &folder)
{
    QApplication::setOrganizationName(u"rollcall"_s);
    QApplication::setApplicationName(u"rollcall-admin"_s);
    QSettings::setDefaultFormat(QSettings::IniFormat);
    if (!folder.empty())
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, QString::fromStdU16String(folder.u16string()));
}

admin::Drawing drawing(const admin::AdminOptions &options)
{
    QString why;
    const admin::Drawing best = admin::bestDrawing(options.drawing, &why);
    if (best == admin::Drawing::Software && options.drawing != admin::DrawingWish::Software)
        print(stderr, u"rollcall-admin: the processor draws the live pictures. "_s + why);
    return best;
}

int run(const admin::AdminOptions &options, const std::optional<app::ServerSettings> &server)
{
    const QString folder = options.settingsFolder.empty() ? admin::KnownServers::usualFolder() : QString::fromStdU16String(options.settingsFolder.u16string());
    admin::KnownServers known(options.keyStore, folder);
    std::unique_ptr<admin::LocalServer> local;
    admin::AdminWindow window(known, drawing(options));
    ops::SignalHandler signals;
    QObject::connect(&signals, &ops::SignalHandler::terminationRequested, &window, &QWidget::close);
    // Windows of single cameras go with it.
    QObject::connect(&window, &admin::AdminWindow::closed, qApp, &QApplication::quit, Qt::QueuedConnection);
    window.show();
    if (server) {
        local = std::make_unique<admin::LocalServer>(*server);
        QObject::connect(local.get(), &admin::LocalServer::listening, &window, [&window](const QUrl &url) {
            print(stdout, u"listening on "_s + url.toString());
            window.connectTo(url.toString());
        });
        QObject::connect(local.get(), &admin::LocalServer::failed, &window, &admin::AdminWindow::showProblem);
        window.showStarting(QApplication::translate("AdminWindow", "Starting the server…"));
        local->start();
    } else if (const QString address = options.connect.isEmpty() ? QSettings().value(u"server"_s).toString() : options.connect; !address.isEmpty()) {
        window.connectTo(address);
    }
    return QApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    const Arguments arguments = split(argc, argv);
    admin::AdminOptions options;
    const settings::Table table = admin::optionTable(options);
    const auto environment = QProcessEnvironment::systemEnvironment();
    // A settings file named there is the server's.
    QProcessEnvironment own = environment;
    own.remove(u"ROLLCALL_CONFIG"_s);
    if (const auto loaded = settings::load(table, arguments.window.mid(1), own); !loaded)
        return fail(settings::badUsage, loaded.error().message);
    else if (loaded->printAndExit) {
        print(stdout, *loaded->printAndExit);
        return 0;
    }
    std::optional<app::ServerSettings> server;
    if (options.local) {
        server.emplace();
        const settings::Table serverTable = app::settingsTable(*server);
        if (const auto loaded = settings::load(serverTable, arguments.server.mid(1), environment); !loaded)
            return fail(settings::badUsage, loaded.error().message);
        ops::setUpLogging(server->logLevel);
    }
    if (const auto ready = media::initialiseGStreamer(); !ready)
        return fail(cannotOpen, ready.error().message + u' ' + ready.error().details);
    recognition::configureLibraries();
    admin::prepareDrawing();
    QApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    useSettings(options.settingsFolder);
    QApplication application(argc, argv);
    QApplication::setApplicationDisplayName(u"Rollcall"_s);
    QApplication::setDesktopFileName(u"rollcall-admin"_s);
    admin::speak(options.language.isEmpty() ? QSettings().value(u"language"_s).toString() : options.language, application);
    QApplication::setWindowIcon(admin::programIcon());
    admin::putOn(admin::Look(QSettings().value(u"look"_s, 0).toInt()), application);
    const int code = run(options, server);
    // A driver that hangs must not keep the program from ending.
    if (!media::waitForStoppedPipelines(std::chrono::milliseconds(1500)))
        std::quick_exit(code);
    return code;
}
