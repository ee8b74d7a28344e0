#include "session/camera_session.h"

#include "protocol/features.h"

#include <gtest/gtest.h>

using namespace Qt::StringLiterals;
using namespace rollcall;
using namespace std::chrono_literals;
using session::CameraSession;
using State = CameraSession::State;

namespace {

// Remembers what the session did.
class FakeWorld final : public CameraSession::World {
public:
    void openChannel() override { ++channelsOpened; }
    void send(const protocol::Message &message) override { sent.append(message); }
    void closeChannel(const QString &) override { ++channelsClosed; }
    void startPeer(const QList<protocol::IceServer> &servers) override
    {
        ++peersStarted;
        iceServers = servers;
    }
    std::expected<void, media::Error> setAnswer(const QString &sdp) override
    {
        answer = sdp;
        if (sdp == u"bad"_s)
            return std::unexpected(media::Error{media::Error::Code::BadDescription, u"The answer has no fingerprint."_s, {}});
        return {};
    }
    void addCandidate(int, const QString &candidate) override { candidates.append(candidate); }
    void startSending() override { sending = true; }
    void stopPeer() override
    {
        ++peersStopped;
        sending = false;
    }
    protocol::Controlled apply(const protocol::Control &control) override
    {
        protocol::Controlled controlled;
        if (control.encoding.codec && control.encoding.codec != present.codec) {
            present.codec = control.encoding.codec;
            session->formatChanged();
        }
        if (control.encoding.width)
            present.width = control.encoding.width;
        if (control.paused)
            paused = *control.paused;
        controlled.paused = paused;
        controlled.encoding = present;
        controlled.problem = problem;
        return controlled;
    }
    protocol::Stats measure() override { return {.bitrateKbps = 900, .framesPerSecond = 30, .packetsLostPercent = 0, .roundTripMs = 3.0}; }
    protocol::Encoding encoding() const override { return present; }
    bool isPaused() const override { return paused; }
    bool networkLimits() const override { return limited; }
    void wakeAfter(std::chrono::milliseconds delay) override { wake = delay; }
    void show(const CameraSession::Status &shown) override { status = shown; }
    void tellRecognised(const protocol::Recognised &seen) override { recognised.append(seen.name); }

    template <typename T>
    [[nodiscard]] int count() const
    {
        return int(std::count_if(sent.begin(), sent.end(), [](const auto &message) { return std::holds_alternative<T>(message); }));
    }
    template <typename T>
    [[nodiscard]] T last() const
    {
        const auto found = std::find_if(sent.rbegin(), sent.rend(), [](const auto &message) { return std::holds_alternative<T>(message); });
        return found == sent.rend() ? T{} : std::get<T>(*found);
    }

    CameraSession *session = nullptr;
    QStringList recognised;
    QList<protocol::Message> sent;
    QList<protocol::IceServer> iceServers;
    QStringList candidates;
    QString answer;
    protocol::Encoding present{protocol::Codec::Vp8, 640, 480, 30, 900};
    std::optional<QString> problem;
    CameraSession::Status status;
    std::chrono::milliseconds wake{};
    bool sending = false;
    bool paused = false;
    bool limited = false;
    int channelsOpened = 0;
    int channelsClosed = 0;
    int peersStarted = 0;
    int peersStopped = 0;
};

protocol::Welcome welcome(const QString &id = u"s1"_s)
{
    protocol::Welcome message;
    message.session = protocol::SessionId(id);
    message.features = {protocol::features::control, protocol::features::stats};
    message.iceServers = {{u"stun:stun.example:3478"_s, {}, {}}};
    return message;
}

protocol::Refused refused(protocol::RefusalCode code, std::optional<std::chrono::seconds> retryAfter)
{
    protocol::Refused message;
    message.code = code;
    message.reason = u"The camera id is taken."_s;
    message.retryAfter = retryAfter;
    return message;
}

class CameraSessionTest : public ::testing::Test {
protected:
    CameraSessionTest() { world.session = &session; }
    static protocol::Hello hello()
    {
        protocol::Hello message;
        message.camera = protocol::CameraId(u"entrance"_s);
        message.name = u"Entrance"_s;
        return message;
    }
    void negotiate(const protocol::Welcome &greeting = welcome())
    {
        session.start();
        session.channelOpened();
        session.received(greeting);
    }
    void stream(const protocol::Welcome &greeting = welcome())
    {
        negotiate(greeting);
        session.localOffer(u"offer"_s);
        session.received(protocol::Answer{u"answer"_s});
        session.peerConnected();
    }
    void expectWaiting(const QString &problem)
    {
        EXPECT_EQ(session.state(), State::Waiting);
        EXPECT_EQ(world.status.problem, problem);
        EXPECT_EQ(world.peersStopped, world.channelsClosed);
        EXPECT_FALSE(world.sending);
        EXPECT_EQ(world.status.retryIn, world.wake);
    }

