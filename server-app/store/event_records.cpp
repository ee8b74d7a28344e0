#include "store/event_records.h"

#include "store/day_values.h"
#include "store/row_values.h"
#include "store/schedule_values.h"

#include <algorithm>
#include <iterator>

namespace rollcall::store {

namespace {

constexpr std::size_t idsAtOnce = 200;

// "?1, ?2, … ?count"
std::string places(std::size_t count)
{
    std::string text;
    for (std::size_t i = 1; i <= count; ++i)
        text += (i > 1 ? ", ?" : "?") + std::to_string(i);
    return text;
}

} // namespace

EventRecords::EventRecords(Database &database)
    : m_database(database)
{
}

std::expected<std::vector<Member>, StoreError> EventRecords::read(const std::string &where, std::span<const Value> values)
{
    std::vector<Member> found;
    auto done = m_database.query("SELECT id, name, created_at, valid_from, valid_until FROM people " + where, values, [&](Row row) {
        found.push_back({.id = PersonId(toText(row[0])), .name = toText(row[1]), .groups = {}, .validity = {toOptionalDay(row[3]), toOptionalDay(row[4])},
                         .created = toTime(row[2])});
    });
    if (!done)
        return std::unexpected(std::move(done.error()));
    if (found.empty())
        return found;
    const std::array<Value, 2> range{found.front().id.toString(), found.back().id.toString()};
    auto grouped = m_database.query("SELECT person_id, group_name FROM person_groups WHERE person_id >= ?1 AND person_id <= ?2 ORDER BY person_id, group_name",
                                    range, [&](Row row) {
        const PersonId person(toText(row[0]));
        const auto member = std::lower_bound(found.begin(), found.end(), person, [](const Member &a, const PersonId &id) { return a.id < id; });
        if (member != found.end() && member->id == person)
            member->groups.emplace_back(toText(row[1]));
    });
    if (!grouped)
        return std::unexpected(std::move(grouped.error()));
    return found;
}

std::expected<Member, StoreError> EventRecords::member(const PersonId &id)
{
    const std::array<Value, 1> values{id.toString()};
    auto found = read("WHERE id = ?1", values);
    if (!found)
        return std::unexpected(std::move(found.error()));
    if (found->empty())
        return std::unexpected(StoreError{StoreError::Code::NotFound, "There is no person with the id \"" + id.toString() + "\"."});
    return std::move(found->front());
}

std::expected<Page<Member>, StoreError> EventRecords::members(const std::optional<attendance::GroupName> &group, const PageRequest &page)
{
    if (auto sound = checkPage(page); !sound)
        return std::unexpected(std::move(sound.error()));
    std::vector<Value> values{page.cursor.value_or(""), int64_t{page.limit} + 1};
    std::string where = "WHERE id > ?1";
    if (group) {
        values.emplace_back(group->toString());
        where += " AND EXISTS (SELECT 1 FROM person_groups WHERE person_groups.person_id = people.id AND person_groups.group_name = ?3)";
    }
    auto found = read(where + " ORDER BY id LIMIT ?2", values);
    if (!found)
        return std::unexpected(std::move(found.error()));
    return cut(std::move(*found), page, [](const Member &member) { return member.id.toString(); });
}

std::expected<std::vector<Member>, StoreError> EventRecords::members(std::span<const PersonId> ids)
{
    static const std::string where = "WHERE id IN (" + places(idsAtOnce) + ") ORDER BY id";
    std::vector<Member> all;
    for (std::size_t first = 0; first < ids.size(); first += idsAtOnce) {
        // One statement for all: what a short list lacks is filled with its last id.
        std::vector<Value> values;
        for (std::size_t i = 0; i < idsAtOnce; ++i)
            values.emplace_back(ids[std::min(first + i, ids.size() - 1)].toString());
        auto some = read(where, values);
        if (!some)
            return some;
        std::ranges::move(*some, std::back_inserter(all));
    }
    return all;
}

std::expected<std::vector<Sighting>, StoreError> EventRecords::sightingsOf(const PersonId &person, UtcMs from, UtcMs until)
{
    std::vector<Sighting> found;
    const std::array<Value, 3> values{person.toString(), toInt(from), toInt(until)};
    auto done = m_database.query(sightingColumns() + "WHERE person_id = ?1 AND first_seen >= ?2 AND first_seen < ?3 ORDER BY first_seen, id", values,
                                 [&](Row row) { found.push_back(toSighting(row)); });
    if (!done)
        return std::unexpected(std::move(done.error()));
    return found;
}

std::expected<std::vector<Sighting>, StoreError> EventRecords::sightingsBetween(UtcMs from, UtcMs until)
{
    using attendance::SightingStatus;
    static const std::string sql = "SELECT id, person_id, camera_id, first_seen, last_seen, CASE WHEN " + conditionOf(SightingStatus::Rejected) + " THEN 2 WHEN "
        + conditionOf(SightingStatus::Suggested) + " THEN 1 ELSE 0 END, source FROM sightings WHERE first_seen >= ?1 AND first_seen < ?2 ORDER BY first_seen, id";
    constexpr SightingStatus statuses[] = {SightingStatus::Confirmed, SightingStatus::Suggested, SightingStatus::Rejected};
    std::vector<Sighting> found;
    const std::array<Value, 2> values{toInt(from), toInt(until)};
    auto done = m_database.query(sql, values, [&](Row row) {
        found.push_back({.id = toUuid(row[0]), .person = PersonId(toText(row[1])), .camera = CameraId(toText(row[2])), .firstSeen = toTime(row[3]),
                         .lastSeen = toTime(row[4]), .status = statuses[toInt(row[5])], .source = toSource(row[6])});
    });
    if (!done)
        return std::unexpected(std::move(done.error()));
    return found;
}

std::expected<std::vector<PersonId>, StoreError> EventRecords::peopleWithEvents(UtcMs since, attendance::Day day)
{
    std::vector<PersonId> found;
    const std::array<Value, 2> values{toInt(since), toText(day)};
    auto done = m_database.query("SELECT person_id FROM sightings WHERE first_seen >= ?1 UNION SELECT person_id FROM corrections WHERE day >= ?2", values,
                                 [&](Row row) { found.emplace_back(toText(row[0])); });
    if (!done)
        return std::unexpected(std::move(done.error()));
    return found;
}

} // namespace rollcall::store
