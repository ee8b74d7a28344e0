#include "media/viewer_offer.h"

#include "media/session_description.h"

#include <gtest/gtest.h>

using namespace rollcall;
using namespace rollcall::media;
using namespace Qt::StringLiterals;

namespace {

const QString fingerprint = u"a=fingerprint:sha-256 "_s + QStringList(32, u"AB"_s).join(u':') + u"\r\n"_s;
const QString session = u"v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"_s;
const QString credentials = u"a=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\n"_s;

// As Chromium writes them, shortened: audio first, which also carries the transport of the bundle.
const QString browser = session + u"a=group:BUNDLE 0 1\r\na=extmap-allow-mixed\r\na=msid-semantic: WMS\r\n"
                                  "m=audio 9 UDP/TLS/RTP/SAVPF 111 63\r\nc=IN IP4 0.0.0.0\r\na=rtcp:9 IN IP4 0.0.0.0\r\n"_s
    + credentials + u"a=ice-options:trickle\r\n"_s + fingerprint
    + u"a=setup:actpass\r\na=mid:0\r\na=recvonly\r\na=rtcp-mux\r\na=rtpmap:111 opus/48000/2\r\n"
      "m=video 9 UDP/TLS/RTP/SAVPF 96 97 102 103 106 107 108\r\nc=IN IP4 0.0.0.0\r\na=rtcp:9 IN IP4 0.0.0.0\r\n"_s
    + credentials + fingerprint
    + u"a=setup:actpass\r\na=mid:1\r\n"
      "a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01\r\na=recvonly\r\na=rtcp-mux\r\na=rtcp-rsize\r\n"
      "a=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 goog-remb\r\na=rtcp-fb:96 transport-cc\r\na=rtcp-fb:96 ccm fir\r\na=rtcp-fb:96 nack\r\na=rtcp-fb:96 nack pli\r\n"
      "a=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n"
      "a=rtpmap:102 H264/90000\r\na=rtcp-fb:102 nack\r\na=fmtp:102 level-asymmetry-allowed=1;packetization-mode=0;profile-level-id=42e01f\r\n"
      "a=rtpmap:103 H264/90000\r\na=fmtp:103 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=640c1f\r\n"
      "a=rtpmap:106 H264/90000\r\na=fmtp:106 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f\r\n"
      "a=rtpmap:107 rtx/90000\r\na=fmtp:107 apt=106\r\na=rtpmap:108 VP9/90000\r\n"_s;

QString problemOf(const QString &sdp, Error::Code *code = nullptr)
{
    const auto parsed = ViewerOffer::parse(sdp);
    if (parsed)
        return {};
    if (code)
        *code = parsed.error().code;
    return parsed.error().message;
}

bool isUnsupported(const QString &sdp)
{
    Error::Code code = Error::Code::Pipeline;
    return !problemOf(sdp, &code).isEmpty() && code == Error::Code::NotSupported;
}

bool isMalformed(const QString &sdp)
{
    Error::Code code = Error::Code::Pipeline;
    return !problemOf(sdp, &code).isEmpty() && code == Error::Code::BadDescription;
}

QString changed(const QString &from, const QString &to)
{
    QString text = browser;
    text.replace(from, to);
    EXPECT_NE(text, browser);
    return text;
}

} // namespace

TEST(ViewerOffer, formatsAndCredentialsAreRead)
{
    const auto offer = ViewerOffer::parse(browser);
    ASSERT_TRUE(offer.has_value()) << offer.error().message.toStdString();
    ASSERT_EQ(offer->formats().size(), 4);
    EXPECT_EQ(offer->formats()[0].payload, 96);
    EXPECT_EQ(offer->formats()[1].profile, 0x42e01fu);
    EXPECT_FALSE(offer->formats()[1].isFragmented);
    EXPECT_TRUE(offer->formats()[3].isFragmented);
    EXPECT_EQ(offer->iceUserFragment(), u"abcd");
    EXPECT_EQ(offer->icePassword(), u"0123456789012345678901");
}

