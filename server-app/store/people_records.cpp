#include "store/people_records.h"

#include "store/day_values.h"
#include "store/row_values.h"

#include <QString>

#include <algorithm>
#include <array>
#include <bit>
#include <map>

namespace rollcall::store {

using Code = StoreError::Code;

namespace {

constexpr std::string_view personColumns =
    "SELECT id, name, created_at, (SELECT COUNT(*) FROM person_photos WHERE person_id = people.id), external_id, consent_day, consent_by, "
    "consent_withdrawn, valid_from, valid_until, CASE WHEN pin_hash IS NULL THEN 0 ELSE 1 END, updated_at, version FROM people ";

std::optional<Consent> toConsent(Row row)
{
    const auto day = toOptionalDay(row[5]);
    if (!day)
        return std::nullopt;
    return Consent{.day = *day, .by = toOptionalText(row[6]).value_or(std::string()), .withdrawn = toOptionalDay(row[7])};
}

Person toPerson(Row row)
{
    return {.id = PersonId(toText(row[0])), .name = toText(row[1]), .created = toTime(row[2]), .photos = static_cast<int>(toInt(row[3])),
            .externalId = toOptionalText(row[4]), .groups = {}, .consent = toConsent(row), .validFrom = toOptionalDay(row[8]),
            .validUntil = toOptionalDay(row[9]), .hasPin = toInt(row[10]) != 0, .updated = toTime(row[11]), .version = toInt(row[12])};
}

// ?1 to ?9 of INSERT and UPDATE.
std::array<Value, 9> valuesOf(const Person &person)
{
    const auto &consent = person.consent;
    return {person.id.toString(), person.name, folded(person.name), orNull(person.externalId),
            consent ? Value(toText(consent->day)) : Value(), consent ? Value(consent->by) : Value(),
            consent ? orNull(consent->withdrawn) : Value(), orNull(person.validFrom), orNull(person.validUntil)};
}

// A place in the list by names: an id has no tilde.
std::string nameCursor(const Person &person)
{
    return folded(person.name) + '~' + person.id.toString();
}

std::string likePattern(const std::string &text)
{
    std::string pattern = "%";
    for (const char c : folded(text)) {
        if (c == '%' || c == '_' || c == '!')
            pattern += '!';
        pattern += c;
    }
    return pattern + '%';
}

} // namespace

std::string folded(const std::string &name)
{
    QString letters;
    const QString decomposed = QString::fromStdString(name).normalized(QString::NormalizationForm_KD);
    for (const QChar c : decomposed) {
        if (!c.isMark())
            letters += c;
    }
    return letters.toUpper().toCaseFolded().toStdString();  // upper case first: it makes ss of ß
}

StoreError noSuchPerson(const PersonId &id)
{
    return {Code::NotFound, "There is no person with the id \"" + id.toString() + "\"."};
}

std::expected<void, StoreError> PeopleRecords::checkExternalId(const Person &person)
{
    if (!person.externalId)
        return {};
    const auto owner = idOfExternal(*person.externalId);
    if (owner && *owner != person.id)
        return std::unexpected(StoreError{Code::Conflict, "The external id \"" + *person.externalId + "\" belongs to the person \"" + owner->toString()
                                          + "\" already. Choose another one, or take it from that person first."});
    if (!owner && owner.error().code != Code::NotFound)
        return std::unexpected(owner.error());
    return {};
}

std::expected<void, StoreError> PeopleRecords::insert(const Person &person)
{
    if (auto free = checkExternalId(person); !free)
        return free;
    const auto known = valuesOf(person);
    std::vector<Value> values(known.begin(), known.end());
    values.emplace_back(toInt(person.created));
    const auto added = m_database.execute(
        "INSERT INTO people (id, name, name_folded, external_id, consent_day, consent_by, consent_withdrawn, valid_from, valid_until, created_at, updated_at) "
        "VALUES (?1, ?2, ?3, CAST(?4 AS TEXT), CAST(?5 AS TEXT), CAST(?6 AS TEXT), CAST(?7 AS TEXT), CAST(?8 AS TEXT), CAST(?9 AS TEXT), ?10, ?10) "
        "ON CONFLICT (id) DO NOTHING", values);
    if (!added)
        return std::unexpected(added.error());
    if (*added == 0)
        return std::unexpected(StoreError{Code::Conflict, "There is a person with the id \"" + person.id.toString()
                                          + "\" already. Choose another id, or remove that person first."});
    return writeGroups(person);
}

std::expected<void, StoreError> PeopleRecords::writeGroups(const Person &person)
{
    const std::array<Value, 1> whose{person.id.toString()};
    if (auto done = run(m_database, "DELETE FROM person_groups WHERE person_id = ?1", whose); !done)
        return done;
    for (const std::string &group : person.groups) {
        const std::array<Value, 2> values{person.id.toString(), group};
        if (auto done = run(m_database, "INSERT INTO person_groups (person_id, group_name) VALUES (?1, ?2) ON CONFLICT DO NOTHING", values); !done)
            return done;
    }
    return {};
}

std::expected<void, StoreError> PeopleRecords::readGroups(std::vector<Person> &people)
{
    if (people.empty())
        return {};
    std::map<std::string, Person *> byId;
    for (Person &person : people)
        byId.emplace(person.id.toString(), &person);
    std::vector<Value> ids;
    for (const auto &[id, person] : byId)
        ids.emplace_back(id);
    ids.resize(std::bit_ceil(ids.size()), ids.back());  // few statements for lists of any length
    std::string sql = "SELECT person_id, group_name FROM person_groups WHERE person_id IN (?1";
    for (std::size_t i = 2; i <= ids.size(); ++i)
        sql += ", ?" + std::to_string(i);
    return m_database.query(sql + ") ORDER BY person_id, group_name", ids, [&](Row row) { byId.at(toText(row[0]))->groups.push_back(toText(row[1])); });
}

std::expected<Person, StoreError> PeopleRecords::person(const PersonId &id)
{
    std::vector<Person> found;
    const std::array<Value, 1> values{id.toString()};
    auto read = m_database.query(std::string(personColumns) + "WHERE id = ?1", values, [&](Row row) { found.push_back(toPerson(row)); });
    if (read)
        read = readGroups(found);
    if (!read)
        return std::unexpected(std::move(read.error()));
    if (!found.empty())
        return found.front();
    const auto target = mergedInto(id);
    if (!target)
        return std::unexpected(target.error());
    if (*target)
        return std::unexpected(StoreError{Code::Gone, (*target)->toString()});
    return std::unexpected(noSuchPerson(id));
}

std::expected<PersonId, StoreError> PeopleRecords::idOfExternal(const std::string &externalId)
{
    std::optional<PersonId> found;
    const std::array<Value, 1> values{externalId};
    auto read = m_database.query("SELECT id FROM people WHERE external_id = ?1", values, [&](Row row) { found = PersonId(toText(row[0])); });
    if (!read)
        return std::unexpected(std::move(read.error()));
    if (!found)
        return std::unexpected(StoreError{Code::NotFound, "There is no person with the external id \"" + externalId + "\"."});
    return *found;
}

// People may have been written before names were kept in this form.
std::expected<void, StoreError> PeopleRecords::foldNames()
{
    std::vector<std::vector<Value>> missing;
    auto read = m_database.query("SELECT id, name FROM people WHERE name_folded = '' AND name <> ''", {},
                                 [&](Row row) { missing.push_back({toText(row[0]), folded(toText(row[1]))}); });
    if (!read)
        return read;
    if (missing.empty())
        return {};
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    if (const auto done = m_database.executeEach("UPDATE people SET name_folded = ?2 WHERE id = ?1", missing); !done)
        return std::unexpected(done.error());
    return transaction->commit();
}

std::expected<Page<Person>, StoreError> PeopleRecords::list(const PersonFilter &filter, const PageRequest &page, Order order)
{
    if (auto sound = checkPage(page); !sound)
        return std::unexpected(std::move(sound.error()));
    const bool isByName = order == Order::Name;
    const std::string cursor = page.cursor.value_or(isByName ? "~" : "");
    const auto tilde = cursor.rfind('~');
    if (isByName && tilde == std::string::npos)
        return std::unexpected(StoreError{Code::Invalid, "\"cursor\" is not one that this list gave out."});
    // All that are looked through are looked at briefly; the rest is read of those of the page.
    std::string sql = std::string(personColumns) + "WHERE id IN (SELECT id FROM people " + (isByName ? "WHERE (name_folded > ?2 OR (name_folded = ?2 AND id > ?1))" : "WHERE id > ?1");
    std::vector<Value> values{isByName ? cursor.substr(tilde + 1) : cursor};
    if (isByName)
        values.emplace_back(cursor.substr(0, tilde));
    const auto require = [&](const std::string &before, Value value, const std::string &after) {
        values.push_back(std::move(value));
        sql += " AND " + before + "?" + std::to_string(values.size()) + after;
    };
    if (filter.group)
        require("id IN (SELECT person_id FROM person_groups WHERE group_name = ", *filter.group, ")");
    if (filter.externalId)
        require("external_id = ", *filter.externalId, "");
    if (filter.text || isByName) {
        if (auto done = foldNames(); !done)
            return std::unexpected(std::move(done.error()));
    }
    if (filter.text)
        require("name_folded LIKE ", likePattern(*filter.text), " ESCAPE '!'");
    values.emplace_back(int64_t{page.limit} + 1);
    const std::string ordered = isByName ? " ORDER BY name_folded, id" : " ORDER BY id";
    sql += ordered + " LIMIT ?" + std::to_string(values.size()) + ")" + ordered;
    std::vector<Person> found;
    auto read = m_database.query(sql, values, [&](Row row) { found.push_back(toPerson(row)); });
    if (read)
        read = readGroups(found);
    if (!read)
        return std::unexpected(std::move(read.error()));
    return cut(std::move(found), page, [isByName](const Person &person) { return isByName ? nameCursor(person) : person.id.toString(); });
}

std::expected<Page<Group>, StoreError> PeopleRecords::groups(const PageRequest &page)
{
    if (auto sound = checkPage(page); !sound)
        return std::unexpected(std::move(sound.error()));
    std::vector<Group> found;
    const std::array<Value, 2> values{page.cursor.value_or(""), int64_t{page.limit} + 1};
    auto read = m_database.query("SELECT group_name, COUNT(*) FROM person_groups WHERE group_name > ?1 GROUP BY group_name ORDER BY group_name LIMIT ?2",
                                 values, [&](Row row) { found.push_back({.name = toText(row[0]), .people = toInt(row[1])}); });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return cut(std::move(found), page, [](const Group &group) { return group.name; });
}

std::expected<Person, StoreError> PeopleRecords::update(const Person &changed, const PinChange &pinHash, UtcMs now)
{
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    if (auto free = checkExternalId(changed); !free)
        return std::unexpected(std::move(free.error()));
    const auto known = valuesOf(changed);
    std::vector<Value> values(known.begin(), known.end());
    values.emplace_back(toInt(now));
    values.emplace_back(changed.version);
    const auto updated = m_database.execute(
        "UPDATE people SET name = ?2, name_folded = ?3, external_id = CAST(?4 AS TEXT), consent_day = CAST(?5 AS TEXT), consent_by = CAST(?6 AS TEXT), "
        "consent_withdrawn = CAST(?7 AS TEXT), valid_from = CAST(?8 AS TEXT), valid_until = CAST(?9 AS TEXT), updated_at = ?10, version = version + 1 WHERE id = ?1 AND version = ?11", values);
    if (!updated)
        return std::unexpected(updated.error());
    if (*updated == 0)
        return std::unexpected(StoreError{Code::Stale, "The person \"" + changed.id.toString() + "\" was changed in between. Read it again, and change that."});
    if (auto done = writeGroups(changed); !done)
        return std::unexpected(std::move(done.error()));
    if (pinHash) {
        if (auto done = setPinHash(changed.id, *pinHash); !done)
            return std::unexpected(std::move(done.error()));
    }
    auto kept = person(changed.id);
    if (!kept)
        return kept;
    if (auto committed = transaction->commit(); !committed)
        return std::unexpected(std::move(committed.error()));
    return kept;
}

std::expected<void, StoreError> PeopleRecords::setPinHash(const PersonId &id, const std::optional<std::string> &hash)
{
    const std::array<Value, 2> values{id.toString(), orNull(hash)};
    const auto done = m_database.execute("UPDATE people SET pin_hash = CAST(?2 AS TEXT) WHERE id = ?1", values);
    if (!done)
        return std::unexpected(done.error());
    if (*done == 0)
        return std::unexpected(noSuchPerson(id));
    return {};
}

std::expected<std::optional<std::string>, StoreError> PeopleRecords::pinHash(const PersonId &id)
{
    std::optional<std::string> found;
    const std::array<Value, 1> values{id.toString()};
    auto read = m_database.query("SELECT pin_hash FROM people WHERE id = ?1", values, [&](Row row) { found = toOptionalText(row[0]); });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return found;
}

std::expected<std::optional<PersonId>, StoreError> PeopleRecords::mergedInto(const PersonId &id)
{
    std::optional<PersonId> found;
    const std::array<Value, 1> values{id.toString()};
    auto read = m_database.query("SELECT person_id FROM merged_people WHERE id = ?1", values, [&](Row row) { found = PersonId(toText(row[0])); });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return found;
}

std::expected<std::vector<Template>, StoreError> PeopleRecords::recognisable(const std::string &embedder, int version, attendance::Day today,
                                                                            const std::optional<PersonId> &person)
{
    std::string sql = "SELECT person_id, vector FROM templates WHERE embedder = ?1 AND embedder_version = ?2 AND person_id IN (SELECT id FROM people WHERE "
                      "(valid_from IS NULL OR valid_from <= ?3) AND (valid_until IS NULL OR valid_until >= ?3) AND consent_withdrawn IS NULL)";
    std::vector<Value> values{embedder, int64_t{version}, toText(today)};
    if (person) {
        values.emplace_back(person->toString());
        sql += " AND person_id = ?4";
    }
    std::vector<Template> found;
    auto read = m_database.query(sql + " ORDER BY id", values, [&](Row row) {
        found.push_back({.person = PersonId(toText(row[0])), .embedder = embedder, .embedderVersion = version, .values = toVector(row[1])});
    });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return found;
}

} // namespace rollcall::store
