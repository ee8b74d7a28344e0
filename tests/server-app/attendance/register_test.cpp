#include "attendance/register.h"
#include "attendance/sighting_merger.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <random>

using namespace rollcall::attendance;
using namespace std::chrono_literals;

namespace {

const UtcMs midnight = std::chrono::sys_days{std::chrono::year{2026} / 11 / 21};

Day utcDay(UtcMs when) { return std::chrono::floor<std::chrono::days>(when); }

SightingMerger makeMerger(Rules rules = {}, DayOf dayOf = utcDay)
{
    return SightingMerger(rules, std::move(dayOf), UuidGenerator([engine = std::mt19937_64(7)]() mutable { return engine(); }));
}

Observation seen(const char *person, UtcMs when, const char *camera = "door", double confidence = 0.8)
{
    return {.person = PersonId(person), .camera = CameraId(camera), .when = when, .confidence = confidence, .track = 1};
}

// What the store keeps: the last version of each sighting.
class Kept {
public:
    void add(const Sighting &sighting) { m_byId[sighting.id] = sighting; }
    [[nodiscard]] std::vector<Sighting> all() const
    {
        std::vector<Sighting> sightings;
        for (const auto &[id, sighting] : m_byId)
            sightings.push_back(sighting);
        return sightings;
    }

private:
    std::map<Uuid, Sighting> m_byId;
};

std::vector<Sighting> run(SightingMerger merger, const std::vector<Observation> &observations)
{
    Kept kept;
    for (const Observation &observation : observations)
        kept.add(merger.observe(observation));
    return kept.all();
}

} // namespace

TEST(SightingMerger, joinsWithinTheDebounceOnly)
{
    struct Case {
        const char *what;
        std::vector<Observation> observations;
        std::size_t sightings;
    };
    const UtcMs t = midnight + 8h;
    const std::vector<Case> cases{
        {"one", {seen("a", t)}, 1},
        {"just within", {seen("a", t), seen("a", t + 60s)}, 1},
        {"just beyond", {seen("a", t), seen("a", t + 60s + 1ms)}, 2},
        {"a chain may be long", {seen("a", t), seen("a", t + 50s), seen("a", t + 100s), seen("a", t + 150s)}, 1},
        {"other person", {seen("a", t), seen("b", t + 1s)}, 2},
        {"other camera", {seen("a", t), seen("a", t + 1s, "gate")}, 2},
        {"clock steps back a little", {seen("a", t), seen("a", t - 5s)}, 1},
        {"clock steps back an hour, and goes on", {seen("a", t), seen("a", t - 1h), seen("a", t - 1h + 10s), seen("a", t + 20s)}, 2},
        {"midnight begins a new one", {seen("a", midnight - 1s), seen("a", midnight)}, 2},
    };
    for (const Case &c : cases)
        EXPECT_EQ(run(makeMerger(), c.observations).size(), c.sightings) << c.what;
}

TEST(SightingMerger, growsUnderOneId)
{
    SightingMerger merger = makeMerger();
    const UtcMs t = midnight + 8h;
    const Sighting first = merger.observe(seen("a", t, "door", 0.7));
    const Sighting later = merger.observe(seen("a", t + 30s, "door", 0.9));
    const Sighting earlier = merger.observe(seen("a", t - 10s, "door", 0.6));
    EXPECT_EQ(first.id, later.id);
    EXPECT_EQ(first.id, earlier.id);
    EXPECT_EQ(earlier.firstSeen, t - 10s);
    EXPECT_EQ(earlier.lastSeen, t + 30s);
    EXPECT_DOUBLE_EQ(earlier.confidence, 0.9);
}

TEST(SightingMerger, aRestartDoublesNothing)
{
    SightingMerger before = makeMerger();
    const UtcMs t = midnight + 8h;
    const Sighting stored = before.observe(seen("a", t));
    SightingMerger after = makeMerger();
    after.restore(stored);
    after.restore(stored);
    EXPECT_EQ(after.observe(seen("a", t + 20s)).id, stored.id);
    EXPECT_NE(after.observe(seen("a", t + 3h)).id, stored.id);
    after.forget(PersonId("a"));
    EXPECT_NE(after.observe(seen("a", t + 20s)).id, stored.id);
}

TEST(SightingMerger, nothingJoinsASightingThatWasForgotten)
{
    SightingMerger merger = makeMerger();
    const UtcMs t = midnight + 8h;
    const Sighting wrong = merger.observe(seen("a", t));
    const Sighting other = merger.observe(seen("b", t));
    merger.forget(wrong.id);
    EXPECT_NE(merger.observe(seen("a", t + 1s)).id, wrong.id);
    EXPECT_EQ(merger.observe(seen("b", t + 1s)).id, other.id);
}

TEST(SightingMerger, aSightingKeepsTheStatusThatItOpenedWith)
{
    SightingMerger merger = makeMerger();
    Observation suggested = seen("a", midnight + 8h);
    suggested.status = SightingStatus::Suggested;
    EXPECT_EQ(merger.observe(suggested).status, SightingStatus::Suggested);
    EXPECT_EQ(merger.observe(seen("a", midnight + 8h + 1s)).status, SightingStatus::Suggested);
    EXPECT_EQ(merger.observe(seen("b", midnight + 8h)).status, SightingStatus::Confirmed);
}

