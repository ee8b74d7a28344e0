// What a day's register follows from: whatever changes it is noticed, and nothing else is.
#include "server-app/store/database_under_test.h"
#include "store/correction_records.h"
#include "store/people_records.h"
#include "store/register_changes.h"
#include "store/schedule_records.h"
#include "store/sighting_decisions.h"

#include <gtest/gtest.h>

using namespace std::chrono_literals;

namespace rollcall::store {
namespace {

using testing::DatabaseUnderTest;

constexpr attendance::Day day = std::chrono::year{2026} / 11 / 21;
constexpr UtcMs noon = std::chrono::sys_days(day) + 12h;

class RegisterChangesTest : public ::testing::TestWithParam<Dialect> {
protected:
    void SetUp() override
    {
        if (const auto reason = DatabaseUnderTest::missing(GetParam()))
            GTEST_SKIP() << *reason;
        m_database.emplace(GetParam());
        m_register.emplace(m_database->openRegister());
        ASSERT_TRUE(m_register->addPerson({.id = PersonId("ada"), .name = "Ada"}, {}, {}));
    }
    [[nodiscard]] RegisterChanges changes() { return RegisterChanges(m_register->database()); }
    [[nodiscard]] RegisterChanges::EventMarks events(attendance::Day of = day)
    {
        const UtcMs from = std::chrono::sys_days(of);
        return changes().events({from, from + 24h}, std::chrono::sys_days(of) - std::chrono::days(3), std::chrono::sys_days(of) + std::chrono::days(3)).value();
    }
    [[nodiscard]] Sighting sighting(UtcMs when) { return {.id = m_ids.next(when), .person = PersonId("ada"), .camera = CameraId("door"), .firstSeen = when, .lastSeen = when, .confidence = 0.9, .track = 1}; }
    // Whether the day and, apart from that, the plans changed by what `change` does.
    template <typename Change>
    std::pair<bool, bool> changed(Change change)
    {
        const auto before = events();
        const auto plans = changes().plans().value();
        change();
        return {events() != before, changes().plans().value() != plans};
    }

