// Viewers over real HTTP, ICE, DTLS and SRTP on loopback; the camera is a test picture.

#include "player.h"
#include "whep_world.h"

#include "support/lossy_network.h"
#include "support/wait.h"

#include <gtest/gtest.h>

#include <QJsonDocument>

using namespace rollcall;
using namespace rollcall::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr const char *fragmentType = "application/trickle-ice-sdpfrag";

class WhepTest : public ::testing::Test {
protected:
    ~WhepTest() override
    {
        world.goAway();
        world.routes.close();
        EXPECT_TRUE(media::waitForStoppedPipelines(10s));
    }
    // Connects a player and returns the session's path.
    QString view(Player &player, const QByteArray &who = "Bearer anna")
    {
        const Reply answer = world.offer(player.offer().toUtf8(), who);
        EXPECT_EQ(answer.status, 201) << answer.body.toStdString();
        EXPECT_TRUE(player.take(QString::fromUtf8(answer.body))) << player.failure().toStdString();
        return QString::fromLatin1(answer.headers.value("location"));
    }
    // The same by a network that is between them.
    QString viewThrough(LossyNetwork &network, Player &player)
    {
        const Reply answer = world.offer(player.offer().toUtf8());
        EXPECT_EQ(answer.status, 201) << answer.body.toStdString();
        EXPECT_TRUE(waitUntil([&] { return !player.candidates().isEmpty(); }));
        const auto standIn = network.standInFor(player.candidates().value(0));
        const QString session = QString::fromLatin1(answer.headers.value("location"));
        const QByteArray fragment = "m=video 9 UDP/TLS/RTP/SAVPF 0\r\na=" + standIn.value_or(QString()).toUtf8() + "\r\n";
        EXPECT_EQ(patch(session, fragment, answer.headers.value("etag")).status, 204);
        // The player knows no way but the one that packets come by.
        QStringList lines = QString::fromUtf8(answer.body).split(u"\r\n"_s);
        lines.removeIf([](const QString &line) { return line.startsWith(u"a=candidate:"_s); });
        EXPECT_TRUE(player.take(lines.join(u"\r\n"_s))) << player.failure().toStdString();
        return session;
    }
    bool plays(const Player &player, int more = 10)
    {
        const int before = player.seen().frames;
        return waitUntil([&] { return player.seen().frames >= before + more; }, 15s);
    }
    QString detail(const Reply &reply)
    {
        EXPECT_EQ(reply.headers.value("content-type"), "application/problem+json");
        return QJsonDocument::fromJson(reply.body)[u"detail"_s].toString();
    }
    Reply patch(const QString &path, const QByteArray &body, const QByteArray &ifMatch, const QByteArray &who = "Bearer anna")
    {
        QHash<QByteArray, QByteArray> headers{{"Authorization", who}};
        if (!ifMatch.isEmpty())
            headers.insert("If-Match", ifMatch);
        return world.request("PATCH", path, body, fragmentType, headers);
    }
    Reply ask(const QByteArray &method, const QString &path, const QByteArray &who = "Bearer anna")
    {
        return world.request(method, path, {}, {}, {{"Authorization", who}});
    }

    WhepWorld world{{.maxViewers = 3, .maxViewersPerCamera = 2, .presumedGone = 8s, .origins = {"https://player.example"}}};
};

} // namespace

