#pragma once

#include "store/database.h"
#include "store/feedback_records.h"

namespace rollcall::store {

// What operators say of sightings. What recognition said stays in the same row, so that every decision can be taken back. Every verb is
// one transaction. Blocking; one thread at a time.
class SightingDecisions {
public:
    explicit SightingDecisions(Database &database);

    // What the deciding operator leaves: when, who, why.
    struct Note {
        UtcMs when{};
        std::string by;
        std::string reason;
    };
    struct Days {
        UtcMs from{};
        UtcMs until{};
    };
    // The sighting as it is afterwards. Again is harmless and keeps the first note.
    struct Outcome {
        Sighting sighting;
        bool changed = false;
        attendance::SightingStatus before = attendance::SightingStatus::Confirmed;
    };

    [[nodiscard]] std::expected<Sighting, StoreError> sighting(const attendance::Uuid &id);
    // "This is X": also for the person's other suggestions that begin within `day`.
    [[nodiscard]] std::expected<Outcome, StoreError> confirm(const attendance::Uuid &id, const Days &day, const Note &note);
    // "This is not X": the face, where evidence of it is kept, becomes a rejected look of X.
    [[nodiscard]] std::expected<Outcome, StoreError> reject(const attendance::Uuid &id, const Note &note);
    // As recognition had it.
    [[nodiscard]] std::expected<Outcome, StoreError> undo(const attendance::Uuid &id);

    // All rejected looks of one version of one embedder, the newest of each person up to a bound.
    [[nodiscard]] std::expected<std::vector<RejectedLook>, StoreError> rejectedLooks(const std::string &embedder, int version);
    static constexpr int rejectedLooksOfOne = 50;

private:
    [[nodiscard]] std::expected<Outcome, StoreError> change(const attendance::Uuid &id, const std::function<std::expected<int64_t, StoreError>()> &work);
    [[nodiscard]] std::expected<void, StoreError> dropRejectedLook(const attendance::Uuid &id);

    Database &m_database;
};

} // namespace rollcall::store
