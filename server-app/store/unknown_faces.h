#pragma once

#include "store/database.h"
#include "store/feedback_records.h"

namespace rollcall::store {

// The queue of faces that nobody knows: what was seen of them, and what operators said. Every verb is one transaction. Blocking; one
// thread at a time.
class UnknownFaces {
public:
    static constexpr int looksOfOne = 4;  // pictures of one face, the best ones

    explicit UnknownFaces(Database &database);

    // A sighting of a face, new or grown; the first one opens the entry. Conflict where the face became a person.
    struct Seen {
        UnknownFaceId face;
        UnknownSighting sighting;
        std::optional<Evidence> evidence = {};
    };
    [[nodiscard]] std::expected<void, StoreError> note(const Seen &seen);
    // That sighting was of somebody known after all. An entry without any sighting is gone; its id where that is so.
    [[nodiscard]] std::expected<std::optional<UnknownFaceId>, StoreError> withdraw(const attendance::Uuid &sighting);

    [[nodiscard]] std::expected<Page<UnknownFace>, StoreError> faces(const UnknownFaceFilter &filter, const PageRequest &page);  // newest first
    [[nodiscard]] std::expected<UnknownFace, StoreError> face(const UnknownFaceId &id);
    [[nodiscard]] std::expected<std::vector<UnknownSighting>, StoreError> sightings(const UnknownFaceId &id, int limit);  // newest first
    [[nodiscard]] std::expected<std::vector<Evidence>, StoreError> looks(const UnknownFaceId &id);  // best first

    // What a face may be known again by.
    struct KnownLook {
        UnknownFaceId face;
        Look look;
        double quality = 0;
    };
    [[nodiscard]] std::expected<std::vector<KnownLook>, StoreError> looks(const std::string &embedder, int version);

    struct Note {
        UtcMs when{};
        std::string by;
        std::optional<std::string> label = {};
    };
    // Waiting again, a visitor, or dismissed. Conflict where it became a person.
    [[nodiscard]] std::expected<UnknownFace, StoreError> decide(const UnknownFaceId &id, UnknownFaceState state, const Note &note);
    // The face is this person's: its sightings become theirs, with their pictures. Again is harmless; another person is a Conflict.
    [[nodiscard]] std::expected<UnknownFace, StoreError> assign(const UnknownFaceId &id, const PersonId &person, const Note &note);
    [[nodiscard]] std::expected<void, StoreError> erase(const UnknownFaceId &id);

    // Whoever was last seen before these is erased, and in each state the oldest beyond a number.
    struct Bounds {
        UtcMs waiting{};
        UtcMs visitors{};
        UtcMs others{};
        std::size_t atMost = 500;
    };
    struct Purged {
        std::vector<UnknownFaceId> faces;
        std::size_t crowdedOut = 0;  // so many of them for want of room
    };
    [[nodiscard]] std::expected<Purged, StoreError> purge(const Bounds &bounds);
    [[nodiscard]] std::expected<int64_t, StoreError> count(UnknownFaceState state);

private:
    [[nodiscard]] std::expected<void, StoreError> keepLook(const Seen &seen);
    [[nodiscard]] std::expected<void, StoreError> addCameras(std::vector<UnknownFace> &faces);
    [[nodiscard]] std::expected<void, StoreError> moveToPerson(const UnknownFaceId &id, const PersonId &person, const Note &note);

    Database &m_database;
};

[[nodiscard]] std::string toText(UnknownFaceState state);
[[nodiscard]] std::optional<UnknownFaceState> parseUnknownFaceState(std::string_view text);

} // namespace rollcall::store
