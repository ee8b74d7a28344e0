#include "socketio/frame_event.h"
#include "socketio/socket_packet.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <gtest/gtest.h>

#include <random>

using namespace rollcall;
using namespace rollcall::socketio;
using namespace Qt::StringLiterals;

namespace {

QString joined(const QList<EnginePacket> &messages)
{
    QStringList parts;
    for (const EnginePacket &message : messages)
        parts.append(message.isBinary ? u"<"_s + QString::fromLatin1(message.bytes.toHex()) + u">"_s : message.text);
    return parts.join(u' ');
}

} // namespace

TEST(EnginePacket, everyTypeIsReadAndWritten)
{
    for (int type = 0; type <= 6; ++type) {
        const QString text = QString::number(type) + u"data ÄÖ\U0001F600"_s;
        const auto packet = parseEnginePacket(text);
        ASSERT_TRUE(packet.has_value());
        EXPECT_EQ(int(packet->type), type);
        EXPECT_EQ(serialize(*packet), text);
    }
}

TEST(EnginePacket, whatIsNoneIsRefusedWithASentence)
{
    for (const QString &text : {u""_s, u"7"_s, u"abc"_s, u"/"_s, u" 4"_s, u"\u0664"_s, u"b"_s}) {
        const auto packet = parseEnginePacket(text);
        ASSERT_FALSE(packet.has_value()) << text.toStdString();
        EXPECT_TRUE(packet.error().endsWith(u'.'));
    }
}

TEST(EnginePayload, holdsPacketsBetweenSeparators)
{
    const QByteArray payload = "4hello\x1e" "bAQIDBA==\x1e" "2probe\x1e" "3";
    const auto packets = parseEnginePayload(payload);
    ASSERT_TRUE(packets.has_value());
    ASSERT_EQ(packets->size(), 4);
    EXPECT_EQ(packets->at(0), EnginePacket::message(u"hello"_s));
    EXPECT_EQ(packets->at(1), EnginePacket::binary(QByteArray("\x01\x02\x03\x04")));
    EXPECT_EQ(packets->at(2), EnginePacket::of(EnginePacket::Type::Ping, u"probe"_s));
    EXPECT_EQ(serializePayload(*packets), payload);
}

TEST(EnginePayload, oneBadPacketSpoilsIt)
{
    for (const QByteArray &payload : {QByteArray(""), QByteArray("4a\x1e"), QByteArray("\x1e" "4a"), QByteArray("4a\x1e\x1e" "4b"), QByteArray("abc"), QByteArray("b!!"),
                                      QByteArray("4\xff\xfe"), QByteArray("4\xc3")})
        EXPECT_FALSE(parseEnginePayload(payload).has_value()) << payload.toHex().toStdString();
}

TEST(EnginePayload, moreThanTheLimitOfPacketsIsRefused)
{
    QByteArrayList packets(maxPacketsOfPayload, "4");
    EXPECT_TRUE(parseEnginePayload(packets.join('\x1e')).has_value());
    packets.append("4");
    EXPECT_FALSE(parseEnginePayload(packets.join('\x1e')).has_value());
}

TEST(SocketPacket, whatIsReadIsWrittenTheSame)
{
    for (const QString &text : {u"0"_s, u"0/stream,"_s, u"0{\"token\":\"123\"}"_s, u"0/custom,{\"sid\":\"oSO0OpakMV_3jnilAAAA\"}"_s, u"1"_s, u"1/stream,"_s,
                                u"2[\"foo\"]"_s, u"2/stream,[\"bar\",1.5,null,{\"a\":[true]}]"_s, u"212[\"foo\"]"_s, u"2/stream,0[1,\"numbered\"]"_s, u"3/stream,12[]"_s,
                                u"30[\"€\",\"Ä\"]"_s, u"4{\"message\":\"Not authorized\"}"_s, u"4/stream,\"no\""_s}) {
        const auto packet = parseSocketPacket(text);
        ASSERT_TRUE(packet.has_value()) << text.toStdString() << ": " << packet.error().toStdString();
        EXPECT_EQ(joined(serialize(*packet)), text);
    }
}

TEST(SocketPacket, theCommaAfterANamespaceMayBeMissingAtTheEnd)
{
    const auto packet = parseSocketPacket(u"0/stream"_s);
    ASSERT_TRUE(packet.has_value());
    EXPECT_EQ(packet->name, u"/stream"_s);
    EXPECT_TRUE(packet->data.isUndefined());
}

