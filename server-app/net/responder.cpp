#include "net/responder.h"

#include "net/exchange.h"
#include "net/limits.h"
#include "net/unsent.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QLocale>

#include <algorithm>
#include <utility>

namespace rollcall::net {

using namespace Qt::StringLiterals;

namespace {

QByteArray httpDate()
{
    return QLocale::c().toString(QDateTime::currentDateTimeUtc(), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s).toLatin1();
}

bool has(const Headers &headers, QByteArrayView name)
{
    return std::any_of(headers.begin(), headers.end(), [&](const auto &header) { return header.first.compare(name, Qt::CaseInsensitive) == 0; });
}

// What every answer says to browsers: guess no types, tell no other site where you were, let no other site embed or keep this.
void addDefaults(QByteArray &out, const Answer &answer)
{
    out += "Date: " + httpDate() + "\r\n";
    out += "X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\nCross-Origin-Resource-Policy: same-origin\r\n";
    if (!has(answer.headers, "Cache-Control"))
        out += "Cache-Control: no-store\r\n";
    if (answer.contentType.startsWith("text/html") && !has(answer.headers, "Content-Security-Policy"))
        out += "Content-Security-Policy: default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
               "object-src 'none'; base-uri 'none'; frame-ancestors 'none'\r\n";
}

// What came from outside into a field begins no other one.
QByteArray oneLine(QByteArray value)
{
    std::replace_if(value.begin(), value.end(), [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; }, ' ');
    return value;
}

QByteArray serializeHead(const Answer &answer)
{
    QByteArray out = "HTTP/1.1 " + QByteArray::number(answer.status) + ' ' + reasonPhrase(answer.status) + "\r\n";
    addDefaults(out, answer);
    if (!answer.contentType.isEmpty())
        out += "Content-Type: " + oneLine(answer.contentType) + "\r\n";
    for (const auto &[name, value] : answer.headers)
        out += name + ": " + oneLine(value) + "\r\n";
    return out;
}

} // namespace

QByteArray serialize(const Answer &answer, Method method, bool keepAlive)
{
    QByteArray out = serializeHead(answer);
    if (answer.status != 204 && answer.status != 304)  // RFC 9110 §8.6
        out += "Content-Length: " + QByteArray::number(answer.body.size()) + "\r\n";
    out += keepAlive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
    if (method != Method::Head)
        out += answer.body;
    return out;
}

QByteArray reasonPhrase(int status)
{
    static const QHash<int, QByteArray> phrases{
        {200, "OK"}, {201, "Created"}, {202, "Accepted"}, {204, "No Content"}, {304, "Not Modified"}, {301, "Moved Permanently"}, {307, "Temporary Redirect"},
        {400, "Bad Request"}, {401, "Unauthorized"}, {403, "Forbidden"}, {404, "Not Found"}, {405, "Method Not Allowed"},
        {406, "Not Acceptable"}, {408, "Request Timeout"}, {409, "Conflict"}, {410, "Gone"}, {411, "Length Required"}, {412, "Precondition Failed"},
        {413, "Content Too Large"}, {415, "Unsupported Media Type"}, {422, "Unprocessable Content"}, {426, "Upgrade Required"}, {428, "Precondition Required"},
        {429, "Too Many Requests"}, {431, "Request Header Fields Too Large"}, {500, "Internal Server Error"}, {501, "Not Implemented"},
        {503, "Service Unavailable"}, {504, "Gateway Timeout"}, {507, "Insufficient Storage"}};
    return phrases.value(status, "Status");
}

Answer problemAnswer(int status, const QString &detail, const Headers &headers)
{
    const QJsonObject problem{{u"status"_s, status}, {u"title"_s, QString::fromLatin1(reasonPhrase(status))}, {u"detail"_s, detail}};
    return {.status = status, .contentType = "application/problem+json", .body = QJsonDocument(problem).toJson(QJsonDocument::Compact), .headers = headers};
}

Responder::Responder(std::shared_ptr<Exchange> exchange)
    : m_exchange(std::move(exchange))
{
}

struct Responder::Interception {
    Responder inner;
    Interceptor then;
    std::function<void()> onStream;
};

Responder::Responder(std::shared_ptr<Interception> interception)
    : m_interception(std::move(interception))
{
}

Responder Responder::intercepted(Responder inner, Interceptor then, std::function<void()> onStream)
{
    return Responder(std::make_shared<Interception>(std::move(inner), std::move(then), std::move(onStream)));
}

Responder::~Responder()
{
    if (m_exchange || m_interception)
        problem(500, u"The server gave no answer to this request; its log may say why."_s);
}

void Responder::send(const Answer &answer)
{
    if (const auto interception = std::exchange(m_interception, nullptr))
        return interception->then(answer, std::move(interception->inner));
    const auto exchange = std::exchange(m_exchange, nullptr);
    Q_ASSERT_X(exchange, "Responder", "a request is answered once");
    if (!exchange)
        return;
    if (exchange->answered)
        exchange->answered(answer.status);
    if (!exchange->socket || exchange->socket->state() != QAbstractSocket::ConnectedState)
        return;
    ConnectionGuard *guard = ConnectionGuard::of(exchange->socket);
    if (guard->isRefused())
        return;
    exchange->socket->write(serialize(answer, exchange->method, guard->keepsAlive()));
    guard->answered();
}

void Responder::json(const QJsonObject &object, int status, const Headers &headers)
{
    send({.status = status, .contentType = "application/json", .body = QJsonDocument(object).toJson(QJsonDocument::Compact), .headers = headers});
}

void Responder::problem(int status, const QString &detail, const Headers &headers)
{
    send(problemAnswer(status, detail, headers));
}

QMetaObject::Connection Responder::whenPeerLeaves(const QObject *context, std::function<void()> then) const
{
    if (m_interception)
        return m_interception->inner.whenPeerLeaves(context, std::move(then));
    if (!m_exchange || !m_exchange->socket)
        return {};
    return QObject::connect(m_exchange->socket, &QTcpSocket::disconnected, context, std::move(then));
}

std::unique_ptr<StreamWriter> Responder::beginStream(const QByteArray &contentType, StreamWriter::Framing framing, const Headers &headers)
{
    if (const auto interception = std::exchange(m_interception, nullptr)) {
        if (interception->onStream)
            interception->onStream();
        return interception->inner.beginStream(contentType, framing, headers);
    }
    if (!m_exchange || m_exchange->method == Method::Head || !m_exchange->socket
        || m_exchange->socket->state() != QAbstractSocket::ConnectedState || ConnectionGuard::of(m_exchange->socket)->isRefused()) {
        if (m_exchange)
            send({.status = 200, .contentType = contentType, .body = {}, .headers = headers});
        return nullptr;
    }
    const auto exchange = std::exchange(m_exchange, nullptr);
    if (exchange->answered)
        exchange->answered(200);
    exchange->socket->setSocketOption(QAbstractSocket::SendBufferSizeSocketOption, Limits::streamSocketBytes);
    ConnectionGuard *guard = ConnectionGuard::of(exchange->socket);
    if (!guard->takesChunks())
        framing = StreamWriter::Framing::Endless;
    // Without a length the end of the connection is the end of the answer (RFC 9112 §6.3).
    exchange->socket->write(serializeHead({.status = 200, .contentType = contentType, .body = {}, .headers = headers})
                            + (framing == StreamWriter::Framing::Chunked ? QByteArray("Transfer-Encoding: chunked\r\n") : QByteArray())
                            + "Connection: close\r\n\r\n");
    guard->streaming();
    return std::make_unique<StreamWriter>(exchange->socket, exchange->streamBacklogBytes, framing);
}

StreamWriter::StreamWriter(QTcpSocket *socket, qint64 backlogBytes, Framing framing)
    : m_socket(socket)
    , m_backlogBytes(backlogBytes)
    , m_framing(framing)
{
    const auto close = [this] {
        if (std::exchange(m_socket, nullptr))
            Q_EMIT closed();
    };
    connect(socket, &QTcpSocket::disconnected, this, close);
    connect(socket, &QObject::destroyed, this, close);
    whenSent(socket, this, [this] {
        if (bytesToWrite() == 0)
            Q_EMIT drained();
    });
}

StreamWriter::~StreamWriter()
{
    if (QTcpSocket *socket = std::exchange(m_socket, nullptr))
        socket->disconnectFromHost();
}

StreamWriter::Outcome StreamWriter::write(const QByteArray &piece)
{
    if (!m_socket || m_socket->state() != QAbstractSocket::ConnectedState)
        return Outcome::Closed;
    if (unsentBytes(*m_socket) > m_backlogBytes)
        return Outcome::Skipped;
    if (piece.isEmpty())
        return Outcome::Written;  // an empty chunk would be the last one
    if (m_framing == Framing::Chunked)
        m_socket->write(QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n");
    else
        m_socket->write(piece);
    return Outcome::Written;
}

void StreamWriter::finish()
{
    if (m_socket && m_framing == Framing::Chunked)
        m_socket->write("0\r\n\r\n");
    m_framing = Framing::Endless;
}

qint64 StreamWriter::bytesToWrite() const
{
    return m_socket ? unsentBytes(*m_socket) : 0;
}

} // namespace rollcall::net
