#include "protocol/codec.h"
#include "protocol/limits.h"
#include "protocol/rate_limit.h"

#include "shared/protocol/samples.h"

#include <gtest/gtest.h>

#include <limits>

using namespace Qt::StringLiterals;

namespace rollcall::protocol {
namespace {

QByteArray offerOf(const QByteArray &sdp)
{
    return R"({"type":"offer","sdp":")" + sdp + R"("})";
}

TEST(CodecTest, everyMessageSurvivesARoundTrip)
{
    for (const auto &messages : {test::fullMessages(), test::minimalMessages()}) {
        ASSERT_EQ(messages.size(), std::variant_size_v<Message>);
        for (size_t i = 0; i < messages.size(); ++i) {
            ASSERT_EQ(messages[i].index(), i) << "samples cover every type";
            const auto parsed = parse(serialize(messages[i]));
            ASSERT_TRUE(parsed) << serialize(messages[i]).constData() << qPrintable(parsed.error().message);
            EXPECT_EQ(*parsed, messages[i]) << serialize(messages[i]).constData();
        }
    }
}

TEST(CodecTest, everyEnumWordSurvivesARoundTrip)
{
    for (int i = 0; i <= int(RefusalCode::BadHello); ++i) {
        const Message message = Refused{RefusalCode(i), {}, {}, {}};
        EXPECT_EQ(parse(serialize(message)).value(), message);
    }
    for (int i = 0; i <= int(ErrorCode::Internal); ++i) {
        const Message message = ErrorMessage{ErrorCode(i), {}, {}};
        EXPECT_EQ(parse(serialize(message)).value(), message);
    }
    for (const Codec codec : {Codec::Vp8, Codec::H264}) {
        const Message message = Control{.encoding = {.codec = codec}};
        EXPECT_EQ(parse(serialize(message)).value(), message);
    }
}

TEST(CodecTest, theWireIsOneLineOfCompactJson)
{
    EXPECT_EQ(serialize(Offer{u"v=0\r\n"_s}), R"({"sdp":"v=0\r\n","type":"offer"})");
    EXPECT_EQ(serialize(Refused{RefusalCode::CameraInUse, u"x"_s, {}, std::chrono::seconds{5}}),
        R"({"code":"camera-in-use","reason":"x","retryAfterSeconds":5,"type":"refused"})");
    EXPECT_EQ(serialize(Bye{}), R"({"type":"bye"})");
}

TEST(CodecTest, plainDialectOfferAndCandidatesAreRead)
{
    EXPECT_EQ(parse(offerOf("v=0\\r\\n")).value(), Message{Offer{u"v=0\r\n"_s}});
    const Message candidate = Candidate{u"candidate:1"_s, 0, {}};
    EXPECT_EQ(parse(R"({"type":"ice","candidate":"candidate:1","sdpMLineIndex":0})").value(), candidate);
    EXPECT_EQ(
        parse(R"({"type":"ice","candidate":{"candidate":"candidate:1","sdpMLineIndex":0,"usernameFragment":"u"}})")
            .value(),
        candidate);
    const Message withMid = Candidate{u"candidate:1"_s, 0, u"0"_s};
    EXPECT_EQ(parse(R"({"type":"ice","candidate":{"candidate":"candidate:1","sdpMLineIndex":0,"sdpMid":"0"}})").value(),
        withMid);
}

TEST(CodecTest, nullAndEmptyCandidatesEndTheList)
{
    for (const char *text : {R"({"type":"ice","candidate":null})", R"({"type":"ice","candidate":""})",
             R"({"type":"ice","candidate":{"candidate":""}})",
             R"({"type":"ice","candidate":null,"sdpMLineIndex":null})"})
        EXPECT_EQ(parse(text).value(), Message{Candidate{}}) << text;
}

TEST(CodecTest, unknownFieldsAreIgnoredAndNullMeansMissing)
{
    EXPECT_EQ(parse(R"({"type":"bye","future":{"a":[1]},"reason":null})").value(), Message{Bye{}});
}

TEST(CodecTest, aCameraWithoutNameIsCalledByItsId)
{
    const auto parsed = parse(R"({"type":"hello","versions":{"lowest":1,"highest":1},"camera":"door"})");
    EXPECT_EQ(std::get<Hello>(parsed.value()).name, u"door"_s);
}

TEST(CodecTest, unknownTypesAreNamed)
{
    const auto parsed = parse(R"({"type":"dance"})");
    ASSERT_FALSE(parsed);
    EXPECT_EQ(parsed.error().code, ErrorCode::UnknownType);
    EXPECT_EQ(parsed.error().about, u"dance"_s);
}

TEST(CodecTest, anErrorAboutAHostileTypeCanItselfBeSent)
{
    const auto parsed = parse(QByteArray{"{\"type\":\"" + QByteArray(1000, 'x') + "\\u0000\\ud800\"}"});
    ASSERT_FALSE(parsed);
    const auto answer =
        parse(serialize(ErrorMessage{parsed.error().code, parsed.error().message, parsed.error().about}));
    EXPECT_TRUE(answer) << qPrintable(answer.error().message);
}

TEST(CodecTest, notJsonIsSaidSo)
{
    for (const char *text : {"", " ", "{", "nonsense", "[]", "null", "42", "\"offer\"", "{\"type\":\"bye\"} x", "{}",
             "{\"type\":1}", "{\"type\":null}", "\xff\xfe", "{\"type\":\"b\xc3\x28\"}"}) {
        const auto parsed = parse(text);
        ASSERT_FALSE(parsed) << text;
        EXPECT_TRUE(parsed.error().code == ErrorCode::BadMessage || parsed.error().code == ErrorCode::UnknownType)
            << text;
        EXPECT_FALSE(parsed.error().message.isEmpty());
    }
}

TEST(CodecLimitsTest, anOversizedMessageIsRefusedBeforeItIsRead)
{
    const auto parsed = parse(QByteArray(limits::MessageBytes + 1, '['));
    ASSERT_FALSE(parsed);
    EXPECT_EQ(parsed.error().code, ErrorCode::TooLarge);
    QByteArray atLimit = R"({"type":"bye","x":")";
    atLimit += QByteArray(limits::MessageBytes - atLimit.size() - 2, 'a') + "\"}";
    ASSERT_EQ(atLimit.size(), limits::MessageBytes);
    EXPECT_TRUE(parse(atLimit));
}

TEST(CodecLimitsTest, deepNestingIsRefused)
{
    const auto nested = [](int depth) -> QByteArray {
        return R"({"type":"bye","x":)" + QByteArray(depth - 1, '[') + QByteArray(depth - 1, ']') + "}";
    };
    EXPECT_TRUE(parse(nested(limits::Nesting)));
    const auto parsed = parse(nested(limits::Nesting + 1));
    ASSERT_FALSE(parsed);
    EXPECT_EQ(parsed.error().code, ErrorCode::TooLarge);
    EXPECT_FALSE(parse(QByteArray(limits::MessageBytes, '[')));
    EXPECT_TRUE(parse(R"({"type":"bye","x":"[[[[[[[[[[[[[[\"[[[["})")) << "brackets inside a text do not nest";
}

TEST(CodecLimitsTest, lengthsCountBytesOfUtf8)
{
    EXPECT_TRUE(parse(offerOf("v=0" + QByteArray(limits::SdpBytes - 3, 'a'))));
    const auto tooLong = parse(offerOf("v=0" + QByteArray(limits::SdpBytes - 2, 'a')));
    ASSERT_FALSE(tooLong);
    EXPECT_EQ(tooLong.error().code, ErrorCode::TooLarge);
    EXPECT_EQ(tooLong.error().about, u"offer.sdp"_s);
    const QByteArray umlauts = QByteArray("ü").repeated((limits::SdpBytes - 3) / 2 + 1);
    EXPECT_FALSE(parse(offerOf("v=0" + umlauts)));
}

TEST(CodecLimitsTest, theWriterKeepsSentencesWithinTheLimits)
{
    for (const QString &text : {QString{5000, u'x'}, QString{5000, u'ü'}, u"😀"_s.repeated(2000), u"a\nb\0c\u0085"_s,
             QString{QChar{0xd800}}, QString{u"😀"_s.repeated(256) + QChar{0xdc00}}}) {
        const auto parsed = parse(serialize(Bye{text}));
        ASSERT_TRUE(parsed) << qPrintable(parsed.error().message);
        EXPECT_LE(std::get<Bye>(*parsed).reason.toUtf8().size(), limits::SentenceBytes);
    }
    EXPECT_EQ(serialize(Bye{u"a\nb"_s}), R"({"reason":"a b","type":"bye"})");
}

TEST(IdTest, idsOfDifferentKindsDoNotMixAndHash)
{
    static_assert(!std::is_convertible_v<CameraId, SessionId>);
    static_assert(!std::is_convertible_v<QString, CameraId>);
    EXPECT_EQ(std::hash<CameraId>{}(CameraId{u"a"_s}), std::hash<CameraId>{}(CameraId{u"a"_s}));
    EXPECT_LT(CameraId{u"a"_s}, CameraId{u"b"_s});
}

TEST(RateLimitTest, allowsABurstThenTheRate)
{
    using std::chrono::milliseconds;
    auto now = std::chrono::steady_clock::now();
    RateLimit limit{10, 3};
    for (int i = 0; i < 3; ++i)
        EXPECT_TRUE(limit.take(now));
    EXPECT_FALSE(limit.take(now));
    EXPECT_FALSE(limit.take(now += milliseconds{99}));
    EXPECT_TRUE(limit.take(now += milliseconds{2}));
    EXPECT_FALSE(limit.take(now));
    now += std::chrono::hours{1};
    for (int i = 0; i < 3; ++i)
        EXPECT_TRUE(limit.take(now)) << "an idle hour saves up one burst";
    EXPECT_FALSE(limit.take(now)) << "and not more";
    EXPECT_FALSE(limit.take(now - milliseconds{500})) << "time that runs backwards gives nothing";
}

} // namespace
} // namespace rollcall::protocol