TEST(SocketPacket, whatBreaksTheRulesIsRefusedWithASentence)
{
    const QStringList broken{u""_s, u"7"_s, u"abc"_s, u"0[]"_s, u"0\"text\""_s, u"1{}"_s, u"2"_s, u"2{}"_s, u"2[]"_s, u"2[{}]"_s, u"2[null]"_s, u"2[\"connect\"]"_s,
                             u"2[\"disconnecting\"]"_s, u"2[\"a\""_s, u"2[\"a\"]]"_s, u"2[\"a\"],[1]"_s, u"2abc[\"a\"]"_s, u"2-1[\"a\"]"_s, u"21234567890123456[\"a\"]"_s,
                             u"3[]"_s, u"31{}"_s, u"4"_s, u"4[]"_s, u"5[\"a\"]"_s, u"5-[\"a\"]"_s, u"5x-[\"a\"]"_s, u"517-[\"a\"]"_s, u"59999-[\"a\"]"_s, u"51"_s,
                             u"50-[\"a\",{\"_placeholder\":true,\"num\":0}]"_s, u"51-[\"a\",{\"_placeholder\":true,\"num\":1}]"_s,
                             u"51-[\"a\",{\"_placeholder\":true,\"num\":-1}]"_s, u"51-[\"a\",{\"_placeholder\":true,\"num\":0.5}]"_s,
                             u"51-[\"a\",{\"_placeholder\":true}]"_s, u"2["_s + QString(200, u'[') + QString(200, u']') + u"]"_s,
                             u"2[\"a\","_s + QString(100, u'[') + QString(100, u']') + u"]"_s, u"0/"_s + QString(200, u'n') + u","_s};
    for (const QString &text : broken) {
        const auto packet = parseSocketPacket(text);
        ASSERT_FALSE(packet.has_value()) << text.toStdString();
        EXPECT_TRUE(packet.error().endsWith(u'.')) << packet.error().toStdString();
    }
}

TEST(PacketAssembler, waitsForTheAttachments)
{
    PacketAssembler assembler;
    const auto head = assembler.take(EnginePacket::message(u"52-/stream,7[\"a\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]"_s));
    ASSERT_TRUE(head.has_value());
    EXPECT_FALSE(head->has_value());
    EXPECT_FALSE(assembler.take(EnginePacket::binary("one")).value().has_value());
    const auto whole = assembler.take(EnginePacket::binary("two")).value();
    ASSERT_TRUE(whole.has_value());
    EXPECT_EQ(whole->attachments, (QList<QByteArray>{"one", "two"}));
    EXPECT_EQ(joined(serialize(*whole)), u"52-/stream,7[\"a\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}] <6f6e65> <74776f>"_s);
    EXPECT_TRUE(assembler.take(EnginePacket::message(u"2[\"b\"]"_s)).value().has_value());
}

TEST(PacketAssembler, refusesWhatIsOutOfOrderOrTooLarge)
{
    EXPECT_FALSE(PacketAssembler().take(EnginePacket::binary("stray")).has_value());
    PacketAssembler interrupted;
    ASSERT_TRUE(interrupted.take(EnginePacket::message(u"51-[\"a\",{\"_placeholder\":true,\"num\":0}]"_s)).has_value());
    EXPECT_FALSE(interrupted.take(EnginePacket::message(u"2[\"b\"]"_s)).has_value());
    PacketAssembler large;
    ASSERT_TRUE(large.take(EnginePacket::message(u"51-[\"a\",{\"_placeholder\":true,\"num\":0}]"_s)).has_value());
    EXPECT_FALSE(large.take(EnginePacket::binary(QByteArray(maxAttachmentBytes + 1, 'x'))).has_value());
}

TEST(SocketPacket, randomTextGivesAPacketOrASentence)
{
    std::mt19937 random{20'23};
    const QString alphabet = u"0123456[]{}\",:-/_ab\\\x1e\U0001F600num"_s;
    int good = 0;
    for (int i = 0; i < 200'000; ++i) {
        QString text;
        for (auto length = random() % 24; length > 0; --length)
            text += alphabet[qsizetype(random() % std::size_t(alphabet.size()))];
        const auto packet = parseSocketPacket(text);
        if (!packet) {
            EXPECT_FALSE(packet.error().isEmpty());
            continue;
        }
        ++good;
        SocketPacket whole = *packet;
        whole.attachments = QList<QByteArray>(whole.attachmentCount);
        const auto again = parseSocketPacket(serialize(whole).first().text);
        ASSERT_TRUE(again.has_value()) << text.toStdString();
        EXPECT_EQ(*again, *packet) << text.toStdString();
    }
    EXPECT_GT(good, 100);
}

TEST(FrameEvent, saysWhatDashboardsExpect)
{
    const auto event = [](const QString &camera) {
        const QString text = frameEvent(u"/stream"_s, protocol::CameraId(camera), {"\xff\xd8picture", media::monotonicNow()});
        const auto packet = parseSocketPacket(text);
        EXPECT_TRUE(packet.has_value());
        EXPECT_EQ(packet->name, u"/stream"_s);
        EXPECT_EQ(packet->array().first().toString(), u"frame"_s);
        return packet->array().at(1).toObject();
    };
    const QJsonObject frame = event(u"door \"2\""_s);
    EXPECT_EQ(frame.size(), 3);
    EXPECT_EQ(QByteArray::fromBase64(frame[u"frame"_s].toString().toLatin1()), QByteArray("\xff\xd8picture"));
    EXPECT_EQ(frame[u"camera_id"_s], QJsonValue(u"door \"2\""_s));
    const double now = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
    EXPECT_NEAR(frame[u"timestamp"_s].toString().toDouble(), now, 5);
    EXPECT_EQ(event(u"17"_s)[u"camera_id"_s], QJsonValue(17));
    EXPECT_EQ(event(u"017"_s)[u"camera_id"_s], QJsonValue(u"017"_s));
    EXPECT_EQ(event(u"0"_s)[u"camera_id"_s], QJsonValue(0));
    EXPECT_EQ(event(u"12345678901234567890"_s)[u"camera_id"_s], QJsonValue(u"12345678901234567890"_s));
}
