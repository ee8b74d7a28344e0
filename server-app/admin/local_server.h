#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt
#include <QThread>
#include <QUrl>

#include "app/server_settings.h"

#include <memory>

namespace rollcall::app {
class Server;
}

namespace rollcall::admin {

// The server inside this process, on a thread of its own: loading models does not hold up the window, nor does drawing hold up the
// server. GUI thread.
class LocalServer : public QObject {
    Q_OBJECT

public:
    explicit LocalServer(const app::ServerSettings &settings, QObject *parent = nullptr);
    // Stops it, and waits until what was seen is on disk.
    ~LocalServer() override;

    void start();

Q_SIGNALS:
    void listening(const QUrl &url);
    void failed(const QString &sentence);

private:
    const app::ServerSettings m_settings;
    QThread m_thread;
    QObject *m_inside = nullptr;  // lives on that thread
    std::unique_ptr<app::Server> m_server;  // made, used and destroyed there
};

} // namespace rollcall::admin