TEST(ViewerOffer, theFormatIsOneThatTakesTheCamerasStream)
{
    const auto offer = ViewerOffer::parse(browser).value();
    EXPECT_EQ(offer.formatFor(protocol::Codec::Vp8, 0).value().payload, 96);
    EXPECT_EQ(offer.formatFor(protocol::Codec::H264, 0).value().payload, 106) << "baseline where nothing is known";
    EXPECT_EQ(offer.formatFor(protocol::Codec::H264, 0x42c028).value().payload, 106);
    EXPECT_EQ(offer.formatFor(protocol::Codec::H264, 0x64001f).value().payload, 103);
    EXPECT_EQ(offer.formatFor(protocol::Codec::H264, 0x4d001f).value().payload, 103) << "high decodes main";
    const auto baselineAlone = ViewerOffer::parse(changed(u"640c1f"_s, u"42e01f"_s)).value();
    EXPECT_FALSE(baselineAlone.formatFor(protocol::Codec::H264, 0x64001f).has_value());
    const auto unfragmented = ViewerOffer::parse(changed(u"packetization-mode=1"_s, u"packetization-mode=0"_s)).value();
    EXPECT_TRUE(unfragmented.formatFor(protocol::Codec::H264, 0).error().message.contains(u"packetization-mode=1"_s));
    const auto noVp8 = ViewerOffer::parse(changed(u"VP8/90000"_s, u"AV1/90000"_s)).value();
    EXPECT_TRUE(noVp8.formatFor(protocol::Codec::Vp8, 0).error().message.contains(u"VP8"_s));
}

TEST(ViewerOffer, theVideoSectionAloneIsOneThatIsNegotiated)
{
    const auto offer = ViewerOffer::parse(browser).value();
    const QString alone = offer.videoAlone(offer.formatFor(protocol::Codec::Vp8, 0).value());
    EXPECT_TRUE(checkRemoteDescription(alone, RemoteSends::Nothing).has_value());
    EXPECT_EQ(alone.count(u"m="_s), 1);
    EXPECT_TRUE(alone.contains(u"m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\n"_s)) << alone.toStdString();
    EXPECT_TRUE(alone.contains(u"a=group:BUNDLE 1\r\n"_s));
    EXPECT_TRUE(alone.contains(u"a=rtcp-fb:96 nack pli\r\n"_s));
    for (const QString &gone : {u"extmap"_s, u"remb"_s, u"transport-cc"_s, u"H264"_s, u"opus"_s})
        EXPECT_FALSE(alone.contains(gone)) << gone.toStdString();
    EXPECT_EQ(alone.count(u"a=ice-ufrag:"_s), 1);
    EXPECT_EQ(alone.count(u"a=fingerprint:"_s), 1);
}

TEST(ViewerOffer, credentialsOfTheSessionAndOfTheBundleCount)
{
    QString firefox = browser;
    firefox.remove(fingerprint).remove(credentials).replace(u"a=group:"_s, fingerprint + credentials + u"a=group:"_s);
    const auto offer = ViewerOffer::parse(firefox);
    ASSERT_TRUE(offer.has_value()) << offer.error().message.toStdString();
    EXPECT_EQ(offer->videoAlone(offer->formats()[0]).count(u"a=ice-pwd:"_s), 1);

    QString bundleOnly = browser;
    const qsizetype video = bundleOnly.indexOf(u"m=video"_s);
    QString section = bundleOnly.mid(video);
    section.remove(fingerprint).remove(credentials).replace(u"m=video 9"_s, u"m=video 0"_s).replace(u"a=mid:1"_s, u"a=mid:1\r\na=bundle-only"_s);
    const auto bundled = ViewerOffer::parse(bundleOnly.first(video) + section);
    ASSERT_TRUE(bundled.has_value()) << bundled.error().message.toStdString();
    EXPECT_EQ(bundled->iceUserFragment(), u"abcd");
}

TEST(ViewerOffer, theTransportIsTheOneOfTheBundlesFirstSection)
{
    QString different = browser;
    different.replace(different.indexOf(u"a=ice-ufrag:abcd"_s), 16, u"a=candidate:1 1 udp 1 192.0.2.7 9 typ host\r\na=candidate:2 1 udp 1 x.local 9 typ host\r\na=ice-ufrag:audi"_s);
    const auto offer = ViewerOffer::parse(different).value();
    EXPECT_EQ(offer.iceUserFragment(), u"audi");
    const QString alone = offer.videoAlone(offer.formats()[0]);
    EXPECT_TRUE(alone.contains(u"192.0.2.7"_s));
    EXPECT_FALSE(alone.contains(u"x.local"_s));
    EXPECT_FALSE(alone.contains(u"abcd"_s));
}

