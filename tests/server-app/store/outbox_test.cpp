#include "store/outbox.h"

#include "store/migrations.h"
#include "store/sqlite_database.h"

#include <QTemporaryDir>

#include <gtest/gtest.h>

using namespace rollcall::store;
using namespace std::chrono_literals;

namespace {

UtcMs at(int64_t ms) { return UtcMs(std::chrono::milliseconds(ms)); }

class OutboxTest : public testing::Test {
protected:
    [[nodiscard]] std::unique_ptr<Outbox> open() const
    {
        auto opened = Outbox::open(folder.path().toStdString() + "/outbox.sqlite");
        EXPECT_TRUE(opened) << (opened ? "" : opened.error().message);
        return std::move(*opened);
    }
    Sighting sighting(int64_t first, const char *person = "ada")
    {
        return {.id = ids.next(at(first)), .person = PersonId(person), .camera = CameraId("door"), .firstSeen = at(first), .lastSeen = at(first + 10),
                .confidence = 0.25, .track = 7, .status = rollcall::attendance::SightingStatus::Suggested};
    }

    const QTemporaryDir folder;
    rollcall::attendance::UuidGenerator ids{rollcall::attendance::systemRandom()};
};

} // namespace

TEST_F(OutboxTest, keepsSightingsInTheOrderInWhichTheyCame)
{
    const std::vector<Sighting> many{sighting(30), sighting(10), sighting(20)};
    ASSERT_TRUE(open()->record(many));
    const auto waiting = open()->oldest(2);  // as after a restart
    ASSERT_TRUE(waiting);
    ASSERT_EQ(waiting->size(), 2U);
    EXPECT_EQ((*waiting)[0].sighting, many[0]);
    EXPECT_EQ((*waiting)[1].sighting, many[1]);
}

TEST_F(OutboxTest, oneSightingIsOneRowHoweverItsVersionsArrive)
{
    const auto outbox = open();
    const Sighting first = sighting(100);
    Sighting longer = first;
    longer.lastSeen = at(900);
    longer.confidence = 0.75;
    Sighting earlier = first;
    earlier.firstSeen = at(50);
    ASSERT_TRUE(outbox->record(std::vector{longer, first}));
    ASSERT_TRUE(outbox->record(std::vector{earlier}));
    const auto waiting = outbox->oldest(10);
    ASSERT_EQ(waiting->size(), 1U);
    EXPECT_EQ(waiting->front().sighting.firstSeen, at(50));
    EXPECT_EQ(waiting->front().sighting.lastSeen, at(900));
    EXPECT_EQ(waiting->front().sighting.confidence, 0.75);
}

TEST_F(OutboxTest, whatGrewOnItsWayGoesOnWaiting)
{
    const auto outbox = open();
    Sighting growing = sighting(100);
    ASSERT_TRUE(outbox->record(std::vector{growing}));
    const Outbox::Waiting sent = outbox->oldest(1).value().front();
    growing.lastSeen = at(500);
    ASSERT_TRUE(outbox->record(std::vector{growing}));
    ASSERT_TRUE(outbox->settle(std::vector{Outbox::Settled{.sequence = sent.sequence, .revision = sent.revision, .refusal = {}}}));
    const auto waiting = outbox->oldest(1);
    ASSERT_EQ(waiting->size(), 1U);
    EXPECT_EQ(waiting->front().sighting.lastSeen, at(500));
    // One that was delivered and grows later waits again.
    ASSERT_TRUE(outbox->settle(std::vector{Outbox::Settled{.sequence = sent.sequence, .revision = waiting->front().revision, .refusal = {}}}));
    EXPECT_TRUE(outbox->oldest(1)->empty());
    growing.lastSeen = at(600);
    ASSERT_TRUE(outbox->record(std::vector{growing}));
    EXPECT_EQ(outbox->oldest(1)->front().sighting.lastSeen, at(600));
}

