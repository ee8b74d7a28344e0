#include "store/register_changes.h"

#include "store/row_values.h"

#include <array>

namespace rollcall::store {

namespace {

int64_t hourOf(UtcMs when) { return std::chrono::floor<std::chrono::hours>(when).time_since_epoch().count(); }
int64_t numberOf(attendance::Day day) { return std::chrono::sys_days(day).time_since_epoch().count(); }

} // namespace

std::vector<int64_t> RegisterChanges::changedPlaces(const Stand &before, const Stand &after)
{
    std::vector<int64_t> places;
    auto old = before.begin();
    auto now = after.begin();
    while (old != before.end() || now != after.end()) {
        if (now == after.end() || (old != before.end() && old->place < now->place)) {
            places.push_back((old++)->place);
        } else if (old == before.end() || now->place < old->place) {
            places.push_back((now++)->place);
        } else {
            if (*old != *now)
                places.push_back(now->place);
            ++old;
            ++now;
        }
    }
    return places;
}

std::expected<RegisterChanges::Stand, StoreError> RegisterChanges::plans()
{
    return read("plans", 0, 0);
}

std::expected<RegisterChanges::EventMarks, StoreError> RegisterChanges::events(const attendance::Interval &instants, attendance::Day first, attendance::Day last)
{
    auto hours = read("sightings", hourOf(instants.from), hourOf(instants.until));
    if (!hours)
        return std::unexpected(std::move(hours.error()));
    auto days = read("days", numberOf(first), numberOf(last));
    if (!days)
        return std::unexpected(std::move(days.error()));
    return EventMarks{.hours = std::move(*hours), .days = std::move(*days)};
}

// How many changes and their sum: transactions may end in another order than they were numbered in.
std::expected<RegisterChanges::Stand, StoreError> RegisterChanges::read(std::string_view kind, int64_t first, int64_t last)
{
    Stand stand;
    const std::array<Value, 3> values{std::string(kind), first, last};
    auto read = m_database.query("SELECT place, COUNT(*), CAST(SUM(change) AS BIGINT) FROM register_changes WHERE kind = ?1 AND place >= ?2 AND place <= ?3 "
                                 "GROUP BY place ORDER BY place", values, [&](Row row) {
        stand.push_back({.place = toInt(row[0]), .count = toInt(row[1]), .sum = toInt(row[2])});
    });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return stand;
}

std::expected<int64_t, StoreError> RegisterChanges::purge(int64_t limit)
{
    const std::array<Value, 1> values{limit};
    return m_database.execute("DELETE FROM register_changes WHERE (kind, place, change) IN (SELECT older.kind, older.place, older.change FROM register_changes AS older "
                              "WHERE EXISTS (SELECT 1 FROM register_changes AS newer WHERE newer.kind = older.kind AND newer.place = older.place AND newer.change > older.change) "
                              "LIMIT ?1)", values);
}

} // namespace rollcall::store
