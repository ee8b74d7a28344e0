#include "store/register_changes.h"

#include "store/row_values.h"

#include <array>

namespace rollcall::store {

namespace {

int64_t hourOf(UtcMs when) { return std::chrono::floor<std::chrono::hours>(when).time_since_epoch().count(); }
int64_t numberOf(attendance::Day day) { return std::chrono::sys_days(day).time_since_epoch().count(); }

} // namespace

std::expected<RegisterChanges::Stand, StoreError> RegisterChanges::plans()
{
    Stand stand;
    if (auto done = read("plans", 0, 0, stand); !done)
        return std::unexpected(std::move(done.error()));
    return stand;
}

std::expected<RegisterChanges::Stand, StoreError> RegisterChanges::events(const attendance::Interval &instants, attendance::Day first, attendance::Day last)
{
    Stand stand;
    if (auto done = read("sightings", hourOf(instants.from), hourOf(instants.until), stand); !done)
        return std::unexpected(std::move(done.error()));
    stand.push_back(-1);  // between the two
    if (auto done = read("days", numberOf(first), numberOf(last), stand); !done)
        return std::unexpected(std::move(done.error()));
    return stand;
}

// How many changes and their sum: transactions may end in another order than they were numbered in.
std::expected<void, StoreError> RegisterChanges::read(std::string_view kind, int64_t first, int64_t last, Stand &stand)
{
    const std::array<Value, 3> values{std::string(kind), first, last};
    return m_database.query("SELECT place, COUNT(*), CAST(SUM(change) AS BIGINT) FROM register_changes WHERE kind = ?1 AND place >= ?2 AND place <= ?3 "
                            "GROUP BY place ORDER BY place", values, [&](Row row) {
        for (const Value &value : row)
            stand.push_back(toInt(value));
    });
}

std::expected<int64_t, StoreError> RegisterChanges::purge(int64_t limit)
{
    const std::array<Value, 1> values{limit};
    return m_database.execute("DELETE FROM register_changes WHERE (kind, place, change) IN (SELECT older.kind, older.place, older.change FROM register_changes AS older "
                              "WHERE EXISTS (SELECT 1 FROM register_changes AS newer WHERE newer.kind = older.kind AND newer.place = older.place AND newer.change > older.change) "
                              "LIMIT ?1)", values);
}

} // namespace rollcall::store
