#include "pairing/sealing.h"
#include "pairing/spake2.h"

#include <gtest/gtest.h>

namespace rollcall::pairing {
namespace {

QByteArray hex(const char *digits)
{
    return QByteArray::fromHex(digits);
}

const Spake2::Names names{"server", "client"};

// RFC 9382, appendix B, the first vector.
TEST(Spake2, givesTheVectorsOfItsRfc)
{
    const QByteArray w = hex("2ee57912099d31560b3a44b1184b9b4866e904c49d12ac5042c97dca461b1a5f");
    const Spake2 a(Spake2::Role::A, w, hex("43dd0fd7215bdcb482879fca3220c6a968e66d70b1356cac18bb26c84a78d729"), names);
    const Spake2 b(Spake2::Role::B, w, hex("dcb60106f276b02606d8ef0a328c02e4b629f84f89786af5befb0bc75b6e66be"), names);
    EXPECT_EQ(a.share(), hex("04a56fa807caaa53a4d28dbb9853b9815c61a411118a6fe516a8798434751470f9010153ac33d0d5f2047ffdb1a3e42c9b4e6be662766e1eeb4116988ede5f912c"));
    EXPECT_EQ(b.share(), hex("0406557e482bd03097ad0cbaa5df82115460d951e3451962f1eaf4367a420676d09857ccbc522686c83d1852abfa8ed6e4a1155cf8f1543ceca528afb591a1e0b7"));
    const auto keysOfA = a.finish(b.share(), {});
    const auto keysOfB = b.finish(a.share(), {});
    ASSERT_TRUE(keysOfA && keysOfB);
    EXPECT_EQ(keysOfA->shared, hex("0e0672dc86f8e45565d338b0540abe69"));
    EXPECT_EQ(keysOfB->shared, keysOfA->shared);
    EXPECT_EQ(keysOfA->ours, hex("58ad4aa88e0b60d5061eb6b5dd93e80d9c4f00d127c65b3b35b1b5281fee38f0"));
    EXPECT_EQ(keysOfA->theirs, hex("d3e2e547f1ae04f2dbdbf0fc4b79f8ecff2dff314b5d32fe9fcef2fb26dc459b"));
    EXPECT_EQ(keysOfB->ours, keysOfA->theirs);
    EXPECT_EQ(keysOfB->theirs, keysOfA->ours);
}

TEST(Spake2, agreesOnlyWhereThePasswordAndWhatBelongsToItAreTheSame)
{
    const auto agree = [](const QByteArray &passwordA, const QByteArray &passwordB, const QByteArray &associatedA, const QByteArray &associatedB) {
        const Spake2 a(Spake2::Role::A, passwordA, names);
        const Spake2 b(Spake2::Role::B, passwordB, names);
        const auto keysOfA = a.finish(b.share(), associatedA);
        const auto keysOfB = b.finish(a.share(), associatedB);
        EXPECT_TRUE(keysOfA && keysOfB);
        return sameBytes(keysOfA->ours, keysOfB->theirs) && sameBytes(keysOfA->theirs, keysOfB->ours);
    };
    EXPECT_TRUE(agree("K7Q4XHWM", "K7Q4XHWM", "certificate", "certificate"));
    EXPECT_FALSE(agree("K7Q4XHWM", "K7Q4XHWN", "certificate", "certificate"));
    EXPECT_FALSE(agree("K7Q4XHWM", "K7Q4XHWM", "certificate", "another"));  // somebody between with a certificate of their own
}

TEST(Spake2, isAnotherExchangeEachTime)
{
    EXPECT_NE(Spake2(Spake2::Role::A, "K7Q4XHWM", names).share(), Spake2(Spake2::Role::A, "K7Q4XHWM", names).share());
}

TEST(Spake2, takesNothingButPointsOfTheCurve)
{
    const Spake2 a(Spake2::Role::A, "K7Q4XHWM", names);
    const QByteArray good = Spake2(Spake2::Role::B, "K7Q4XHWM", names).share();
    QByteArray offCurve = good;
    offCurve[40] = char(offCurve[40] ^ 1);
    QByteArray compressed = good.first(33);
    compressed[0] = 2;
    for (const QByteArray &share : {QByteArray(), QByteArray(1, '\0'), QByteArray(65, '\0'), good.chopped(1), QByteArray(good + 'x'), offCurve, compressed})
        EXPECT_FALSE(a.finish(share, {}).has_value()) << share.toHex().toStdString();
    EXPECT_TRUE(a.finish(good, {}).has_value());
}

TEST(Sealing, opensOnlyWithItsKeyAndUnaltered)
{
    const QByteArray key = hkdf("secret", "token");
    const QByteArray sealed = seal("the token", key);
    EXPECT_FALSE(sealed.contains("token"));
    EXPECT_EQ(unseal(sealed, key), QByteArray("the token"));
    EXPECT_FALSE(unseal(sealed, hkdf("secret", "other")).has_value());
    for (qsizetype i = 0; i < sealed.size(); ++i) {
        QByteArray altered = sealed;
        altered[i] = char(altered[i] ^ 0x10);
        EXPECT_FALSE(unseal(altered, key).has_value()) << i;
    }
    EXPECT_FALSE(unseal({}, key).has_value());
}

// RFC 5869, appendix A.3 (no salt, no info), its first 32 bytes.
TEST(Sealing, derivesKeysAsItsRfcDoes)
{
    EXPECT_EQ(hkdf(QByteArray(22, '\x0b'), {}), hex("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"));
}

} // namespace
} // namespace rollcall::pairing
