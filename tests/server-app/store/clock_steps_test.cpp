// The wall clock is set back and forward while people are seen, and the program restarts in between: nothing is lost, nothing is
// counted twice, and lists keep one order.

#include "attendance/register.h"
#include "attendance/sighting_merger.h"
#include "server-app/store/database_under_test.h"
#include "store/register.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>

using namespace rollcall::store;
using namespace rollcall::attendance;
using namespace std::chrono_literals;

namespace {

constexpr UtcMs noon = std::chrono::sys_days{std::chrono::year{2026} / 11 / 20} + 12h;
const Rules rules{.debounce = 60s};

Day dayOf(UtcMs when) { return std::chrono::floor<std::chrono::days>(when); }

// What the clock on the wall does while five seconds pass.
constexpr std::array steps{5'000ms, 5'000ms, 5'000ms, 5'000ms, 5'000ms, 90'000ms, -2'000ms, -45'000ms, -3'600'000ms, 3'600'000ms, -86'400'000ms, 86'400'000ms, 7'200'000ms};

class ClockStepsTest : public testing::TestWithParam<Dialect> {
protected:
    void SetUp() override
    {
        if (const auto missing = rollcall::testing::DatabaseUnderTest::missing(GetParam()))
            GTEST_SKIP() << *missing;
        m_records = std::make_unique<Register>(m_database.openRegister());
        for (const char *person : {"ada", "bob", "eve"})
            ASSERT_TRUE(m_records->addPerson({.id = PersonId(person), .name = person, .created = noon}, {}, {}));
    }
    [[nodiscard]] SightingMerger merger() { return {rules, dayOf, UuidGenerator([this] { return m_random(); })}; }
    void observe(SightingMerger &merged, UtcMs when)
    {
        static constexpr std::array people{"ada", "bob", "eve"};
        static constexpr std::array cameras{"door", "gate"};
        const Observation seen{.person = PersonId(people[m_random() % 3]), .camera = CameraId(cameras[m_random() % 2]), .when = when, .confidence = 0.5, .track = 1};
        const Sighting version = merged.observe(seen);
        const auto recorded = m_records->record(std::vector{version});
        ASSERT_TRUE(recorded && recorded->front());
        m_versions.push_back(version);
        m_moments.push_back({.id = version.id, .person = seen.person, .camera = seen.camera, .firstSeen = when, .lastSeen = when, .confidence = 0.5, .track = 1});
    }
    [[nodiscard]] std::vector<Sighting> stored() { return m_records->sightingsBetween(noon - 720h, noon + 720h).value(); }
    // The whole list, page by page.
    [[nodiscard]] std::vector<Sighting> paged()
    {
        std::vector<Sighting> all;
        PageRequest page{.limit = 7, .cursor = {}};
        do {
            auto some = m_records->sightings({}, page);
            EXPECT_TRUE(some);
            std::ranges::move(some->items, std::back_inserter(all));
            page.cursor = some->next;
        } while (page.cursor);
        return all;
    }

    std::mt19937_64 m_random{20'261'120};
    std::vector<Sighting> m_versions;  // everything that was written, in order
    std::vector<Sighting> m_moments;   // what was seen, moment by moment
    std::unique_ptr<Register> m_records;

private:
    rollcall::testing::DatabaseUnderTest m_database{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Sqlite, ClockStepsTest, testing::Values(Dialect::Sqlite));
INSTANTIATE_TEST_SUITE_P(PostgreSql, ClockStepsTest, testing::Values(Dialect::PostgreSql));

} // namespace

TEST_P(ClockStepsTest, theRegisterIsThatOfWhatWasSeenWhateverTheClockDid)
{
    UtcMs wall = noon;
    auto merged = std::make_unique<SightingMerger>(merger());
    for (int i = 0; i < 600; ++i) {
        ASSERT_NO_FATAL_FAILURE(observe(*merged, wall));
        wall += steps[m_random() % steps.size()];
        if (i % 97 != 96)
            continue;
        merged = std::make_unique<SightingMerger>(merger());  // a restart reads back what may still grow
        for (const Sighting &sighting : stored())
            merged->restore(sighting);
    }
    const std::vector<Sighting> kept = stored();
    for (const Sighting &moment : m_moments) {
        EXPECT_TRUE(std::ranges::any_of(kept, [&](const Sighting &sighting) {
            return sighting.person == moment.person && sighting.camera == moment.camera && sighting.firstSeen <= moment.firstSeen && moment.firstSeen <= sighting.lastSeen;
        })) << "a moment was lost";
    }
    EXPECT_EQ(makeRegister(kept, rules, dayOf), makeRegister(m_moments, rules, dayOf));
}

TEST_P(ClockStepsTest, writingEverythingOnceMoreInAnyOrderChangesNothing)
{
    UtcMs wall = noon;
    SightingMerger merged = merger();
    for (int i = 0; i < 200; ++i) {
        ASSERT_NO_FATAL_FAILURE(observe(merged, wall));
        wall += steps[m_random() % steps.size()];
    }
    const std::vector<Sighting> before = stored();
    std::ranges::shuffle(m_versions, m_random);
    const auto again = m_records->record(m_versions);
    ASSERT_TRUE(again);
    EXPECT_TRUE(std::ranges::all_of(*again, [](const auto &result) { return result.has_value(); }));
    EXPECT_EQ(stored(), before);
}

TEST_P(ClockStepsTest, listsKeepTheOrderInWhichSightingsBegan)
{
    UtcMs wall = noon;
    SightingMerger merged = merger();
    std::vector<Uuid> begun;
    for (int i = 0; i < 200; ++i) {
        ASSERT_NO_FATAL_FAILURE(observe(merged, wall));
        if (std::ranges::find(begun, m_versions.back().id) == begun.end())
            begun.push_back(m_versions.back().id);
        wall += steps[m_random() % steps.size()];
    }
    EXPECT_TRUE(std::ranges::is_sorted(begun));  // also those that the clock calls earlier
    std::vector<Uuid> listed;
    for (const Sighting &sighting : paged())
        listed.push_back(sighting.id);
    std::ranges::reverse(listed);
    EXPECT_EQ(listed, begun);
}
