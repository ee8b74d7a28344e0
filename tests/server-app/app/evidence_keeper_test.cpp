#include "app/evidence_keeper.h"
#include "store/sighting_evidence.h"
#include "support/postgres_cluster.h"
#include "support/wait.h"

#include <QTemporaryDir>

#include <gtest/gtest.h>

using namespace rollcall;
using namespace rollcall::app;
using namespace rollcall::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr attendance::UtcMs noon{std::chrono::milliseconds{1'790'000'000'000}};

class EvidenceKeeperTest : public ::testing::Test {
protected:
    EvidenceKeeperTest()
        : store(std::move(*store::Store::open({.file = folder.filePath(u"register.sqlite"_s).toStdString()})))
    {
    }
    template <typename Work>
    auto run(Work work)
    {
        std::optional<std::invoke_result_t<Work, store::Register &>> answer;
        store->call(std::move(work), store.get(), [&](const auto &result) { answer = result; });
        EXPECT_TRUE(waitUntil([&] { return answer.has_value(); }));
        return *answer;
    }
    static store::Sighting sighting(attendance::UuidGenerator &ids)
    {
        return {.id = ids.next(noon), .person = store::PersonId("ada"), .camera = store::CameraId("door"), .firstSeen = noon, .lastSeen = noon};
    }
    void record(const store::Sighting &seen)
    {
        EXPECT_TRUE(run([seen](store::Register &records) -> std::expected<void, store::StoreError> {
            [[maybe_unused]] const auto known = records.addPerson({.id = seen.person, .name = "Ada", .created = noon}, {}, {});
            const auto recorded = records.record(std::vector{seen});
            return recorded ? recorded->front() : std::unexpected(recorded.error());
        }));
    }
    static FaceEvidencePtr proof()
    {
        return std::make_shared<FaceEvidence>(FaceEvidence{.embedding = {.embedder = {"made-up", "1"}, .values = {1, 0}}, .quality = 0.5, .picture = std::vector<std::byte>(50), .taken = noon});
    }
    bool isKept(const store::Sighting &seen)
    {
        return run([id = seen.id](store::Register &records) { return store::SightingEvidence(records.database()).of(id); }).has_value();
    }

    const QTemporaryDir folder;
    attendance::UuidGenerator ids{attendance::systemRandom()};
    std::unique_ptr<store::Store> store;
};

} // namespace

TEST_F(EvidenceKeeperTest, aPictureWaitsForItsSighting)
{
    EvidenceKeeper keeper(*store, {});
    const store::Sighting seen = sighting(ids);
    keeper.keep(seen, proof());
    EXPECT_FALSE(isKept(seen));
    record(seen);
    ASSERT_TRUE(waitUntil([&] { return keeper.totals().kept == 1; }));
    EXPECT_TRUE(isKept(seen));
    EXPECT_EQ(keeper.totals().leftOut, 0u);
}

TEST_F(EvidenceKeeperTest, zeroDaysKeepNothingAndEraseWhatWasKept)
{
    const store::Sighting seen = sighting(ids);
    record(seen);
    EvidenceKeeper before(*store, {});
    before.keep(seen, proof());
    ASSERT_TRUE(waitUntil([&] { return before.totals().kept == 1; }));

    EvidenceKeeper keeper(*store, {.days = 0});
    const store::Sighting other = sighting(ids);
    record(other);
    keeper.keep(other, proof());
    keeper.purge(noon + 1s);
    EXPECT_FALSE(isKept(seen));
    EXPECT_FALSE(isKept(other));
}

TEST_F(EvidenceKeeperTest, underLoadTheOldestPicturesAreLeftOutAndCounted)
{
    EvidenceKeeper keeper(*store, {});
    std::vector<store::Sighting> all;
    for (std::size_t i = 0; i < EvidenceKeeper::maxWaiting + 20; ++i) {
        all.push_back(sighting(ids));
        keeper.keep(all.back(), proof());  // no sighting is there
    }
    EXPECT_GT(keeper.totals().leftOut, 0u);
    EXPECT_LE(keeper.totals().leftOut, 20u);
}

TEST_F(EvidenceKeeperTest, aForgottenPersonsPicturesAreNotWritten)
{
    EvidenceKeeper keeper(*store, {});
    const store::Sighting first = sighting(ids);
    const store::Sighting second = sighting(ids);
    keeper.keep(first, proof());   // on its way
    keeper.keep(second, proof());  // behind it
    keeper.forget(store::PersonId("ada"));
    record(first);
    record(second);
    EXPECT_FALSE(isKept(second));
}