TEST_F(WhepTest, aPlayerSeesMovingPicturesAndEndsItsView)
{
    world.publish();
    Player player;
    const QString offer = player.offer();
    const Reply answer = world.offer(offer.toUtf8());
    ASSERT_EQ(answer.status, 201) << answer.body.toStdString();
    EXPECT_EQ(answer.headers.value("content-type"), "application/sdp");
    EXPECT_TRUE(answer.body.contains("a=candidate:")) << "all candidates are inside";
    EXPECT_TRUE(answer.body.contains("a=sendonly")) << answer.body.toStdString();
    EXPECT_TRUE(answer.headers.value("location").startsWith("/whep/door/"));
    const QByteArray tag = answer.headers.value("etag");
    EXPECT_TRUE(tag.size() > 4 && tag.startsWith('"') && tag.endsWith('"')) << tag.toStdString();
    ASSERT_TRUE(player.take(QString::fromUtf8(answer.body))) << player.failure().toStdString();
    ASSERT_TRUE(plays(player)) << player.failure().toStdString();
    EXPECT_EQ(player.seen().gaps, 0);
    EXPECT_EQ(player.seen().payload, 96) << "as the offer numbers VP8";
    EXPECT_EQ(world.metric("rollcall_viewers{camera=\"door\"}"), 1);
    EXPECT_EQ(world.metric("rollcall_viewer_start_seconds_count{camera=\"door\"}"), 1);

    const QString session = QString::fromLatin1(answer.headers.value("location"));
    EXPECT_EQ(ask("GET", session).status, 204);
    EXPECT_EQ(ask("DELETE", session).status, 200);
    EXPECT_EQ(ask("DELETE", session).status, 404);
    EXPECT_EQ(world.metric("rollcall_viewers{camera=\"door\"}"), 0);
    const int last = player.seen().packets;
    EXPECT_FALSE(waitUntil([&] { return player.seen().packets > last + 5; }, 500ms));
}

TEST_F(WhepTest, h264IsPlayedToo)
{
    world.publish(protocol::Codec::H264);
    Player player;
    view(player);
    EXPECT_TRUE(plays(player)) << player.failure().toStdString();
    EXPECT_EQ(player.seen().payload, 98);
}