TEST(ViewerOffer, everySectionOfTheOfferIsAnswered)
{
    const auto offer = ViewerOffer::parse(browser).value();
    const QString given = session + u"a=group:BUNDLE 1\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\na=ice-ufrag:mine\r\na=ice-pwd:9876543210987654321098\r\na=setup:active\r\n"_s + fingerprint
        + u"a=mid:1\r\na=sendonly\r\na=candidate:1 1 UDP 1 192.0.2.1 9 typ host\r\n"_s;
    const QString answer = offer.answerWith(given);
    const qsizetype audio = answer.indexOf(u"m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n"_s);
    const qsizetype video = answer.indexOf(u"m=video 9"_s);
    ASSERT_GT(audio, 0) << answer.toStdString();
    ASSERT_GT(video, audio);
    const QString audioSection = answer.mid(audio, video - audio);
    // What players insist on, aiortc among them.
    for (const QString &line : {u"a=inactive"_s, u"a=mid:0"_s, u"a=rtcp-mux"_s, u"a=rtpmap:111 opus/48000/2"_s, u"a=ice-ufrag:mine"_s, u"a=setup:active"_s, u"a=candidate:1 "_s})
        EXPECT_TRUE(audioSection.contains(line)) << line.toStdString();
    EXPECT_TRUE(answer.contains(u"a=group:BUNDLE 0 1\r\n"_s));
    EXPECT_FALSE(answer.mid(video).contains(u"a=candidate"_s)) << "they stand where the bundle's transport does";
    EXPECT_TRUE(answer.mid(video).contains(u"a=msid:"_s));

    const auto withData = ViewerOffer::parse(QString(browser).replace(u"BUNDLE 0 1"_s, u"BUNDLE 0 1 2"_s) + u"m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:2\r\n"_s).value();
    const QString refusing = withData.answerWith(given);
    EXPECT_TRUE(refusing.endsWith(u"m=application 0 UDP/DTLS/SCTP webrtc-datachannel\r\nc=IN IP4 0.0.0.0\r\na=mid:2\r\na=inactive\r\n"_s)) << refusing.toStdString();
    EXPECT_TRUE(refusing.contains(u"a=group:BUNDLE 0 1\r\n"_s)) << "what is refused is in no bundle";
}

TEST(ViewerOffer, whatIsNoSdpIsMalformed)
{
    EXPECT_TRUE(isMalformed({}));
    EXPECT_TRUE(isMalformed(u"hello"_s));
    EXPECT_TRUE(isMalformed(session));
    EXPECT_TRUE(isMalformed(session + u"m=video\r\n"_s));
    EXPECT_TRUE(isMalformed(changed(u"a=mid:1"_s, u"{\"mid\":1}"_s)));
    EXPECT_TRUE(isMalformed(changed(u"a=ice-pwd:0123"_s, u"a=ice-pwd:0 23"_s)));
    EXPECT_TRUE(isMalformed(changed(u"a=fingerprint"_s, u"a=footprint"_s)));
    EXPECT_TRUE(isMalformed(session + u"a=x\r\n"_s.repeated(3'000)));
}

TEST(ViewerOffer, whatWhepDoesNotAllowIsNotServed)
{
    EXPECT_TRUE(isUnsupported(changed(u"a=recvonly"_s, u"a=sendonly"_s)));
    EXPECT_TRUE(isUnsupported(changed(u"a=recvonly"_s, u"a=inactive"_s)));
    EXPECT_TRUE(isUnsupported(changed(u"a=group:BUNDLE 0 1"_s, u"a=group:BUNDLE 0"_s)));
    EXPECT_TRUE(isUnsupported(changed(u"a=rtcp-mux\r\n"_s, u""_s)));
    EXPECT_TRUE(isUnsupported(changed(u"a=setup:actpass"_s, u"a=setup:holdconn"_s)));
    EXPECT_TRUE(isUnsupported(changed(u"m=audio"_s, u"m=video"_s)));
    EXPECT_TRUE(isUnsupported(changed(u"m=video"_s, u"m=text"_s)));
    EXPECT_TRUE(isUnsupported(changed(u"m=video 9"_s, u"m=video 0"_s)));
    EXPECT_TRUE(isUnsupported(browser + u"m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n"_s.repeated(8)));
    EXPECT_TRUE(problemOf(changed(u"a=recvonly"_s, u"a=sendrecv"_s)).isEmpty());
    EXPECT_TRUE(problemOf(browser + u"m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:2\r\n"_s).isEmpty());
}

TEST(ViewerOffer, anyTextGivesAnOfferOrASentence)
{
    const QByteArray bytes = browser.toUtf8();
    for (qsizetype i = 0; i < bytes.size(); i += 3) {
        QByteArray flipped = bytes;
        flipped[i] = char(flipped[i] ^ 0x15);
        for (const QByteArray &text : {bytes.first(i), flipped}) {
            const auto offer = ViewerOffer::parse(QString::fromUtf8(text));
            EXPECT_TRUE(offer || !offer.error().message.isEmpty());
            if (offer && !offer->formats().isEmpty()) {
                EXPECT_FALSE(offer->videoAlone(offer->formats().first()).isEmpty());
            }
        }
    }
}
