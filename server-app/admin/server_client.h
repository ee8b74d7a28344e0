#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt
#include <QJsonArray>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QThreadPool>
#include <QUrl>
#include <QUrlQuery>

#include "media/owner_handle.h"
#include "signaling/server_trust.h"

#include <functional>
#include <optional>

class QHttpMultiPart;
class QNetworkReply;

namespace rollcall::admin {

// What the server answered, or why it did not.
struct Answer {
    int status = 0;  // 0: no answer came
    QJsonObject json = {};
    QByteArray body = {};
    QByteArray etag = {};
    QByteArray location = {};
    QString problem = {};  // a sentence; empty where all went well
    int retryAfter = 0;    // seconds

    [[nodiscard]] bool isGood() const { return problem.isEmpty(); }
    // Somebody else changed it meanwhile: nothing was overwritten.
    [[nodiscard]] bool isStale() const { return status == 412; }
};

// How a change is sent.
struct Sending {
    QByteArray ifMatch = {};
    bool once = false;  // with an Idempotency-Key: asking again does nothing again
};

// REST with one server: who it is (certificate), who we are (cookie or token), problems as sentences. GUI thread. Answers come from the
// event loop while their `context` lives, and never afterwards.
class ServerClient : public QObject {
    Q_OBJECT

public:
    using Then = std::function<void(const Answer &)>;

    explicit ServerClient(const QUrl &base, QObject *parent = nullptr);
    ~ServerClient() override;

    [[nodiscard]] const QUrl &base() const { return m_base; }
    void setTrust(const signaling::ServerTrust &trust) { m_trust = trust; }
    [[nodiscard]] const signaling::ServerTrust &trust() const { return m_trust; }
    void setToken(const QString &token) { m_token = token; }
    [[nodiscard]] bool hasToken() const { return !m_token.isEmpty(); }
    void setCsrf(const QString &csrf) { m_csrf = csrf; }

    QNetworkReply *get(const QString &path, const QUrlQuery &query, QObject *context, Then then);
    QNetworkReply *send(const QByteArray &method, const QString &path, const QJsonObject &body, QObject *context, Then then, const Sending &how = {});
    QNetworkReply *sendBytes(const QByteArray &method, const QString &path, const QByteArray &type, const QByteArray &body, QObject *context, Then then);
    QNetworkReply *sendParts(const QString &path, QHttpMultiPart *parts, QObject *context, Then then);
    // All pages of a list, at most `most`; `then` hears everything at once, with a problem when one page failed. `first` hears the first
    // page, a small one, as soon as it is here.
    using Items = std::function<void(const QList<QJsonObject> &items, const QString &problem)>;
    using First = std::function<void(const QList<QJsonObject> &items)>;
    void list(const QString &path, const QUrlQuery &query, int most, QObject *context, Items then, First first = {});

    // For sockets, which have no network manager: the same identity and the same credentials.
    [[nodiscard]] QNetworkRequest request(const QString &path, const QUrlQuery &query = {}) const;
    [[nodiscard]] QByteArray cookies() const;

    // The server's address among pages of one host: "https://host:8443".
    [[nodiscard]] QString origin() const;

Q_SIGNALS:
    // TLS showed a certificate that nobody vouches for and that is not known: nothing was sent.
    void strangerFound(const QByteArray &fingerprint);
    void signedOut();

private:
    QNetworkReply *watch(QNetworkReply *reply, QObject *context, Then then);
    void guard(QNetworkReply *reply);
    void finish(QNetworkReply *reply, QObject *context, const Then &then);
    void parseElsewhere(Answer answer, QObject *context, const Then &then);
    struct Listing;
    void listFurther(const std::shared_ptr<Listing> &listing);
    [[nodiscard]] QString networkProblem(const QNetworkReply &reply) const;

    const media::OwnerHandle m_owner{this};
    const QUrl m_base;
    signaling::ServerTrust m_trust;
    QString m_token;
    QString m_csrf;
    QNetworkAccessManager m_network;
    QThreadPool m_parser;  // one thread; waited for at the end
};

// The fingerprint of the certificate that the other side showed, and nothing without TLS.
[[nodiscard]] QByteArray fingerprintOf(const QSslConfiguration &tls);

} // namespace rollcall::admin
