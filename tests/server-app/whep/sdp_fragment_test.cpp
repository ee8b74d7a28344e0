#include "whep/sdp_fragment.h"

#include <gtest/gtest.h>

using namespace Qt::StringLiterals;
using rollcall::whep::parseSdpFragment;
using rollcall::whep::SdpFragment;

namespace {

const QByteArray asTheRfcShows = "a=ice-ufrag:EsAw\r\n"
                                 "a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1\r\n"
                                 "m=audio 9 RTP/AVP 0\r\n"
                                 "a=mid:0\r\n"
                                 "a=candidate:1387637174 1 udp 2122260223 192.0.2.1 61764 typ host generation 0 ufrag EsAw network-id 1\r\n"
                                 "a=candidate:3471623853 1 udp 2122194687 198.51.100.2 61765 typ host generation 0 ufrag EsAw network-id 2\r\n"
                                 "a=end-of-candidates\r\n";

QString problemOf(const QByteArray &body)
{
    const auto parsed = parseSdpFragment(body);
    return parsed ? QString() : parsed.error();
}

} // namespace

TEST(SdpFragment, candidatesAndCredentialsAreRead)
{
    const auto fragment = parseSdpFragment(asTheRfcShows);
    ASSERT_TRUE(fragment.has_value());
    EXPECT_EQ(fragment->userFragment, u"EsAw");
    EXPECT_EQ(fragment->password, u"P2uYro0UCOQ4zxjKXaWCBui1");
    ASSERT_EQ(fragment->candidates.size(), 2);
    EXPECT_TRUE(fragment->candidates[0].startsWith(u"candidate:1387637174 1 udp"_s));
    EXPECT_TRUE(fragment->isEndOfCandidates);
}

TEST(SdpFragment, barePartsAreEnough)
{
    EXPECT_EQ(parseSdpFragment("a=candidate:1 1 udp 1 192.0.2.1 9 typ host\n").value().candidates.size(), 1);
    EXPECT_TRUE(parseSdpFragment("a=end-of-candidates").value().isEndOfCandidates);
    EXPECT_EQ(parseSdpFragment("a=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\n").value().userFragment, u"abcd");
    // Each section repeats what is bundled.
    EXPECT_TRUE(parseSdpFragment("a=ice-ufrag:abcd\r\na=ice-pwd:x\r\nm=video 9 RTP/AVP 0\r\na=ice-ufrag:abcd\r\na=ice-pwd:x\r\n").has_value());
}

TEST(SdpFragment, whatIsNoFragmentIsNamed)
{
    EXPECT_TRUE(problemOf({}).contains(u"neither"_s));
    EXPECT_TRUE(problemOf("m=audio 9 RTP/AVP 0\r\na=mid:0\r\n").contains(u"neither"_s));
    EXPECT_TRUE(problemOf("{\"candidate\":\"candidate:1\"}").contains(u"not SDP"_s));
    EXPECT_TRUE(problemOf("a=ice-ufrag:abcd\r\n").contains(u"without the other"_s));
    EXPECT_TRUE(problemOf("a=ice-ufrag:abcd\r\na=ice-ufrag:efgh\r\na=ice-pwd:x\r\n").contains(u"more than one"_s));
    EXPECT_TRUE(problemOf("a=ice-ufrag:\r\na=ice-pwd:x\r\n").contains(u"empty"_s));
    EXPECT_FALSE(problemOf(QByteArray("a=candidate:1\0", 14)).isEmpty());
    EXPECT_FALSE(problemOf(QByteArray(SdpFragment::mostBytes + 1, 'a')).isEmpty());
    EXPECT_TRUE(problemOf(QByteArray("a=candidate:1\r\n").repeated(SdpFragment::mostCandidates + 1)).contains(u"more than"_s));
}

TEST(SdpFragment, anyBytesGiveAFragmentOrASentence)
{
    for (int cut = 0; cut < asTheRfcShows.size(); ++cut) {
        QByteArray changed = asTheRfcShows;
        changed[cut] = char(changed[cut] ^ 0x55);
        for (const QByteArray &body : {asTheRfcShows.first(cut), changed}) {
            const auto fragment = parseSdpFragment(body);
            EXPECT_TRUE(fragment || !fragment.error().isEmpty());
        }
    }
}
