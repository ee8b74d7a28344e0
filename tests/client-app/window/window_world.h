#pragma once

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
#include <QJsonObject>
#include <QLabel>
#include <QTemporaryDir>
#include <QUrl>

#include <memory>

namespace rollcall::testing {

// rollcall-server on an empty folder and a port that the system chose.
class WindowServer {
public:
    // False: it does not listen; what it said is in program().
    [[nodiscard]] bool start(const QStringList &options = {});
    // A one-time code for this camera; empty: none was made.
    [[nodiscard]] QString makeCode(const QString &camera) const { return makePairing(camera)[QStringLiteral("code")].toString(); }
    // The same with everything that is said of it: `code`, `link` ….
    [[nodiscard]] QJsonObject makePairing(const QString &camera) const;
    void stop();
    [[nodiscard]] QString address() const { return m_url.host() + u':' + QString::number(m_url.port()); }
    // "streaming", or "away" where it is not connected.
    [[nodiscard]] QString stateOf(const QString &camera) const;
    [[nodiscard]] QStringList streaming() const;
    [[nodiscard]] Program &program() { return *m_program; }
    [[nodiscard]] const QUrl &url() const { return m_url; }

private:
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
    [[nodiscard]] window::Settings &settings() { return m_settings; }
    [[nodiscard]] window::LogBook &log() { return m_log; }
    [[nodiscard]] QString settingsPath() const { return m_folder.filePath(QStringLiteral("camera.ini")); }

    template <typename Widget>
    [[nodiscard]] Widget *find(const char *name)
    {
        return m_window->findChild<Widget *>(QString::fromLatin1(name));
    }
    [[nodiscard]] QString sentence() { return find<QLabel>("sentence")->text(); }
    [[nodiscard]] QStringList rows();
    // Chooses the row with this title, once it is listed.
    [[nodiscard]] bool choose(const QString &title);
    void click(const char *button) { find<QAbstractButton>(button)->click(); }
    [[nodiscard]] window::CameraStation *station(const QString &title);
    [[nodiscard]] bool sees(const QString &words, std::chrono::milliseconds limit = std::chrono::seconds(10));
    [[nodiscard]] bool seesPicture(const QString &title, std::chrono::milliseconds limit = std::chrono::seconds(10));

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

// Runs the Qt Test object on a QApplication with GStreamer and no cameras but virtual ones.
int runWindowTest(int argc, char **argv, QObject &test);
[[nodiscard]] VirtualCameras &virtualCameras();

} // namespace rollcall::testing
