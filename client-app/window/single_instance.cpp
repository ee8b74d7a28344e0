#include "window/single_instance.h"

#include <QCryptographicHash>
#include <QLocalSocket>

using namespace Qt::StringLiterals;

namespace rollcall::window {

namespace {

constexpr int patienceMs = 1000;

QString socketName(const QString &scope)
{
    const QString user = qEnvironmentVariable("USER", qEnvironmentVariable("USERNAME"));
    return u"rollcall-camera-"_s + QString::fromLatin1(QCryptographicHash::hash((user + u'/' + scope).toUtf8(), QCryptographicHash::Sha256).toHex().left(24));
}

} // namespace

SingleInstance::SingleInstance(const QString &scope, QObject *parent)
    : QObject(parent)
    , m_name(socketName(scope))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *const socket = m_server.nextPendingConnection()) {
            connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
            Q_EMIT raiseWanted();
        }
    });
}

bool SingleInstance::claim()
{
    QLocalSocket other;
    other.connectToServer(m_name);
    if (other.waitForConnected(patienceMs)) {
        other.disconnectFromServer();
        return false;
    }
    // Left behind by one that crashed.
    QLocalServer::removeServer(m_name);
    // Without a socket nobody can raise this window, but it works.
    (void)m_server.listen(m_name);
    return true;
}

} // namespace rollcall::window
