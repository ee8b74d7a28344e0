#include "store/schedule_records.h"

#include "store/row_values.h"
#include "store/schedule_values.h"

namespace rollcall::store {

using namespace attendance;

namespace {

using Code = StoreError::Code;

StoreError noSuch(const char *what, const std::string &id)
{
    return {Code::NotFound, std::string("There is no ") + what + " with the id \"" + id + "\"."};
}

StoreError taken(const char *what, const std::string &id)
{
    return {Code::Conflict, std::string("There is a ") + what + " with the id \"" + id + "\" already. Choose another id, or change that one."};
}

std::expected<void, StoreError> changedOne(const std::expected<int64_t, StoreError> &changed, const CameraId &camera)
{
    if (!changed)
        return std::unexpected(changed.error());
    if (*changed == 0)
        return std::unexpected(StoreError{Code::Stale, "Which way the camera \"" + camera.toString() + "\" looks was changed in between. Read it again, and change that."});
    return {};
}

// "?1, ?2, … ?count"
std::string places(std::size_t count)
{
    std::string text;
    for (std::size_t i = 1; i <= count; ++i)
        text += (i > 1 ? ", ?" : "?") + std::to_string(i);
    return text;
}

std::string insertion(std::string_view table, std::string_view columns, std::size_t count)
{
    return "INSERT INTO " + std::string(table) + " (" + std::string(columns) + ") VALUES (" + places(count) + ") ON CONFLICT (id) DO NOTHING";
}

std::array<Value, 2> pageValues(const PageRequest &page)
{
    return {page.cursor.value_or(""), int64_t{page.limit} + 1};
}

// The one row that was asked for by its id.
template <typename T>
std::expected<T, StoreError> single(std::expected<std::vector<T>, StoreError> found, const char *what, const std::string &id)
{
    if (!found)
        return std::unexpected(std::move(found.error()));
    if (found->empty())
        return std::unexpected(noSuch(what, id));
    return std::move(found->front());
}

template <typename T, typename IdOf>
std::expected<Page<T>, StoreError> paged(std::expected<std::vector<T>, StoreError> found, const PageRequest &page, IdOf idOf)
{
    if (!found)
        return std::unexpected(std::move(found.error()));
    return cut(std::move(*found), page, idOf);
}

// A table of things that are replaced and removed under the version that was read.
struct Versioned {
    const char *table;
    const char *what;
};
Value toValue(const std::optional<int64_t> &version)
{
    if (!version)
        return std::monostate();
    return *version;
}

constexpr Versioned shiftTable{"shifts", "shift"};
constexpr Versioned holidayTable{"holidays", "holiday"};

std::expected<int64_t, StoreError> versionOf(Database &database, const Versioned &of, const std::string &id)
{
    std::optional<int64_t> version;
    const std::array<Value, 1> values{id};
    auto read = database.query("SELECT version FROM " + std::string(of.table) + " WHERE id = ?1", values, [&](Row row) { version = toInt(row[0]); });
    if (!read)
        return std::unexpected(std::move(read.error()));
    if (!version)
        return std::unexpected(noSuch(of.what, id));
    return *version;
}

// Why a statement that asked for a version changed nothing.
StoreError notChanged(Database &database, const Versioned &of, const std::string &id)
{
    if (const auto version = versionOf(database, of, id); !version)
        return version.error();
    return {Code::Stale, std::string("The ") + of.what + " \"" + id + "\" was changed in between. Read it again, and change that."};
}

// `assignments` of the columns to their places; the version is compared by the very statement that writes.
std::expected<int64_t, StoreError> replaceOne(Database &database, const Versioned &of, const std::string &assignments, std::vector<Value> values, std::optional<int64_t> version)
{
    const std::string id = toText(values.front());
    values.push_back(toValue(version));
    const std::string place = "CAST(?" + std::to_string(values.size()) + " AS BIGINT)";
    std::optional<int64_t> written;
    auto done = database.query("UPDATE " + std::string(of.table) + " SET " + assignments + ", version = version + 1 WHERE id = ?1 AND (" + place + " IS NULL OR version = " + place
                                   + ") RETURNING version", values, [&](Row row) { written = toInt(row[0]); });
    if (!done)
        return std::unexpected(std::move(done.error()));
    if (!written)
        return std::unexpected(notChanged(database, of, id));
    return *written;
}

std::expected<void, StoreError> removeOne(Database &database, const Versioned &of, const std::string &id, std::optional<int64_t> version)
{
    const std::array<Value, 2> values{id, toValue(version)};
    const auto removed = database.execute("DELETE FROM " + std::string(of.table) + " WHERE id = ?1 AND (CAST(?2 AS BIGINT) IS NULL OR version = CAST(?2 AS BIGINT))", values);
    if (!removed)
        return std::unexpected(removed.error());
    if (*removed == 0)
        return std::unexpected(notChanged(database, of, id));
    return {};
}

} // namespace

ScheduleRecords::ScheduleRecords(Database &database)
    : m_database(database)
{
}

std::expected<Schedule, StoreError> ScheduleRecords::schedule()
{
    Schedule schedule;
    auto shifts = readShifts("ORDER BY id", {});
    if (!shifts)
        return std::unexpected(std::move(shifts.error()));
    auto assignments = readAssignments("ORDER BY id", {});
    if (!assignments)
        return std::unexpected(std::move(assignments.error()));
    auto holidays = readHolidays("ORDER BY id", {});
    if (!holidays)
        return std::unexpected(std::move(holidays.error()));
    auto directions = cameras();
    if (!directions)
        return std::unexpected(std::move(directions.error()));
    return Schedule{.shifts = std::move(*shifts), .assignments = std::move(*assignments), .holidays = std::move(*holidays), .cameras = std::move(*directions)};
}

std::expected<std::vector<Shift>, StoreError> ScheduleRecords::readShifts(std::string_view where, std::span<const Value> values)
{
    std::vector<Shift> found;
    auto read = m_database.query("SELECT " + std::string(shiftColumns) + " FROM shifts " + std::string(where), values,
                                 [&](Row row) { found.push_back(toShift(row)); });
    if (!read)
        return std::unexpected(std::move(read.error()));
    std::map<std::string, std::vector<Break>> breaks;
    read = m_database.query("SELECT shift_id, start_minute, end_minute, paid FROM shift_breaks ORDER BY shift_id, position", {}, [&](Row row) {
        breaks[toText(row[0])].push_back({.start = toMinutes(row[1]), .end = toMinutes(row[2]), .paid = std::get<int64_t>(row[3]) != 0});
    });
    if (!read)
        return std::unexpected(std::move(read.error()));
    for (Shift &shift : found)
        shift.breaks = breaks[shift.id.toString()];
    return found;
}

std::expected<void, StoreError> ScheduleRecords::writeBreaks(const Shift &shift)
{
    const std::array<Value, 1> id{shift.id.toString()};
    if (auto cleared = run(m_database, "DELETE FROM shift_breaks WHERE shift_id = ?1", id); !cleared)
        return cleared;
    int64_t position = 0;
    for (const Break &pause : shift.breaks) {
        const std::array<Value, 5> values{shift.id.toString(), position++, int64_t{pause.start.count()}, int64_t{pause.end.count()}, int64_t{pause.paid ? 1 : 0}};
        if (auto done = run(m_database, "INSERT INTO shift_breaks (shift_id, position, start_minute, end_minute, paid) VALUES (?1, ?2, ?3, ?4, ?5)", values); !done)
            return done;
    }
    return {};
}

std::expected<void, StoreError> ScheduleRecords::addShift(const Shift &shift)
{
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    const auto added = m_database.execute(insertion("shifts", shiftColumns, 18), shiftValues(shift));
    if (!added)
        return std::unexpected(added.error());
    if (*added == 0)
        return std::unexpected(taken("shift", shift.id.toString()));
    if (auto done = writeBreaks(shift); !done)
        return done;
    return transaction->commit();
}

std::expected<int64_t, StoreError> ScheduleRecords::replaceShift(const Shift &shift, Version version)
{
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    const auto values = shiftValues(shift);
    const auto written = replaceOne(m_database, shiftTable, "name = ?2, start_minute = ?3, end_minute = ?4, weekdays = ?5, "
        "valid_from = CAST(?6 AS TEXT), valid_until = CAST(?7 AS TEXT), mode = ?8, late_grace = ?9, early_grace = ?10, check_in_before = ?11, "
        "check_out_after = ?12, half_day_below = ?13, absent_below = ?14, missing_check_out = ?15, duplicate_within = ?16, "
        "overtime_at_least = CAST(?17 AS BIGINT), overtime_before = ?18", {values.begin(), values.end()}, version);
    if (!written)
        return written;
    if (auto done = writeBreaks(shift); !done)
        return std::unexpected(std::move(done.error()));
    if (auto committed = transaction->commit(); !committed)
        return std::unexpected(std::move(committed.error()));
    return written;
}

std::expected<void, StoreError> ScheduleRecords::removeShift(const ShiftId &id, Version version)
{
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    const std::array<Value, 1> values{id.toString()};
    int64_t assigned = 0;
    auto counted = m_database.query("SELECT COUNT(*) FROM shift_assignments WHERE shift_id = ?1", values, [&](Row row) { assigned = std::get<int64_t>(row[0]); });
    if (!counted)
        return counted;
    if (assigned > 0)
        return std::unexpected(StoreError{Code::Conflict, "The shift \"" + id.toString() + "\" is in use by " + std::to_string(assigned)
            + " assignments. Remove these first, or end the shift with \"validUntil\" to keep the register of the past."});
    if (auto done = removeOne(m_database, shiftTable, id.toString(), version); !done)
        return done;
    return transaction->commit();
}

std::expected<int64_t, StoreError> ScheduleRecords::shiftVersion(const ShiftId &id)
{
    return versionOf(m_database, shiftTable, id.toString());
}

std::expected<Shift, StoreError> ScheduleRecords::shift(const ShiftId &id)
{
    const std::array<Value, 1> values{id.toString()};
    return single(readShifts("WHERE id = ?1", values), "shift", id.toString());
}

std::expected<Page<Shift>, StoreError> ScheduleRecords::shifts(const PageRequest &page)
{
    if (auto sound = checkPage(page); !sound)
        return std::unexpected(std::move(sound.error()));
    return paged(readShifts("WHERE id > ?1 ORDER BY id LIMIT ?2", pageValues(page)), page, [](const Shift &shift) { return shift.id.toString(); });
}

std::expected<std::vector<Assignment>, StoreError> ScheduleRecords::readAssignments(const std::string &where, std::span<const Value> values)
{
    std::vector<Assignment> found;
    auto read = m_database.query("SELECT " + std::string(assignmentColumns) + " FROM shift_assignments " + where, values,
                                 [&](Row row) { found.push_back(toAssignment(row)); });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return found;
}

std::expected<void, StoreError> ScheduleRecords::addAssignment(const Assignment &assignment)
{
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    const auto known = [&](const char *table, const std::string &id) -> std::expected<bool, StoreError> {
        bool found = false;
        const std::array<Value, 1> values{id};
        auto read = m_database.query("SELECT id FROM " + std::string(table) + " WHERE id = ?1", values, [&](Row) { found = true; });
        if (!read)
            return std::unexpected(std::move(read.error()));
        return found;
    };
    const auto shiftKnown = known("shifts", assignment.shift.toString());
    if (!shiftKnown)
        return std::unexpected(shiftKnown.error());
    if (!*shiftKnown)
        return std::unexpected(noSuch("shift", assignment.shift.toString()));
    if (const auto *person = std::get_if<PersonId>(&assignment.who)) {
        const auto personKnown = known("people", person->toString());
        if (!personKnown)
            return std::unexpected(personKnown.error());
        if (!*personKnown)
            return std::unexpected(noSuch("person", person->toString()));
    }
    const auto added = m_database.execute("INSERT INTO shift_assignments (" + std::string(assignmentColumns)
        + ") VALUES (?1, ?2, CAST(?3 AS TEXT), CAST(?4 AS TEXT), CAST(?5 AS TEXT), CAST(?6 AS TEXT)) ON CONFLICT (id) DO NOTHING", assignmentValues(assignment));
    if (!added)
        return std::unexpected(added.error());
    if (*added == 0)
        return std::unexpected(taken("assignment", assignment.id));
    return transaction->commit();
}

std::expected<void, StoreError> ScheduleRecords::removeAssignment(const std::string &id)
{
    const std::array<Value, 1> values{id};
    const auto removed = m_database.execute("DELETE FROM shift_assignments WHERE id = ?1", values);
    if (!removed)
        return std::unexpected(removed.error());
    if (*removed == 0)
        return std::unexpected(noSuch("assignment", id));
    return {};
}

std::expected<Assignment, StoreError> ScheduleRecords::assignment(const std::string &id)
{
    const std::array<Value, 1> values{id};
    return single(readAssignments("WHERE id = ?1", values), "assignment", id);
}

std::expected<Page<Assignment>, StoreError> ScheduleRecords::assignments(const AssignmentFilter &filter, const PageRequest &page)
{
    if (auto sound = checkPage(page); !sound)
        return std::unexpected(std::move(sound.error()));
    const auto [cursor, limit] = pageValues(page);
    std::vector<Value> values{cursor, limit};
    std::string where = "WHERE id > ?1";
    const auto require = [&](const std::string &column, const std::string &value) {
        values.emplace_back(value);
        where += " AND " + column + " = ?" + std::to_string(values.size());
    };
    if (filter.person)
        require("person_id", filter.person->toString());
    if (filter.group)
        require("group_name", filter.group->toString());
    if (filter.shift)
        require("shift_id", filter.shift->toString());
    return paged(readAssignments(where + " ORDER BY id LIMIT ?2", values), page, [](const Assignment &assignment) { return assignment.id; });
}

std::expected<std::vector<Holiday>, StoreError> ScheduleRecords::readHolidays(std::string_view where, std::span<const Value> values)
{
    std::vector<Holiday> found;
    auto read = m_database.query("SELECT " + std::string(holidayColumns) + " FROM holidays " + std::string(where), values,
                                 [&](Row row) { found.push_back(toHoliday(row)); });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return found;
}

std::expected<void, StoreError> ScheduleRecords::addHoliday(const Holiday &holiday)
{
    const auto added = m_database.execute("INSERT INTO holidays (" + std::string(holidayColumns)
        + ") VALUES (?1, ?2, ?3, ?4, ?5, CAST(?6 AS TEXT)) ON CONFLICT (id) DO NOTHING", holidayValues(holiday));
    if (!added)
        return std::unexpected(added.error());
    if (*added == 0)
        return std::unexpected(taken("holiday", holiday.id));
    return {};
}

std::expected<int64_t, StoreError> ScheduleRecords::replaceHoliday(const Holiday &holiday, Version version)
{
    const auto values = holidayValues(holiday);
    return replaceOne(m_database, holidayTable, "name = ?2, first_day = ?3, last_day = ?4, yearly = ?5, group_name = CAST(?6 AS TEXT)", {values.begin(), values.end()}, version);
}

std::expected<void, StoreError> ScheduleRecords::removeHoliday(const std::string &id, Version version)
{
    return removeOne(m_database, holidayTable, id, version);
}

std::expected<int64_t, StoreError> ScheduleRecords::holidayVersion(const std::string &id)
{
    return versionOf(m_database, holidayTable, id);
}

std::expected<Holiday, StoreError> ScheduleRecords::holiday(const std::string &id)
{
    const std::array<Value, 1> values{id};
    return single(readHolidays("WHERE id = ?1", values), "holiday", id);
}

std::expected<Page<Holiday>, StoreError> ScheduleRecords::holidays(const PageRequest &page)
{
    if (auto sound = checkPage(page); !sound)
        return std::unexpected(std::move(sound.error()));
    return paged(readHolidays("WHERE id > ?1 ORDER BY id LIMIT ?2", pageValues(page)), page, [](const Holiday &holiday) { return holiday.id; });
}

std::expected<ScheduleRecords::CameraRow, StoreError> ScheduleRecords::camera(const CameraId &camera)
{
    CameraRow found;
    const std::array<Value, 1> values{camera.toString()};
    auto read = m_database.query("SELECT direction, place FROM camera_directions WHERE camera_id = ?1", values, [&](Row row) {
        found = CameraRule{.direction = parseWord<Direction>(toText(row[0])).value_or(Direction::Both), .place = toText(row[1])};
    });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return found;
}

std::expected<void, StoreError> ScheduleRecords::setCamera(const CameraId &camera, const CameraRule &rule, const std::optional<CameraRow> &known)
{
    std::vector<Value> values{camera.toString(), wordValue(toWord(rule.direction)), rule.place};
    if (!known)
        return run(m_database, "INSERT INTO camera_directions (camera_id, direction, place) VALUES (?1, ?2, ?3) "
                               "ON CONFLICT (camera_id) DO UPDATE SET direction = excluded.direction, place = excluded.place", values);
    if (!*known)
        return changedOne(m_database.execute("INSERT INTO camera_directions (camera_id, direction, place) VALUES (?1, ?2, ?3) ON CONFLICT (camera_id) DO NOTHING", values), camera);
    values.insert(values.end(), {wordValue(toWord((*known)->direction)), (*known)->place});
    return changedOne(m_database.execute("UPDATE camera_directions SET direction = ?2, place = ?3 WHERE camera_id = ?1 AND direction = ?4 AND place = ?5", values), camera);
}

std::expected<void, StoreError> ScheduleRecords::resetCamera(const CameraId &camera, const std::optional<CameraRow> &known)
{
    std::vector<Value> values{camera.toString()};
    if (!known || !*known)
        return run(m_database, "DELETE FROM camera_directions WHERE camera_id = ?1", values);
    values.insert(values.end(), {wordValue(toWord((*known)->direction)), (*known)->place});
    return changedOne(m_database.execute("DELETE FROM camera_directions WHERE camera_id = ?1 AND direction = ?2 AND place = ?3", values), camera);
}

std::expected<std::map<CameraId, CameraRule>, StoreError> ScheduleRecords::cameras()
{
    std::map<CameraId, CameraRule> found;
    auto read = m_database.query("SELECT camera_id, direction, place FROM camera_directions", {}, [&](Row row) {
        found.emplace(CameraId(toText(row[0])), CameraRule{.direction = parseWord<Direction>(toText(row[1])).value_or(Direction::Both), .place = toText(row[2])});
    });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return found;
}

} // namespace rollcall::store
