#include "store/person_tables.h"

#include <array>

namespace rollcall::store {

std::string PersonTable::condition() const
{
    if (merge == Merge::Follow)
        return std::string(column) + " IN (" + std::string(owners) + ")";
    return std::string(column) + " = ?1";
}

std::span<const PersonTable> personTables()
{
    using enum PersonTable::Merge;
    static constexpr std::string_view theirSightings = "SELECT id FROM sightings WHERE person_id = ?1";
    static constexpr std::string_view theirFaces = "SELECT id FROM unknown_faces WHERE person_id = ?1";
    static constexpr std::string_view theirRequests = "SELECT id FROM enrolment_requests WHERE person_id = ?1";
    static constexpr auto tables = std::to_array<PersonTable>({
        {"person_photos", "person_id", Unite, {}, "sha256", "sha256"},
        {"person_groups", "person_id", Unite, {}, "group_name", "group_name"},
        {"templates", "person_id", Move, {}, "id, embedder, embedder_version, vector", "id"},
        {"sighting_evidence", "sighting_id", Follow, theirSightings, "sighting_id, taken_at, quality, embedder, embedder_version, vector, picture", "sighting_id"},
        {"rejected_looks", "sighting_id", Follow, theirSightings, "sighting_id, embedder, embedder_version", "sighting_id"},
        {"rejected_looks", "face_of", Move, {}, "sighting_id, embedder, embedder_version, vector", "sighting_id"},
        {"sightings", "person_id", Move, {}, "id, camera_id, first_seen, last_seen, confidence, track, suggested, corrected, decision, decided_at, decided_by, "
                                             "decision_reason, source", "id"},
        {"unknown_face_looks", "face_id", Follow, theirFaces, "sighting_id, face_id, taken_at, quality, embedder, embedder_version, vector, picture", "sighting_id"},
        {"unknown_face_sightings", "face_id", Follow, theirFaces, "id, face_id, camera_id, first_seen, last_seen, track", "id"},
        {"unknown_faces", "person_id", Move, {}, "id, state, first_seen, last_seen, label, decided_at, decided_by", "id"},
        {"merged_people", "person_id", Move, {}, "id, merged_at", "id"},
        {"shift_assignments", "person_id", Move, {}, "id, shift_id, valid_from, valid_until", "id"},
        {"corrections", "person_id", Move, {}, "id, day, shift_id, kind, at_time, target_id, status, reason, made_by, made_at", "id"},
        {"enrolment_request_photos", "request_id", Follow, theirRequests, "id, request_id, sha256, media_type, bytes", "id"},
        {"enrolment_requests", "person_id", Move, {}, "id, name, group_name, state, consent_version, sent_at, decided_at, decided_by, reason", "id"},
        {"invitations", "person_id", Move, {}, "id, note, uses, used, created_at, created_by, expires_at", "id"},
        {"alerts", "person_id", Move, {}, "id, kind, params, started_at, ended_at, acknowledged_at, acknowledged_by", "id"},
        {"webhook_events", "person_id", Move, {}, "id, event, happened_at, payload", "id"},
    });
    return tables;
}

} // namespace rollcall::store
