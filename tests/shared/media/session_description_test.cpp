#include "media/ice_configuration.h"
#include "media/session_description.h"

#include <gtest/gtest.h>

using namespace rollcall;
using namespace rollcall::media;
using namespace Qt::StringLiterals;

namespace {

const QString fingerprintLine = u"a=fingerprint:sha-256 "_s + QString(u"AB:"_s).repeated(31) + u"AB\r\n"_s;

QString offer(const QString &video, const QString &fingerprint = fingerprintLine)
{
    return u"v=0\r\no=- 1 0 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"_s + video + fingerprint;
}

const QString goodVideo = u"m=video 9 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 0.0.0.0\r\na=sendonly\r\na=rtpmap:96 VP8/90000\r\n"_s;

} // namespace

TEST(SessionDescription, aGoodOfferGivesItsFingerprints)
{
    const auto checked = checkRemoteDescription(offer(goodVideo), RemoteSends::Video);
    ASSERT_TRUE(checked.has_value()) << checked.error().message.toStdString();
    EXPECT_EQ(checked->size(), 1);
}

TEST(SessionDescription, everyBadOfferIsNamed)
{
    struct Case {
        QString sdp;
        QString word;
    };
    const QString h265 = QString(goodVideo).replace(u"VP8"_s, u"H265"_s);
    const QString refused = QString(goodVideo).replace(u"video 9"_s, u"video 0"_s);
    const QString receives = QString(goodVideo).replace(u"sendonly"_s, u"recvonly"_s);
    const std::initializer_list<Case> cases{
        {QString(), u"not SDP"_s},
        {u"hello"_s, u"not SDP"_s},
        {u"v=0\r\n"_s, u"not SDP"_s},
        {offer(goodVideo, QString()), u"no certificate fingerprint"_s},
        {offer(goodVideo, u"a=fingerprint:sha-1 AB:CD\r\n"_s), u"no certificate fingerprint"_s},
        {offer(goodVideo, u"a=fingerprint:sha-256 AB:CD\r\n"_s), u"no certificate fingerprint"_s},
        {offer(h265), u"neither VP8 nor H264"_s},
        {offer(refused), u"no video section"_s},
        {offer(receives), u"does not send video"_s},
        {offer(u"m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=rtpmap:111 opus/48000\r\n"_s), u"no video section"_s},
        {offer(goodVideo.repeated(9)), u"more than 8"_s},
    };
    for (const Case &bad : cases) {
        const auto checked = checkRemoteDescription(bad.sdp, RemoteSends::Video);
        ASSERT_FALSE(checked.has_value()) << bad.word.toStdString();
        EXPECT_EQ(checked.error().code, Error::Code::BadDescription);
        EXPECT_TRUE(checked.error().message.contains(bad.word)) << checked.error().message.toStdString();
    }
}

TEST(SessionDescription, candidatesGoIntoTheFirstMediaSection)
{
    const QString sdp = offer(goodVideo) + u"m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:1\r\n"_s;
    const QString full = withCandidates(sdp, {u"candidate:1 1 UDP 1 127.0.0.1 5000 typ host"_s});
    const qsizetype candidate = full.indexOf(u"a=candidate:1"_s);
    ASSERT_GT(candidate, full.indexOf(u"m=video"_s));
    EXPECT_LT(candidate, full.indexOf(u"m=application"_s));
    EXPECT_LT(candidate, full.indexOf(u"a=end-of-candidates"_s));
    EXPECT_EQ(QString(full).remove(u"a=candidate:1 1 UDP 1 127.0.0.1 5000 typ host\r\na=end-of-candidates\r\n"_s), sdp);
}

TEST(IceConfiguration, urlsBecomeWebrtcbins)
{
    const auto url = [](const QString &text) { return webrtcbinIceUrl({text, u"us:er"_s, u"p@ss"_s}).value_or("none"); };
    EXPECT_EQ(url(u"stun:example.org"_s), "stun://example.org:3478");
    EXPECT_EQ(url(u"stun:example.org:19302"_s), "stun://example.org:19302");
    EXPECT_EQ(url(u"turn:example.org:1?transport=tcp"_s), "turn://us%3Aer:p%40ss@example.org:1?transport=tcp");
    EXPECT_EQ(url(u"turns:example.org"_s), "turns://us%3Aer:p%40ss@example.org:5349");
    EXPECT_EQ(url(u"http://example.org"_s), "none");
    EXPECT_EQ(url(u"turn:"_s), "none");
    EXPECT_EQ(url(QString()), "none");
}
