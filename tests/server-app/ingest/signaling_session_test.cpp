#include "ingest/signaling_session.h"
#include "protocol/features.h"
#include "protocol/limits.h"
#include "server-app/ingest/signaling_world.h"

#include <gtest/gtest.h>

using namespace rollcall;
using namespace rollcall::ingest;
using namespace rollcall::protocol;
using namespace rollcall::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

// Has one camera, and gives it to everybody or to nobody.
class OneCamera final : public SignalingSession::Host {
public:
    std::expected<Camera *, Refused> admit(SignalingSession &, const Hello &hello) override
    {
        asked.append(hello.camera);
        if (refusal)
            return std::unexpected(*refusal);
        return &camera;
    }
    const IngestSettings &settings() const override { return given; }

    ops::Metrics metrics;
    Camera camera{CameraId(u"door"_s), metrics};
    IngestSettings given;
    std::optional<Refused> refusal;
    QList<CameraId> asked;
};

class SignalingSessionTest : public ::testing::Test {
protected:
    // A camera at one end, a session at the other.
    void connect()
    {
        auto opening = std::make_unique<TestCamera>(server.url());
        session = std::make_unique<SignalingSession>(std::make_unique<signaling::Channel>(server.accept()), CameraId(u"plain"_s), host);
        camera = std::move(opening);
        finished = 0;
        gone = 0;
        QObject::connect(session.get(), &SignalingSession::finished, session.get(), [this] { ++finished; });
        QObject::connect(session.get(), &SignalingSession::gone, session.get(), [this] { ++gone; });
    }
    void connectAndGreet()
    {
        connect();
        camera->hello(u"door"_s);
        EXPECT_TRUE(camera->next<Welcome>());
    }
    bool ends()
    {
        return waitUntil([this] { return gone > 0; }) && camera->closes() && finished == 1 && gone == 1 && !session->camera();
    }
    ErrorCode nextError()
    {
        const auto error = camera->next<ErrorMessage>();
        EXPECT_TRUE(error.has_value());
        return error ? error->code : ErrorCode::Internal;
    }
    Camera::State state() const { return host.camera.state(); }

    SignalingServer server;
    OneCamera host;
    std::unique_ptr<SignalingSession> session;
    std::unique_ptr<TestCamera> camera;
    int finished = 0;
    int gone = 0;
};

} // namespace

TEST_F(SignalingSessionTest, aHelloIsWelcomedAndASecondOneIsNot)
{
    host.given.iceServers = {{u"stun:stun.example"_s, {}, {}}};
    connect();
    camera->hello(u"door"_s);
    const auto welcome = camera->next<Welcome>();
    ASSERT_TRUE(welcome);
    EXPECT_EQ(welcome->session, session->id());
    EXPECT_EQ(welcome->session.toString().size(), 32);
    EXPECT_EQ(welcome->iceServers, host.given.iceServers);
    EXPECT_EQ(state(), Camera::State::Connecting);

    camera->hello(u"window"_s);
    EXPECT_EQ(nextError(), ErrorCode::Unexpected);
    EXPECT_EQ(host.asked, QList{CameraId(u"door"_s)});
    EXPECT_EQ(session->camera(), &host.camera);
}

TEST_F(SignalingSessionTest, anOrderIsAnsweredByTheCameraItself)
{
    connect();
    Hello hello;
    hello.camera = CameraId(u"door"_s);
    hello.features = {features::control};
    camera->send(hello);
    const auto welcome = camera->next<Welcome>();
    ASSERT_TRUE(welcome);
    EXPECT_TRUE(welcome->features.contains(features::control));

    std::vector<ControlAnswer> answers;
    const auto note = [&](const ControlAnswer &answer) { answers.push_back(answer); };
    session->control({.encoding = {{}, 640, 360, {}, {}}}, note);
    session->control({.paused = true}, note);
    const auto first = camera->next<Control>();
    const auto second = camera->next<Control>();
    ASSERT_TRUE(first && second);
    EXPECT_EQ(first->encoding.width, 640);
    EXPECT_NE(first->id, second->id);
    camera->send(Controlled{second->id, {Codec::Vp8, 320, 240, 15, 200}, true, {}});
    ASSERT_TRUE(waitUntil([&] { return answers.size() == 1; }));
    EXPECT_TRUE(answers[0]->paused);
    camera->send(Controlled{first->id, {Codec::Vp8, 640, 360, 15, 200}, false, u"No."_s});
    camera->send(Controlled{first->id, {}, false, {}});  // twice
    camera->send(Controlled{77777, {}, false, {}});      // to nothing
    ASSERT_TRUE(waitUntil([&] { return answers.size() == 2; }));
    EXPECT_EQ(answers[1]->problem, u"No."_s);
    EXPECT_TRUE(waitUntil([&] { return !host.camera.encoding().width; })) << "the last word counts";
    EXPECT_EQ(answers.size(), 2u);

    session->control({.keyframe = true}, note);
    session->close(u"enough"_s);
    ASSERT_EQ(answers.size(), 3u);
    EXPECT_EQ(answers[2].error(), ControlFailure::NoAnswer);
    session->control({.keyframe = true}, note);
    EXPECT_EQ(answers[3].error(), ControlFailure::NotConnected);
}

