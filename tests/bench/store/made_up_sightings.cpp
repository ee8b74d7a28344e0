#include "bench/store/made_up_sightings.h"

#include "store/row_values.h"
#include "store/schedule_records.h"

#include <cstdio>
#include <cstdlib>

namespace rollcall::bench {

namespace {

using namespace std::chrono_literals;
using store::Value;

constexpr auto year = std::chrono::hours(24) * MadeUpSightings::quietDays;
constexpr std::chrono::sys_days firstDay = std::chrono::year(2025) / 1 / 6;
constexpr int groups = 40;
constexpr std::chrono::minutes starts[] = {6h, 8h, 14h};
constexpr const char *shifts[] = {"early", "day", "late"};
constexpr int rowsAtOnce = 250'000;

template <typename T>
T orEnd(std::expected<T, store::StoreError> result)
{
    if (!result) {
        std::fprintf(stderr, "the register was not filled: %s\n", result.error().message.c_str());
        std::exit(1);
    }
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

std::string groupOf(int person) { return "group-" + std::to_string(person % groups); }

// Asks `make` for rows until it gives none.
void append(store::Database &database, std::string_view table, std::span<const std::string> columns, const std::function<bool(std::vector<Value> &)> &make)
{
    for (bool isOver = false; !isOver;) {
        int left = rowsAtOnce;
        auto transaction = orEnd(store::Transaction::begin(database));
        orEnd(database.append(table, columns, [&](std::vector<Value> &row) -> std::expected<bool, store::StoreError> {
            if (left-- == 0)
                return false;
            isOver = !make(row);
            return !isOver;
        }));
        orEnd(transaction.commit());
    }
}

std::vector<Value> rowOf(const store::Sighting &sighting)
{
    return {sighting.id.toString(), sighting.person.toString(), sighting.camera.toString(), store::toInt(sighting.firstSeen), store::toInt(sighting.lastSeen),
            sighting.confidence, static_cast<int64_t>(sighting.track)};
}

void addShifts(store::Database &database)
{
    store::ScheduleRecords schedules(database);
    for (int i = 0; i < 3; ++i) {
        attendance::Shift shift;
        shift.id = attendance::ShiftId(shifts[i]);
        shift.name = shifts[i];
        shift.start = starts[i];
        shift.end = starts[i] + 8h;
        shift.days.bits = 0x7f;
        shift.lateGrace = 5min;
        orEnd(schedules.addShift(shift));
    }
    for (int i = 0; i < groups; ++i)
        orEnd(schedules.addAssignment({.id = "a" + std::to_string(i), .who = attendance::GroupName(groupOf(i)), .shift = attendance::ShiftId(shifts[i % 3]), .validity = {}}));
}

} // namespace

MadeUpSightings::MadeUpSightings(int total)
    : m_start(firstDay)
    , m_total(total)
{
}

store::PersonId MadeUpSightings::person(int number)
{
    return store::PersonId("employee-" + std::to_string(10'000 + number));
}

store::CameraId MadeUpSightings::camera(int number)
{
    return store::CameraId("door-" + std::to_string(number));
}

attendance::Day MadeUpSightings::busyDay(int number)
{
    return firstDay + std::chrono::days(quietDays + 3 + number);
}

store::Sighting MadeUpSightings::next()
{
    const auto step = std::chrono::duration_cast<std::chrono::milliseconds>(year) / std::max(1, m_total);
    const store::UtcMs when = m_start + step * m_made++;
    const auto any = [this](int below) { return std::uniform_int_distribution(0, below - 1)(m_random); };
    return {.id = m_ids.next(when), .person = person(any(people)), .camera = camera(any(cameras)), .firstSeen = when, .lastSeen = when + 1ms * any(60'000),
            .confidence = 0.9, .track = static_cast<uint64_t>(m_made)};
}

void MadeUpSightings::addPeople(store::Register &records)
{
    const std::vector<std::string> columnsOfPeople{"id", "name", "created_at"};
    int number = 0;
    append(records.database(), "people", columnsOfPeople, [&](std::vector<Value> &row) {
        row = {person(number).toString(), "Employee " + std::to_string(number), int64_t{0}};
        return number++ < people;
    });
    const std::vector<std::string> columnsOfGroups{"person_id", "group_name"};
    number = 0;
    append(records.database(), "person_groups", columnsOfGroups, [&](std::vector<Value> &row) {
        row = {person(number).toString(), groupOf(number)};
        return number++ < people;
    });
    addShifts(records.database());
}

void MadeUpSightings::fill(store::Register &records, int total)
{
    store::Database &database = records.database();
    const bool isSqlite = database.dialect() == store::Dialect::Sqlite;
    orEnd(database.script(isSqlite ? "PRAGMA synchronous = OFF; PRAGMA secure_delete = OFF; PRAGMA cache_size = -262144" : "SET session_replication_role = replica"));
    const std::vector<std::string> columns{"id", "person_id", "camera_id", "first_seen", "last_seen", "confidence", "track"};
    MadeUpSightings data(total);
    append(database, "sightings", columns, [&](std::vector<Value> &row) {
        if (data.m_made == total)
            return false;
        row = rowOf(data.next());
        return true;
    });
    std::vector<store::Sighting> day;
    int days = 0;
    append(database, "sightings", columns, [&](std::vector<Value> &row) {
        if (day.empty() && days < busyDays) {
            const store::UtcMs midnight = std::chrono::sys_days(busyDay(days++));
            for (int i = 0; i < 2 * people; ++i) {
                const store::UtcMs when = midnight + starts[i / 2 % groups % 3] + (i % 2 ? 8h : 0h) + std::chrono::seconds(data.m_random() % 1'500) - 15min;
                day.push_back({.id = data.m_ids.next(when), .person = person(i / 2), .camera = camera(i % cameras), .firstSeen = when, .lastSeen = when + 5s, .confidence = 0.9, .track = 1});
            }
        }
        if (day.empty())
            return false;
        row = rowOf(day.back());
        day.pop_back();
        return true;
    });
    orEnd(database.script(isSqlite ? "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA cache_size = -8192" : "SET session_replication_role = origin; ANALYZE"));
}

} // namespace rollcall::bench
