#include "server-app/access/access_world.h"

#include "net/tls_identity.h"
#include "store/audit_log.h"
#include "support/wait.h"

#include <QByteArrayList>
#include <QDebug>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QWebSocket>

namespace rollcall::testing {

using namespace Qt::StringLiterals;
using net::Method;
using net::Request;
using net::Responder;
using net::Right;

AccessWorld::AccessWorld(bool openOnLoopback)
{
    auto opened = store::Store::open({.file = m_folder.filePath(u"register.db"_s).toStdString()});
    if (!opened)
        return;
    m_store = std::move(*opened);
    const auto clock = [this] { return now; };
    m_cameras = std::make_unique<pairing::PairedCameras>(pairing::PairedCameras::Parts{.store = *m_store, .now = clock});
    m_cameraAuthorizer = std::make_unique<pairing::CameraAuthorizer>(*m_cameras);
    auto access = access::AccessControl::create(*m_store, *m_cameraAuthorizer, {.dataFolder = m_folder.path().toStdString(), .openOnLoopback = openOnLoopback,
        .site = {.name = u"Works"_s, .timeZone = u"Europe/Berlin"_s, .language = u"de"_s}}, clock);
    if (!access)
        return;
    m_access = std::move(*access);
    net::Router router;
    m_access->addRoutes(router);
    const auto echo = [](const Request &request, Responder responder) {
        responder.json({{u"name"_s, request.caller.name}, {u"session"_s, request.caller.session}});
    };
    router.add(Method::Get, u"/healthz"_s, Right::ViewHealth, echo);
    router.add(Method::Get, u"/api/v1/people"_s, Right::ViewPeople, echo);
    router.add(Method::Post, u"/api/v1/people"_s, Right::ManagePeople, echo);
    router.add(Method::Get, u"/api/v1/cameras"_s, Right::ViewCameras, echo);
    router.add(Method::Get, u"/snapshot/{camera}.jpg"_s, Right::ViewLive, echo);
    router.add(Method::Get, u"/mjpeg/{camera}"_s, Right::ViewLive, [this](const Request &, Responder responder) {
        stream = responder.beginStream("multipart/x-mixed-replace");
        if (stream)
            stream->write("picture");
    });
    router.addWebSocket(u"/api/v1/events"_s, Right::ViewCameras, [this](const Request &, std::unique_ptr<QWebSocket> socket) { socket.release()->setParent(m_server.get()); });
    auto server = std::make_unique<net::HttpServer>(std::move(router), m_access->authorizer());
    connect(&m_access->credentials(), &access::Credentials::sessionEnded, server.get(), &net::HttpServer::endSession);
    const auto identity = net::ownTlsIdentity(m_folder.path().toStdString());
    const auto url = identity ? server->start(QHostAddress::LocalHost, 0, identity->configuration()) : std::expected<QUrl, QString>(std::unexpected(u"no identity"_s));
    if (!url)
        return;
    m_port = quint16(url->port());
    m_server = std::move(server);
    waitUntil([this] { return m_access->credentials().accounts() != access::Credentials::Accounts::NotKnownYet; });
}

AccessWorld::~AccessWorld()
{
    stream.reset();
    m_server.reset();
}

AccessReply AccessWorld::ask(const QByteArray &method, const QString &target, const QJsonObject &body, const Visitor &visitor,
                             const QList<std::pair<QByteArray, QByteArray>> &headers)
{
    QNetworkRequest request(target.startsWith(u"http"_s) ? QUrl(target) : QUrl(u"http://127.0.0.1:%1%2"_s.arg(QString::number(m_port), target)));
    // Cookies are carried by hand here.
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    if (!visitor.cookie.isEmpty())
        request.setRawHeader("Cookie", visitor.cookie);
    if (!visitor.csrf.isEmpty())
        request.setRawHeader("X-Rollcall-CSRF", visitor.csrf);
    if (!visitor.bearer.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + visitor.bearer);
    for (const auto &[name, value] : headers)
        request.setRawHeader(name, value);
    const bool hasBody = method != "GET" && method != "DELETE";
    const std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, method, hasBody ? QJsonDocument(body).toJson() : QByteArray()));
    connect(reply.get(), &QNetworkReply::sslErrors, reply.get(), [&reply] { reply->ignoreSslErrors(); });
    waitUntil([&] { return reply->isFinished(); }, std::chrono::seconds(20));
    return {.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), .json = QJsonDocument::fromJson(reply->readAll()).object(),
            .cookie = reply->rawHeader("Set-Cookie"), .retryAfter = reply->rawHeader("Retry-After"), .tag = reply->rawHeader("ETag")};
}

Visitor AccessWorld::visitorOf(const AccessReply &reply)
{
    return {.cookie = reply.cookie.split(';').first(), .csrf = reply.json[u"csrf"_s].toString().toLatin1()};
}

Visitor AccessWorld::setUp(const QString &name, const QString &password)
{
    const AccessReply reply = ask("POST", u"/api/v1/set-up"_s, {{u"name"_s, name}, {u"password"_s, password}});
    if (reply.status != 200)
        qWarning() << "set-up answered" << reply.status << reply.json;
    return visitorOf(reply);
}

Visitor AccessWorld::signIn(const QString &name, const QString &password)
{
    const AccessReply reply = ask("POST", u"/api/v1/session"_s, {{u"name"_s, name}, {u"password"_s, password}});
    if (reply.status != 200)
        qWarning() << "signing in answered" << reply.status << reply.json;
    return visitorOf(reply);
}

QString AccessWorld::addAccount(const Visitor &admin, const QString &name, const QString &role, const QJsonValue &cameras)
{
    const AccessReply reply = ask("POST", u"/api/v1/accounts"_s, {{u"name"_s, name}, {u"role"_s, role}, {u"cameras"_s, cameras}, {u"password"_s, u"correct horse"_s}}, admin);
    if (reply.status != 201)
        qWarning() << "adding an account answered" << reply.status << reply.json;
    return reply.json[u"id"_s].toString();
}

QStringList AccessWorld::audited()
{
    std::optional<QStringList> lines;
    m_store->call([](store::Register &records) { return store::AuditLog(records.database()).list({}, {.limit = store::PageRequest::maxLimit, .cursor = {}}); }, this, [&](const auto &entries) {
        lines.emplace();
        for (const store::AuditEntry &entry : entries->items)
            lines->append(QString::fromStdString(entry.action + " by " + entry.actor));
    });
    waitUntil([&] { return lines.has_value(); });
    return lines.value_or(QStringList());
}

QByteArray AccessWorld::filesBytes() const
{
    QByteArray all;
    for (const QString &name : QDir(m_folder.path()).entryList(QDir::Files)) {
        QFile file(m_folder.filePath(name));
        if (name != u"command-token"_s && file.open(QIODevice::ReadOnly))
            all += file.readAll();
    }
    return all;
}

} // namespace rollcall::testing
