#include "socketio/engine_packet.h"

#include <QStringDecoder>

using namespace Qt::StringLiterals;

namespace rollcall::socketio {

namespace {

constexpr char separator = '\x1e';
constexpr int lastType = int(EnginePacket::Type::Noop);

std::expected<EnginePacket, QString> parseBase64(const QByteArray &text)
{
    const auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return std::unexpected(u"A binary packet is not base64."_s);
    return EnginePacket::binary(*decoded);
}

std::expected<EnginePacket, QString> parsePart(const QByteArray &part)
{
    if (part.startsWith('b'))
        return parseBase64(part.mid(1));
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = utf8(part);
    if (utf8.hasError())
        return std::unexpected(u"A packet is not UTF-8."_s);
    return parseEnginePacket(text);
}

} // namespace

std::expected<EnginePacket, QString> parseEnginePacket(const QString &text)
{
    if (text.isEmpty())
        return std::unexpected(u"A packet is empty."_s);
    const int type = text.front().unicode() - u'0';
    if (type < 0 || type > lastType)
        return std::unexpected(u"A packet begins with none of the types 0 to 6."_s);
    return EnginePacket::of(EnginePacket::Type(type), text.mid(1));
}

std::expected<QList<EnginePacket>, QString> parseEnginePayload(const QByteArray &payload)
{
    if (payload.count(separator) >= maxPacketsOfPayload)
        return std::unexpected(u"A payload holds more than %1 packets."_s.arg(maxPacketsOfPayload));
    QList<EnginePacket> packets;
    const QByteArrayList parts = payload.split(separator);
    for (const QByteArray &part : parts) {
        auto packet = parsePart(part);
        if (!packet)
            return std::unexpected(packet.error());
        packets.append(std::move(*packet));
    }
    return packets;
}

QString serialize(const EnginePacket &packet)
{
    return QChar(u'0' + int(packet.type)) + packet.text;
}

QByteArray serializePayload(const QList<EnginePacket> &packets)
{
    QByteArray payload;
    for (const EnginePacket &packet : packets) {
        if (!payload.isEmpty())
            payload += separator;
        if (packet.isBinary)
            payload += 'b' + packet.bytes.toBase64();
        else
            payload += char('0' + int(packet.type)) + packet.text.toUtf8();
    }
    return payload;
}

} // namespace rollcall::socketio
