#include "pairing/exchange.h"
#include "pairing/pending_codes.h"

#include <gtest/gtest.h>

using namespace std::chrono_literals;

namespace rollcall::pairing {
namespace {

using attendance::CameraId;
using attendance::UtcMs;
using Refusal = PendingCodes::Refusal;

constexpr UtcMs start{1'000'000'000s};
const QByteArray certificate(32, 'c');

// A camera app that was told this code.
struct Camera {
    explicit Camera(const PairingCode &told)
        : code(told)
        , exchange(Spake2::Role::A, exchangePassword(told), exchangeNames())
    {
    }
    [[nodiscard]] auto open(PendingCodes &codes, UtcMs now) const { return codes.open(code.plate(), exchange.share(), certificate, now); }
    [[nodiscard]] Spake2::Keys keys(const PendingCodes::Opened &opened) const { return *exchange.finish(opened.share, certificate); }

    PairingCode code;
    Spake2 exchange;
};

// The same plate, another secret.
PairingCode mistyped(const PairingCode &code)
{
    QString text = code.text();
    text[7] = text[7] == u'2' ? u'3' : u'2';
    return *PairingCode::parse(text);
}

Refusal refusalOf(const auto &outcome)
{
    EXPECT_FALSE(outcome.has_value());
    return outcome.has_value() ? Refusal::BadShare : outcome.error();
}

TEST(PendingCodes, giveTheCameraThatTheyWereMadeForOnce)
{
    PendingCodes codes;
    const auto made = codes.make(CameraId("entrance"), start);
    ASSERT_TRUE(made);
    EXPECT_EQ(made->expires, start + 10min);
    const Camera camera(made->code);
    const auto opened = camera.open(codes, start);
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->triesLeft, 4);
    const Spake2::Keys keys = camera.keys(*opened);
    EXPECT_EQ(opened->confirmation, keys.theirs);
    const auto agreed = codes.close(opened->exchange, keys.ours, start);
    ASSERT_TRUE(agreed);
    EXPECT_EQ(agreed->camera, CameraId("entrance"));
    EXPECT_EQ(agreed->key, tokenKey(keys.shared));
    EXPECT_EQ(refusalOf(codes.close(opened->exchange, keys.ours, start)), Refusal::Unknown);
    EXPECT_EQ(refusalOf(camera.open(codes, start)), Refusal::Used);
}

TEST(PendingCodes, areUsedByTheFirstOfTwoAtOnce)
{
    PendingCodes codes;
    const auto made = codes.make(CameraId("entrance"), start);
    const Camera first(made->code);
    const Camera second(made->code);
    const auto openedFirst = first.open(codes, start);
    const auto openedSecond = second.open(codes, start);
    ASSERT_TRUE(openedFirst && openedSecond);
    EXPECT_TRUE(codes.close(openedSecond->exchange, second.keys(*openedSecond).ours, start).has_value());
    EXPECT_EQ(refusalOf(codes.close(openedFirst->exchange, first.keys(*openedFirst).ours, start)), Refusal::Used);
}

TEST(PendingCodes, endAfterTenMinutesAlsoUnderAnExchange)
{
    PendingCodes codes;
    const auto made = codes.make(CameraId("entrance"), start);
    const Camera camera(made->code);
    const auto opened = camera.open(codes, start + 10min - 1ms);
    ASSERT_TRUE(opened);
    EXPECT_EQ(refusalOf(codes.close(opened->exchange, camera.keys(*opened).ours, start + 10min)), Refusal::Unknown);
    EXPECT_EQ(refusalOf(camera.open(codes, start + 10min)), Refusal::Expired);
    EXPECT_EQ(refusalOf(camera.open(codes, start + 70min)), Refusal::Unknown);  // forgotten by then
}

TEST(PendingCodes, takeFiveTriesAndNoMore)
{
    PendingCodes codes;
    const auto made = codes.make(CameraId("entrance"), start);
    for (int left = 4; left >= 0; --left) {
        const Camera guess(mistyped(made->code));
        const auto opened = guess.open(codes, start);
        ASSERT_TRUE(opened);
        EXPECT_EQ(opened->triesLeft, left);
        const Spake2::Keys keys = guess.keys(*opened);
        EXPECT_NE(opened->confirmation, keys.theirs);  // that is how the camera notices
        EXPECT_EQ(refusalOf(codes.close(opened->exchange, keys.ours, start)), Refusal::WrongCode);
        EXPECT_EQ(refusalOf(codes.close(opened->exchange, keys.ours, start)), Refusal::Unknown);  // one confirmation a try
    }
    EXPECT_EQ(refusalOf(Camera(made->code).open(codes, start)), Refusal::Spent);
}

TEST(PendingCodes, areBoundToTheCertificateThatTheCameraSees)
{
    PendingCodes codes;
    const auto made = codes.make(CameraId("entrance"), start);
    const Camera camera(made->code);
    const auto opened = codes.open(made->code.plate(), camera.exchange.share(), "certificate of somebody between", start);
    ASSERT_TRUE(opened);
    const Spake2::Keys keys = camera.keys(*opened);
    EXPECT_NE(opened->confirmation, keys.theirs);
    EXPECT_EQ(refusalOf(codes.close(opened->exchange, keys.ours, start)), Refusal::WrongCode);
}

TEST(PendingCodes, ofOneCameraReplaceEachOther)
{
    PendingCodes codes;
    const auto first = codes.make(CameraId("entrance"), start);
    const Camera early(first->code);
    const auto opened = early.open(codes, start);
    ASSERT_TRUE(opened);
    const auto second = codes.make(CameraId("entrance"), start);
    const auto other = codes.make(CameraId("exit"), start);
    EXPECT_EQ(refusalOf(codes.close(opened->exchange, early.keys(*opened).ours, start)), Refusal::Unknown);
    EXPECT_TRUE(Camera(second->code).open(codes, start).has_value());
    EXPECT_TRUE(Camera(other->code).open(codes, start).has_value());
}

TEST(PendingCodes, countATryWithABadShareToo)
{
    PendingCodes codes;
    const auto made = codes.make(CameraId("entrance"), start);
    EXPECT_EQ(refusalOf(codes.open(made->code.plate(), QByteArray(65, 'x'), certificate, start)), Refusal::BadShare);
    EXPECT_EQ(Camera(made->code).open(codes, start)->triesLeft, 3);
    EXPECT_EQ(refusalOf(codes.open(QStringLiteral("222"), Camera(made->code).exchange.share(), certificate, start)),
              made->code.plate() == u"222" ? Refusal::BadShare : Refusal::Unknown);
}

TEST(PendingCodes, countAgainWhereTheTokenCouldNotBeGiven)
{
    PendingCodes codes;
    const auto made = codes.make(CameraId("entrance"), start);
    const Camera camera(made->code);
    const auto opened = camera.open(codes, start);
    ASSERT_TRUE(codes.close(opened->exchange, camera.keys(*opened).ours, start));
    codes.giveBack(CameraId("entrance"));
    const auto again = camera.open(codes, start);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->triesLeft, 3);  // tries stay counted
    EXPECT_TRUE(codes.close(again->exchange, camera.keys(*again).ours, start));
}

TEST(PendingCodes, areBoundedInNumber)
{
    PendingCodes codes;
    for (std::size_t i = 0; i < PendingCodes::atMost; ++i)
        ASSERT_TRUE(codes.make(CameraId("camera-" + std::to_string(i)), start));
    EXPECT_FALSE(codes.make(CameraId("one more"), start));
    EXPECT_TRUE(codes.make(CameraId("camera-7"), start));  // takes its own place
    EXPECT_TRUE(codes.make(CameraId("one more"), start + 2h));
}

} // namespace
} // namespace rollcall::pairing
