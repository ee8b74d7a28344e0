#pragma once

#include "server-app/access/access_world.h"

#include "api/json.h"
#include "support/wait.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QWebSocket>

namespace rollcall::testing {

constexpr auto noticed = 5'000;  // ms; a second is promised, a busy machine gets more

[[nodiscard]] inline QString textOf(const QJsonObject &json, const char *key)
{
    return json[QLatin1String(key)].toString();
}

[[nodiscard]] inline QJsonObject credentialsOf(const QString &name, const QString &password = QStringLiteral("correct horse"))
{
    return {{QStringLiteral("name"), name}, {QStringLiteral("password"), password}};
}

// What the tests of signing in have in common: a world of its own for each test function, and ways into it.
class AccessCase : public QObject {
protected:
    void begin()
    {
        m_world = std::make_unique<AccessWorld>();
        QVERIFY(m_world->isSound());
    }
    AccessReply ask(const QByteArray &method, const QString &target, const QJsonObject &body = {}, const Visitor &visitor = {},
                    const QList<std::pair<QByteArray, QByteArray>> &headers = {})
    {
        return m_world->ask(method, target, body, visitor, headers);
    }
    // A token of this role, which the admin makes.
    Visitor token(const Visitor &admin, const QString &role);
    // The status of an upgrade to a WebSocket with these headers.
    int upgrade(const QList<std::pair<QByteArray, QByteArray>> &headers);
    void open(QWebSocket &socket, const Visitor &visitor);
    // Watches a camera by MJPEG.
    void watch(QTcpSocket &stream, const Visitor &visitor);
    void revokeSessionsOf(const QString &account, const Visitor &admin);
    // As another server, or a command, does it: in the register.
    void removeElsewhere(const QString &account);
    void idleAwayFrom(const Visitor &other);

    std::unique_ptr<AccessWorld> m_world;
};

// Each a test program's worth of test functions.
[[nodiscard]] std::unique_ptr<QObject> makeSignInTest();
[[nodiscard]] std::unique_ptr<QObject> makeSessionsTest();
[[nodiscard]] std::unique_ptr<QObject> makeAccountsTest();

} // namespace rollcall::testing