TEST_F(SignalingSessionTest, aCameraThatTakesNoOrdersGetsNone)
{
    connectAndGreet();
    std::optional<ControlAnswer> answer;
    session->control({.keyframe = true}, [&](const ControlAnswer &given) { answer = given; });
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->error(), ControlFailure::NotControllable);
    EXPECT_FALSE(camera->heard<Control>());
}

TEST_F(SignalingSessionTest, namesGoOnlyToCamerasThatAskAndOnlyWhereAllowed)
{
    const auto hear = [this](const QStringList &features, bool allowed) {
        host.given.namesToCameras = allowed;
        connect();
        camera->send(Hello{.versions = {1, 1}, .camera = CameraId(u"door"_s), .name = {}, .software = {}, .features = features, .resume = {}, .token = {}});
        EXPECT_TRUE(camera->next<Welcome>());
        session->tellRecognised(Recognised{u"Ada Example"_s, 1767225600});
        session->close(u"the test is over"_s);
        EXPECT_TRUE(camera->closes());
        return camera->heard<Recognised>();
    };
    EXPECT_TRUE(hear({u"recognised"_s}, true));
    EXPECT_FALSE(hear({u"recognised"_s}, false));
    EXPECT_FALSE(hear({}, true));
}

TEST_F(SignalingSessionTest, sessionIdsAreNotRepeated)
{
    connect();
    const SessionId first = session->id();
    connect();
    EXPECT_NE(session->id(), first);
}

TEST_F(SignalingSessionTest, whoSaysNothingInTimeIsSentAway)
{
    host.given.helloTimeout = 100ms;
    connect();
    EXPECT_EQ(nextError(), ErrorCode::Unexpected);
    EXPECT_TRUE(ends());
    EXPECT_TRUE(host.asked.isEmpty());
}

TEST_F(SignalingSessionTest, aVersionThatIsNotSpokenIsRefusedWithTheOnesThatAre)
{
    connect();
    Hello hello;
    hello.versions = {2, 3};
    hello.camera = CameraId(u"door"_s);
    camera->send(hello);
    const auto refused = camera->next<Refused>();
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->code, RefusalCode::UnsupportedVersion);
    EXPECT_EQ(refused->versions, (VersionRange{1, 1}));
    EXPECT_TRUE(refused->reason.contains(u"Update the server"));
    EXPECT_TRUE(ends());
}

TEST_F(SignalingSessionTest, whatTheHostRefusesIsToldAndEnds)
{
    host.refusal = Refused{RefusalCode::CameraInUse, u"Another one is here."_s, {}, 5s};
    connect();
    camera->hello(u"door"_s);
    const auto refused = camera->next<Refused>();
    ASSERT_TRUE(refused);
    EXPECT_EQ(*refused, *host.refusal);
    EXPECT_TRUE(ends());
    EXPECT_EQ(state(), Camera::State::Away);
}

TEST_F(SignalingSessionTest, messagesOutOfTurnAreErrorsAndTheSessionGoesOn)
{
    connectAndGreet();
    camera->send(Candidate{u"candidate:1 1 UDP 1 127.0.0.1 9 typ host"_s, 0, {}});
    EXPECT_EQ(nextError(), ErrorCode::Unexpected);
    for (const Message &message : {Message(Welcome{1, SessionId(u"mine"_s), {}, {}, {}}), Message(Answer{u"v=0\r\n"_s}), Message(Control{})}) {
        camera->send(message);
        EXPECT_EQ(nextError(), ErrorCode::Unexpected);
    }
    camera->send(Offer{u"v=0\r\n"_s});
    EXPECT_EQ(nextError(), ErrorCode::BadSdp);
    TestMedia media;
    camera->send(Offer{media.offer()});
    EXPECT_TRUE(camera->next<Answer>());
    EXPECT_EQ(finished, 0);
}

