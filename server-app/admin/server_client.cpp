#include "admin/server_client.h"

#include "admin/server_words.h"

#include <QCoreApplication>
#include <QHttpMultiPart>
#include <QJsonDocument>
#include <QNetworkCookie>
#include <QNetworkCookieJar>
#include <QNetworkReply>
#include <QPointer>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

constexpr int patience = 30'000;  // milliseconds without a byte
constexpr int pageSize = 500;     // the most that the server gives at once
constexpr int firstPage = 100;    // a screen and some, so that something is there at once
constexpr qsizetype largeAnswer = 512 * 1024;  // bytes
constexpr auto refusedIdentity = "rollcallRefusedIdentity";

struct Server {
    Q_DECLARE_TR_FUNCTIONS(Server)
};

QString sentenceOf(int status, const QJsonObject &problem)
{
    if (status == 412)
        return Server::tr("Somebody else changed this meanwhile. Nothing was overwritten: look at what it is now, then decide again.");
    if (status == 401)
        return Server::tr("You are not signed in, or the session is over. Sign in again.");
    const QString detail = problem.value("detail"_L1).toString();
    if (!detail.isEmpty())
        return translated(detail);
    if (status == 403)
        return Server::tr("Your account may not do this. Ask an administrator.");
    return Server::tr("The server answered %1 and did not say why.").arg(status);
}

} // namespace

QByteArray fingerprintOf(const QSslConfiguration &tls)
{
    const QSslCertificate certificate = tls.peerCertificate();
    return certificate.isNull() ? QByteArray() : certificate.digest(QCryptographicHash::Sha256);
}

ServerClient::ServerClient(const QUrl &base, QObject *parent)
    : QObject(parent)
    , m_base(base)
{
    m_network.setParent(this);
    m_parser.setMaxThreadCount(1);
}

ServerClient::~ServerClient()
{
    m_owner.cut();
}

QString ServerClient::origin() const
{
    return m_base.scheme() + u"://"_s + m_base.authority();
}

QNetworkRequest ServerClient::request(const QString &path, const QUrlQuery &query) const
{
    QUrl url = m_base;
    url.setPath(path, QUrl::DecodedMode);
    url.setQuery(query);
    QNetworkRequest request(url);
    request.setTransferTimeout(patience);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    if (!m_token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + m_token.toLatin1());
    else if (!m_csrf.isEmpty())
        request.setRawHeader("X-Rollcall-CSRF", m_csrf.toLatin1());
    return request;
}

QByteArray ServerClient::cookies() const
{
    QByteArrayList pairs;
    for (const QNetworkCookie &cookie : m_network.cookieJar()->cookiesForUrl(m_base))
        pairs.append(cookie.toRawForm(QNetworkCookie::NameAndValueOnly));
    return pairs.join("; ");
}

QNetworkReply *ServerClient::get(const QString &path, const QUrlQuery &query, QObject *context, Then then)
{
    return watch(m_network.get(request(path, query)), context, std::move(then));
}

QNetworkReply *ServerClient::send(const QByteArray &method, const QString &path, const QJsonObject &body, QObject *context, Then then, const Sending &how)
{
    QNetworkRequest made = request(path);
    if (!how.ifMatch.isEmpty())
        made.setRawHeader("If-Match", how.ifMatch);
    if (how.once)
        made.setRawHeader("Idempotency-Key", QUuid::createUuid().toByteArray(QUuid::WithoutBraces));
    const bool hasBody = !body.isEmpty() || method != "DELETE";
    // People alone are patched as RFC 7396 has it (docs/openapi.yaml).
    const bool isMerge = method == "PATCH" && path.startsWith(u"/api/v1/people/");
    if (hasBody)
        made.setHeader(QNetworkRequest::ContentTypeHeader, isMerge ? u"application/merge-patch+json"_s : u"application/json"_s);
    return watch(m_network.sendCustomRequest(made, method, hasBody ? QJsonDocument(body).toJson(QJsonDocument::Compact) : QByteArray()), context, std::move(then));
}

QNetworkReply *ServerClient::sendBytes(const QByteArray &method, const QString &path, const QByteArray &type, const QByteArray &body, QObject *context, Then then)
{
    QNetworkRequest made = request(path);
    made.setHeader(QNetworkRequest::ContentTypeHeader, type);
    return watch(m_network.sendCustomRequest(made, method, body), context, std::move(then));
}

QNetworkReply *ServerClient::sendParts(const QString &path, QHttpMultiPart *parts, QObject *context, Then then)
{
    QNetworkReply *const reply = m_network.post(request(path), parts);
    parts->setParent(reply);
    return watch(reply, context, std::move(then));
}

QNetworkReply *ServerClient::watch(QNetworkReply *reply, QObject *context, Then then)
{
    guard(reply);
    connect(reply, &QNetworkReply::finished, context, [this, reply, context, then = std::move(then)] { finish(reply, context, then); });
    // Also where the context is gone by then.
    connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
    return reply;
}

