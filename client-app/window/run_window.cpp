#include "window/run_window.h"

#include "media/pipeline.h"
#include "window/log_book.h"
#include "window/look.h"
#include "window/main_window.h"
#include "window/single_instance.h"
#include "window/state_icon.h"
#include "window/tray.h"

#include <QApplication>
#include <QLoggingCategory>
#include <QTimer>

#include <cstdlib>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcWindow, "rollcall.window", QtInfoMsg)

namespace rollcall::window {

namespace {

constexpr std::chrono::milliseconds goodbyeLimit{1500};

void setLogDetail(bool detailed)
{
    QLoggingCategory::setFilterRules(u"rollcall.*.info=true\nrollcall.*.debug="_s + (detailed ? u"true\n"_s : u"false\n"_s));
}

// The parts in the order in which they need each other; taken down in the other.
int runParts(QApplication &application, const SettingsFile &file, SingleInstance &instance, MediaThreads &threads, const WindowOptions &options)
{
    SettingsFile::Loaded loaded = file.load();
    Settings &settings = loaded.settings;
    speak(settings.language, application);
    putOn(settings.look, application);
    setLogDetail(settings.detailedLog);
    LogBook log;
    log.takeQtLog();
    Pairings pairings(options.pairingFolder, options.keyStore);
    CameraDirectory directory;
    StationBoard board(settings, pairings, directory, threads);
    Tray tray(board);
    MainWindow window(MainWindow::Parts{settings, file, pairings, board, log});
    window.setTrayCheck([&tray] { return tray.isAvailable(); });
    QObject::connect(&window, &MainWindow::appearanceChanged, &application, [&] {
        putOn(settings.look, application);
        setLogDetail(settings.detailedLog);
    });
    // Not quit(), which asks every window to close first: ours may answer by going into the tray.
    const auto end = [] { QApplication::exit(); };
    QObject::connect(&window, &MainWindow::quitWanted, &application, end, Qt::QueuedConnection);
    QObject::connect(&tray, &Tray::quitWanted, &application, end, Qt::QueuedConnection);
    QObject::connect(&tray, &Tray::showWanted, &window, &MainWindow::raiseAndShow);
    QObject::connect(&instance, &SingleInstance::raiseWanted, &window, [&window] {
        qCInfo(lcWindow) << "Another start brought the window forward.";
        window.raiseAndShow();
    });
    if (options.onStopSignal)
        options.onStopSignal(&application, end);
    if (!options.minimised && !settings.startMinimised)
        window.show();
    else if (!tray.isAvailable())
        window.showMinimized();
    if (!loaded.keptAside.isEmpty()) {
        window.show();
        window.tell(MainWindow::tr("The settings were damaged and could not be read. They were kept as %1; the program goes on with the usual ones.").arg(loaded.keptAside));
        (void)file.save(settings);
    }
    QTimer::singleShot(0, &window, [&window] { qCInfo(lcWindow) << (window.isVisible() ? "The window is open." : "Running in the tray."); });
    return QApplication::exec();
}

} // namespace

int runWindow(int &argc, char **argv, const WindowOptions &options)
{
    prepareEnvironment();
    QApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"rollcall-camera"_s);
    QApplication::setApplicationDisplayName(u"Rollcall Camera"_s);
    QApplication::setDesktopFileName(u"rollcall-camera"_s);
    QApplication::setQuitOnLastWindowClosed(false);
    QApplication::setWindowIcon(programIcon());
    const SettingsFile file(SettingsFile::usualPath());
    SingleInstance instance(file.path());
    if (!instance.claim())
        return 0;
    MediaThreads threads;
    const int code = runParts(application, file, instance, threads, options);
    // A driver that hangs must not keep the program from ending.
    const bool ended = threads.waitForEnd(goodbyeLimit) && media::waitForStoppedPipelines(goodbyeLimit);
    if (!ended)
        std::_Exit(code);
    return code;
}

} // namespace rollcall::window
