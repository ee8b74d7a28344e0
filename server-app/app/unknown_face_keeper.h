#pragma once

#include "app/seen_face.h"
#include "attendance/sighting_merger.h"
#include "recognition/face_clusters.h"
#include "recognition/engine.h"
#include "store/store.h"
#include "store/unknown_faces.h"

#include <QObject>

#include <functional>
#include <map>

namespace rollcall::app {

// How long faces that nobody knows are kept after they were last seen, and how many.
struct UnknownFaceSettings {
    int waitingDays = 14;  // 0: strangers are not kept at all
    int visitorDays = 90;
    int dismissedDays = 14;
    std::size_t atMost = 500;  // waiting; as many visitors, as many dismissed
};

// From faces that recognition does not know to the queue of unknown faces: the same stranger at other times and cameras is one entry. Lives
// on the Qt thread; the store outlives it.
class UnknownFaceKeeper : public QObject {
    Q_OBJECT

public:
    struct Parts {
        store::Store &store;
        std::shared_ptr<const recognition::Engine> engine;
        recognition::FaceClusters::Likeness likeness;  // by the gallery of the moment
        attendance::Rules rules;
        attendance::DayOf dayOf;
        std::function<attendance::UtcMs()> now;
    };
    using Done = std::function<void(const std::expected<void, store::StoreError> &)>;

    UnknownFaceKeeper(Parts parts, UnknownFaceSettings settings, QObject *parent = nullptr);

    // Reads back by what faces are known again; also where entries changed hands behind its back.
    void restore(const Done &done);
    void observe(const UnknownFaceSeen &face);
    // Somebody who was taken for a stranger a moment ago has a name after all.
    void recognised(const RecognisedFace &face);
    // The face of a sighting that an operator rejected.
    void add(const store::Sighting &rejected, const store::Evidence &evidence, const Done &done);
    // The entry became a person or was erased.
    void forget(const store::UnknownFaceId &face);
    // Erases what is too old or too much; now and then.
    void purge();

    struct Totals {
        int64_t waiting = 0;
        uint64_t crowdedOut = 0;
    };
    [[nodiscard]] Totals totals() const { return m_totals; }

Q_SIGNALS:
    // It is in the register: a new entry, or one that was seen again.
    void noted(const rollcall::store::UnknownFaceId &face, bool isNew);
    // The entry is no more: it has a name, or was erased.
    void gone(const rollcall::store::UnknownFaceId &face);

private:
    using TrackKey = std::pair<uint64_t, uint64_t>;  // stream and track
    struct Track {
        store::UnknownFaceId face;
        attendance::Uuid sighting;
        std::chrono::system_clock::time_point last;
    };
    [[nodiscard]] std::pair<store::UnknownFaceId, bool> identify(const recognition::Embedding &look, attendance::UtcMs when);
    void note(const store::UnknownFaces::Seen &seen, bool isNew, const Done &done);
    void forgetOldTracks(std::chrono::system_clock::time_point now);

    const Parts m_parts;
    const UnknownFaceSettings m_settings;
    recognition::FaceClusters m_clusters;
    attendance::SightingMerger m_merger;  // its people are unknown faces here
    attendance::UuidGenerator m_ids;
    std::map<TrackKey, Track> m_tracks;
    Totals m_totals;
};

} // namespace rollcall::app
