#pragma once

#include "socketio/name_space.h"

#include <QSet>

namespace rollcall::socketio {

// What the official test suite of the protocol wants of a namespace: tells what the client brought along, sends "message" back
// as "message-back", and acknowledges "message-with-ack" with its arguments.
class EchoNameSpace final : public NameSpace {
public:
    explicit EchoNameSpace(const QString &name)
        : m_name(name)
    {
    }
    void joined(Client &client, const QJsonObject &auth) override;
    void left(Client &client) override { m_joined.remove(&client); }
    void received(Client &client, const SocketPacket &packet) override;

private:
    const QString m_name;
    QSet<const Client *> m_joined;
};

} // namespace rollcall::socketio
