#include "store/register.h"

#include "attendance/words.h"
#include "store/people_records.h"
#include "store/row_values.h"

#include <algorithm>
#include <array>

namespace rollcall::store {

namespace {

using Code = StoreError::Code;

constexpr std::string_view orphanedPhotos =
    "DELETE FROM photos WHERE NOT EXISTS (SELECT 1 FROM person_photos WHERE person_photos.sha256 = photos.sha256)";

// Whether only this one value was refused, rather than the whole database failing.
bool concernsOne(const StoreError &error)
{
    return error.code == Code::Conflict || error.code == Code::Invalid || error.code == Code::NotFound;
}

std::expected<void, StoreError> insertTemplates(Database &database, const PersonId &person, const std::vector<Template> &templates)
{
    for (const Template &known : templates) {
        const std::array<Value, 4> values{person.toString(), known.embedder, int64_t{known.embedderVersion}, toBlob(known.values)};
        if (auto done = run(database, "INSERT INTO templates (person_id, embedder, embedder_version, vector) VALUES (?1, ?2, ?3, ?4)", values); !done)
            return done;
    }
    return {};
}

std::expected<void, StoreError> insertPhotos(Database &database, const PersonId &person, const std::vector<Photo> &photos)
{
    for (const Photo &photo : photos) {
        const std::array<Value, 3> content{photo.sha256, photo.mediaType, photo.bytes};
        if (auto done = run(database, "INSERT INTO photos (sha256, media_type, bytes) VALUES (?1, ?2, ?3) ON CONFLICT (sha256) DO NOTHING", content); !done)
            return done;
        const std::array<Value, 2> link{person.toString(), photo.sha256};
        if (auto done = run(database, "INSERT INTO person_photos (person_id, sha256) VALUES (?1, ?2) ON CONFLICT DO NOTHING", link); !done)
            return done;
    }
    return {};
}

StoreError noSuchPhoto(const PersonId &person)
{
    return {Code::NotFound, "The person with the id \"" + person.toString() + "\" has no such photo."};
}

// What of these the person does not have yet: a photo and its template have the same place.
std::expected<std::vector<std::size_t>, StoreError> unknownPhotos(Database &database, const PersonId &person, const std::vector<Photo> &photos)
{
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < photos.size(); ++i) {
        bool known = false;
        const std::array<Value, 2> values{person.toString(), photos[i].sha256};
        auto read = database.query("SELECT 1 FROM person_photos WHERE person_id = ?1 AND sha256 = ?2", values, [&](Row) { known = true; });
        if (!read)
            return std::unexpected(std::move(read.error()));
        if (!known)
            places.push_back(i);
    }
    return places;
}

// Extends by interval, so that the order in which versions of one sighting arrive does not matter.
constexpr std::string_view recordSql =
    "INSERT INTO sightings (id, person_id, camera_id, first_seen, last_seen, confidence, track, suggested, source) "
    "SELECT ?1, people.id, ?3, ?4, ?5, ?6, ?7, ?8, ?9 FROM people WHERE people.id = "
    "COALESCE((SELECT person_id FROM merged_people WHERE merged_people.id = ?2), ?2) "
    "ON CONFLICT (id) DO UPDATE SET "
    "first_seen = CASE WHEN excluded.first_seen < sightings.first_seen THEN excluded.first_seen ELSE sightings.first_seen END, "
    "last_seen = CASE WHEN excluded.last_seen > sightings.last_seen THEN excluded.last_seen ELSE sightings.last_seen END, "
    "confidence = CASE WHEN excluded.confidence > sightings.confidence THEN excluded.confidence ELSE sightings.confidence END";

std::vector<Value> recordValues(const Sighting &sighting)
{
    const int64_t suggested = sighting.status == attendance::SightingStatus::Suggested ? 1 : 0;
    return {sighting.id.toString(), sighting.person.toString(), sighting.camera.toString(),
            toInt(sighting.firstSeen), toInt(sighting.lastSeen), sighting.confidence, static_cast<int64_t>(sighting.track), suggested,
            std::string(toWord(sighting.source))};
}

// One by one, each with a way back of its own: for a list with something in it that the database refuses.
std::expected<std::vector<std::expected<int64_t, StoreError>>, StoreError> recordApart(Database &database, std::span<const std::vector<Value>> rows)
{
    std::vector<std::expected<int64_t, StoreError>> outcomes;
    for (const std::vector<Value> &row : rows) {
        if (auto begun = database.execute("SAVEPOINT one_sighting"); !begun)
            return std::unexpected(std::move(begun.error()));
        outcomes.push_back(database.execute(recordSql, row));
        if (!outcomes.back() && !concernsOne(outcomes.back().error()))
            return std::unexpected(std::move(outcomes.back().error()));
        if (!outcomes.back()) {
            if (auto undone = database.execute("ROLLBACK TO SAVEPOINT one_sighting"); !undone)
                return std::unexpected(std::move(undone.error()));
        }
        if (auto released = database.execute("RELEASE SAVEPOINT one_sighting"); !released)
            return std::unexpected(std::move(released.error()));
    }
    return outcomes;
}

// How many rows each list changed, or why it was refused; an error of the whole means that nothing was kept.
std::expected<std::vector<std::expected<int64_t, StoreError>>, StoreError> recordRows(Database &database, std::span<const std::vector<Value>> rows)
{
    if (auto begun = database.execute("SAVEPOINT all_sightings"); !begun)
        return std::unexpected(std::move(begun.error()));
    const auto changed = database.executeEach(recordSql, rows);
    if (changed) {
        if (auto released = database.execute("RELEASE SAVEPOINT all_sightings"); !released)
            return std::unexpected(std::move(released.error()));
        return std::vector<std::expected<int64_t, StoreError>>(changed->begin(), changed->end());
    }
    if (!concernsOne(changed.error()))
        return std::unexpected(changed.error());
    if (auto undone = database.execute("ROLLBACK TO SAVEPOINT all_sightings"); !undone)
        return std::unexpected(std::move(undone.error()));
    return recordApart(database, rows);
}

} // namespace

