// Schedules and corrections in the database: what goes in comes out, and what they refer to is there.
#include "server-app/store/database_under_test.h"
#include "store/correction_records.h"
#include "store/schedule_records.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

using namespace rollcall::store;
using namespace rollcall::attendance;
using namespace std::chrono_literals;
using Code = StoreError::Code;

namespace {

constexpr Day day(int year, unsigned month, unsigned number) { return std::chrono::year{year} / month / number; }

Shift nightShift()
{
    Shift shift;
    shift.id = ShiftId("night");
    shift.name = "Ñight";
    shift.start = 22h;
    shift.end = 6h;
    shift.days.bits = 0x1f;
    shift.validity = {.from = day(2026, 1, 1), .until = {}};
    shift.breaks = {{.start = 1h, .end = 1h + 30min, .paid = false}, {.start = 4h, .end = 4h + 10min, .paid = true}};
    shift.mode = PunchMode::EveryPair;
    shift.lateGrace = 5min;
    shift.earlyGrace = 6min;
    shift.checkInBefore = 70min;
    shift.checkOutAfter = 80min;
    shift.halfDayBelow = 240min;
    shift.absentBelow = 60min;
    shift.missingCheckOut = MissingCheckOut::LeaveOpen;
    shift.duplicateWithin = 90s;
    shift.overtime = OvertimeRule{.atLeast = 20min, .beforeStart = true};
    return shift;
}

class ScheduleStoreTest : public testing::TestWithParam<Dialect> {
protected:
    void SetUp() override
    {
        if (const auto missing = rollcall::testing::DatabaseUnderTest::missing(GetParam()))
            GTEST_SKIP() << *missing;
        records = std::make_unique<Register>(m_database.openRegister());
        ASSERT_TRUE(records->addPerson({.id = PersonId("ada"), .name = "Ada", .created = UtcMs(0ms)}, {}, {}));
        ASSERT_TRUE(records->addPerson({.id = PersonId("bob"), .name = "Bob", .created = UtcMs(0ms)}, {}, {}));
    }
    [[nodiscard]] ScheduleRecords schedules() const { return ScheduleRecords(records->database()); }
    [[nodiscard]] CorrectionRecords corrections() const { return CorrectionRecords(records->database()); }
    Correction correction(const char *person, Day of, Correction::Kind kind)
    {
        Correction made;
        made.id = ids.next(UtcMs(1s));
        made.person = PersonId(person);
        made.day = of;
        made.kind = kind;
        made.reason = "forgot";
        made.by = "head";
        made.made = UtcMs(2s);
        return made;
    }

    [[nodiscard]] Register another() const { return m_database.openRegister(); }

