#pragma once

#include "net/http_server.h"
#include "support/certificates.h"
#include "webhooks/signature.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>

namespace rollcall::testing {

using namespace Qt::StringLiterals;

// What a receiver does: takes what is signed rightly, once.
class Receiver {
public:
    Receiver()
    {
        net::Router router;
        router.add(net::Method::Post, u"/hook"_s, net::Right::ViewHealth, [this](const net::Request &request, net::Responder responder) {
            ++requests;
            if (headers.isEmpty())
                headers = request.headers;
            const QByteArray expected = webhooks::signatureOf(secret, request.header("webhook-id"), request.header("webhook-timestamp").toLongLong(), request.body);
            if (request.header("webhook-signature") != expected)
                ++wrongSignatures;
            if (!failures.isEmpty())
                return responder.send({.status = failures.takeFirst(), .contentType = {}, .body = {}, .headers = {{"Location", "/elsewhere"}}});
            events[request.header("webhook-id")] = QJsonDocument::fromJson(request.body).object();
            responder.send({.status = 204, .contentType = {}, .body = {}});
        });
        router.add(net::Method::Post, u"/elsewhere"_s, net::Right::ViewHealth, [this](const net::Request &, net::Responder responder) {
            ++strays;
            responder.send({.status = 204, .contentType = {}, .body = {}});
        });
        server = std::make_unique<net::HttpServer>(std::move(router), authorizer);
        url = server->start(QHostAddress::LocalHost, 0).value().resolved(QUrl(u"/hook"_s)).toString().toStdString();
    }
    // The data of each event of a kind.
    QList<QJsonObject> of(const QString &type) const
    {
        QList<QJsonObject> found;
        for (const QJsonObject &event : events) {
            if (event.value(u"type"_s).toString() == type)
                found.append(event.value(u"data"_s).toObject());
        }
        return found;
    }
    QStringList typesAndPeople() const
    {
        QStringList all;
        for (const QJsonObject &event : events)
            all.append(event.value(u"type"_s).toString() + u' ' + event.value(u"data"_s)[u"person"_s][u"id"_s].toString());
        all.sort();
        return all;
    }

    const net::LoopbackAuthorizer authorizer;
    store::Blob secret = webhooks::newSecret();
    std::string url;
    int requests = 0;
    int wrongSignatures = 0;
    int strays = 0;
    QList<int> failures;  // answers to come before the good ones
    net::Headers headers;
    QMap<QByteArray, QJsonObject> events;
    std::unique_ptr<net::HttpServer> server;
};

// The same behind TLS, no more than that: it keeps what it is sent.
class TlsReceiver {
public:
    explicit TlsReceiver(const TestAuthority::Issued &issued)
    {
        QFile key(issued.key);
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setLocalCertificateChain(QSslCertificate::fromPath(issued.certificate));
        if (key.open(QIODevice::ReadOnly))
            tls.setPrivateKey(QSslKey(&key, QSsl::Ec));
        m_server.setSslConfiguration(tls);
        QObject::connect(&m_server, &QSslServer::pendingConnectionAvailable, &m_server, [this] {
            while (QTcpSocket *const socket = m_server.nextPendingConnection())
                serve(socket);
        });
        m_server.listen(QHostAddress::LocalHost);
    }
    [[nodiscard]] std::string url() const { return "https://localhost:" + std::to_string(m_server.serverPort()) + "/hook"; }

    QList<QByteArray> bodies;

private:
    void serve(QTcpSocket *socket)
    {
        QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket, received = QByteArray()]() mutable {
            received += socket->readAll();
            const qsizetype end = received.indexOf("\r\n\r\n");
            const qsizetype length = received.toLower().indexOf("content-length:");
            if (end < 0 || length < 0)
                return;
            const qsizetype size = received.sliced(length + 15).split('\r').first().trimmed().toLongLong();
            if (received.size() < end + 4 + size)
                return;
            bodies.append(received.sliced(end + 4, size));
            received.clear();
            socket->write("HTTP/1.1 204 No Content\r\n\r\n");
        });
    }

    QSslServer m_server;
};

} // namespace rollcall::testing
