// Whatever a client sends: the parsers answer, and what they accept is written and read back to the same packets.

#include "socketio/socket_packet.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace {

using namespace rollcall::socketio;

void require(bool holds, const char *property, const QByteArray &written)
{
    if (holds)
        return;
    std::fprintf(stderr, "fuzz_socketio: %s does not hold for %s\n", property, written.toPercentEncoding().constData());
    std::abort();
}

void tryMessage(const QString &text)
{
    const auto packet = parseSocketPacket(text);
    if (!packet)
        return require(!packet.error().isEmpty(), "an error says something", {});
    SocketPacket whole = *packet;
    whole.attachments = QList<QByteArray>(whole.attachmentCount);
    const QString written = serialize(whole).first().text;
    const auto again = parseSocketPacket(written);
    require(again.has_value(), "what is written is read", written.toUtf8());
    require(*again == *packet, "reading back gives the same packet", written.toUtf8());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    tryMessage(QString::fromUtf8(input));
    const auto packets = parseEnginePayload(input);
    if (!packets) {
        require(!packets.error().isEmpty(), "an error says something", {});
        return 0;
    }
    const QByteArray written = serializePayload(*packets);
    const auto again = parseEnginePayload(written);
    require(again.has_value() && *again == *packets, "reading back gives the same payload", written);
    PacketAssembler assembler;
    for (const EnginePacket &packet : *packets) {
        if (packet.type == EnginePacket::Type::Message && !assembler.take(packet))
            break;
    }
    return 0;
}
