// Writes a register of made-up people and their year, for tests/bench/reports/run: rollcall-bench-register FILE PEOPLE YEAR.
#include "attendance/local_zone.h"
#include "attendance/uuid.h"
#include "store/migrations.h"
#include "store/schedule_records.h"
#include "store/sqlite_database.h"

#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>

using namespace rollcall;
using namespace std::chrono_literals;
using attendance::Day;
using attendance::UtcMs;
using store::Value;

namespace {

constexpr int groups = 40;
constexpr int daysAtOnce = 7;

template <typename T>
T orExit(std::expected<T, store::StoreError> result)
{
    if (!result) {
        std::fprintf(stderr, "rollcall-bench-register: %s\n", result.error().message.c_str());
        std::exit(1);
    }
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

attendance::Shift makeShift(const char *id, std::chrono::minutes start, std::chrono::minutes end)
{
    attendance::Shift shift;
    shift.id = attendance::ShiftId(id);
    shift.name = id;
    shift.start = start;
    shift.end = end;
    shift.days.bits = 0x1f;
    shift.lateGrace = 5min;
    shift.overtime = attendance::OvertimeRule{};
    shift.breaks = {{.start = start + 4h, .end = start + 4h + 30min, .paid = false}};
    return shift;
}

std::string personId(int number) { return "person-" + std::to_string(100'000 + number); }
std::string groupOf(int number) { return "group-" + std::to_string(number % groups); }

class Filler {
public:
    Filler(store::Database &database, int people, int year)
        : m_database(database)
        , m_people(people)
        , m_first(std::chrono::year(year) / 1 / 1)
        , m_last(std::chrono::year(year) / 12 / 31)
    {
    }

    void addSchedules()
    {
        store::ScheduleRecords schedules(m_database);
        orExit(schedules.addShift(makeShift("early", 6h, 14h)));
        orExit(schedules.addShift(makeShift("day", 8h, 16h + 30min)));
        orExit(schedules.addShift(makeShift("late", 14h, 22h)));
        const char *shifts[] = {"early", "day", "late"};
        for (int i = 0; i < groups; ++i)
            orExit(schedules.addAssignment({.id = "a" + std::to_string(i), .who = attendance::GroupName(groupOf(i)), .shift = attendance::ShiftId(shifts[i % 3]), .validity = {}}));
        orExit(schedules.addHoliday({.id = "winter", .name = "Winter holidays", .first = m_first.year() / 12 / 24, .last = m_last, .yearly = false, .group = {}}));
    }

    void addPeople()
    {
        std::vector<std::vector<Value>> people;
        std::vector<std::vector<Value>> memberships;
        const int64_t created = UtcMs(std::chrono::sys_days(m_first) - std::chrono::days(30)).time_since_epoch().count();
        for (int i = 0; i < m_people; ++i) {
            people.push_back({personId(i), "Made-up Person " + std::to_string(i), created});
            memberships.push_back({personId(i), groupOf(i)});
        }
        auto transaction = orExit(store::Transaction::begin(m_database));
        orExit(m_database.executeEach("INSERT INTO people (id, name, created_at) VALUES (?1, ?2, ?3)", people));
        orExit(m_database.executeEach("INSERT INTO person_groups (person_id, group_name) VALUES (?1, ?2)", memberships));
        orExit(transaction.commit());
    }

    int64_t addSightings()
    {
        int64_t count = 0;
        for (Day day = m_first; day <= m_last; day = attendance::addDays(day, daysAtOnce)) {
            std::vector<std::vector<Value>> rows;
            for (int i = 0; i < daysAtOnce && attendance::addDays(day, i) <= m_last; ++i)
                addDay(attendance::addDays(day, i), rows);
            auto transaction = orExit(store::Transaction::begin(m_database));
            orExit(m_database.executeEach("INSERT INTO sightings (id, person_id, camera_id, first_seen, last_seen, confidence, track) "
                                          "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", rows));
            orExit(transaction.commit());
            count += static_cast<int64_t>(rows.size());
        }
        return count;
    }

private:
    void addDay(Day day, std::vector<std::vector<Value>> &rows)
    {
        const std::chrono::weekday weekday{std::chrono::sys_days(day)};
        if (weekday == std::chrono::Saturday || weekday == std::chrono::Sunday)
            return;
        constexpr std::chrono::minutes starts[] = {6h, 8h, 14h};
        for (int person = 0; person < m_people; ++person) {
            if (m_random() % 20 == 0)
                continue;  // ill
            const UtcMs start = std::chrono::sys_days(day) + starts[person % groups % 3];
            addSighting(person, start + std::chrono::seconds(static_cast<int>(m_random() % 1'200) - 900), rows);
            if (m_random() % 50 != 0)  // else nobody saw them leave
                addSighting(person, start + 8h + std::chrono::seconds(m_random() % 3'600), rows);
        }
    }
    void addSighting(int person, UtcMs when, std::vector<std::vector<Value>> &rows)
    {
        const int64_t at = when.time_since_epoch().count();
        rows.push_back({m_ids.next(when).toString(), personId(person), std::string("door"), at, at + 5'000, 0.9, int64_t{1}});
    }

    store::Database &m_database;
    const int m_people;
    const Day m_first;
    const Day m_last;
    std::mt19937 m_random{20261121};
    attendance::UuidGenerator m_ids{[engine = std::mt19937_64(7)]() mutable { return engine(); }};
};

} // namespace

int main(int argc, char **argv)
{
    if (argc != 4) {
        std::fputs("usage: rollcall-bench-register FILE PEOPLE YEAR\n", stderr);
        return 2;
    }
    const auto database = orExit(store::SqliteDatabase::open(argv[1]));
    orExit(store::migrate(*database, store::builtInMigrations(database->dialect())));
    orExit(database->script("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA secure_delete = OFF; PRAGMA cache_size = -524288;"));
    Filler filler(*database, std::atoi(argv[2]), std::atoi(argv[3]));
    filler.addPeople();
    filler.addSchedules();
    std::printf("%lld\n", static_cast<long long>(filler.addSightings()));
    return 0;
}
