#include "store/unknown_faces.h"

#include "store/row_values.h"

#include <algorithm>
#include <array>
#include <map>

namespace rollcall::store {

namespace {

using Code = StoreError::Code;
using State = UnknownFaceState;

constexpr std::array<std::pair<State, std::string_view>, 4> stateNames{
    {{State::Waiting, "waiting"}, {State::Visitor, "visitor"}, {State::Dismissed, "dismissed"}, {State::Assigned, "assigned"}}};

constexpr std::string_view faceColumns =
    "SELECT id, state, first_seen, last_seen, person_id, label, decided_at, decided_by, "
    "(SELECT COUNT(*) FROM unknown_face_sightings WHERE face_id = unknown_faces.id) FROM unknown_faces ";

UnknownFace toFace(Row row)
{
    UnknownFace face{.id = UnknownFaceId(toText(row[0])), .state = parseUnknownFaceState(toText(row[1])).value_or(State::Waiting),
                     .firstSeen = toTime(row[2]), .lastSeen = toTime(row[3])};
    if (const auto person = toOptionalText(row[4]))
        face.person = PersonId(*person);
    face.label = toOptionalText(row[5]);
    if (std::holds_alternative<int64_t>(row[6]))
        face.decided = toTime(row[6]);
    face.decidedBy = toOptionalText(row[7]);
    face.sightings = static_cast<int>(std::get<int64_t>(row[8]));
    return face;
}

Evidence toEvidence(Row row)
{
    return {.taken = toTime(row[0]), .quality = std::get<double>(row[1]),
            .look = {.embedder = toText(row[2]), .embedderVersion = static_cast<int>(std::get<int64_t>(row[3])), .values = toVector(row[4])},
            .picture = std::get<Blob>(row[5])};
}

StoreError noSuchFace(const UnknownFaceId &id)
{
    return {Code::NotFound, "There is no unknown face with the id \"" + id.toString() + "\"."};
}

StoreError alreadyAssigned(const UnknownFaceId &id)
{
    return {Code::Conflict, "The unknown face \"" + id.toString() + "\" became a person already."};
}

// Several statements that all know ?1; stops at the first that fails.
std::expected<void, StoreError> runEach(Database &database, std::span<const std::string_view> statements, const Value &parameter)
{
    const std::array<Value, 1> values{parameter};
    for (const std::string_view sql : statements) {
        if (auto done = run(database, sql, values); !done)
            return done;
    }
    return {};
}

} // namespace

std::string toText(UnknownFaceState state)
{
    return std::string(std::ranges::find(stateNames, state, [](const auto &entry) { return entry.first; })->second);
}

std::optional<UnknownFaceState> parseUnknownFaceState(std::string_view text)
{
    const auto found = std::ranges::find(stateNames, text, [](const auto &entry) { return entry.second; });
    return found == stateNames.end() ? std::nullopt : std::optional(found->first);
}

UnknownFaces::UnknownFaces(Database &database)
    : m_database(database)
{
}

std::expected<void, StoreError> UnknownFaces::note(const Seen &seen)
{
    const UnknownSighting &sighting = seen.sighting;
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    const std::array<Value, 3> face{seen.face.toString(), toInt(sighting.firstSeen), toInt(sighting.lastSeen)};
    const auto known = m_database.execute(
        "INSERT INTO unknown_faces (id, state, first_seen, last_seen) VALUES (?1, 'waiting', ?2, ?3) "
        "ON CONFLICT (id) DO UPDATE SET "
        "first_seen = CASE WHEN excluded.first_seen < unknown_faces.first_seen THEN excluded.first_seen ELSE unknown_faces.first_seen END, "
        "last_seen = CASE WHEN excluded.last_seen > unknown_faces.last_seen THEN excluded.last_seen ELSE unknown_faces.last_seen END "
        "WHERE unknown_faces.state <> 'assigned'", face);
    if (!known)
        return std::unexpected(known.error());
    if (*known == 0)
        return std::unexpected(alreadyAssigned(seen.face));
    const std::array<Value, 7> values{sighting.id.toString(), seen.face.toString(), sighting.camera.toString(), toInt(sighting.firstSeen), toInt(sighting.lastSeen),
                                      static_cast<int64_t>(sighting.track), sighting.rejected ? Value(sighting.rejected->toString()) : Value()};
    if (auto stored = run(m_database,
            "INSERT INTO unknown_face_sightings (id, face_id, camera_id, first_seen, last_seen, track, rejected_sighting) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, CAST(?7 AS TEXT)) ON CONFLICT (id) DO UPDATE SET "
            "first_seen = CASE WHEN excluded.first_seen < unknown_face_sightings.first_seen THEN excluded.first_seen ELSE unknown_face_sightings.first_seen END, "
            "last_seen = CASE WHEN excluded.last_seen > unknown_face_sightings.last_seen THEN excluded.last_seen ELSE unknown_face_sightings.last_seen END", values); !stored)
        return stored;
    if (seen.evidence) {
        if (auto kept = keepLook(seen); !kept)
            return kept;
    }
    return transaction->commit();
}

std::expected<void, StoreError> UnknownFaces::keepLook(const Seen &seen)
{
    const Evidence &evidence = *seen.evidence;
    const std::array<Value, 8> values{seen.sighting.id.toString(), seen.face.toString(), toInt(evidence.taken), evidence.quality, evidence.look.embedder,
                                      int64_t{evidence.look.embedderVersion}, toBlob(evidence.look.values), evidence.picture};
    if (auto stored = run(m_database,
            "INSERT INTO unknown_face_looks (sighting_id, face_id, taken_at, quality, embedder, embedder_version, vector, picture) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (sighting_id) DO UPDATE SET taken_at = excluded.taken_at, quality = excluded.quality, "
            "embedder = excluded.embedder, embedder_version = excluded.embedder_version, vector = excluded.vector, picture = excluded.picture "
            "WHERE excluded.quality > unknown_face_looks.quality", values); !stored)
        return stored;
    const std::array<Value, 2> bound{seen.face.toString(), int64_t{looksOfOne}};
    return run(m_database, "DELETE FROM unknown_face_looks WHERE face_id = ?1 AND sighting_id NOT IN "
                           "(SELECT sighting_id FROM unknown_face_looks WHERE face_id = ?1 ORDER BY quality DESC, sighting_id LIMIT ?2)", bound);
}

std::expected<std::optional<UnknownFaceId>, StoreError> UnknownFaces::withdraw(const attendance::Uuid &sighting)
{
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    std::optional<UnknownFaceId> face;
    const std::array<Value, 1> values{sighting.toString()};
    auto done = m_database.query("SELECT face_id FROM unknown_face_sightings WHERE id = ?1", values, [&](Row row) { face = UnknownFaceId(toText(row[0])); });
    if (done)
        done = run(m_database, "DELETE FROM unknown_face_sightings WHERE id = ?1", values);
    if (!done)
        return std::unexpected(std::move(done.error()));
    if (!face)
        return std::nullopt;
    const std::array<Value, 1> only{face->toString()};
    const auto erased = m_database.execute("DELETE FROM unknown_faces WHERE id = ?1 AND state <> 'assigned' AND NOT EXISTS "
                                           "(SELECT 1 FROM unknown_face_sightings WHERE face_id = unknown_faces.id)", only);
    if (!erased)
        return std::unexpected(erased.error());
    if (auto committed = transaction->commit(); !committed)
        return std::unexpected(std::move(committed.error()));
    return *erased > 0 ? face : std::nullopt;
}

std::expected<Page<UnknownFace>, StoreError> UnknownFaces::faces(const UnknownFaceFilter &filter, const PageRequest &page)
{
    if (auto sound = checkUuidPage(page); !sound)
        return std::unexpected(std::move(sound.error()));
    std::string sql = std::string(faceColumns) + "WHERE 1 = 1";
    std::vector<Value> values;
    const auto require = [&](const std::string &condition, Value value, const char *end = "") {
        values.push_back(std::move(value));
        sql += " AND " + condition + "?" + std::to_string(values.size()) + end;
    };
    if (filter.state)
        require("state = ", toText(*filter.state));
    if (filter.camera)
        require("EXISTS (SELECT 1 FROM unknown_face_sightings WHERE face_id = unknown_faces.id AND camera_id = ", filter.camera->toString(), ")");
    if (filter.from)
        require("last_seen >= ", toInt(*filter.from));
    if (filter.until)
        require("first_seen < ", toInt(*filter.until));
    if (page.cursor)
        require("id < ", attendance::Uuid::parse(*page.cursor)->toString());
    values.emplace_back(int64_t{page.limit} + 1);
    sql += " ORDER BY id DESC LIMIT ?" + std::to_string(values.size());

    std::vector<UnknownFace> found;
    if (auto read = m_database.query(sql, values, [&](Row row) { found.push_back(toFace(row)); }); !read)
        return std::unexpected(std::move(read.error()));
    auto result = cut(std::move(found), page, [](const UnknownFace &face) { return face.id.toString(); });
    if (auto added = addCameras(result.items); !added)
        return std::unexpected(std::move(added.error()));
    return result;
}

// One question for a whole page, which is a range of ids.
std::expected<void, StoreError> UnknownFaces::addCameras(std::vector<UnknownFace> &faces)
{
    if (faces.empty())
        return {};
    std::map<std::string, UnknownFace *> byId;
    for (UnknownFace &face : faces)
        byId.emplace(face.id.toString(), &face);
    const std::array<Value, 2> range{byId.begin()->first, byId.rbegin()->first};
    return m_database.query("SELECT DISTINCT face_id, camera_id FROM unknown_face_sightings WHERE face_id >= ?1 AND face_id <= ?2 ORDER BY face_id, camera_id", range,
                            [&](Row row) {
        if (const auto face = byId.find(toText(row[0])); face != byId.end())
            face->second->cameras.emplace_back(toText(row[1]));
    });
}

std::expected<UnknownFace, StoreError> UnknownFaces::face(const UnknownFaceId &id)
{
    std::vector<UnknownFace> found;
    const std::array<Value, 1> values{id.toString()};
    auto read = m_database.query(std::string(faceColumns) + "WHERE id = ?1", values, [&](Row row) { found.push_back(toFace(row)); });
    if (read && found.empty())
        return std::unexpected(noSuchFace(id));
    if (read)
        read = addCameras(found);
    if (!read)
        return std::unexpected(std::move(read.error()));
    return found.front();
}

std::expected<std::vector<UnknownSighting>, StoreError> UnknownFaces::sightings(const UnknownFaceId &id, int limit)
{
    std::vector<UnknownSighting> found;
    const std::array<Value, 2> values{id.toString(), int64_t{limit}};
    auto read = m_database.query("SELECT id, camera_id, first_seen, last_seen, track, rejected_sighting FROM unknown_face_sightings "
                                 "WHERE face_id = ?1 ORDER BY last_seen DESC, id DESC LIMIT ?2", values, [&](Row row) {
        const auto rejected = toOptionalText(row[5]);
        found.push_back({.id = toUuid(row[0]), .camera = CameraId(toText(row[1])), .firstSeen = toTime(row[2]), .lastSeen = toTime(row[3]),
                         .track = static_cast<uint64_t>(std::get<int64_t>(row[4])), .rejected = rejected ? attendance::Uuid::parse(*rejected) : std::nullopt});
    });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return found;
}

std::expected<std::vector<Evidence>, StoreError> UnknownFaces::looks(const UnknownFaceId &id)
{
    std::vector<Evidence> found;
    const std::array<Value, 1> values{id.toString()};
    auto read = m_database.query("SELECT taken_at, quality, embedder, embedder_version, vector, picture FROM unknown_face_looks "
                                 "WHERE face_id = ?1 ORDER BY quality DESC, sighting_id", values, [&](Row row) { found.push_back(toEvidence(row)); });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return found;
}

std::expected<std::vector<UnknownFaces::KnownLook>, StoreError> UnknownFaces::looks(const std::string &embedder, int version)
{
    std::vector<KnownLook> found;
    const std::array<Value, 2> values{embedder, int64_t{version}};
    auto read = m_database.query("SELECT face_id, vector, quality FROM unknown_face_looks WHERE embedder = ?1 AND embedder_version = ?2 ORDER BY face_id, sighting_id",
                                 values, [&](Row row) {
        found.push_back({.face = UnknownFaceId(toText(row[0])), .look = {.embedder = embedder, .embedderVersion = version, .values = toVector(row[1])},
                         .quality = std::get<double>(row[2])});
    });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return found;
}

std::expected<UnknownFace, StoreError> UnknownFaces::decide(const UnknownFaceId &id, State state, const Note &note)
{
    const std::array<Value, 5> values{id.toString(), toText(state), orNull(note.label), toInt(note.when), note.by};
    const auto changed = m_database.execute("UPDATE unknown_faces SET state = ?2, label = COALESCE(CAST(?3 AS TEXT), label), decided_at = ?4, decided_by = ?5 "
                                            "WHERE id = ?1 AND state <> 'assigned'", values);
    if (!changed)
        return std::unexpected(changed.error());
    auto after = face(id);
    if (after && *changed == 0)
        return std::unexpected(alreadyAssigned(id));
    return after;
}

std::expected<UnknownFace, StoreError> UnknownFaces::assign(const UnknownFaceId &id, const PersonId &person, const Note &note)
{
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    const auto before = face(id);
    if (!before)
        return before;
    if (before->state == State::Assigned)
        return before->person == person ? before : std::unexpected(alreadyAssigned(id));
    const std::array<Value, 4> values{id.toString(), person.toString(), toInt(note.when), note.by};
    const auto changed = m_database.execute("UPDATE unknown_faces SET state = 'assigned', person_id = ?2, decided_at = ?3, decided_by = ?4 "
                                            "WHERE id = ?1 AND EXISTS (SELECT 1 FROM people WHERE id = ?2)", values);
    if (!changed)
        return std::unexpected(changed.error());
    if (*changed == 0)
        return std::unexpected(StoreError{Code::NotFound, "There is no person with the id \"" + person.toString() + "\"."});
    if (auto moved = moveToPerson(id, person, note); !moved)
        return std::unexpected(std::move(moved.error()));
    const auto after = face(id);
    if (!after)
        return after;
    if (auto committed = transaction->commit(); !committed)
        return std::unexpected(std::move(committed.error()));
    return after;
}

// Sightings and pictures change hands. What a sighting that was rejected knew of this face is the person's from here on: its picture
// goes, and its rejected look is erased with them. (Unless it was this very person who was rejected: then nothing is rejected any more.)
std::expected<void, StoreError> UnknownFaces::moveToPerson(const UnknownFaceId &id, const PersonId &person, const Note &note)
{
    const std::array<Value, 4> values{id.toString(), person.toString(), toInt(note.when), note.by};
    auto done = run(m_database,
        "INSERT INTO sightings (id, person_id, camera_id, first_seen, last_seen, confidence, track, corrected, decision, decided_at, decided_by, decision_reason) "
        "SELECT id, ?2, camera_id, first_seen, last_seen, 1.0, track, 1, 'confirmed', ?3, ?4, 'unknown face assigned' FROM unknown_face_sightings WHERE face_id = ?1", values);
    const std::array<Value, 2> pair{id.toString(), person.toString()};
    constexpr std::string_view rejectedOnes = "(SELECT rejected_sighting FROM unknown_face_sightings WHERE face_id = ?1 AND rejected_sighting IS NOT NULL)";
    if (done)
        done = run(m_database, "DELETE FROM rejected_looks WHERE sighting_id IN " + std::string(rejectedOnes)
                                   + " AND EXISTS (SELECT 1 FROM sightings WHERE id = rejected_looks.sighting_id AND person_id = ?2)", pair);
    if (done)
        done = run(m_database, "UPDATE rejected_looks SET face_of = ?2 WHERE sighting_id IN " + std::string(rejectedOnes), pair);
    if (!done)
        return done;
    const std::string dropEvidence = "DELETE FROM sighting_evidence WHERE sighting_id IN " + std::string(rejectedOnes);
    const std::array<std::string_view, 4> statements{
        dropEvidence,
        "INSERT INTO sighting_evidence (sighting_id, taken_at, quality, embedder, embedder_version, vector, picture, picture_size) "
        "SELECT sighting_id, taken_at, quality, embedder, embedder_version, vector, picture, LENGTH(picture) FROM unknown_face_looks WHERE face_id = ?1",
        "DELETE FROM unknown_face_looks WHERE face_id = ?1",
        "DELETE FROM unknown_face_sightings WHERE face_id = ?1",
    };
    return runEach(m_database, statements, id.toString());
}

std::expected<void, StoreError> UnknownFaces::erase(const UnknownFaceId &id)
{
    const std::array<Value, 1> values{id.toString()};
    const auto erased = m_database.execute("DELETE FROM unknown_faces WHERE id = ?1", values);  // the rest cascades
    if (!erased)
        return std::unexpected(erased.error());
    if (*erased == 0)
        return std::unexpected(noSuchFace(id));
    return {};
}

std::expected<UnknownFaces::Purged, StoreError> UnknownFaces::purge(const Bounds &bounds)
{
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    Purged purged;
    std::map<std::string, std::size_t> kept;
    std::vector<std::vector<Value>> erased;
    auto done = m_database.query("SELECT id, state, last_seen FROM unknown_faces ORDER BY last_seen DESC, id DESC", {}, [&](Row row) {
        const State state = parseUnknownFaceState(toText(row[1])).value_or(State::Waiting);
        const UtcMs oldest = state == State::Waiting ? bounds.waiting : state == State::Visitor ? bounds.visitors : bounds.others;
        const bool isOld = toTime(row[2]) < oldest;
        if (!isOld && ++kept[toText(row[1])] <= bounds.atMost)
            return;
        purged.faces.emplace_back(toText(row[0]));
        purged.crowdedOut += isOld ? 0 : 1;
        erased.push_back({row[0]});
    });
    if (!done)
        return std::unexpected(std::move(done.error()));
    if (const auto removed = m_database.executeEach("DELETE FROM unknown_faces WHERE id = ?1", erased); !removed)
        return std::unexpected(removed.error());
    // Of those who come again and again, what is older than their days.
    const std::array<Value, 2> days{toInt(bounds.visitors), toInt(bounds.others)};
    if (done = run(m_database, "DELETE FROM unknown_face_sightings WHERE last_seen < CASE WHEN "
                               "(SELECT state FROM unknown_faces WHERE id = face_id) = 'visitor' THEN ?1 ELSE ?2 END "
                               "AND EXISTS (SELECT 1 FROM unknown_faces WHERE id = face_id AND state IN ('visitor', 'dismissed'))", days); !done)
        return std::unexpected(std::move(done.error()));
    if (auto committed = transaction->commit(); !committed)
        return std::unexpected(std::move(committed.error()));
    return purged;
}

std::expected<int64_t, StoreError> UnknownFaces::count(State state)
{
    int64_t number = 0;
    const std::array<Value, 1> values{toText(state)};
    auto read = m_database.query("SELECT COUNT(*) FROM unknown_faces WHERE state = ?1", values, [&](Row row) { number = std::get<int64_t>(row[0]); });
    if (!read)
        return std::unexpected(std::move(read.error()));
    return number;
}

} // namespace rollcall::store
