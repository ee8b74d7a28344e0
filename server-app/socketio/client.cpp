#include "socketio/client.h"

#include <QJsonObject>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace rollcall::socketio {

using Type = SocketPacket::Type;

Client::Client(EngineSession &session, const NameSpaces &nameSpaces, std::chrono::milliseconds connectTimeout)
    : QObject(&session)
    , m_session(session)
    , m_nameSpaces(nameSpaces)
{
    connect(&session, &EngineSession::received, this, &Client::take);
    connect(&session, &EngineSession::closed, this, &Client::leaveAll);
    m_connectTimer.setSingleShot(true);
    connect(&m_connectTimer, &QTimer::timeout, this, [this] { m_session.close(u"the client connected to no namespace in time"_s); });
    m_connectTimer.start(connectTimeout);
}

void Client::send(const SocketPacket &packet)
{
    const auto messages = serialize(packet);
    for (const EnginePacket &message : messages)
        m_session.send(message);
}

void Client::take(const EnginePacket &message)
{
    auto packet = m_assembler.take(message);
    if (!packet)
        return m_session.close(packet.error());
    if (*packet)
        handle(**packet);
}

void Client::handle(const SocketPacket &packet)
{
    NameSpace *joined = m_joined.value(packet.name);
    if (packet.type == Type::Connect && !joined)
        return join(packet);
    if (!joined || packet.type == Type::Connect || packet.type == Type::ConnectError)
        return m_session.close(u"a packet that does not fit the state of its namespace"_s);
    if (packet.type == Type::Disconnect)
        return leave(packet.name);
    joined->received(*this, packet);
}

void Client::join(const SocketPacket &packet)
{
    NameSpace *wanted = m_nameSpaces.value(packet.name);
    if (!wanted) {
        const QJsonObject reason{{u"message"_s, u"Invalid namespace"_s}};
        return send({.type = Type::ConnectError, .name = packet.name, .data = reason});
    }
    m_connectTimer.stop();
    const bool isFirst = m_joined.isEmpty();
    m_joined.insert(packet.name, wanted);
    // Not the session's own id: that one is a key to the session, and this one is shown around.
    const QJsonObject answer{{u"sid"_s, QUuid::createUuid().toString(QUuid::Id128)}};
    send({.type = Type::Connect, .name = packet.name, .data = answer});
    if (isFirst)
        Q_EMIT settled();
    wanted->joined(*this, packet.data.toObject());
}

void Client::leave(const QString &name)
{
    if (NameSpace *left = m_joined.take(name))
        left->left(*this);
}

void Client::leaveAll()
{
    const auto names = m_joined.keys();
    for (const QString &name : names)
        leave(name);
}

} // namespace rollcall::socketio
