#include "app/unknown_face_keeper.h"
#include "recognition/whitening.h"
#include "support/wait.h"

#include <QTemporaryDir>

#include <gtest/gtest.h>

using namespace rollcall;
using namespace rollcall::app;
using namespace rollcall::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using State = store::UnknownFaceState;

namespace {

constexpr attendance::UtcMs noon{std::chrono::milliseconds{1'790'000'000'000}};

const std::shared_ptr<const recognition::Engine> &engine()
{
    static const auto loaded = recognition::Engine::load({}).value();
    return loaded;
}

class UnknownFaceKeeperTest : public ::testing::Test {
protected:
    UnknownFaceKeeperTest()
        : store(std::move(*store::Store::open({.file = folder.filePath(u"register.sqlite"_s).toStdString()})))
    {
        start();
    }
    void start(UnknownFaceSettings settings = {})
    {
        const auto likeness = [](const recognition::Embedding &a, const recognition::Embedding &b) { return recognition::dot(a.values, b.values); };
        keeper = std::make_unique<UnknownFaceKeeper>(
            UnknownFaceKeeper::Parts{.store = *store, .engine = engine(), .likeness = likeness, .rules = {},
                                     .dayOf = [](attendance::UtcMs when) { return std::chrono::floor<std::chrono::days>(when); }, .now = [this] { return now; }},
            settings);
        std::optional<bool> restored;
        keeper->restore([&](const auto &done) { restored = done.has_value(); });
        EXPECT_TRUE(waitUntil([&] { return restored.value_or(false); }));
    }
    // A frame of somebody whom nobody knows: who it is says the direction of the look.
    void see(std::vector<float> who, uint64_t track, const char *camera = "door")
    {
        const auto evidence = std::make_shared<FaceEvidence>(FaceEvidence{.embedding = {.embedder = engine()->embedder(), .values = std::move(who)}, .quality = 0.5,
                                                                          .picture = std::vector<std::byte>(40), .taken = now});
        keeper->observe({.camera = protocol::CameraId(QString::fromLatin1(camera)), .stream = 1, .track = track, .when = now, .evidence = evidence});
    }
    std::vector<store::UnknownFace> faces()
    {
        std::optional<std::vector<store::UnknownFace>> found;
        store->call([](store::Register &records) { return store::UnknownFaces(records.database()).faces({}, {}); }, keeper.get(),
                    [&](const auto &page) { found = page->items; });
        EXPECT_TRUE(waitUntil([&] { return found.has_value(); }));
        return *found;
    }
    void decide(const store::UnknownFaceId &face, State state)
    {
        std::optional<bool> done;
        store->call([face, state, when = now](store::Register &records) { return store::UnknownFaces(records.database()).decide(face, state, {.when = when, .by = "local"}); },
                    keeper.get(), [&](const auto &decided) { done = decided.has_value(); });
        EXPECT_TRUE(waitUntil([&] { return done.value_or(false); }));
    }

    const QTemporaryDir folder;
    attendance::UtcMs now = noon;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<UnknownFaceKeeper> keeper;
};

} // namespace

TEST_F(UnknownFaceKeeperTest, theSameStrangerIsOneEntryAtEveryTimeAndCamera)
{
    see({1, 0}, 1);
    now += 1h;
    see({0.9F, 0.43F}, 2, "gate");
    see({0, 1}, 3);
    const auto found = faces();
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[1].sightings, 2);
    EXPECT_EQ(found[1].cameras, (std::vector{store::CameraId("door"), store::CameraId("gate")}));
    EXPECT_EQ(found[1].firstSeen, noon);
    EXPECT_EQ(found[1].lastSeen, noon + 1h);
    EXPECT_EQ(found[0].sightings, 1);
    ASSERT_TRUE(waitUntil([&] { return keeper->totals().waiting == 2; }));
}

TEST_F(UnknownFaceKeeperTest, aTrackStaysOneSightingWhateverItsLooksSay)
{
    see({1, 0}, 1);
    now += 5s;
    see({0, 1}, 1);
    const auto found = faces();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].sightings, 1);
    EXPECT_EQ(found[0].lastSeen, noon + 5s);
}

