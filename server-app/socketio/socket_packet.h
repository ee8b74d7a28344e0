#pragma once

#include "socketio/engine_packet.h"

#include <QJsonArray>
#include <QJsonValue>

#include <optional>

namespace rollcall::socketio {

// One packet of Socket.IO, protocol 5, with its attachments where it has any. A value.
struct SocketPacket {
    enum class Type { Connect, Disconnect, Event, Ack, ConnectError, BinaryEvent, BinaryAck };

    Type type = Type::Event;
    QString name = QStringLiteral("/");  // of the namespace
    std::optional<quint64> id = {};      // an acknowledgement's, or of one that is asked for
    QJsonValue data = QJsonValue::Undefined;  // of events and acknowledgements an array; attachments stand in it as placeholders
    qsizetype attachmentCount = 0;
    QList<QByteArray> attachments = {};

    [[nodiscard]] QJsonArray array() const { return data.toArray(); }
    [[nodiscard]] bool isWhole() const { return attachments.size() == attachmentCount; }
    bool operator==(const SocketPacket &) const = default;
};

inline constexpr qsizetype maxAttachments = 16;
inline constexpr qsizetype maxAttachmentBytes = 4 * 1024 * 1024;  // of one packet together
inline constexpr qsizetype maxNamespaceLength = 128;

// The text of one message, its attachments still missing. Total: any text gives a packet or a sentence that says what is wrong.
[[nodiscard]] std::expected<SocketPacket, QString> parseSocketPacket(const QString &text);
// The messages that carry it: its text, then its attachments.
[[nodiscard]] QList<EnginePacket> serialize(const SocketPacket &packet);

// Puts attachments behind the packets that they belong to.
class PacketAssembler {
public:
    // A whole packet; nothing while attachments are missing; or what is wrong with the sequence.
    [[nodiscard]] std::expected<std::optional<SocketPacket>, QString> take(const EnginePacket &message);

private:
    std::optional<SocketPacket> m_pending;
    qsizetype m_bytes = 0;
};

} // namespace rollcall::socketio
