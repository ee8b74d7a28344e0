#pragma once

#include "socketio/socket_packet.h"

#include <QString>

namespace rollcall::socketio {

class Client;

// What a namespace does with those who connect to it. Lives on the network thread; outlives the connections.
class NameSpace {
public:
    virtual ~NameSpace() = default;
    // The client has its answer and may be sent to until `left`. `auth` is what it brought along.
    virtual void joined(Client &client, const QJsonObject &auth) = 0;
    virtual void left(Client &client) = 0;
    virtual void received(Client &client, const SocketPacket &packet) = 0;
};

} // namespace rollcall::socketio
