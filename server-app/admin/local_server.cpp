#include "admin/local_server.h"

#include "app/server.h"

namespace rollcall::admin {

LocalServer::LocalServer(const app::ServerSettings &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_inside(new QObject)
{
    m_thread.setObjectName(QStringLiteral("server"));
    m_inside->moveToThread(&m_thread);
}

LocalServer::~LocalServer()
{
    if (!m_thread.isRunning()) {
        delete m_inside;
        return;
    }
    QMetaObject::invokeMethod(m_inside, [this] {
        if (!m_server) {
            m_thread.quit();
            return;
        }
        QObject::connect(m_server.get(), &app::Server::stopped, m_inside, [this] {
            m_server.reset();
            m_thread.quit();
        }, Qt::QueuedConnection);
        m_server->stop();
    });
    m_thread.wait();
    delete m_inside;
}

void LocalServer::start()
{
    m_thread.start();
    QMetaObject::invokeMethod(m_inside, [this] {
        auto made = app::Server::create(m_settings);
        if (!made) {
            Q_EMIT failed(made.error());
            return;
        }
        m_server = std::move(*made);
        QObject::connect(m_server.get(), &app::Server::listening, m_inside, [this](const QUrl &url) { Q_EMIT listening(url); });
        QObject::connect(m_server.get(), &app::Server::failed, m_inside, [this](const QString &message) { Q_EMIT failed(message); });
        m_server->start();
    });
}

} // namespace rollcall::admin
