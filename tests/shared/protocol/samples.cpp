#include "shared/protocol/samples.h"

using namespace Qt::StringLiterals;

namespace rollcall::protocol::test {
namespace {

const QString sdp = u"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"_s;

Encoding fullEncoding()
{
    return {.codec = Codec::H264, .width = 1280, .height = 720, .frameRate = 30, .bitrateKbps = 2500};
}

} // namespace

std::vector<Message> fullMessages()
{
    using std::chrono::seconds;
    return {
        Hello{.versions = {1, 3},
            .camera = CameraId{u"entrance.1_a-B"_s},
            .name = u"Haupteingang ü 😀"_s,
            .software = u"rollcall-camera 0.1.0 (Debian GNU/Linux 12)"_s,
            .features = {u"control"_s, u"stats"_s},
            .resume = SessionId{u"s-1"_s},
            .token = u"t0ken+/="_s},
        Welcome{.version = 1,
            .session = SessionId{u"s-1"_s},
            .iceServers = {{u"stun:stun.example.org:3478"_s, {}, {}},
                {u"turns:turn.example.org?transport=tcp"_s, u"user"_s, u"pass word"_s}},
            .encoding = fullEncoding(),
            .features = {u"control"_s}},
        Refused{RefusalCode::UnsupportedVersion, u"Update the camera."_s, VersionRange{2, 3}, seconds{0}},
        Offer{sdp},
        Answer{sdp},
        Candidate{u"candidate:1 1 UDP 2015363327 192.0.2.1 50000 typ host"_s, 1, u"video0"_s},
        Control{.id = 7, .encoding = fullEncoding(), .paused = false, .keyframe = true},
        Controlled{.id = 7, .encoding = fullEncoding(), .paused = true, .problem = u"No H.264 encoder is installed."_s},
        Stats{.bitrateKbps = 2480.25, .framesPerSecond = 29.97, .packetsLostPercent = 0.1, .roundTripMs = 12.5},
        ErrorMessage{ErrorCode::BadSdp, u"The offer has no fingerprint."_s, u"offer.sdp"_s},
        Bye{u"The operator closed the window."_s},
        Recognised{.name = u"Ada Example"_s, .time = 1767225600.25},
    };
}

std::vector<Message> minimalMessages()
{
    return {
        Hello{.versions = {1, 1}, .camera = CameraId{u"a"_s}, .name = u"a"_s},
        Welcome{.version = 1, .session = SessionId{u"s"_s}},
        Refused{RefusalCode::NotAllowed, {}, {}, {}},
        Offer{u"v=0"_s},
        Answer{u"v=0"_s},
        Candidate{},
        Control{},
        Controlled{},
        Stats{},
        ErrorMessage{},
        Bye{},
        Recognised{.name = u"a"_s, .time = 0},
    };
}

} // namespace rollcall::protocol::test