    UuidGenerator ids{systemRandom()};
    std::unique_ptr<Register> records;

private:
    rollcall::testing::DatabaseUnderTest m_database{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Sqlite, ScheduleStoreTest, testing::Values(Dialect::Sqlite));
INSTANTIATE_TEST_SUITE_P(PostgreSql, ScheduleStoreTest, testing::Values(Dialect::PostgreSql));

} // namespace

TEST_P(ScheduleStoreTest, keepsEveryFieldOfAShift)
{
    ScheduleRecords kept = schedules();
    Shift shift = nightShift();
    ASSERT_TRUE(kept.addShift(shift));
    EXPECT_EQ(kept.shift(shift.id).value(), shift);
    EXPECT_EQ(kept.addShift(shift).error().code, Code::Conflict);
    shift.overtime.reset();
    shift.validity = {.from = {}, .until = day(2028, 2, 29)};
    shift.breaks.pop_back();
    ASSERT_TRUE(kept.replaceShift(shift));
    EXPECT_EQ(kept.shift(shift.id).value(), shift);
    shift.id = ShiftId("none");
    EXPECT_EQ(kept.replaceShift(shift).error().code, Code::NotFound);
    EXPECT_EQ(kept.shift(shift.id).error().code, Code::NotFound);
}

TEST_P(ScheduleStoreTest, aShiftIsReplacedUnderTheVersionThatWasRead)
{
    ScheduleRecords kept = schedules();
    Shift shift = nightShift();
    ASSERT_TRUE(kept.addShift(shift));
    EXPECT_EQ(kept.shiftVersion(shift.id), 1);
    shift.name = "mine";
    EXPECT_EQ(kept.replaceShift(shift, 1), 2);
    shift.name = "theirs";
    EXPECT_EQ(kept.replaceShift(shift, 1).error().code, Code::Stale);
    EXPECT_EQ(kept.shift(shift.id)->name, "mine");
    EXPECT_EQ(kept.shift(shift.id)->breaks, shift.breaks);
    EXPECT_EQ(kept.replaceShift(shift), 3);
    EXPECT_EQ(kept.removeShift(shift.id, 2).error().code, Code::Stale);
    EXPECT_TRUE(kept.removeShift(shift.id, 3));
    EXPECT_EQ(kept.shiftVersion(shift.id).error().code, Code::NotFound);

    Holiday holiday{.id = "x", .name = "Winter", .first = day(2026, 12, 24), .last = day(2027, 1, 2), .yearly = true, .group = {}};
    ASSERT_TRUE(kept.addHoliday(holiday));
    EXPECT_EQ(kept.replaceHoliday(holiday, 1), 2);
    EXPECT_EQ(kept.replaceHoliday(holiday, 1).error().code, Code::Stale);
    EXPECT_EQ(kept.removeHoliday("x", 1).error().code, Code::Stale);
    EXPECT_EQ(kept.removeHoliday("y", 1).error().code, Code::NotFound);
    EXPECT_TRUE(kept.removeHoliday("x", kept.holidayVersion("x").value()));
}

// Whoever comes second learns it, however close the two come together.
TEST_P(ScheduleStoreTest, ofTwoWhoReplaceAtOnceOneIsStale)
{
    ScheduleRecords kept = schedules();
    Shift shift = nightShift();
    ASSERT_TRUE(kept.addShift(shift));
    for (int64_t version = 1; version <= 10; ++version) {
        std::atomic<int> written = 0;
        std::atomic<int> stale = 0;
        std::vector<std::jthread> writers;
        for (int i = 0; i < 4; ++i) {
            writers.emplace_back([&, shift] {
                Register own = another();
                const auto done = ScheduleRecords(own.database()).replaceShift(shift, version);
                written += done ? 1 : 0;
                stale += !done && done.error().code == Code::Stale ? 1 : 0;
            });
        }
        writers.clear();
        ASSERT_EQ(written, 1);
        ASSERT_EQ(stale, 3);
        ASSERT_EQ(kept.shiftVersion(shift.id), version + 1);
    }
}

TEST_P(ScheduleStoreTest, pagesShiftsById)
{
    ScheduleRecords kept = schedules();
    for (const char *id : {"c", "a", "b"}) {
        Shift shift = nightShift();
        shift.id = ShiftId(id);
        ASSERT_TRUE(kept.addShift(shift));
    }
    const auto first = kept.shifts({.limit = 2, .cursor = {}});
    ASSERT_TRUE(first);
    EXPECT_EQ(first->items.size(), 2U);
    EXPECT_EQ(first->items.front().breaks.size(), 2U);
    EXPECT_EQ(first->next, "b");
    EXPECT_EQ(kept.shifts({.limit = 2, .cursor = first->next})->items.front().id, ShiftId("c"));
}

TEST_P(ScheduleStoreTest, aShiftInUseIsNotRemoved)
{
    ScheduleRecords kept = schedules();
    ASSERT_TRUE(kept.addShift(nightShift()));
    const Assignment own{.id = "1", .who = PersonId("ada"), .shift = ShiftId("night"), .validity = {.from = day(2026, 2, 3), .until = day(2026, 3, 4)}};
    const Assignment group{.id = "2", .who = GroupName("staff"), .shift = ShiftId("night"), .validity = {}};
    ASSERT_TRUE(kept.addAssignment(own));
    ASSERT_TRUE(kept.addAssignment(group));
    EXPECT_EQ(kept.addAssignment(own).error().code, Code::Conflict);
    EXPECT_EQ(kept.assignment("1").value(), own);
    EXPECT_EQ(kept.assignments({.person = {}, .group = GroupName("staff"), .shift = {}}, {})->items, std::vector{group});
    EXPECT_EQ(kept.assignments({.person = PersonId("ada"), .group = {}, .shift = ShiftId("night")}, {})->items, std::vector{own});
    EXPECT_EQ(kept.addAssignment({.id = "3", .who = PersonId("eve"), .shift = ShiftId("night"), .validity = {}}).error().code, Code::NotFound);
    EXPECT_EQ(kept.addAssignment({.id = "3", .who = PersonId("ada"), .shift = ShiftId("day"), .validity = {}}).error().code, Code::NotFound);
    EXPECT_EQ(kept.removeShift(ShiftId("night")).error().code, Code::Conflict);
    ASSERT_TRUE(records->removePerson(PersonId("ada")));  // takes the assignment along
    EXPECT_EQ(kept.assignment("1").error().code, Code::NotFound);
    ASSERT_TRUE(kept.removeAssignment("2"));
    EXPECT_EQ(kept.removeAssignment("2").error().code, Code::NotFound);
    ASSERT_TRUE(kept.removeShift(ShiftId("night")));
    EXPECT_EQ(kept.removeShift(ShiftId("night")).error().code, Code::NotFound);
}

TEST_P(ScheduleStoreTest, keepsHolidaysAndDirections)
{
    ScheduleRecords kept = schedules();
    Holiday holiday{.id = "x", .name = "Winter", .first = day(2026, 12, 24), .last = day(2027, 1, 2), .yearly = true, .group = {}};
    ASSERT_TRUE(kept.addHoliday(holiday));
    EXPECT_EQ(kept.addHoliday(holiday).error().code, Code::Conflict);
    holiday.group = GroupName("pupils");
    ASSERT_TRUE(kept.replaceHoliday(holiday));
    EXPECT_EQ(kept.holiday("x").value(), holiday);
    EXPECT_EQ(kept.holidays({})->items, std::vector{holiday});

    const CameraRule in{.direction = Direction::In, .place = "gate"};
    ASSERT_TRUE(kept.setCamera(CameraId("a"), {}));
    ASSERT_TRUE(kept.setCamera(CameraId("a"), in));
    const Schedule all = kept.schedule().value();
    EXPECT_EQ(all.cameras.at(CameraId("a")), in);
    EXPECT_EQ(all.holidays, std::vector{holiday});
    ASSERT_TRUE(kept.resetCamera(CameraId("a")));
    EXPECT_TRUE(kept.cameras()->empty());

    // Nobody overwrites what they have not read.
    const CameraRule out{.direction = Direction::Out, .place = {}};
    const auto unset = kept.camera(CameraId("a")).value();
    EXPECT_FALSE(unset);
    ASSERT_TRUE(kept.setCamera(CameraId("a"), in, unset));
    EXPECT_EQ(kept.setCamera(CameraId("a"), out, unset).error().code, Code::Stale);
    const auto read = kept.camera(CameraId("a")).value();
    EXPECT_EQ(read, in);
    ASSERT_TRUE(kept.setCamera(CameraId("a"), out, read));
    EXPECT_EQ(kept.setCamera(CameraId("a"), in, read).error().code, Code::Stale);
    EXPECT_EQ(kept.resetCamera(CameraId("a"), read).error().code, Code::Stale);
    ASSERT_TRUE(kept.resetCamera(CameraId("a"), std::optional(ScheduleRecords::CameraRow(out))));
    EXPECT_FALSE(kept.camera(CameraId("a")).value());
    ASSERT_TRUE(kept.removeHoliday("x"));
    EXPECT_EQ(kept.holiday("x").error().code, Code::NotFound);
}

TEST_P(ScheduleStoreTest, correctionsAreAddedAndStay)
{
    CorrectionRecords kept = corrections();
    Correction in = correction("ada", day(2026, 11, 23), Correction::Kind::CheckIn);
    in.when = UtcMs(5s);
    Correction status = correction("ada", day(2026, 11, 24), Correction::Kind::SetStatus);
    status.status = DayStatus::Excused;
    Correction withdrawal = correction("ada", day(2026, 11, 24), Correction::Kind::Withdraw);
    withdrawal.target = status.id;
    for (const Correction &made : {in, status, withdrawal})
        ASSERT_TRUE(kept.add(made));
    EXPECT_EQ(kept.add(in).error().code, Code::Conflict);
    EXPECT_EQ(kept.correction(in.id).value(), in);
    EXPECT_EQ(kept.corrections({}, {})->items, (std::vector{withdrawal, status, in}));
    EXPECT_EQ(kept.ofDays(PersonId("ada"), day(2026, 11, 24), day(2026, 11, 24)).value(), (std::vector{status, withdrawal}));
    EXPECT_EQ(kept.ofDays({}, day(2026, 11, 1), day(2026, 11, 23)).value(), std::vector{in});
    EXPECT_EQ(kept.corrections({.person = PersonId("ada"), .from = day(2026, 11, 24), .until = {}}, {.limit = 1, .cursor = {}})->next, withdrawal.id.toString());
    ASSERT_TRUE(records->removePerson(PersonId("ada")));
    EXPECT_TRUE(kept.corrections({}, {})->items.empty());
}

TEST_P(ScheduleStoreTest, aCorrectionConcernsThingsOfItsPerson)
{
    CorrectionRecords kept = corrections();
    const Sighting seen{.id = ids.next(UtcMs(3s)), .person = PersonId("bob"), .camera = CameraId("door"), .firstSeen = UtcMs(3s), .lastSeen = UtcMs(3s),
                        .confidence = 1, .track = 1};
    ASSERT_TRUE(records->record(std::vector{seen}));
    Correction ignore = correction("ada", day(2026, 11, 23), Correction::Kind::Ignore);
    ignore.target = seen.id;
    EXPECT_EQ(kept.add(ignore).error().code, Code::NotFound);
    ignore.person = PersonId("bob");
    ASSERT_TRUE(kept.add(ignore));
    Correction withdrawal = correction("ada", day(2026, 11, 23), Correction::Kind::Withdraw);
    withdrawal.target = ignore.id;
    EXPECT_EQ(kept.add(withdrawal).error().code, Code::NotFound);
    Correction shift = correction("ada", day(2026, 11, 23), Correction::Kind::CheckIn);
    shift.shift = ShiftId("none");
    EXPECT_EQ(kept.add(shift).error().code, Code::NotFound);
    EXPECT_EQ(kept.add(correction("eve", day(2026, 11, 23), Correction::Kind::CheckIn)).error().code, Code::NotFound);
}
