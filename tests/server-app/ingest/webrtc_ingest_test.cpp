#include "ingest/webrtc_ingest.h"
#include "server-app/ingest/signaling_world.h"

#include <gtest/gtest.h>

using namespace rollcall;
using namespace rollcall::ingest;
using namespace rollcall::protocol;
using namespace rollcall::testing;
using namespace Qt::StringLiterals;

namespace {

class Anybody final : public net::Authorizer {
public:
    net::Decision authorize(const net::Access &access) const override
    {
        lastAuthorization = access.authorization;
        lastPeer = access.peer;
        return refuses ? net::Decision::refuse(u"Not you."_s) : net::Decision::allow();
    }
    bool refuses = false;
    mutable QByteArray lastAuthorization;
    mutable QHostAddress lastPeer;
};

class WebRtcIngestTest : public ::testing::Test {
protected:
    void make(IngestSettings settings = {}) { ingest = std::make_unique<WebRtcIngest>(cameras, authorizer, metrics, settings); }
    std::unique_ptr<TestCamera> connect(const QString &plainCamera = {})
    {
        auto camera = std::make_unique<TestCamera>(server.url());
        ingest->accept(server.accept(), plainCamera);
        return camera;
    }
    Camera::State stateOf(const QString &id) const
    {
        const Camera *camera = cameras.find(CameraId(id));
        return camera ? camera->state() : Camera::State::Away;
    }

    SignalingServer server;
    Anybody authorizer;
    ops::Metrics metrics;
    CameraRegistry cameras{metrics};
    std::unique_ptr<WebRtcIngest> ingest;
};

} // namespace

TEST_F(WebRtcIngestTest, aCameraIsGivenToOneSessionAtATime)
{
    make();
    const auto first = connect();
    first->hello(u"door"_s);
    const auto welcome = first->next<Welcome>();
    ASSERT_TRUE(welcome);
    const auto second = connect();
    second->hello(u"door"_s, SessionId(u"guessed"_s));
    const auto refused = second->next<Refused>();
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->code, RefusalCode::CameraInUse);
    EXPECT_TRUE(refused->retryAfter);
    EXPECT_TRUE(second->closes());
    EXPECT_FALSE(first->isClosed());
    EXPECT_EQ(stateOf(u"door"_s), Camera::State::Connecting);
    // Another name is another camera.
    const auto third = connect();
    third->hello(u"window"_s);
    EXPECT_TRUE(third->next<Welcome>());
}

TEST_F(WebRtcIngestTest, resumingTakesTheCameraOverUnderTheSameSession)
{
    make();
    const auto first = connect();
    first->hello(u"door"_s);
    const auto before = first->next<Welcome>();
    ASSERT_TRUE(before);
    const auto second = connect();
    second->hello(u"door"_s, before->session);
    const auto after = second->next<Welcome>();
    ASSERT_TRUE(after);
    EXPECT_EQ(after->session, before->session);
    EXPECT_TRUE(first->next<Bye>());
    EXPECT_TRUE(first->closes());
    EXPECT_TRUE(waitUntil([&] { return ingest->sessionCount() == 1; }));
    EXPECT_EQ(stateOf(u"door"_s), Camera::State::Connecting);
    // And once more: a welcome that got lost changes nothing.
    const auto third = connect();
    third->hello(u"door"_s, before->session);
    EXPECT_TRUE(third->next<Welcome>());
}

TEST_F(WebRtcIngestTest, aSessionThatIsNotKnownAnyMoreBeginsAnew)
{
    make();
    const auto camera = connect();
    const SessionId old(u"of-the-server-before"_s);
    camera->hello(u"door"_s, old);
    const auto welcome = camera->next<Welcome>();
    ASSERT_TRUE(welcome);
    EXPECT_NE(welcome->session, old);
}

TEST_F(WebRtcIngestTest, itsSessionsAreBounded)
{
    IngestSettings settings;
    settings.maxSessions = 1;
    make(settings);
    auto first = connect();
    const auto second = connect();
    const auto refused = second->next<Refused>();
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->code, RefusalCode::ServerFull);
    EXPECT_TRUE(refused->retryAfter);
    EXPECT_TRUE(second->closes());
    EXPECT_EQ(ingest->sessionCount(), 1);
    first.reset();
    ASSERT_TRUE(waitUntil([&] { return ingest->sessionCount() == 0; }));
    const auto third = connect();
    third->hello(u"door"_s);
    EXPECT_TRUE(third->next<Welcome>());
}