TEST_F(OutboxTest, deliveredOnesAreRememberedAndDroppedInTime)
{
    const auto outbox = open();
    const std::vector<Sighting> both{sighting(100), sighting(5'000)};
    ASSERT_TRUE(outbox->record(both));
    std::vector<Outbox::Settled> settled;
    const auto waiting = outbox->oldest(10);
    for (const Outbox::Waiting &event : *waiting)
        settled.push_back({.sequence = event.sequence, .revision = event.revision, .refusal = {}});
    ASSERT_TRUE(outbox->settle(settled));
    EXPECT_EQ(outbox->sightingsBetween(at(0), at(10'000)).value(), both);
    EXPECT_EQ(outbox->figures()->waiting, 0);
    EXPECT_EQ(outbox->prune(at(1'000), at(0)).value(), 1);
    EXPECT_EQ(outbox->sightingsBetween(at(0), at(10'000))->size(), 1U);
}

TEST_F(OutboxTest, setAsideStaysVisibleUntilItsPersonIsForgotten)
{
    const auto outbox = open();
    ASSERT_TRUE(outbox->record(std::vector{sighting(1, "ghost"), sighting(2, "ada")}));
    const auto waiting = outbox->oldest(10);
    ASSERT_TRUE(outbox->settle(std::vector{Outbox::Settled{.sequence = waiting->front().sequence, .revision = waiting->front().revision, .refusal = "There is no ghost."}}));
    const auto figures = outbox->figures();
    EXPECT_EQ(figures->waiting, 1);
    EXPECT_EQ(figures->setAside, 1);
    ASSERT_TRUE(figures->oldest);
    const auto aside = outbox->setAside(10);
    ASSERT_EQ(aside->size(), 1U);
    EXPECT_EQ(aside->front().reason, "There is no ghost.");
    ASSERT_TRUE(outbox->forget(PersonId("ghost")));
    ASSERT_TRUE(outbox->forget(PersonId("ada")));
    EXPECT_EQ(outbox->figures()->waiting, 0);
    EXPECT_EQ(outbox->figures()->setAside, 0);
}

TEST_F(OutboxTest, anUnsoundSightingIsRefusedAlone)
{
    const auto outbox = open();
    Sighting backwards = sighting(100);
    backwards.lastSeen = at(1);
    const auto results = outbox->record(std::vector{backwards, sighting(5)});
    ASSERT_TRUE(results);
    EXPECT_EQ((*results)[0].error().code, StoreError::Code::Invalid);
    EXPECT_TRUE((*results)[1]);
    EXPECT_EQ(outbox->oldest(10)->size(), 1U);
}

namespace {

Outbox::Parked picture(const Sighting &of, double quality, int64_t taken, std::size_t bytes = 100)
{
    return {.person = of.person, .sighting = of.id,
            .evidence = {.taken = at(taken), .quality = quality, .look = {.embedder = "patches", .embedderVersion = 3, .values = {1, 2}}, .picture = std::vector<uint8_t>(bytes, 7)}};
}

} // namespace

TEST_F(OutboxTest, aPictureWaitsUntilItsSightingIsDelivered)
{
    const Sighting seen = sighting(10);
    const Outbox::Parked good = picture(seen, 0.5, 10);
    ASSERT_TRUE(open()->record(std::vector{seen}));
    EXPECT_EQ(open()->park(std::vector{good, picture(seen, 0.25, 20)}, 1'000).value(), 0);
    const auto outbox = open();  // as after a restart
    EXPECT_TRUE(outbox->deliverable(10)->empty());
    const auto waiting = outbox->oldest(1);
    ASSERT_TRUE(outbox->settle(std::vector<Outbox::Settled>{{.sequence = waiting->front().sequence, .revision = waiting->front().revision, .refusal = {}}}));
    const auto ready = outbox->deliverable(10);
    ASSERT_EQ(ready->size(), 1U);
    EXPECT_EQ(ready->front().sighting, seen.id);
    EXPECT_EQ(ready->front().evidence, good.evidence);  // the better one
    // Nothing is pruned from under it, and a better one that came meanwhile stays.
    ASSERT_TRUE(outbox->prune(at(1'000'000), at(0)));
    ASSERT_TRUE(outbox->park(std::vector{picture(seen, 0.75, 30)}, 1'000));
    ASSERT_TRUE(outbox->unpark(*ready));
    const auto better = outbox->deliverable(10);
    ASSERT_EQ(better->size(), 1U);
    EXPECT_EQ(better->front().evidence.quality, 0.75);
    ASSERT_TRUE(outbox->unpark(*better));
    EXPECT_TRUE(outbox->deliverable(10)->empty());
    EXPECT_EQ(outbox->prune(at(1'000'000), at(0)).value(), 1);
}

TEST_F(OutboxTest, picturesAreBoundedAndGoWithTheirPerson)
{
    const auto outbox = open();
    const std::vector<Sighting> seen{sighting(10), sighting(20), sighting(30, "bob")};
    ASSERT_TRUE(outbox->record(seen));
    const std::vector<Outbox::Parked> pictures{picture(seen[0], 0.5, 10), picture(seen[1], 0.5, 20), picture(seen[2], 0.5, 30)};
    EXPECT_EQ(outbox->park(pictures, 250).value(), 1);  // the oldest
    EXPECT_EQ(outbox->people().value(), (std::vector{PersonId("ada"), PersonId("bob")}));
    ASSERT_TRUE(outbox->forget(PersonId("ada")));
    EXPECT_EQ(outbox->people().value(), std::vector{PersonId("bob")});
    EXPECT_EQ(outbox->park({}, 0).value(), 1);  // bob's alone was left
}

TEST_F(OutboxTest, aFileOfTheFirstVersionIsBroughtUpToDate)
{
    const Sighting seen = sighting(10);
    {
        auto database = SqliteDatabase::open(folder.path().toStdString() + "/outbox.sqlite");
        ASSERT_TRUE(database);
        const auto steps = outboxMigrations();
        ASSERT_TRUE(migrate(**database, std::span(steps).first(1)));
        ASSERT_TRUE((*database)->script("INSERT INTO events (id, person_id, camera_id, first_seen, last_seen, confidence, track, suggested, revision, state, since, reason) VALUES ('"
                                        + seen.id.toString() + "', 'ada', 'door', 10, 20, 0.25, 7, 1, 1, 0, 5, '')"));
    }
    const auto waiting = open()->oldest(10);
    ASSERT_EQ(waiting->size(), 1U);
    EXPECT_EQ(waiting->front().sighting, seen);
}

TEST_F(OutboxTest, aPinStaysAPin)
{
    Sighting typed = sighting(10);
    typed.source = rollcall::attendance::Source::Pin;
    ASSERT_TRUE(open()->record(std::vector{typed}));
    EXPECT_EQ(open()->oldest(1)->front().sighting, typed);
}
