#pragma once

#include "access/access_control.h"
#include "net/http_server.h"
#include "pairing/camera_authorizer.h"

#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace rollcall::testing {

struct AccessReply {
    int status = 0;
    QJsonObject json;
    QByteArray cookie;     // Set-Cookie as it came
    QByteArray retryAfter;
    QByteArray tag;
};

// Who asks: a browser with its cookie and the word against forgery, or a program with its token.
struct Visitor {
    QByteArray cookie = {};   // "rollcall-session=…"
    QByteArray csrf = {};
    QByteArray bearer = {};
};

// The access control over an empty register of its own, with a few routes to come in by, over HTTP and TLS on loopback. The clock is moved by
// hand. Qt thread.
class AccessWorld : public QObject {
public:
    explicit AccessWorld(bool openOnLoopback = true);
    ~AccessWorld() override;
    [[nodiscard]] bool isSound() const { return m_server != nullptr; }

    [[nodiscard]] AccessReply ask(const QByteArray &method, const QString &target, const QJsonObject &body = {}, const Visitor &visitor = {},
                                  const QList<std::pair<QByteArray, QByteArray>> &headers = {});
    // Makes the first account, an admin.
    [[nodiscard]] Visitor setUp(const QString &name = QStringLiteral("ana"), const QString &password = QStringLiteral("correct horse"));
    [[nodiscard]] Visitor signIn(const QString &name, const QString &password = QStringLiteral("correct horse"));
    // With the rights of an admin; its id.
    QString addAccount(const Visitor &admin, const QString &name, const QString &role, const QJsonValue &cameras = {});
    [[nodiscard]] static Visitor visitorOf(const AccessReply &reply);
    [[nodiscard]] QStringList audited();
    [[nodiscard]] QByteArray filesBytes() const;  // all files of the data folder, one after the other

    [[nodiscard]] access::Credentials &credentials() { return m_access->credentials(); }
    [[nodiscard]] access::AccessControl &access() { return *m_access; }
    [[nodiscard]] net::HttpServer &server() { return *m_server; }
    [[nodiscard]] store::Store &store() { return *m_store; }
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] quint16 port() const { return m_port; }
    std::unique_ptr<net::StreamWriter> stream;  // of GET /mjpeg/{camera}
    attendance::UtcMs now{std::chrono::seconds(1'800'000'000)};

private:
    QTemporaryDir m_folder;
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<pairing::PairedCameras> m_cameras;
    std::unique_ptr<pairing::CameraAuthorizer> m_cameraAuthorizer;
    std::unique_ptr<access::AccessControl> m_access;
    std::unique_ptr<net::HttpServer> m_server;
    quint16 m_port = 0;
    QNetworkAccessManager m_network;
};

} // namespace rollcall::testing
