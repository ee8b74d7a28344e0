#include "socketio/echo_name_space.h"

#include "socketio/client.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace rollcall::socketio {

using Type = SocketPacket::Type;

namespace {

// The suites' clients await one message and only then listen for the next: what came together with the answer would be lost on them.
constexpr auto afterTheAnswer = std::chrono::milliseconds(20);

} // namespace

void EchoNameSpace::joined(Client &client, const QJsonObject &auth)
{
    m_joined.insert(&client);
    QTimer::singleShot(afterTheAnswer, &client, [this, &client, auth] {
        if (m_joined.contains(&client))
            client.send({.type = Type::Event, .name = m_name, .data = QJsonArray{u"auth"_s, auth}});
    });
}

void EchoNameSpace::received(Client &client, const SocketPacket &packet)
{
    const bool isBinary = packet.type == Type::BinaryEvent;
    if (packet.type != Type::Event && !isBinary)
        return;
    QJsonArray arguments = packet.array();
    const QString event = arguments.takeAt(0).toString();
    SocketPacket answer{.name = m_name, .attachmentCount = packet.attachmentCount, .attachments = packet.attachments};
    if (event == u"message"_s) {
        answer.type = isBinary ? Type::BinaryEvent : Type::Event;
        arguments.prepend(u"message-back"_s);
    } else if (event == u"message-with-ack"_s && packet.id) {
        answer.type = isBinary ? Type::BinaryAck : Type::Ack;
        answer.id = packet.id;
    } else {
        return;
    }
    answer.data = arguments;
    client.send(answer);
}

} // namespace rollcall::socketio
