#pragma once

#include "socketio/engine_session.h"
#include "socketio/name_space.h"

#include <QMap>

#include <memory>

namespace rollcall::socketio {

// One client of Socket.IO, protocol 5, over its session: the namespaces that it is connected to. A child of the session, whose
// thread it lives on; the namespaces outlive it.
class Client : public QObject {
    Q_OBJECT

public:
    using NameSpaces = QMap<QString, NameSpace *>;

    Client(EngineSession &session, const NameSpaces &nameSpaces, std::chrono::milliseconds connectTimeout);

    void send(const SocketPacket &packet);
    [[nodiscard]] EngineSession &session() { return m_session; }

Q_SIGNALS:
    // It joined its first namespace.
    void settled();

private:
    void take(const EnginePacket &message);
    void handle(const SocketPacket &packet);
    void join(const SocketPacket &packet);
    void leave(const QString &name);
    void leaveAll();

    EngineSession &m_session;  // parent
    const NameSpaces &m_nameSpaces;
    PacketAssembler m_assembler;
    QMap<QString, NameSpace *> m_joined;
    QTimer m_connectTimer;  // a session without a namespace is closed
};

} // namespace rollcall::socketio