// Nothing that is worth anything goes out before the server is known.
void ServerClient::guard(QNetworkReply *reply)
{
    const auto isKnown = [this](const QNetworkReply *shown) { return fingerprintOf(shown->sslConfiguration()) == m_trust.fingerprint; };
    connect(reply, &QNetworkReply::sslErrors, this, [this, reply, isKnown] {
        if (!m_trust.fingerprint.isEmpty() && isKnown(reply)) {
            reply->ignoreSslErrors();
            return;
        }
        reply->setProperty(refusedIdentity, true);
        Q_EMIT strangerFound(fingerprintOf(reply->sslConfiguration()));
    });
    connect(reply, &QNetworkReply::encrypted, this, [this, reply, isKnown] {
        if (m_trust.fingerprint.isEmpty() || m_trust.orAuthorities || isKnown(reply))
            return;
        reply->setProperty(refusedIdentity, true);
        reply->abort();
        Q_EMIT strangerFound(fingerprintOf(reply->sslConfiguration()));
    });
}

void ServerClient::finish(QNetworkReply *reply, QObject *context, const Then &then)
{
    Answer answer;
    answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool isComplete = answer.status > 0 && reply->error() != QNetworkReply::OperationCanceledError && reply->error() != QNetworkReply::RemoteHostClosedError;
    // Whoever cancels closes it.
    if (reply->isOpen())
        answer.body = reply->readAll();
    answer.etag = reply->rawHeader("ETag");
    answer.location = reply->rawHeader("Location");
    answer.retryAfter = reply->rawHeader("Retry-After").toInt();
    const bool isJson = reply->header(QNetworkRequest::ContentTypeHeader).toString().contains(u"json"_s);
    if (isJson && isComplete && answer.status < 400 && answer.body.size() > largeAnswer)
        return parseElsewhere(std::move(answer), context, then);
    if (isJson)
        answer.json = QJsonDocument::fromJson(answer.body).object();
    if (!isComplete)
        answer.problem = networkProblem(*reply);
    else if (answer.status >= 400)
        answer.problem = sentenceOf(answer.status, answer.json);
    // Who signs in is not signed out by a wrong password.
    const QString path = reply->url().path();
    if (answer.status == 401 && path != u"/api/v1/session" && path != u"/api/v1/set-up")
        Q_EMIT signedOut();
    then(answer);
}

// A long report would hold up the window for as long as it is read.
void ServerClient::parseElsewhere(Answer answer, QObject *context, const Then &then)
{
    m_parser.start([owner = m_owner, answer = std::move(answer), context = QPointer<QObject>(context), then]() mutable {
        answer.json = QJsonDocument::fromJson(answer.body).object();
        owner.post([answer = std::move(answer), context, then] {
            if (context)
                then(answer);
        });
    });
}

QString ServerClient::networkProblem(const QNetworkReply &reply) const
{
    const QString server = m_base.authority();
    if (reply.property(refusedIdentity).toBool())
        return tr("%1 shows a certificate that is not the one known to this machine. Nothing was sent.").arg(server);
    switch (reply.error()) {
    case QNetworkReply::ConnectionRefusedError:
        return tr("No server answers at %1. Check that it runs, and the address and port.").arg(server);
    case QNetworkReply::HostNotFoundError:
        return tr("There is no machine by the name of %1. Check the address.").arg(server);
    case QNetworkReply::OperationCanceledError:
        return tr("It was cancelled.");
    case QNetworkReply::TimeoutError:
        return tr("%1 did not answer in time. Check the network, then try again.").arg(server);
    default:
        return tr("%1 cannot be reached: %2.").arg(server, reply.errorString());
    }
}

struct ServerClient::Listing {
    QString path;
    QUrlQuery query;
    int most;
    QPointer<QObject> context;
    Items then;
    First first;
    QString cursor = {};
    QList<QJsonObject> found = {};
};

void ServerClient::list(const QString &path, const QUrlQuery &query, int most, QObject *context, Items then, First first)
{
    listFurther(std::make_shared<Listing>(Listing{.path = path, .query = query, .most = most, .context = context, .then = std::move(then), .first = std::move(first)}));
}

void ServerClient::listFurther(const std::shared_ptr<Listing> &listing)
{
    const bool isQuick = listing->first && listing->cursor.isEmpty();
    QUrlQuery query = listing->query;
    query.addQueryItem(u"limit"_s, QString::number(std::min(listing->most, isQuick ? firstPage : pageSize)));
    if (!listing->cursor.isEmpty())
        query.addQueryItem(u"cursor"_s, QString::fromLatin1(QUrl::toPercentEncoding(listing->cursor)));
    get(listing->path, query, listing->context, [this, listing, isQuick](const Answer &answer) {
        for (const QJsonValue &item : answer.json.value("items"_L1).toArray())
            listing->found.append(item.toObject());
        listing->cursor = answer.json.value("next"_L1).toString();
        if (!answer.isGood() || listing->cursor.isEmpty() || listing->found.size() >= listing->most)
            return listing->then(listing->found, answer.problem);
        if (isQuick)
            listing->first(listing->found);
        listFurther(listing);
    });
}

} // namespace rollcall::admin
