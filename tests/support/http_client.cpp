#include "support/http_client.h"

#include "support/wait.h"

#include <QCoreApplication>
#include <QHttpMultiPart>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkCookie>
#include <QNetworkCookieJar>
#include <QNetworkReply>
#include <QPointer>

#include <cmath>
#include <limits>
#include <memory>

using namespace Qt::StringLiterals;

namespace rollcall::testing {

namespace {

// Who is signed in is not carried from one request to the next.
class NoCookies : public QNetworkCookieJar {
public:
    [[nodiscard]] QList<QNetworkCookie> cookiesForUrl(const QUrl &) const override { return {}; }
    bool setCookiesFromUrl(const QList<QNetworkCookie> &, const QUrl &) override { return false; }
};

// One for all: its connections are kept. A request with a connection of its own leaves a port behind that is not free for a minute, and
// after some thousands of those a server that starts again finds its own port among them.
QNetworkAccessManager &network()
{
    static QPointer<QNetworkAccessManager> shared;
    if (!shared) {
        shared = new QNetworkAccessManager(QCoreApplication::instance());
        shared->setCookieJar(new NoCookies);
    }
    return *shared;
}

HttpAnswer finish(QNetworkReply *started)
{
    const std::unique_ptr<QNetworkReply> reply(started);
    if (!waitUntil([&] { return reply->isFinished(); }, std::chrono::seconds(30)))
        return {};
    return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll()};
}

QHttpPart field(const QString &name, const QByteArray &value)
{
    QHttpPart part;
    part.setHeader(QNetworkRequest::ContentDispositionHeader, QString(u"form-data; name=\"%1\""_s.arg(name)));
    part.setBody(value);
    return part;
}

} // namespace

QJsonObject HttpAnswer::json() const
{
    return QJsonDocument::fromJson(body).object();
}

HttpClient::HttpClient(QUrl base)
    : m_base(std::move(base))
{
}

HttpAnswer HttpClient::get(const QString &path) const
{
    return finish(network().get(QNetworkRequest(m_base.resolved(QUrl(path)))));
}

HttpAnswer HttpClient::patch(const QString &path, const QJsonObject &body) const
{
    QNetworkRequest request(m_base.resolved(QUrl(path)));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    return finish(network().sendCustomRequest(request, "PATCH", QJsonDocument(body).toJson()));
}

HttpAnswer HttpClient::post(const QString &path, const QJsonObject &body) const
{
    QNetworkRequest request(m_base.resolved(QUrl(path)));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    return finish(network().post(request, QJsonDocument(body).toJson()));
}

HttpAnswer HttpClient::remove(const QString &path) const
{
    return finish(network().deleteResource(QNetworkRequest(m_base.resolved(QUrl(path)))));
}

HttpAnswer HttpClient::enrol(const QString &id, const QString &name, const QList<QByteArray> &photos) const
{
    QHttpMultiPart form(QHttpMultiPart::FormDataType);
    form.append(field(u"id"_s, id.toUtf8()));
    form.append(field(u"name"_s, name.toUtf8()));
    for (const QByteArray &photo : photos) {
        QHttpPart part;
        part.setHeader(QNetworkRequest::ContentTypeHeader, u"image/jpeg"_s);
        part.setHeader(QNetworkRequest::ContentDispositionHeader, u"form-data; name=\"photos[]\"; filename=\"photo.jpg\""_s);
        part.setBody(photo);
        form.append(part);
    }
    return finish(network().post(QNetworkRequest(m_base.resolved(QUrl(u"/api/v1/people"_s))), &form));
}

double HttpClient::metric(const QByteArray &series) const
{
    for (const QByteArray &line : get(u"/metrics"_s).body.split('\n')) {
        if (line.startsWith(series))
            return line.mid(line.lastIndexOf(' ') + 1).toDouble();
    }
    return std::numeric_limits<double>::quiet_NaN();
}

} // namespace rollcall::testing