namespace {

// With the register on a real PostgreSQL that may be away.
class ParkedEvidenceTest : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (const auto missing = PostgresCluster::missing())
            GTEST_SKIP() << *missing;
        cluster = std::make_unique<PostgresCluster>();
        ASSERT_TRUE(cluster->start()) << cluster->problem().toStdString();
        address = cluster->makeDatabase();
        open();
        ASSERT_TRUE(waitUntil([this] { return store->health().outbox->reachable; }, 60s));
        bool added = false;
        store->call([](store::Register &records) { return records.addPerson({.id = store::PersonId("ada"), .name = "Ada", .created = noon}, {}, {}); }, store.get(),
                    [&](const auto &result) { added = result.has_value(); });
        ASSERT_TRUE(waitUntil([&] { return added; }, 60s));
    }
    void open(int64_t maxParkedBytes = 1'000'000)
    {
        keeper.reset();
        store.reset();
        store = std::move(*store::Store::open({.file = folder.filePath(u"outbox.sqlite"_s).toStdString(),
                                               .elsewhere = std::get<store::PostgresAddress>(*store::parseDatabaseAddress(address))}));
        keeper = std::make_unique<EvidenceKeeper>(*store, EvidenceSettings{.maxParkedBytes = maxParkedBytes});
    }
    // As the register's keeper does: the picture after its sighting.
    store::Sighting see(attendance::UtcMs when = noon)
    {
        const store::Sighting seen{.id = ids.next(when), .person = store::PersonId("ada"), .camera = store::CameraId("door"), .firstSeen = when, .lastSeen = when};
        bool recorded = false;
        store->record(seen, store.get(), [&](const auto &result) { recorded = result.has_value(); });
        EXPECT_TRUE(waitUntil([&] { return recorded; }));
        keeper->keep(seen, std::make_shared<FaceEvidence>(FaceEvidence{.embedding = {.embedder = {"made-up", "1"}, .values = {1, 0}}, .quality = 0.5,
                                                                       .picture = std::vector<std::byte>(50), .taken = when}));
        return seen;
    }
    bool isKept(const store::Sighting &seen)
    {
        std::optional<bool> kept;
        store->call([id = seen.id](store::Register &records) { return store::SightingEvidence(records.database()).of(id); }, store.get(),
                    [&](const auto &found) { kept = found.has_value(); });
        EXPECT_TRUE(waitUntil([&] { return kept.has_value(); }, 60s));
        return kept.value_or(false);
    }
    // Of how many people something waits on this machine.
    std::size_t peopleInOutbox()
    {
        std::optional<std::size_t> count;
        store->callOutbox([](store::Outbox &outbox) { return outbox.people(); }, store.get(), [&](const auto &people) { count = people ? people->size() : 0; });
        EXPECT_TRUE(waitUntil([&] { return count.has_value(); }));
        return count.value_or(0);
    }

    const QTemporaryDir folder;
    attendance::UuidGenerator ids{attendance::systemRandom()};
    std::unique_ptr<PostgresCluster> cluster;
    std::string address;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<EvidenceKeeper> keeper;
};

} // namespace

TEST_F(ParkedEvidenceTest, picturesOfAnOutageArriveAfterItAndAfterARestart)
{
    const store::Sighting before = see();
    ASSERT_TRUE(waitUntil([&] { return keeper->totals().kept == 1; }, 60s));
    EXPECT_TRUE(isKept(before));
    ASSERT_TRUE(cluster->stop());
    const store::Sighting during = see(noon + 1min);
    ASSERT_EQ(peopleInOutbox(), 1U);
    open();                        // the program ended meanwhile
    const store::Sighting after = see(noon + 2min);
    ASSERT_TRUE(cluster->start()) << cluster->problem().toStdString();
    ASSERT_TRUE(waitUntil([&] { return keeper->totals().kept == 2; }, 60s));
    EXPECT_TRUE(isKept(during));
    EXPECT_TRUE(isKept(after));
    EXPECT_EQ(keeper->totals().leftOut, 0U);
}

TEST_F(ParkedEvidenceTest, whatWaitsIsBoundedAndTheOldestGo)
{
    ASSERT_TRUE(cluster->stop());
    open(120);  // two pictures
    const store::Sighting oldest = see();
    const store::Sighting middle = see(noon + 1min);
    const store::Sighting newest = see(noon + 2min);
    ASSERT_TRUE(waitUntil([&] { return keeper->totals().leftOut == 1; }));
    ASSERT_TRUE(cluster->start()) << cluster->problem().toStdString();
    ASSERT_TRUE(waitUntil([&] { return keeper->totals().kept == 2; }, 60s));
    EXPECT_FALSE(isKept(oldest));
    EXPECT_TRUE(isKept(middle));
    EXPECT_TRUE(isKept(newest));
}
