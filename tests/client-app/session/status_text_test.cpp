#include "session/status_text.h"

#include <gtest/gtest.h>

using namespace Qt::StringLiterals;
using namespace rollcall;
using namespace std::chrono_literals;
using session::CameraSession;

namespace {

CameraSession::Status streaming()
{
    CameraSession::Status status;
    status.state = CameraSession::State::Streaming;
    status.encoding = {protocol::Codec::Vp8, 640, 480, 30, 1100};
    return status;
}

TEST(StatusText, saysWhatIsSent)
{
    auto status = streaming();
    EXPECT_EQ(session::sentence(status, u"host"_s), u"Connected, sending 640\u00d7480 at 30/s"_s);
    status.stats = protocol::Stats{.bitrateKbps = 1104, .framesPerSecond = 30, .packetsLostPercent = 0, .roundTripMs = 2.7};
    EXPECT_EQ(session::sentence(status, u"host"_s), u"Connected, sending 640\u00d7480 at 30/s, 1.1 Mbit/s, round trip 3 ms"_s);
    status.stats = protocol::Stats{.bitrateKbps = 512.4, .framesPerSecond = 30, .packetsLostPercent = 2.25, .roundTripMs = {}};
    EXPECT_EQ(session::sentence(status, u"host"_s), u"Connected, sending 640\u00d7480 at 30/s, 512 kbit/s, 2.3 % lost"_s);
}

TEST(StatusText, saysWhoAskedForIt)
{
    auto status = streaming();
    status.decidedBy = session::Decider::Server;
    status.decision = u"the server asked for 640\u00d7480"_s;
    EXPECT_EQ(session::sentence(status, u"host"_s), u"Connected, sending 640\u00d7480 at 30/s; the server asked for 640\u00d7480"_s);
    status.stats = protocol::Stats{.bitrateKbps = 1104, .framesPerSecond = 30, .packetsLostPercent = 0, .roundTripMs = 2.7};
    EXPECT_TRUE(session::sentence(status, u"host"_s).endsWith(u"round trip 3 ms; the server asked for 640\u00d7480"_s));
    const QJsonObject object = session::toJson(status, u"host"_s);
    EXPECT_EQ(object[u"decidedBy"_s], u"server"_s);
    EXPECT_EQ(object[u"paused"_s], false);
    status.paused = true;
    status.decision = u"the server paused this camera"_s;
    EXPECT_EQ(session::sentence(status, u"host"_s), u"Connected, paused; the server paused this camera"_s);
    status.decision.clear();
    EXPECT_EQ(session::sentence(status, u"host"_s), u"Connected, paused"_s);
}

TEST(StatusText, wordsWhatTheServerAskedFor)
{
    using protocol::Control;
    EXPECT_EQ(session::askedText(Control{.encoding = {{}, 640, 360, {}, {}}}), u"the server asked for 640\u00d7360"_s);
    EXPECT_EQ(session::askedText(Control{.encoding = {{}, {}, {}, 15, {}}}), u"the server asked for 15/s"_s);
    EXPECT_EQ(session::askedText(Control{.encoding = {protocol::Codec::H264, 640, {}, {}, 1500}}), u"the server asked for H.264, a width of 640, 1.5 Mbit/s"_s);
    EXPECT_EQ(session::askedText(Control{.paused = true}), u"the server paused this camera"_s);
    EXPECT_EQ(session::askedText(Control{.keyframe = true}), QString());
}

TEST(StatusText, saysWhyItWaits)
{
    CameraSession::Status status;
    status.state = CameraSession::State::Waiting;
    status.problem = u"The camera id is taken."_s;
    status.retryIn = 7200ms;
    EXPECT_EQ(session::sentence(status, u"host"_s), u"The camera id is taken. Trying again in 8 s."_s);
}

TEST(StatusText, jsonLeavesOutWhatIsNotKnown)
{
    const QJsonObject object = session::toJson(streaming(), u"host"_s);
    EXPECT_EQ(object[u"state"_s], u"streaming"_s);
    EXPECT_EQ(object[u"width"_s], 640);
    EXPECT_EQ(object[u"codec"_s], u"vp8"_s);
    EXPECT_FALSE(object.contains(u"roundTripMs"_s));
    EXPECT_FALSE(object.contains(u"problem"_s));
}

} // namespace
