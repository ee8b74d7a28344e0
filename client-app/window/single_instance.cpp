#include "window/single_instance.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QDir>
#include <QFileInfo>
#include <QLocalSocket>

using namespace Qt::StringLiterals;

namespace rollcall::window {

namespace {

constexpr int patienceMs = 5000;
constexpr int lockStepMs = 50;

QString socketName(const QString &path)
{
    const QString user = qEnvironmentVariable("USER", qEnvironmentVariable("USERNAME"));
    return u"rollcall-camera-"_s + QString::fromLatin1(QCryptographicHash::hash((user + u'/' + path).toUtf8(), QCryptographicHash::Sha256).toHex().left(24));
}

} // namespace

SingleInstance::SingleInstance(const QString &path, QObject *parent)
    : QObject(parent)
    , m_name(socketName(path))
    , m_lock(path + u".running"_s)
{
    m_lock.setStaleLockTime(0);  // it is held for as long as the program runs; one that crashed is known by its process
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
    QDir().mkpath(QFileInfo(m_lock.fileName()).path());
    const QDeadlineTimer patience(patienceMs);
    do {
        QLocalSocket other;
        other.connectToServer(m_name);
        if (other.waitForConnected(patienceMs)) {
            other.disconnectFromServer();
            return false;
        }
        // Where no lock can be made, the socket alone has to do.
        if (m_lock.tryLock(lockStepMs) || m_lock.error() != QLockFile::LockFailedError)
            break;
    } while (!patience.hasExpired());
    // Left behind by one that crashed.
    QLocalServer::removeServer(m_name);
    // Without a socket nobody can raise this window, but it works.
    (void)m_server.listen(m_name);
    return true;
}

} // namespace rollcall::window
