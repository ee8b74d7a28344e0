#pragma once

#include "net/request.h"

#include <QJsonObject>
#include <QObject>

#include <functional>
#include <memory>

class QTcpSocket;

namespace rollcall::net {

class Exchange;

// One complete answer (RFC 9110).
struct Answer {
    int status = 200;
    QByteArray contentType;  // empty: no body
    QByteArray body;
    Headers headers = {};
};

// A long answer, written piece by piece: MJPEG, exports. A taker that does not keep up misses pieces; nothing is buffered for it: who
// needs every piece to arrive writes the next one when `drained`. Ends, and closes the connection, when destroyed. Lives on the
// network thread.
class StreamWriter : public QObject {
    Q_OBJECT

public:
    enum class Outcome { Written, Skipped, Closed };  // Skipped: too much is unsent; the piece was dropped whole

    // Endless: until the connection ends. Chunked: in chunks (RFC 9112 §7.1), so that the taker can tell a whole answer from one
    // that broke off; whoever does not know chunks (HTTP/1.0) gets it endless.
    enum class Framing { Endless, Chunked };

    StreamWriter(QTcpSocket *socket, qint64 backlogBytes, Framing framing = Framing::Endless);
    ~StreamWriter() override;
    Outcome write(const QByteArray &piece);
    // The answer is whole. Without it a chunked one has broken off.
    void finish();
    [[nodiscard]] qint64 bytesToWrite() const;

Q_SIGNALS:
    void closed();  // the taker is gone
    void drained(); // nothing is unsent

private:
    QTcpSocket *m_socket;  // null once closed
    qint64 m_backlogBytes;
    Framing m_framing;
};

// The right and duty to answer one request, once, now or later. Dropped unanswered it answers 500; answers to a connection that
// is gone go nowhere. Movable; lives on the network thread.
class Responder {
public:
    explicit Responder(std::shared_ptr<Exchange> exchange);
    // Hands whole answers to `then` instead of sending them: it looks at them, changes them, keeps them, and sends through the
    // responder that it gets. A stream is not intercepted; `onStream` only hears of it.
    using Interceptor = std::function<void(const Answer &, Responder)>;
    [[nodiscard]] static Responder intercepted(Responder inner, Interceptor then, std::function<void()> onStream = {});
    Responder(Responder &&) noexcept = default;
    Responder &operator=(Responder &&) noexcept = delete;
    ~Responder();

    void send(const Answer &answer);
    void json(const QJsonObject &object, int status = 200, const Headers &headers = {});
    // RFC 9457; `detail` is a sentence for the caller.
    void problem(int status, const QString &detail, const Headers &headers = {});
    // Null where the connection is gone or the request was HEAD.
    [[nodiscard]] std::unique_ptr<StreamWriter> beginStream(const QByteArray &contentType, StreamWriter::Framing framing = StreamWriter::Framing::Endless,
                                                            const Headers &headers = {});
    // For answers that are long in coming: calls `then` when the peer leaves, for as long as the context lives and the returned
    // connection is not taken apart. Whoever answers takes it apart first: the peer's next request may come over the same socket.
    QMetaObject::Connection whenPeerLeaves(const QObject *context, std::function<void()> then) const;

private:
    struct Interception;
    explicit Responder(std::shared_ptr<Interception> interception);

    // At most one of the two; neither once answered or moved from.
    std::shared_ptr<Exchange> m_exchange;
    std::shared_ptr<Interception> m_interception;
};

// std::function wants copies; this carries a Responder into callbacks that must be copyable.
[[nodiscard]] inline std::shared_ptr<Responder> share(Responder responder)
{
    return std::make_shared<Responder>(std::move(responder));
}

[[nodiscard]] QByteArray reasonPhrase(int status);
[[nodiscard]] Answer problemAnswer(int status, const QString &detail, const Headers &headers = {});

} // namespace rollcall::net