TEST_F(WhepTest, theSameViewGoesOnWhenTheCameraComesBack)
{
    world.publish();
    Player player;
    view(player);
    ASSERT_TRUE(plays(player)) << player.failure().toStdString();
    world.goAway();
    const uint32_t last = player.seen().timestamp;
    const auto left = std::chrono::steady_clock::now();
    ASSERT_FALSE(waitUntil([&] { return player.peer().state() != media::WebRtcPeer::State::Connected; }, 1500ms));
    world.publish();  // another encoder: other SSRC, sequence numbers, timestamps
    ASSERT_TRUE(plays(player)) << player.failure().toStdString();
    EXPECT_EQ(player.seen().gaps, 0);
    const double passed = std::chrono::duration<double>(std::chrono::steady_clock::now() - left).count();
    EXPECT_NEAR(double(player.seen().timestamp - last) / 90'000, passed, 0.5) << "the timeline has the time in between";
}

TEST_F(WhepTest, aViewMayBeginWhileTheCameraIsAway)
{
    world.publish();
    world.goAway();
    Player player;
    view(player);
    ASSERT_TRUE(waitUntil([&] { return player.peer().state() == media::WebRtcPeer::State::Connected; })) << player.failure().toStdString();
    world.publish();
    EXPECT_TRUE(plays(player)) << player.failure().toStdString();
}

TEST_F(WhepTest, aCandidateThatIsTrickledConnects)
{
    world.publish();
    Player player(media::WebRtcPeer::Gathering::Trickle);
    const Reply answer = world.offer(player.offer().toUtf8());
    ASSERT_EQ(answer.status, 201) << answer.body.toStdString();
    const QString session = QString::fromLatin1(answer.headers.value("location"));
    ASSERT_TRUE(waitUntil([&] { return !player.candidates().isEmpty(); }));
    QByteArray fragment = "m=video 9 UDP/TLS/RTP/SAVPF 0\r\n";
    for (const QString &candidate : player.candidates())
        fragment += "a=" + candidate.toUtf8() + "\r\n";
    EXPECT_EQ(patch(session, fragment, answer.headers.value("etag")).status, 204);
    ASSERT_TRUE(player.take(QString::fromUtf8(answer.body)));
    EXPECT_TRUE(plays(player)) << player.failure().toStdString();
}

TEST_F(WhepTest, aPlayerThatNeverTricklesConnects)
{
    world.publish();
    Player player(media::WebRtcPeer::Gathering::Trickle);
    view(player);
    EXPECT_TRUE(plays(player)) << player.failure().toStdString();
}

TEST_F(WhepTest, whatAViewerLosesOnTheWayIsSentAgain)
{
    LossyNetwork network;
    world.publish();
    // It waits long enough for what comes again on a machine that is busy as well: what is sent again is the question here, not how soon.
    Player player(media::WebRtcPeer::Gathering::Trickle, Player::Pictures::Decoded, 1s);
    viewThrough(network, player);
    ASSERT_TRUE(plays(player)) << player.failure().toStdString();

    const int keyframes = world.keyframeRequests;
    network.lossFromSender = 0.05;
    ASSERT_TRUE(plays(player, 150)) << player.failure().toStdString();
    const media::PeerStats stats = player.peer().stats();
    EXPECT_GT(network.lost, 5);
    EXPECT_GT(stats.retransmissionsReceived, 0u);
    EXPECT_LE(stats.packetsLost, network.lost / 3) << stats.retransmissionsRequested << " asked for again, " << stats.retransmissionsReceived << " in time";
    EXPECT_LE(world.keyframeRequests - keyframes, network.lost / 3);
}

TEST_F(WhepTest, patchesAreTakenForTheIceSessionThatTheyNameAlone)
{
    world.publish();
    Player player;
    const QString offer = player.offer();
    const Reply answer = world.offer(offer.toUtf8());
    const QString session = QString::fromLatin1(answer.headers.value("location"));
    const QByteArray tag = answer.headers.value("etag");
    const QByteArray candidate = "a=candidate:1 1 udp 1 192.0.2.1 9 typ host\r\n";
    EXPECT_EQ(patch(session, candidate, {}).status, 428);
    EXPECT_EQ(patch(session, candidate, "\"another\"").status, 412);
    EXPECT_EQ(patch(session, candidate, "W/" + tag).status, 412) << "weak tags match nothing";
    EXPECT_EQ(patch(session, candidate, "\"another\", " + tag).status, 204);
    EXPECT_EQ(patch(session, "a=candidate:nonsense\r\n", tag).status, 204) << "a bad candidate is left out";
    EXPECT_EQ(patch(session, "nonsense", tag).status, 400);
    EXPECT_EQ(world.request("PATCH", session, candidate, "application/json", {{"Authorization", "Bearer anna"}, {"If-Match", tag}}).status, 415);
    const Reply restart = patch(session, "a=ice-ufrag:other\r\na=ice-pwd:0123456789012345678901\r\n", "*");
    EXPECT_EQ(restart.status, 422);
    EXPECT_TRUE(detail(restart).contains(u"goes on"_s));
    ASSERT_TRUE(player.take(QString::fromUtf8(answer.body)));
    EXPECT_TRUE(plays(player)) << "none of it disturbs the session";
}

TEST_F(WhepTest, sessionsBelongToWhoMadeThem)
{
    world.publish();
    Player anna;
    Player bert;
    const QString ofAnna = view(anna, "Bearer anna");
    const QString ofBert = view(bert, "Bearer bert");
    EXPECT_EQ(ask("DELETE", ofAnna, "Bearer bert").status, 404);
    EXPECT_EQ(patch(ofAnna, "a=end-of-candidates\r\n", "*", "Bearer bert").status, 404);
    EXPECT_EQ(ask("GET", ofAnna).status, 204);
    world.routes.endSession(u"Bearer anna"_s);
    EXPECT_EQ(ask("GET", ofAnna).status, 404);
    EXPECT_EQ(ask("GET", ofBert, "Bearer bert").status, 204);
    EXPECT_TRUE(plays(bert));
}

TEST_F(WhepTest, whatCannotBeServedIsSaid)
{
    Player player;
    const QByteArray offer = player.offer().toUtf8();
    const Reply never = world.offer(offer);
    EXPECT_EQ(never.status, 409);
    EXPECT_TRUE(never.headers.contains("retry-after"));
    EXPECT_EQ(world.request("POST", u"/whep/cellar"_s, offer, "application/sdp").status, 409);

    world.publish(protocol::Codec::H264);
    EXPECT_EQ(world.request("POST", u"/whep/door"_s, offer, "application/json").status, 415);
    for (const QByteArray &broken : {QByteArray(), QByteArray("v=0"), QByteArray("hello"), offer.first(offer.size() / 2).replace("m=", "x="), QByteArray(offer).replace("a=ice-pwd:", "a=ice-pwt:"),
                                     QByteArray(offer).replace("a=fingerprint:", "a=fingerprimp:"), QByteArray("v=0\r\n\xff\xfe\x00m=", 12)})
        EXPECT_EQ(world.offer(broken).status, 400) << broken.left(80).toStdString();
    EXPECT_EQ(world.offer(QByteArray(offer).replace("a=recvonly", "a=sendonly")).status, 422);
    EXPECT_EQ(world.offer(QByteArray(offer).replace("a=rtcp-mux", "a=rtcp-mox")).status, 422);
    const Reply noH264 = world.offer(QByteArray(offer).replace("H264/90000", "H265/90000"));
    EXPECT_EQ(noH264.status, 406);
    EXPECT_TRUE(detail(noH264).contains(u"H.264"_s));
    EXPECT_EQ(world.offer(QByteArray(offer).replace("packetization-mode=1", "packetization-mode=0")).status, 406);
    EXPECT_EQ(world.request("POST", u"/whep/door"_s, QByteArray(whep::WhepRoutes::offerBytes + 1, 'v'), "application/sdp").status, 413);
    EXPECT_EQ(world.routes.sessionCount(), 0);
}

TEST_F(WhepTest, theNumberOfViewersIsBounded)
{
    world.publish();
    Player player;
    const QByteArray offer = player.offer().toUtf8();
    const Reply first = world.offer(offer);
    const Reply second = world.offer(offer);
    EXPECT_EQ(second.status, 201);
    const Reply third = world.offer(offer);
    EXPECT_EQ(third.status, 503);
    EXPECT_TRUE(third.headers.contains("retry-after"));
    EXPECT_TRUE(detail(third).contains(u"max-viewers-per-camera"_s));
    EXPECT_EQ(ask("DELETE", QString::fromLatin1(first.headers.value("location"))).status, 200);
    EXPECT_EQ(world.offer(offer).status, 201);
}

TEST_F(WhepTest, aViewerOfWhomNothingIsHeardGivesItsPlaceToTheNext)
{
    world.publish();
    auto network = std::make_unique<LossyNetwork>();
    Player gone(media::WebRtcPeer::Gathering::Trickle);
    const QString ofGone = viewThrough(*network, gone);
    Player there;
    const QString ofThere = view(there);
    ASSERT_TRUE(plays(gone) && plays(there)) << gone.failure().toStdString() << there.failure().toStdString();
    Player next;
    const QByteArray offer = next.offer().toUtf8();
    EXPECT_EQ(world.offer(offer).status, 503) << "both are there";
    network.reset();
    EXPECT_TRUE(waitUntil([&] { return world.offer(offer).status == 201; }, 20s));  // reports of receivers come every few seconds
    EXPECT_EQ(ask("GET", ofGone).status, 404);
    EXPECT_EQ(ask("GET", ofThere).status, 204);
    EXPECT_TRUE(plays(there)) << there.failure().toStdString();
}

TEST_F(WhepTest, aViewThatTheServerEndsIsOverForItsPlayerAtOnce)
{
    world.publish();
    Player player;
    view(player);
    ASSERT_TRUE(plays(player)) << player.failure().toStdString();
    world.routes.endSession(u"Bearer anna"_s);
    EXPECT_TRUE(waitUntil([&] { return player.peer().state() == media::WebRtcPeer::State::Failed; }, 3s));
    EXPECT_TRUE(player.failure().contains(u"ended"_s)) << player.failure().toStdString();
}

TEST_F(WhepTest, aPlayerThatJustEndsItsConnectionIsForgottenAtOnce)
{
    world.publish();
    auto player = std::make_unique<Player>();
    view(*player);
    ASSERT_TRUE(plays(*player)) << player->failure().toStdString();
    ASSERT_EQ(world.routes.sessionCount(), 1);
    player.reset();
    EXPECT_TRUE(waitUntil([&] { return world.routes.sessionCount() == 0; }, 3s));
}

TEST_F(WhepTest, pagesOfOtherSitesNeedToBeNamed)
{
    world.publish();
    const auto options = [&](const QByteArray &origin) { return world.request("OPTIONS", u"/whep/door"_s, {}, {}, {{"Origin", origin}, {"Access-Control-Request-Method", "POST"}}); };
    const Reply allowed = options("https://player.example");
    EXPECT_EQ(allowed.status, 200);
    EXPECT_EQ(allowed.headers.value("accept-post"), "application/sdp");
    EXPECT_EQ(allowed.headers.value("access-control-allow-origin"), "https://player.example");
    EXPECT_TRUE(allowed.headers.value("access-control-allow-headers").contains("Authorization"));
    EXPECT_EQ(world.request("GET", u"/whep/door"_s).headers.value("allow"), "POST, OPTIONS");
    const Reply other = options("https://elsewhere.example");
    EXPECT_EQ(other.status, 200);
    EXPECT_FALSE(other.headers.contains("access-control-allow-origin"));

    Player player;
    const QByteArray offer = player.offer().toUtf8();
    const Reply answer = world.request("POST", u"/whep/door"_s, offer, "application/sdp", {{"Origin", "https://player.example"}});
    EXPECT_EQ(answer.status, 201);
    EXPECT_TRUE(answer.headers.value("access-control-expose-headers").contains("Location"));
    EXPECT_EQ(world.request("POST", u"/whep/door"_s, offer, "application/sdp", {{"Origin", "https://elsewhere.example"}}).status, 403);
}

TEST_F(WhepTest, viewersShareTheRequestsForKeyframes)
{
    world.publish();
    const int before = world.keyframeRequests;
    const auto start = std::chrono::steady_clock::now();
    Player one;
    Player other;
    view(one);
    view(other);
    ASSERT_TRUE(plays(one));
    ASSERT_TRUE(plays(other));
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    EXPECT_LE(world.keyframeRequests - before, int(seconds / 0.5) + 1);
}

TEST_F(WhepTest, aKeyframeIsOnItsWayWhileTheConnectionIsMade)
{
    world.publish();
    Player player;
    const QByteArray offer = player.offer().toUtf8();
    const int before = world.keyframeRequests;
    EXPECT_EQ(world.offer(offer).status, 201);
    EXPECT_EQ(world.keyframeRequests, before + 1) << "nobody has connected yet";
    world.goAway();
    EXPECT_EQ(world.offer(offer).status, 201);
    EXPECT_EQ(world.keyframeRequests, before + 1) << "a camera that is away is not asked";
}

TEST_F(WhepTest, anotherCodecOfTheCameraEndsTheView)
{
    world.publish();
    Player player;
    const QString session = view(player);
    ASSERT_TRUE(plays(player));
    world.publish(protocol::Codec::H264);
    EXPECT_TRUE(waitUntil([&] { return ask("GET", session).status == 404; }));
}

TEST(Whep, iceServersAreToldWithTheAnswer)
{
    WhepWorld world({.iceServers = {{u"turn:127.0.0.1:9?transport=udp"_s, u"name"_s, u"pass\"word"_s}}});
    world.publish();
    Player player;
    const Reply answer = world.offer(player.offer().toUtf8());
    EXPECT_EQ(answer.status, 201);
    EXPECT_EQ(answer.headers.value("link"), "<turn:127.0.0.1:9?transport=udp>; rel=\"ice-server\"; username=\"name\"; credential=\"pass\\\"word\"; credential-type=\"password\"");
}

TEST(Whep, anOfferThatNobodyConnectsToEnds)
{
    WhepWorld world({.connectTimeout = 700ms});
    world.publish();
    Player player;
    const Reply answer = world.offer(player.offer().toUtf8());
    ASSERT_EQ(answer.status, 201);
    EXPECT_EQ(world.routes.sessionCount(), 1);
    EXPECT_TRUE(waitUntil([&] { return world.routes.sessionCount() == 0; }, 5s));
    world.routes.close();
    EXPECT_EQ(world.offer(player.offer().toUtf8()).status, 503);
}
