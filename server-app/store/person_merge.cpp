#include "store/person_merge.h"

#include "store/audit_log.h"
#include "store/day_values.h"
#include "store/hashing.h"
#include "store/people_records.h"
#include "store/person_tables.h"
#include "store/row_values.h"

#include <array>

namespace rollcall::store {

using Code = StoreError::Code;

namespace {

// One entry under each of the two, which names the other one as the log names people.
std::expected<void, StoreError> auditBoth(Database &database, const std::string &action, const PersonId &from, const PersonId &to, const std::string &actor, UtcMs now)
{
    const auto giver = subjectOf(database, from.toString());
    const auto taker = subjectOf(database, to.toString());
    if (!giver || !taker)
        return std::unexpected(giver ? taker.error() : giver.error());
    AuditLog log(database);
    if (auto done = log.appendWithin({.actor = actor, .action = action, .person = from.toString(), .details = "to " + *taker}, now); !done)
        return done;
    return log.appendWithin({.actor = actor, .action = action, .person = to.toString(), .details = "from " + *giver}, now);
}

std::expected<void, StoreError> moveRows(Database &database, const PersonTable &table, const PersonId &from, const PersonId &into)
{
    if (table.merge == PersonTable::Merge::Follow)
        return {};
    const std::string name(table.name);
    const std::string column(table.column);
    const std::array<Value, 2> values{from.toString(), into.toString()};
    if (table.merge == PersonTable::Merge::Unite) {
        const std::string key(table.order);
        const std::string twice = "DELETE FROM " + name + " WHERE " + column + " = ?1 AND " + key + " IN (SELECT " + key + " FROM " + name + " WHERE "
            + column + " = ?2)";
        if (auto done = run(database, twice, values); !done)
            return done;
    }
    return run(database, "UPDATE " + name + " SET " + column + " = ?2 WHERE " + column + " = ?1", values);
}

// "This is not the one but the other", said of two who are one, was wrong.
std::expected<void, StoreError> dropContradictions(Database &database, const PersonId &into)
{
    const std::array<Value, 1> values{into.toString()};
    constexpr std::string_view which = "IN (SELECT rejected_looks.sighting_id FROM rejected_looks JOIN sightings ON sightings.id = rejected_looks.sighting_id "
                                       "WHERE rejected_looks.face_of = ?1 AND sightings.person_id = ?1)";
    if (auto done = run(database, "UPDATE sightings SET decision = NULL, decided_at = NULL, decided_by = NULL, decision_reason = NULL WHERE id " + std::string(which), values); !done)
        return done;
    return run(database, "DELETE FROM rejected_looks WHERE sighting_id " + std::string(which), values);
}

// `from` gives up what only one may have, before `into` takes it.
std::expected<void, StoreError> takeOver(Database &database, const Person &from, const Person &into, UtcMs now)
{
    const std::array<Value, 1> giver{from.id.toString()};
    if (auto done = run(database, "UPDATE people SET external_id = NULL WHERE id = ?1", giver); !done)
        return done;
    const auto &consent = into.consent ? into.consent : from.consent;
    const std::array<Value, 7> values{into.id.toString(), orNull(into.externalId ? into.externalId : from.externalId),
                                      consent ? Value(toText(consent->day)) : Value(), consent ? Value(consent->by) : Value(),
                                      consent ? orNull(consent->withdrawn) : Value(), toInt(now), from.id.toString()};
    return run(database, "UPDATE people SET external_id = CAST(?2 AS TEXT), consent_day = CAST(?3 AS TEXT), consent_by = CAST(?4 AS TEXT), "
                         "consent_withdrawn = CAST(?5 AS TEXT), updated_at = ?6, "
                         "version = version + 1, pin_hash = COALESCE(pin_hash, (SELECT other.pin_hash FROM people AS other WHERE other.id = ?7)) "
                         "WHERE id = ?1", values);
}

} // namespace

std::expected<void, StoreError> mergePeople(Database &database, const PersonId &from, const PersonId &into, const std::string &actor, UtcMs now)
{
    if (from == into)
        return std::unexpected(StoreError{Code::Invalid, "A person cannot be merged with themself."});
    auto transaction = Transaction::begin(database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    PeopleRecords people(database);
    const auto giver = people.person(from);
    if (!giver)
        return std::unexpected(giver.error());
    const auto taker = people.person(into);
    if (!taker)
        return std::unexpected(taker.error());
    for (const PersonTable &table : personTables()) {
        if (auto done = moveRows(database, table, from, into); !done)
            return done;
    }
    if (auto done = dropContradictions(database, into); !done)
        return done;
    if (auto done = takeOver(database, *giver, *taker, now); !done)
        return done;
    const std::array<Value, 1> gone{from.toString()};
    if (auto done = run(database, "DELETE FROM people WHERE id = ?1", gone); !done)
        return done;
    const std::array<Value, 3> trail{from.toString(), into.toString(), toInt(now)};
    if (auto done = run(database, "INSERT INTO merged_people (id, person_id, merged_at) VALUES (?1, ?2, ?3)", trail); !done)
        return done;
    if (auto done = auditBoth(database, "person:merged", from, into, actor, now); !done)
        return done;
    return transaction->commit();
}

std::expected<void, StoreError> splitSightings(Database &database, const PersonId &from, const std::vector<attendance::Uuid> &sightings,
                                               const PersonId &to, const std::optional<Person> &fresh,
                                               const std::string &actor, UtcMs now)
{
    if (from == to)
        return std::unexpected(StoreError{Code::Invalid, "The sightings belong to this person already."});
    auto transaction = Transaction::begin(database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    PeopleRecords people(database);
    if (fresh) {
        if (auto done = people.insert(*fresh); !done)
            return done;
    }
    for (const PersonId &id : {from, to}) {
        if (const auto known = people.person(id); !known)
            return std::unexpected(known.error());
    }
    for (const attendance::Uuid &sighting : sightings) {
        const std::array<Value, 3> values{sighting.toString(), from.toString(), to.toString()};
        const auto moved = database.execute(
            "UPDATE sightings SET person_id = ?3, corrected = 1, suggested = 0, decision = NULL, decided_at = NULL, decided_by = NULL, decision_reason = NULL, "
            "covers_from = NULL, covers_until = NULL WHERE id = ?1 AND person_id = ?2", values);
        if (!moved)
            return std::unexpected(moved.error());
        if (*moved == 0)
            return std::unexpected(StoreError{Code::NotFound, "The person \"" + from.toString() + "\" has no sighting " + sighting.toString() + ". Nothing was changed."});
    }
    if (auto done = auditBoth(database, "person:split", from, to, actor, now); !done)
        return done;
    return transaction->commit();
}

} // namespace rollcall::store
