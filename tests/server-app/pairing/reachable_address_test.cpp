#include "pairing/qr_code.h"
#include "pairing/reachable_address.h"

#include <gtest/gtest.h>

using namespace Qt::StringLiterals;

namespace rollcall::pairing {
namespace {

TEST(ReachableAddress, isReadWithAndWithoutPort)
{
    EXPECT_EQ(parseReachable(u"192.0.2.7"_s, 8443), (ReachableAddress{u"192.0.2.7"_s, 8443}));
    EXPECT_EQ(parseReachable(u" cameras.example:9000 "_s, 8443), (ReachableAddress{u"cameras.example"_s, 9000}));
    EXPECT_EQ(parseReachable(u"2001:db8::7"_s, 8443), (ReachableAddress{u"2001:db8::7"_s, 8443}));
    EXPECT_EQ(parseReachable(u"[2001:db8::7]:9000"_s, 8443), (ReachableAddress{u"2001:db8::7"_s, 9000}));
    for (const QString &bad : {u""_s, u"https://cameras.example"_s, u"a/b"_s, u"a:99999"_s, u"a:0"_s, u"me@a"_s, u"a b"_s})
        EXPECT_FALSE(parseReachable(bad, 8443).has_value()) << bad.toStdString();
}

TEST(ReachableAddress, ofAnAddressIsThatAddress)
{
    EXPECT_EQ(reachableAt(QHostAddress(u"192.0.2.7"_s), 8443), (ReachableAddress{u"192.0.2.7"_s, 8443}));
    const ReachableAddress any = reachableAt(QHostAddress(QHostAddress::AnyIPv4), 8443);
    EXPECT_FALSE(QHostAddress(any.host).isNull());
    EXPECT_NE(any.host, u"0.0.0.0");
}

TEST(QrCode, isDrawnWithItsQuietZone)
{
    const QString drawn = qrForTerminal(u"rollcall://192.0.2.7:8443/pair?code=K7Q4XHWM"_s);
    const QStringList lines = drawn.split(u'\n', Qt::SkipEmptyParts);
    ASSERT_GT(lines.size(), 14);
    QStringList plain;
    for (QString line : lines)
        plain.append(line.remove(u"\u001b[107;30m"_s).remove(u"\u001b[0m"_s));
    EXPECT_TRUE(plain[0].trimmed().isEmpty() && plain[1].trimmed().isEmpty());
    for (const QString &line : plain) {
        EXPECT_EQ(line.size(), plain[0].size());
        EXPECT_TRUE(line.startsWith(u"    "_s) && line.endsWith(u"    "_s));
    }
    // The finder pattern of the upper left corner (ISO/IEC 18004): seven dark modules, then a ring.
    EXPECT_TRUE(plain[2].startsWith(u"    \u2588\u2580\u2580\u2580\u2580\u2580\u2588 "_s)) << plain[2].toStdString();
    EXPECT_TRUE(qrSvg(u"x"_s).startsWith(u"<svg "_s));
    EXPECT_TRUE(qrSvg(u"x"_s.repeated(5'000)).isEmpty());
}

} // namespace
} // namespace rollcall::pairing