    FakeWorld world;
    CameraSession session{world, hello(), 1};
};

TEST_F(CameraSessionTest, connectsNegotiatesAndStreams)
{
    session.start();
    EXPECT_EQ(session.state(), State::Connecting);
    EXPECT_EQ(world.channelsOpened, 1);
    EXPECT_EQ(world.count<protocol::Hello>(), 0) << "not before the channel is open";
    session.channelOpened();
    const auto sent = world.last<protocol::Hello>();
    EXPECT_EQ(sent.camera.toString(), u"entrance"_s);
    EXPECT_EQ(sent.versions, (protocol::VersionRange{1, 1}));
    EXPECT_FALSE(sent.resume);
    session.received(welcome());
    EXPECT_EQ(session.state(), State::Negotiating);
    EXPECT_EQ(world.iceServers.size(), 1);
    session.localOffer(u"offer"_s);
    EXPECT_EQ(world.last<protocol::Offer>().sdp, u"offer"_s);
    session.localCandidate(0, u"candidate:1"_s);
    EXPECT_EQ(world.last<protocol::Candidate>().candidate, u"candidate:1"_s);
    session.received(protocol::Candidate{u"candidate:2"_s, 0, {}});
    EXPECT_EQ(world.candidates, QStringList{u"candidate:2"_s});
    session.received(protocol::Answer{u"answer"_s});
    EXPECT_EQ(world.answer, u"answer"_s);
    EXPECT_FALSE(world.sending);
    session.peerConnected();
    EXPECT_EQ(session.state(), State::Streaming);
    EXPECT_TRUE(world.sending);
    EXPECT_EQ(world.status.encoding.width, 640);
}

TEST_F(CameraSessionTest, aServerThatDoesNotWantReportsGetsNone)
{
    protocol::Welcome quiet = welcome();
    quiet.features = {};
    stream(quiet);
    session.woken();
    EXPECT_EQ(world.count<protocol::Stats>(), 0);
    EXPECT_TRUE(world.status.stats.has_value());
}

TEST_F(CameraSessionTest, reportsEveryTwoSeconds)
{
    stream();
    EXPECT_EQ(world.wake, 2000ms);
    session.woken();
    EXPECT_EQ(world.count<protocol::Stats>(), 1);
    EXPECT_EQ(world.status.stats->roundTripMs, 3.0);
    EXPECT_EQ(world.wake, 2000ms);
}

TEST_F(CameraSessionTest, tellsWhoDecidedWhatIsSent)
{
    stream();
    EXPECT_EQ(world.status.decidedBy, session::Decider::Operator);
    EXPECT_EQ(world.status.decision, QString());
    session.received(protocol::Control{.id = 1, .encoding = {{}, 320, 240, 15, 400}});
    EXPECT_EQ(world.status.decidedBy, session::Decider::Server);
    EXPECT_EQ(world.status.decision, u"the server asked for 320\u00d7240 at 15/s, 400 kbit/s"_s);
    session.received(protocol::Control{.id = 2, .keyframe = true});
    EXPECT_EQ(world.status.decidedBy, session::Decider::Server) << "a key frame changes nothing that lasts";
    world.limited = true;
    session.encodingChanged();
    EXPECT_EQ(world.status.decidedBy, session::Decider::Network);
    EXPECT_EQ(world.status.decision, u"the network carries no more"_s);
    world.limited = false;
    session.woken();
    EXPECT_EQ(world.status.decidedBy, session::Decider::Server);
    session.operatorChanged();
    EXPECT_EQ(world.status.decidedBy, session::Decider::Operator);
    EXPECT_FALSE(world.last<protocol::Controlled>().id) << "the server hears of it";
}

TEST_F(CameraSessionTest, aPauseByTheServerIsToldAndSurvivesABreak)
{
    stream();
    session.received(protocol::Control{.id = 1, .paused = true});
    EXPECT_TRUE(world.last<protocol::Controlled>().paused);
    EXPECT_TRUE(world.status.paused);
    EXPECT_EQ(world.status.decision, u"the server paused this camera"_s);
    session.channelClosed(u"The connection broke."_s);
    world.sent.clear();
    session.woken();
    session.channelOpened();
    session.received(welcome());
    session.peerConnected();
    EXPECT_TRUE(world.last<protocol::Controlled>().paused) << "or the server would wait for pictures";
    EXPECT_TRUE(world.status.paused);
    session.received(protocol::Control{.id = 2, .paused = false});
    EXPECT_FALSE(world.status.paused);
    EXPECT_EQ(world.status.decision, u"the server asked this camera to go on"_s);
}

TEST_F(CameraSessionTest, whatTheServerCouldNotGetIsNotSaidToBeItsDecision)
{
    stream();
    world.problem = u"No encoder for H.264 is installed."_s;
    session.received(protocol::Control{.id = 1, .encoding = {{}, 320, {}, {}, {}}});
    EXPECT_EQ(world.status.decidedBy, session::Decider::Operator);
}

TEST_F(CameraSessionTest, theOperatorsOtherCodecMakesAnotherConnection)
{
    stream();
    session.formatChanged();
    session.operatorChanged();
    EXPECT_EQ(session.state(), State::Connecting);
    EXPECT_EQ(world.channelsOpened, 2);
}

TEST_F(CameraSessionTest, comesBackWithTheSameSessionAfterABrokenChannel)
{
    stream();
    session.channelClosed(u"The connection broke."_s);
    expectWaiting(u"The connection broke."_s);
    session.woken();
    EXPECT_EQ(session.state(), State::Connecting);
    EXPECT_EQ(world.channelsOpened, 2);
    session.channelOpened();
    EXPECT_EQ(world.last<protocol::Hello>().resume, protocol::SessionId(u"s1"_s));
    session.received(welcome(u"s2"_s));
    EXPECT_EQ(world.peersStarted, 2);
    session.channelClosed(u"The connection broke."_s);
    session.woken();
    session.channelOpened();
    EXPECT_EQ(world.last<protocol::Hello>().resume, protocol::SessionId(u"s2"_s));
}

TEST_F(CameraSessionTest, everyBreakLeadsToWaiting)
{
    session.start();
    session.channelClosed(u"Nothing answers."_s);
    expectWaiting(u"Nothing answers."_s);

    session.woken();
    session.woken();
    expectWaiting(u"The server does not answer."_s);

    session.woken();
    session.channelOpened();
    session.received(welcome());
    session.peerFailed(u"ICE failed."_s);
    expectWaiting(u"ICE failed."_s);

    session.woken();
    session.channelOpened();
    session.received(welcome());
    session.received(protocol::Answer{u"bad"_s});
    expectWaiting(u"The answer has no fingerprint."_s);

    session.woken();
    session.channelOpened();
    session.received(welcome());
    session.woken();
    expectWaiting(u"The media connection did not come up. A firewall may be holding back UDP."_s);

    session.woken();
    session.channelOpened();
    session.received(welcome());
    session.received(protocol::ErrorMessage{protocol::ErrorCode::MediaFailed, u"No picture comes."_s, {}});
    expectWaiting(u"No picture comes."_s);

    session.woken();
    session.channelOpened();
    session.received(protocol::Bye{u"The server is being restarted."_s});
    expectWaiting(u"The server is being restarted."_s);
}

TEST_F(CameraSessionTest, tellsWhoWasRecognised)
{
    session.start();
    session.channelOpened();
    session.received(welcome());
    session.received(protocol::Recognised{u"Ada Example"_s, 1767225600});
    EXPECT_EQ(world.recognised, QStringList{u"Ada Example"_s});
}

TEST_F(CameraSessionTest, waitsLongerEachTimeButNeverTooLong)
{
    std::chrono::milliseconds longest{};
    session.start();
    for (int i = 0; i < 30; ++i) {
        session.channelClosed(u"Nothing answers."_s);
        EXPECT_LE(world.wake, i == 0 ? CameraSession::firstRetry : CameraSession::longestRetry);
        longest = std::max(longest, world.wake);
        session.woken();
    }
    EXPECT_GT(longest, 1000ms);
}

TEST_F(CameraSessionTest, serverThatDropsAtOnceIsNotHammered)
{
    std::chrono::milliseconds longest{};
    for (int i = 0; i < 20; ++i) {
        i == 0 ? session.start() : session.woken();
        session.channelOpened();
        session.received(welcome());
        session.peerConnected();
        session.channelClosed(u"The connection broke."_s);
        longest = std::max(longest, world.wake);
    }
    EXPECT_GT(longest, 1000ms);
}

TEST_F(CameraSessionTest, stableConnectionStartsTheBackoffAnew)
{
    session.start();
    for (int i = 0; i < 10; ++i) {
        session.channelClosed(u"Nothing answers."_s);
        session.woken();
    }
    session.channelOpened();
    session.received(welcome());
    session.peerConnected();
    for (int i = 0; i < CameraSession::stableAfterReports; ++i)
        session.woken();
    session.channelClosed(u"The connection broke."_s);
    EXPECT_LE(world.wake, CameraSession::firstRetry);
}

TEST_F(CameraSessionTest, refusalForGoodIsFinal)
{
    session.start();
    session.channelOpened();
    session.received(refused(protocol::RefusalCode::NotAllowed, std::nullopt));
    EXPECT_EQ(session.state(), State::Refused);
    EXPECT_EQ(world.status.problem, u"The camera id is taken."_s);
    EXPECT_EQ(world.status.refusal, protocol::RefusalCode::NotAllowed);
    session.channelClosed(u"late"_s);
    session.woken();
    EXPECT_EQ(session.state(), State::Refused);
    session.start();
    EXPECT_EQ(session.state(), State::Connecting);
}

TEST_F(CameraSessionTest, refusalForNowIsWaitedOut)
{
    session.start();
    session.channelOpened();
    session.received(refused(protocol::RefusalCode::CameraInUse, 7s));
    expectWaiting(u"The camera id is taken."_s);
    EXPECT_GE(world.wake, 7s);
    EXPECT_LE(world.wake, 7s + CameraSession::firstRetry);
}

TEST_F(CameraSessionTest, otherVersionSaysWhichSideToUpdate)
{
    auto message = refused(protocol::RefusalCode::UnsupportedVersion, std::nullopt);
    message.versions = protocol::VersionRange{2, 3};
    session.start();
    session.channelOpened();
    session.received(message);
    EXPECT_TRUE(world.status.problem.contains(u"Update this camera app."_s));

    auto strange = welcome();
    strange.version = 9;
    session.start();
    session.channelOpened();
    session.received(strange);
    EXPECT_EQ(session.state(), State::Refused);
    EXPECT_EQ(world.peersStarted, 0);
}

TEST_F(CameraSessionTest, answersControl)
{
    stream();
    protocol::Control control;
    control.id = 17;
    control.encoding.width = 320;
    session.received(control);
    EXPECT_EQ(world.last<protocol::Controlled>().id, 17);
    EXPECT_EQ(world.last<protocol::Controlled>().encoding.width, 320);
    EXPECT_EQ(session.state(), State::Streaming);
    EXPECT_EQ(world.peersStarted, 1) << "the same connection goes on";
    EXPECT_EQ(world.wake, CameraSession::statsInterval);
}

TEST_F(CameraSessionTest, anotherCodecMeansAnotherPeerAtOnce)
{
    stream();
    protocol::Control control;
    control.id = 18;
    control.encoding.codec = protocol::Codec::H264;
    session.received(control);
    EXPECT_EQ(world.last<protocol::Controlled>().encoding.codec, protocol::Codec::H264);
    EXPECT_EQ(session.state(), State::Connecting);
    EXPECT_EQ(world.peersStopped, 1);
    EXPECT_EQ(world.channelsOpened, 2);
}

TEST_F(CameraSessionTest, codecOfTheWelcomeIsTakenBeforeThePeerIsMade)
{
    session.start();
    session.channelOpened();
    auto message = welcome();
    message.encoding.codec = protocol::Codec::H264;
    session.received(message);
    EXPECT_EQ(session.state(), State::Negotiating);
    EXPECT_EQ(world.present.codec, protocol::Codec::H264);
    EXPECT_EQ(world.channelsOpened, 1);
    EXPECT_EQ(world.count<protocol::Controlled>(), 0);
}

TEST_F(CameraSessionTest, wishThatCannotBeMetIsReported)
{
    world.problem = u"No encoder for H.264 is installed."_s;
    negotiate();
    EXPECT_EQ(world.last<protocol::Controlled>().problem, world.problem);
    EXPECT_FALSE(world.last<protocol::Controlled>().id);
}

TEST_F(CameraSessionTest, messagesAtTheWrongTimeAreIgnored)
{
    session.received(welcome());
    session.channelOpened();
    session.peerConnected();
    session.localOffer(u"offer"_s);
    EXPECT_EQ(session.state(), State::Idle);
    EXPECT_TRUE(world.sent.isEmpty());

    session.start();
    session.received(protocol::Answer{u"answer"_s});
    session.received(protocol::Candidate{u"candidate:1"_s, 0, {}});
    session.received(protocol::Hello{});
    session.peerFailed(u"of an earlier peer"_s);
    EXPECT_EQ(session.state(), State::Connecting);
    EXPECT_TRUE(world.answer.isEmpty());
    EXPECT_TRUE(world.candidates.isEmpty());

    session.channelOpened();
    session.received(welcome());
    session.received(welcome(u"again"_s));
    EXPECT_EQ(world.peersStarted, 1);
}

TEST_F(CameraSessionTest, errorsThatTheServerSurvivesChangeNothing)
{
    stream();
    session.received(protocol::ErrorMessage{protocol::ErrorCode::UnknownType, u"What is that?"_s, u"stats"_s});
    EXPECT_EQ(session.state(), State::Streaming);
}

TEST_F(CameraSessionTest, stopSaysGoodbye)
{
    stream();
    session.stop(u"The camera was stopped."_s);
    EXPECT_EQ(session.state(), State::Idle);
    EXPECT_EQ(world.last<protocol::Bye>().reason, u"The camera was stopped."_s);
    EXPECT_EQ(world.peersStopped, 1);
    EXPECT_EQ(world.channelsClosed, 1);
    session.woken();
    session.channelClosed(u"late"_s);
    EXPECT_EQ(session.state(), State::Idle);
}

TEST_F(CameraSessionTest, stopWhileWaitingIsSilent)
{
    session.start();
    session.channelClosed(u"Nothing answers."_s);
    const int closed = world.channelsClosed;
    session.stop({});
    EXPECT_EQ(session.state(), State::Idle);
    EXPECT_EQ(world.channelsClosed, closed);
    EXPECT_EQ(world.count<protocol::Bye>(), 0);
}

} // namespace