Register::Register(std::unique_ptr<Database> database)
    : m_database(std::move(database))
{
}

std::expected<void, StoreError> Register::addPerson(const Person &person, const std::vector<Photo> &photos, const std::vector<Template> &templates)
{
    if (person.id.isEmpty())
        return std::unexpected(StoreError{Code::Invalid, "A person needs an id."});
    auto transaction = Transaction::begin(*m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    if (auto added = PeopleRecords(*m_database).insert(person); !added)
        return added;
    if (auto done = insertPhotos(*m_database, person.id, photos); !done)
        return done;
    if (auto done = insertTemplates(*m_database, person.id, templates); !done)
        return done;
    return transaction->commit();
}

std::expected<void, StoreError> Register::removePerson(const PersonId &id)
{
    auto transaction = Transaction::begin(*m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    const std::array<Value, 1> values{id.toString()};
    const auto removed = m_database->execute("DELETE FROM people WHERE id = ?1", values);  // the rest cascades
    if (!removed)
        return std::unexpected(removed.error());
    if (*removed == 0)
        return std::unexpected(noSuchPerson(id));
    if (auto done = run(*m_database, orphanedPhotos, {}); !done)
        return done;
    if (auto committed = transaction->commit(); !committed)
        return committed;
    [[maybe_unused]] const auto scrubbed = m_database->scrub();  // where others read just now, the log is overwritten in time
    return {};
}

std::expected<Person, StoreError> Register::person(const PersonId &id)
{
    return PeopleRecords(*m_database).person(id);
}

std::expected<Page<Person>, StoreError> Register::people(const PageRequest &page)
{
    return PeopleRecords(*m_database).list({}, page);
}

std::expected<std::vector<Photo>, StoreError> Register::photos(const PersonId &id)
{
    std::vector<Photo> found;
    const std::array<Value, 1> values{id.toString()};
    auto read = m_database->query("SELECT sha256, media_type, bytes FROM photos WHERE sha256 IN "
                                  "(SELECT sha256 FROM person_photos WHERE person_id = ?1) ORDER BY sha256",
                                  values, [&](Row row) {
        found.push_back({.sha256 = toText(row[0]), .mediaType = toText(row[1]), .bytes = std::get<Blob>(row[2])});
    });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return found;
}

std::expected<std::vector<PhotoEntry>, StoreError> Register::photoEntries(const PersonId &id)
{
    if (auto known = person(id); !known)
        return std::unexpected(std::move(known.error()));
    std::vector<PhotoEntry> found;
    const std::array<Value, 1> values{id.toString()};
    auto read = m_database->query("SELECT sha256, media_type, LENGTH(bytes) FROM photos WHERE sha256 IN "
                                  "(SELECT sha256 FROM person_photos WHERE person_id = ?1) ORDER BY sha256",
                                  values, [&](Row row) {
        found.push_back({.sha256 = toText(row[0]), .mediaType = toText(row[1]), .size = std::get<int64_t>(row[2])});
    });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return found;
}

std::expected<Photo, StoreError> Register::photo(const PersonId &id, const std::string &sha256)
{
    std::optional<Photo> found;
    const std::array<Value, 2> values{id.toString(), sha256};
    auto read = m_database->query("SELECT sha256, media_type, bytes FROM photos WHERE sha256 IN "
                                  "(SELECT sha256 FROM person_photos WHERE person_id = ?1 AND sha256 = ?2)",
                                  values, [&](Row row) {
        found = Photo{.sha256 = toText(row[0]), .mediaType = toText(row[1]), .bytes = std::get<Blob>(row[2])};
    });
    if (!read)
        return std::unexpected(std::move(read.error()));
    if (!found)
        return std::unexpected(noSuchPhoto(id));
    return std::move(*found);
}

std::expected<PhotosAdded, StoreError> Register::addPhotos(const PersonId &id, const std::vector<Photo> &photos, const std::vector<Template> &templates)
{
    if (photos.empty() || photos.size() != templates.size())
        return std::unexpected(StoreError{Code::Invalid, "Each photo that is added needs its template."});
    auto transaction = Transaction::begin(*m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    if (auto known = person(id); !known)
        return std::unexpected(std::move(known.error()));
    const auto places = unknownPhotos(*m_database, id, photos);
    if (!places)
        return std::unexpected(places.error());
    std::vector<Photo> freshPhotos;
    std::vector<Template> freshTemplates;
    for (const std::size_t place : *places) {
        freshPhotos.push_back(photos[place]);
        freshTemplates.push_back(templates[place]);
    }
    const std::array<Value, 3> maker{id.toString(), templates.front().embedder, int64_t{templates.front().embedderVersion}};
    if (auto done = run(*m_database, "DELETE FROM templates WHERE person_id = ?1 AND (embedder <> ?2 OR embedder_version <> ?3)", maker); !done)
        return std::unexpected(std::move(done.error()));
    if (auto done = insertPhotos(*m_database, id, freshPhotos); !done)
        return std::unexpected(std::move(done.error()));
    if (auto done = insertTemplates(*m_database, id, freshTemplates); !done)
        return std::unexpected(std::move(done.error()));
    auto all = templatesOf(id);
    auto after = person(id);
    if (!all || !after)
        return std::unexpected(all ? after.error() : all.error());
    if (auto done = transaction->commit(); !done)
        return std::unexpected(std::move(done.error()));
    return PhotosAdded{.photos = after->photos, .templates = std::move(*all)};
}

std::expected<void, StoreError> Register::removePhoto(const PersonId &id, const std::string &sha256, const std::vector<Template> &rest)
{
    auto transaction = Transaction::begin(*m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    if (auto known = person(id); !known)
        return std::unexpected(std::move(known.error()));
    const std::array<Value, 2> values{id.toString(), sha256};
    const auto removed = m_database->execute("DELETE FROM person_photos WHERE person_id = ?1 AND sha256 = ?2", values);
    if (!removed)
        return std::unexpected(removed.error());
    if (*removed == 0)
        return std::unexpected(noSuchPhoto(id));
    const std::array<Value, 1> owner{id.toString()};
    if (auto done = run(*m_database, orphanedPhotos, {}); !done)
        return done;
    if (auto done = run(*m_database, "DELETE FROM templates WHERE person_id = ?1", owner); !done)
        return done;
    if (auto done = insertTemplates(*m_database, id, rest); !done)
        return done;
    if (auto committed = transaction->commit(); !committed)
        return committed;
    [[maybe_unused]] const auto scrubbed = m_database->scrub();  // where others read just now, the log is overwritten in time
    return {};
}

std::expected<std::vector<Template>, StoreError> Register::templatesOf(const PersonId &id)
{
    std::vector<Template> found;
    const std::array<Value, 1> values{id.toString()};
    auto read = m_database->query("SELECT embedder, embedder_version, vector FROM templates WHERE person_id = ?1 ORDER BY id", values, [&](Row row) {
        found.push_back({.person = id, .embedder = toText(row[0]), .embedderVersion = static_cast<int>(std::get<int64_t>(row[1])), .values = toVector(row[2])});
    });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return found;
}

std::expected<std::vector<Template>, StoreError> Register::templates(const std::string &embedder, int version)
{
    std::vector<Template> found;
    const std::array<Value, 2> values{embedder, int64_t{version}};
    auto read = m_database->query("SELECT person_id, vector FROM templates WHERE embedder = ?1 AND embedder_version = ?2 ORDER BY id",
                                  values, [&](Row row) {
        found.push_back({.person = PersonId(toText(row[0])), .embedder = embedder, .embedderVersion = version, .values = toVector(row[1])});
    });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return found;
}

std::expected<void, StoreError> Register::replaceTemplates(const PersonId &id, const std::vector<Template> &templates)
{
    if (auto known = person(id); !known)
        return std::unexpected(std::move(known.error()));
    auto transaction = Transaction::begin(*m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    for (const Template &fresh : templates) {
        const std::array<Value, 3> values{id.toString(), fresh.embedder, int64_t{fresh.embedderVersion}};
        if (auto done = run(*m_database, "DELETE FROM templates WHERE person_id = ?1 AND embedder = ?2 AND embedder_version = ?3", values); !done)
            return done;
    }
    if (auto done = insertTemplates(*m_database, id, templates); !done)
        return done;
    return transaction->commit();
}

std::expected<Register::Recorded, StoreError> Register::record(std::span<const Sighting> sightings)
{
    auto transaction = Transaction::begin(*m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    Recorded results;
    results.reserve(sightings.size());
    std::vector<std::vector<Value>> rows;  // of those that are sound
    for (const Sighting &sighting : sightings) {
        results.push_back(checkSighting(sighting));
        if (results.back())
            rows.push_back(recordValues(sighting));
    }
    auto outcomes = recordRows(*m_database, rows);
    if (!outcomes)
        return std::unexpected(std::move(outcomes.error()));
    auto outcome = outcomes->begin();
    for (std::size_t i = 0; i < results.size(); ++i) {
        if (!results[i])
            continue;
        if (!*outcome)
            results[i] = std::unexpected(std::move(outcome->error()));
        else if (**outcome == 0)
            results[i] = std::unexpected(noSuchPerson(sightings[i].person));
        ++outcome;
    }
    if (auto committed = transaction->commit(); !committed)
        return std::unexpected(std::move(committed.error()));
    return results;
}

std::expected<Page<Sighting>, StoreError> Register::sightings(const SightingFilter &filter, const PageRequest &page)
{
    if (auto sound = checkPage(page); !sound)
        return std::unexpected(std::move(sound.error()));
    if (page.cursor && !attendance::Uuid::parse(*page.cursor))
        return std::unexpected(StoreError{Code::Invalid, "\"cursor\" is not one that this list gave out."});
    // Planners walk down a key for the first rows of a page and may read years until they come to a past day. Of a short time an index
    // alone says which sightings there are; they are sorted by an expression, which is no key, and only those of the page are read.
    const bool isShort = filter.from && filter.until && *filter.until - *filter.from <= std::chrono::days(31);
    std::string where = "WHERE 1 = 1";
    std::vector<Value> values;
    const auto require = [&](const std::string &condition, Value value) {
        values.push_back(std::move(value));
        where += " AND " + condition + "?" + std::to_string(values.size());
    };
    if (filter.person)
        require("person_id = ", filter.person->toString());
    if (filter.camera)
        require("camera_id = ", filter.camera->toString());
    if (filter.among) {
        where += " AND camera_id IN (";
        for (const CameraId &camera : *filter.among) {
            values.emplace_back(camera.toString());
            where += "?" + std::to_string(values.size()) + ", ";
        }
        where += "NULL)";  // which nothing equals
    }
    if (filter.from)
        require("first_seen >= ", toInt(*filter.from));
    if (filter.until)
        require("first_seen < ", toInt(*filter.until));
    if (filter.status)
        where += " AND " + std::string(conditionOf(*filter.status));
    if (page.cursor)
        require("id < ", attendance::Uuid::parse(*page.cursor)->toString());
    values.emplace_back(int64_t{page.limit} + 1);
    const std::string limit = " LIMIT ?" + std::to_string(values.size());
    const std::string sql = isShort ? sightingColumns() + "WHERE id IN (SELECT id FROM sightings " + where + " ORDER BY id || '' DESC" + limit + ") ORDER BY id DESC"
                                    : sightingColumns() + where + " ORDER BY id DESC" + limit;

    std::vector<Sighting> found;
    auto read = m_database->query(sql, values, [&](Row row) { found.push_back(toSighting(row)); });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return cut(std::move(found), page, [](const Sighting &sighting) { return sighting.id.toString(); });
}

std::expected<std::vector<Sighting>, StoreError> Register::sightingsBetween(UtcMs from, UtcMs until)
{
    std::vector<Sighting> found;
    const std::array<Value, 2> values{toInt(from), toInt(until)};
    auto read = m_database->query(std::string(sightingColumns()) + "WHERE first_seen >= ?1 AND first_seen < ?2 ORDER BY first_seen, id",
                                  values, [&](Row row) { found.push_back(toSighting(row)); });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return found;
}

std::expected<void, StoreError> Register::seeCamera(const Camera &camera)
{
    if (camera.id.isEmpty())
        return std::unexpected(StoreError{Code::Invalid, "A camera needs an id."});
    const std::array<Value, 3> values{camera.id.toString(), camera.name, toInt(camera.lastSeen)};
    return run(*m_database, "INSERT INTO cameras (id, name, last_seen) VALUES (?1, ?2, ?3) "
                            "ON CONFLICT (id) DO UPDATE SET name = excluded.name, last_seen = excluded.last_seen", values);
}

std::expected<std::vector<Camera>, StoreError> Register::cameras()
{
    std::vector<Camera> found;
    auto read = m_database->query("SELECT id, COALESCE(given_name, name), last_seen FROM cameras ORDER BY id", {}, [&](Row row) {
        found.push_back({.id = CameraId(toText(row[0])), .name = toText(row[1]), .lastSeen = toTime(row[2])});
    });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return found;
}

} // namespace rollcall::store
