#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <expected>

namespace rollcall::socketio {

// One packet of Engine.IO, protocol 4: text of a type, or bytes (always a message). A value.
struct EnginePacket {
    enum class Type { Open, Close, Ping, Pong, Message, Upgrade, Noop };

    Type type = Type::Message;
    QString text = {};      // of a message, or what open, ping and pong carry
    QByteArray bytes = {};  // of a binary message
    bool isBinary = false;

    [[nodiscard]] static EnginePacket of(Type type, const QString &text = {}) { return {.type = type, .text = text}; }
    [[nodiscard]] static EnginePacket message(const QString &text) { return {.text = text}; }
    [[nodiscard]] static EnginePacket binary(const QByteArray &bytes) { return {.bytes = bytes, .isBinary = true}; }
    bool operator==(const EnginePacket &) const = default;
};

// More in one payload is no honest sender's.
inline constexpr qsizetype maxPacketsOfPayload = 1024;

// The packet of one text frame. Total: any text gives a packet or a sentence that says what is wrong with it.
[[nodiscard]] std::expected<EnginePacket, QString> parseEnginePacket(const QString &text);
// The body of a POST, or of an answered poll: packets between record separators, binary ones in base64.
[[nodiscard]] std::expected<QList<EnginePacket>, QString> parseEnginePayload(const QByteArray &payload);

// As a text frame; a binary packet goes as the binary frame of its bytes instead.
[[nodiscard]] QString serialize(const EnginePacket &packet);
[[nodiscard]] QByteArray serializePayload(const QList<EnginePacket> &packets);

} // namespace rollcall::socketio