    std::optional<DatabaseUnderTest> m_database;
    std::optional<Register> m_register;
    attendance::UuidGenerator m_ids{attendance::systemRandom()};
};

using Both = std::pair<bool, bool>;

TEST_P(RegisterChangesTest, sightingsChangeTheirHourAndNoOther)
{
    Sighting seen = sighting(noon);
    EXPECT_EQ(changed([&] { ASSERT_TRUE(m_register->record(std::vector{seen})->front()); }), Both(true, false));
    EXPECT_EQ(changed([&] {
        seen.lastSeen += 5s;
        ASSERT_TRUE(m_register->record(std::vector{seen})->front());
    }), Both(true, false));
    EXPECT_EQ(changed([] {}), Both(false, false));
    EXPECT_EQ(changed([&] { ASSERT_TRUE(m_register->record(std::vector{sighting(noon + 48h)})->front()); }), Both(false, false));
    EXPECT_EQ(changed([&] { ASSERT_TRUE(m_register->record(std::vector{sighting(noon - 48h)})->front()); }), Both(false, false));
}

TEST(RegisterChanges, saysWhichPlacesChanged)
{
    using Stand = RegisterChanges::Stand;
    const Stand before{{.place = 1, .count = 1, .sum = 1}, {.place = 2, .count = 1, .sum = 5}, {.place = 4, .count = 1, .sum = 1}};
    const Stand after{{.place = 0, .count = 1, .sum = 1}, {.place = 1, .count = 1, .sum = 1}, {.place = 2, .count = 1, .sum = 6}, {.place = 9, .count = 1, .sum = 1}};
    EXPECT_EQ(RegisterChanges::changedPlaces(before, after), (std::vector<int64_t>{0, 2, 4, 9}));
    EXPECT_TRUE(RegisterChanges::changedPlaces(after, after).empty());
    EXPECT_EQ(RegisterChanges::changedPlaces({}, before).size(), 3U);
}

TEST_P(RegisterChangesTest, correctionsChangeTheirDaysAndDecisionsTheirs)
{
    EXPECT_EQ(changed([&] {
        attendance::Correction excused;
        excused.id = m_ids.next(noon);
        excused.person = PersonId("ada");
        excused.day = day;
        excused.kind = attendance::Correction::Kind::SetStatus;
        excused.status = attendance::DayStatus::Excused;
        excused.reason = "ill";
        ASSERT_TRUE(CorrectionRecords(m_register->database()).add(excused));
    }), Both(true, false));
    const Sighting yesterday = sighting(noon - 24h);
    ASSERT_TRUE(m_register->record(std::vector{yesterday})->front());
    // What counts on one day may follow from what was said of another one beside it.
    EXPECT_EQ(changed([&] {
        const std::array<Value, 1> which{yesterday.id.toString()};
        ASSERT_TRUE(m_register->database().execute("UPDATE sightings SET decision = 'confirmed', covers_from = 1, covers_until = 2 WHERE id = ?1", which));
    }), Both(true, false));
}

TEST_P(RegisterChangesTest, peopleGroupsAndSchedulesChangeThePlans)
{
    ScheduleRecords schedules(m_register->database());
    EXPECT_EQ(changed([&] { ASSERT_TRUE(m_register->addPerson({.id = PersonId("bob"), .name = "Bob"}, {}, {})); }), Both(false, true));
    EXPECT_EQ(changed([&] { attendance::Shift shift;
        shift.id = attendance::ShiftId("day");
        shift.name = "Day";
        ASSERT_TRUE(schedules.addShift(shift)); }), Both(false, true));
    EXPECT_EQ(changed([&] {
        ASSERT_TRUE(schedules.addAssignment({.id = "a", .who = attendance::GroupName("staff"), .shift = attendance::ShiftId("day"), .validity = {}}));
    }), Both(false, true));
    EXPECT_EQ(changed([&] { ASSERT_TRUE(schedules.addHoliday({.id = "h", .name = "Holiday", .first = day, .last = day, .group = {}})); }), Both(false, true));
    EXPECT_EQ(changed([&] { ASSERT_TRUE(schedules.setCamera(CameraId("door"), {.direction = attendance::Direction::In, .place = "door"})); }), Both(false, true));
    EXPECT_EQ(changed([&] {
        PeopleRecords people(m_register->database());
        Person bob = people.person(PersonId("bob")).value();
        bob.groups = {"staff"};
        ASSERT_TRUE(people.update(bob, {}, noon));
    }), Both(false, true));
    EXPECT_EQ(changed([&] { ASSERT_TRUE(m_register->seeCamera({.id = CameraId("door"), .name = "Door", .lastSeen = noon})); }), Both(false, false));
}

TEST_P(RegisterChangesTest, whoIsErasedTakesTheirDaysAlong)
{
    ASSERT_TRUE(m_register->record(std::vector{sighting(noon)})->front());
    EXPECT_EQ(changed([&] { ASSERT_TRUE(m_register->removePerson(PersonId("ada"))); }), Both(true, true));
}

TEST_P(RegisterChangesTest, thinningLosesNoChangeThatComesAfterIt)
{
    for (int i = 0; i < 3; ++i)
        ASSERT_TRUE(m_register->record(std::vector{sighting(noon)})->front());
    ASSERT_TRUE(changes().purge(1'000));
    EXPECT_EQ(changes().purge(1'000).value(), 0);
    EXPECT_EQ(changed([&] { ASSERT_TRUE(m_register->record(std::vector{sighting(noon)})->front()); }), Both(true, false));
}

INSTANTIATE_TEST_SUITE_P(Sqlite, RegisterChangesTest, ::testing::Values(Dialect::Sqlite));
INSTANTIATE_TEST_SUITE_P(PostgreSql, RegisterChangesTest, ::testing::Values(Dialect::PostgreSql));

} // namespace
} // namespace rollcall::store