TEST_F(WebRtcIngestTest, everySessionPassesTheAuthorizer)
{
    make();
    authorizer.refuses = true;
    const auto camera = connect();
    Hello hello;
    hello.camera = CameraId(u"door"_s);
    hello.token = u"pairing-token"_s;
    camera->send(hello);
    const auto refused = camera->next<Refused>();
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->code, RefusalCode::NotAllowed);
    EXPECT_EQ(refused->reason, u"Not you."_s);
    EXPECT_EQ(authorizer.lastAuthorization, "Bearer pairing-token");
    EXPECT_TRUE(camera->closes());
    EXPECT_TRUE(cameras.cameras().isEmpty());
}

TEST_F(WebRtcIngestTest, whoComesThroughAProxyIsNotThisMachine)
{
    make();
    authorizer.refuses = true;
    for (const auto way : {WebRtcIngest::Way::Direct, WebRtcIngest::Way::Proxy}) {
        const auto camera = std::make_unique<TestCamera>(server.url());
        ingest->accept(server.accept(), {}, way);
        Hello hello;
        hello.camera = CameraId(u"door"_s);
        camera->send(hello);
        ASSERT_TRUE(camera->next<Refused>());
        EXPECT_EQ(net::isLoopback(authorizer.lastPeer), way == WebRtcIngest::Way::Direct);
    }
}

TEST_F(WebRtcIngestTest, plainCamerasAreNamedByTheirAddressOrCounted)
{
    make();
    const auto named = connect(u"hall"_s);
    const auto unnamed = connect();
    const auto wrong = connect(u"not a name!"_s);
    for (const auto &camera : {named.get(), unnamed.get(), wrong.get()}) {
        camera->send(Offer{u"v=0\r\n"_s});
        EXPECT_TRUE(camera->next<ErrorMessage>());
    }
    QStringList names;
    for (const Camera *camera : cameras.cameras())
        names.append(camera->id().toString());
    names.sort();
    EXPECT_EQ(names, (QStringList{u"camera-1"_s, u"camera-2"_s, u"hall"_s}));
}

TEST_F(WebRtcIngestTest, closingSaysGoodbyeAndTakesNobodyMore)
{
    make();
    const auto camera = connect();
    camera->hello(u"door"_s);
    ASSERT_TRUE(camera->next<Welcome>());
    ingest->close();
    EXPECT_EQ(stateOf(u"door"_s), Camera::State::Away);
    EXPECT_TRUE(camera->next<Bye>());
    EXPECT_TRUE(camera->closes());
    const auto late = connect();
    EXPECT_TRUE(late->next<Refused>());
    EXPECT_TRUE(late->closes());
    ingest.reset();  // with channels that have not closed yet, too
}

TEST_F(WebRtcIngestTest, camerasHearThatNobodyIsWrittenDown)
{
    make();
    const auto present = connect();
    present->hello(u"door"_s);
    ASSERT_TRUE(present->next<Welcome>());
    ingest->setRegisterProblem(u"Register unavailable."_s);
    const auto told = present->next<ErrorMessage>();
    ASSERT_TRUE(told);
    EXPECT_EQ(told->code, ErrorCode::RegisterUnavailable);
    EXPECT_EQ(told->message, u"Register unavailable."_s);
    const auto later = connect();
    later->hello(u"gate"_s);
    ASSERT_TRUE(later->next<Welcome>());
    EXPECT_TRUE(later->next<ErrorMessage>());

    ingest->setRegisterProblem({});
    for (const auto &camera : {present.get(), later.get()}) {
        const auto over = camera->next<ErrorMessage>();
        ASSERT_TRUE(over);
        EXPECT_EQ(over->code, ErrorCode::RegisterAvailable);
    }
    const auto last = connect();
    last->hello(u"yard"_s);
    ASSERT_TRUE(last->next<Welcome>());
    last->hello(u"yard"_s);
    const auto next = last->next<ErrorMessage>();  // of the second hello, not of the register
    ASSERT_TRUE(next);
    EXPECT_EQ(next->code, ErrorCode::Unexpected);
}