TEST_F(SignalingSessionTest, candidatesAreCounted)
{
    connectAndGreet();
    TestMedia media;
    camera->send(Offer{media.offer()});
    ASSERT_TRUE(camera->next<Answer>());
    for (int i = 0; i < limits::CandidatesPerSession; ++i)
        camera->send(Candidate{u"candidate:%1 1 UDP 1 127.0.0.1 9 typ host"_s.arg(i + 1), 0, {}});
    camera->hello(u"door"_s);  // its answer comes after theirs
    EXPECT_EQ(nextError(), ErrorCode::Unexpected);
    camera->send(Candidate{u"candidate:999 1 UDP 1 127.0.0.1 9 typ host"_s, 0, {}});
    EXPECT_EQ(nextError(), ErrorCode::TooMany);
    EXPECT_EQ(finished, 0);
}

TEST_F(SignalingSessionTest, offersAreCounted)
{
    connectAndGreet();
    for (int i = 0; i < limits::OffersAtOnce; ++i) {
        camera->send(Offer{u"v=0\r\n"_s});
        EXPECT_EQ(nextError(), ErrorCode::BadSdp);
    }
    camera->send(Offer{u"v=0\r\n"_s});
    EXPECT_EQ(nextError(), ErrorCode::TooMany);
    EXPECT_EQ(finished, 0);
}

TEST_F(SignalingSessionTest, aCameraThatFallsSilentIsLetGo)
{
    host.given.silenceLimit = 1s;
    connectAndGreet();
    TestMedia media;
    ASSERT_TRUE(media.connectOver(*camera));
    ASSERT_TRUE(waitUntil([&] { return state() == Camera::State::Streaming; }));
    // Longer than the limit: what comes counts as life.
    ASSERT_TRUE(waitUntil([&] { return host.camera.framesPerSecond() > 0; }));
    ASSERT_EQ(finished, 0);
    media.stopSending();
    EXPECT_EQ(nextError(), ErrorCode::MediaFailed);
    EXPECT_TRUE(camera->next<Bye>());
    EXPECT_TRUE(ends());
    EXPECT_EQ(state(), Camera::State::Away);
}

TEST_F(SignalingSessionTest, aCameraThatNeverOffersIsLetGo)
{
    host.given.silenceLimit = 100ms;
    connectAndGreet();
    EXPECT_EQ(nextError(), ErrorCode::MediaFailed);
    EXPECT_TRUE(ends());
}

TEST_F(SignalingSessionTest, thePlainDialectNeedsNoHelloAndHearsOnlyItsOwnWords)
{
    connect();
    TestMedia media;
    ASSERT_TRUE(media.connectOver(*camera));
    EXPECT_EQ(host.asked, QList{CameraId(u"plain"_s)});
    ASSERT_TRUE(waitUntil([&] { return state() == Camera::State::Streaming; }));
    session->close(u"The server is shutting down."_s);
    EXPECT_TRUE(ends());
    for (const Message &message : camera->messages()) {
        const auto *candidate = std::get_if<Candidate>(&message);
        EXPECT_TRUE(candidate && !candidate->candidate.isEmpty()) << message.index();
    }
}

// The peer's news may be under way to the session when that ends: they must not change the camera, nor anything else.
TEST_F(SignalingSessionTest, aSessionThatIsOverLeavesItsCameraAlone)
{
    for (int round = 0; round < 3; ++round) {
        connectAndGreet();
        TestMedia media;
        QObject::connect(&media.peer(), &media::WebRtcPeer::connected, &media.peer(), [this] { session->close(u"over"_s); });
        ASSERT_TRUE(media.connectOver(*camera));
        EXPECT_TRUE(ends());
        EXPECT_EQ(state(), Camera::State::Away);
    }
}

TEST_F(SignalingSessionTest, itMayBeDestroyedAtAnyTime)
{
    connect();
    session.reset();
    EXPECT_TRUE(camera->closes());
    connectAndGreet();
    TestMedia media;
    camera->send(Offer{media.offer()});
    ASSERT_TRUE(camera->next<Answer>());
    session.reset();
    EXPECT_EQ(finished, 1);
    EXPECT_EQ(state(), Camera::State::Away);
    EXPECT_TRUE(camera->closes());
}