TEST(Register, marksAnEntryThatNobodyConfirmedAndLeavesRejectedSightingsOut)
{
    using enum SightingStatus;
    struct Case {
        const char *what;
        std::vector<SightingStatus> sightings;  // an hour apart
        std::optional<SightingStatus> entry;
        std::size_t counted;
        int checkInHour;
    };
    const std::vector<Case> cases{
        {"recognition is enough", {Confirmed}, Confirmed, 1, 8},
        {"a suggestion", {Suggested, Suggested}, Suggested, 2, 8},
        {"one confirmed makes the day", {Suggested, Confirmed, Suggested}, Confirmed, 3, 8},
        {"rejected: nobody was there", {Rejected, Rejected}, {}, 0, 0},
        {"the first was somebody else", {Rejected, Suggested}, Suggested, 1, 9},
        {"the last was somebody else", {Confirmed, Rejected}, Confirmed, 1, 8},
    };
    for (const Case &c : cases) {
        std::vector<Sighting> sightings = run(makeMerger(), [&] {
            std::vector<Observation> observations;
            for (std::size_t i = 0; i < c.sightings.size(); ++i)
                observations.push_back(seen("a", midnight + (8 + int(i)) * 1h));
            return observations;
        }());
        std::sort(sightings.begin(), sightings.end(), [](const auto &x, const auto &y) { return x.firstSeen < y.firstSeen; });
        for (std::size_t i = 0; i < sightings.size(); ++i)
            sightings[i].status = c.sightings[i];
        const auto entries = makeRegister(sightings, Rules{}, utcDay);
        ASSERT_EQ(entries.size(), c.entry ? 1U : 0U) << c.what;
        if (!c.entry)
            continue;
        EXPECT_EQ(entries[0].status, *c.entry) << c.what;
        EXPECT_EQ(entries[0].sightings, c.counted) << c.what;
        EXPECT_EQ(entries[0].checkIn, midnight + c.checkInHour * 1h) << c.what;
        EXPECT_EQ(entries[0].lastSeen, midnight + (8 + int(c.sightings.size()) - 1 - (c.sightings.back() == Rejected ? 1 : 0)) * 1h) << c.what;
    }
}

TEST(Register, knowsCheckInLastSeenAndCameras)
{
    const UtcMs t = midnight + 8h;
    const auto entries = makeRegister(run(makeMerger(), {seen("b", t + 1h), seen("a", t, "gate"), seen("a", t + 5min), seen("a", t + 9h, "gate")}), Rules{}, utcDay);
    ASSERT_EQ(entries.size(), 2U);
    const RegisterEntry expected{.person = PersonId("a"), .day = std::chrono::year{2026} / 11 / 21, .checkIn = t, .lastSeen = t + 9h,
                                 .sightings = 3, .cameras = {CameraId("gate"), CameraId("door")}};
    EXPECT_EQ(entries[0], expected);
    EXPECT_EQ(entries[1].person, PersonId("b"));
}

TEST(Register, countsByTheLocalDay)
{
    const DayOf tokyo = [](UtcMs when) { return utcDay(when + 9h); };
    // 23:30 and 00:30 in Tokyo.
    const auto entries = makeRegister(run(makeMerger({}, tokyo), {seen("a", midnight + 14h + 30min), seen("a", midnight + 15h + 30min)}), Rules{}, tokyo);
    ASSERT_EQ(entries.size(), 2U);
    EXPECT_EQ(entries[0].day, std::chrono::year{2026} / 11 / 21);
    EXPECT_EQ(entries[1].day, std::chrono::year{2026} / 11 / 22);
    EXPECT_TRUE(makeRegister({}, Rules{}, tokyo).empty());
}

// Whatever order observations arrive in, with restarts in between, the register is that of the right order.
TEST(Register, doesNotDependOnTheOrderOfArrival)
{
    std::mt19937 engine(20261121);
    for (int round = 0; round < 200; ++round) {
        std::vector<Observation> observations;
        const auto pick = [&](int n) { return std::uniform_int_distribution<>(0, n - 1)(engine); };
        const int count = 2 + pick(60);
        for (int i = 0; i < count; ++i)
            observations.push_back(seen(pick(2) ? "a" : "b", midnight - 10min + std::chrono::milliseconds(pick(1'200'000)), pick(2) ? "door" : "gate"));
        std::vector<Observation> ordered = observations;
        std::stable_sort(ordered.begin(), ordered.end(), [](const auto &x, const auto &y) { return x.when < y.when; });
        const auto expected = makeRegister(run(makeMerger(), ordered), Rules{}, utcDay);

        Kept kept;
        SightingMerger merger = makeMerger();
        for (const Observation &observation : observations) {
            if (pick(10) == 0) {
                merger = SightingMerger(Rules{}, utcDay, UuidGenerator([fresh = std::mt19937_64(engine())]() mutable { return fresh(); }));
                for (const Sighting &sighting : kept.all())
                    merger.restore(sighting);
            }
            kept.add(merger.observe(observation));
        }
        std::vector<Sighting> stored = kept.all();
        std::shuffle(stored.begin(), stored.end(), engine);
        ASSERT_EQ(makeRegister(stored, Rules{}, utcDay), expected) << "round " << round;
    }
}
