#pragma once

#include <QObject>

#include "support/process.h"
#include "support/virtual_cameras.h"
#include "support/wait.h"
#include "window/camera_directory.h"
#include "window/log_book.h"
#include "window/main_window.h"
#include "window/media_threads.h"
#include "window/pairings.h"
#include "window/station_board.h"
#include "window/stored_settings.h"

#include <QAbstractButton>
#include <QJsonArray>
#include <QJsonObject>
#include <QLabel>
#include <QTemporaryDir>
#include <QUrl>

#include <memory>
#include <optional>

namespace rollcall::testing {

// How long what is sure to come may take on a machine that does ten other things. Nothing here waits so long when all is well.
constexpr std::chrono::seconds patience{60};
[[nodiscard]] inline bool eventually(const std::function<bool()> &condition)
{
    return waitUntil(condition, patience);
}

// rollcall-server on an empty folder and a port that the system chose; again after stop(): on the same folder and port. It recognises
// nobody unless the options say so.
class WindowServer {
public:
    // False: it does not listen; what it said is in output().
    [[nodiscard]] bool start(const QStringList &options = {});
    // A one-time code for this camera; empty: none was made.
    [[nodiscard]] QString makeCode(const QString &camera) const { return makePairing(camera)[QStringLiteral("code")].toString(); }
    // The same with everything that is said of it: `code`, `link` ….
    [[nodiscard]] QJsonObject makePairing(const QString &camera) const;
    // False: it does not end.
    [[nodiscard]] bool stop();
    [[nodiscard]] bool isRunning() const { return m_program && m_program->isRunning(); }
    [[nodiscard]] QString address() const { return m_url.host() + u':' + QString::number(m_url.port()); }
    // "streaming", or "away" where it is not connected.
    [[nodiscard]] QString stateOf(const QString &camera) const;
    [[nodiscard]] QStringList streaming() const;
    // Once exactly so many cameras stream.
    [[nodiscard]] bool hasStreams(qsizetype count) const;
    [[nodiscard]] QString output() const { return m_program->output(); }
    [[nodiscard]] const QUrl &url() const { return m_url; }

private:
    [[nodiscard]] bool listens(const QStringList &options);
    [[nodiscard]] std::optional<QJsonArray> cameras() const;  // nothing: no answer

    QTemporaryDir m_folder;
    QUrl m_url;
    std::unique_ptr<Program> m_program;
};

// The real window with everything behind it, on settings of its own.
class WindowWorld {
public:
    explicit WindowWorld(const window::Settings &settings = {});
    ~WindowWorld();

    // As if the program was ended and started again.
    void restart();
    void close();
    void show();

    [[nodiscard]] window::MainWindow &window() { return *m_window; }
    [[nodiscard]] window::StationBoard &board() { return *m_board; }
    [[nodiscard]] const window::CameraDirectory &directory() const { return *m_directory; }
    [[nodiscard]] window::Settings &settings() { return m_settings; }
    [[nodiscard]] window::LogBook &log() { return m_log; }
    [[nodiscard]] QString settingsPath() const { return filePath(QStringLiteral("camera.ini")); }
    // Of the folder in which settings and pairings lie.
    [[nodiscard]] QString filePath(const QString &name) const { return m_folder.filePath(name); }

    template <typename Widget>
    [[nodiscard]] Widget *find(const char *name)
    {
        return m_window->findChild<Widget *>(QString::fromLatin1(name));
    }
    [[nodiscard]] QString sentence() { return find<QLabel>("sentence")->text(); }
    // What stands in boxes over the window.
    [[nodiscard]] QStringList boxes() const;
    [[nodiscard]] QStringList rows();
    // Chooses the row with this title, once it is listed.
    [[nodiscard]] bool choose(const QString &title);
    void click(const char *button) { find<QAbstractButton>(button)->click(); }
    [[nodiscard]] window::CameraStation *station(const QString &title);
    [[nodiscard]] bool sees(const QString &words);
    [[nodiscard]] bool seesPicture(const QString &title);

private:
    void open();

    QTemporaryDir m_folder;
    window::Settings m_settings;
    window::LogBook m_log;
    std::unique_ptr<window::SettingsFile> m_file;
    std::unique_ptr<window::MediaThreads> m_threads;
    std::unique_ptr<window::Pairings> m_pairings;
    std::unique_ptr<window::CameraDirectory> m_directory;
    std::unique_ptr<window::StationBoard> m_board;
    std::unique_ptr<window::MainWindow> m_window;
};

// What the window's test objects have in common: a server for all their cases, and settings that lead there.
class WindowCases : public QObject {
    Q_OBJECT

protected:
    [[nodiscard]] WindowServer &server() { return m_server; }
    [[nodiscard]] window::Settings paired() const;

private Q_SLOTS:
    void initTestCase();
    void init();

private:
    WindowServer m_server;
};

// Two cameras, told apart by everything that tells cameras apart.
[[nodiscard]] const VirtualCameras::Camera &deskCamera();
[[nodiscard]] const VirtualCameras::Camera &doorCamera();

// Runs the Qt Test object on a QApplication with GStreamer and no cameras but virtual ones.
int runWindowTest(int argc, char **argv, QObject &test);
[[nodiscard]] VirtualCameras &virtualCameras();

} // namespace rollcall::testing