TEST_F(UnknownFaceKeeperTest, aStrangerIsKnownAgainAfterARestart)
{
    see({1, 0}, 1);
    const auto before = faces();
    start();
    now += 1h;
    see({1, 0}, 1);
    const auto after = faces();
    ASSERT_EQ(after.size(), 1U);
    EXPECT_EQ(after[0].id, before[0].id);
    EXPECT_EQ(after[0].sightings, 2);
}

TEST_F(UnknownFaceKeeperTest, whoeverGetsANameLeavesTheQueue)
{
    see({1, 0}, 1);
    see({0, 1}, 2);
    keeper->recognised({.camera = protocol::CameraId(u"door"_s), .person = "ada", .track = 1, .when = now, .stream = 1});
    keeper->recognised({.camera = protocol::CameraId(u"door"_s), .person = "ada", .track = 2, .when = now, .stream = 9});  // another stream's
    ASSERT_TRUE(waitUntil([&] { return faces().size() == 1; }));
    EXPECT_EQ(faces()[0].sightings, 1);
}

TEST_F(UnknownFaceKeeperTest, visitorsAndDismissedOnesAreNotQueuedAnew)
{
    see({1, 0}, 1);
    see({0, 1}, 2);
    auto found = faces();
    decide(found[0].id, State::Visitor);
    decide(found[1].id, State::Dismissed);
    now += 1h;
    see({1, 0}, 3);
    see({0, 1}, 4);
    found = faces();
    ASSERT_EQ(found.size(), 2U);
    for (const store::UnknownFace &face : found) {
        EXPECT_NE(face.state, State::Waiting);
        EXPECT_EQ(face.sightings, 2);
    }
}

TEST_F(UnknownFaceKeeperTest, theFaceOfARejectedSightingJoinsTheQueue)
{
    see({1, 0}, 1);
    attendance::UuidGenerator ids{attendance::systemRandom()};
    const store::Evidence evidence{.taken = now, .quality = 0.4, .look = {.embedder = engine()->embedder().name, .embedderVersion = std::stoi(engine()->embedder().version), .values = {1, 0}}, .picture = {1}};
    std::optional<bool> done;
    const store::Sighting rejected{.id = ids.next(now), .person = store::PersonId("ada"), .camera = store::CameraId("gate"), .firstSeen = now, .lastSeen = now};
    store->call([rejected](store::Register &records) -> std::expected<void, store::StoreError> {
        if (auto added = records.addPerson({.id = rejected.person, .name = "Ada", .created = noon}, {}, {}); !added)
            return added;
        const auto recorded = records.record(std::vector{rejected});
        return recorded ? recorded->front() : std::unexpected(recorded.error());
    }, keeper.get(), [](const auto &) { });
    keeper->add(rejected, evidence, [&](const auto &added) { done = added.has_value(); });
    ASSERT_TRUE(waitUntil([&] { return done.has_value(); }));
    EXPECT_TRUE(*done);
    const auto found = faces();
    ASSERT_EQ(found.size(), 1U);  // the same stranger
    EXPECT_EQ(found[0].sightings, 2);
    EXPECT_EQ(found[0].cameras.size(), 2U);
}

TEST_F(UnknownFaceKeeperTest, theOldestGoWhereTooManyWait)
{
    start({.atMost = 2});
    for (int i = 0; i < 4; ++i) {
        std::vector<float> who(4);
        who[size_t(i)] = 1;
        see(who, uint64_t(i));
        now += 1min;
    }
    ASSERT_TRUE(waitUntil([&] { return keeper->totals().crowdedOut == 2; }));
    const auto found = faces();
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[1].firstSeen, noon + 2min);
    see({1, 0, 0, 0}, 9);  // who was crowded out is a stranger like any other
    EXPECT_EQ(faces().front().firstSeen, now);
}

TEST_F(UnknownFaceKeeperTest, zeroDaysKeepNoStrangers)
{
    see({1, 0}, 1);
    start({.waitingDays = 0});
    see({0, 1}, 2);
    keeper->purge();
    EXPECT_TRUE(faces().empty());
}
