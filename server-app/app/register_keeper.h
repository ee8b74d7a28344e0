#pragma once

#include "app/recognition_pool.h"
#include "attendance/sighting_merger.h"
#include "store/store.h"

#include <QObject>

#include <map>
#include <utility>

namespace rollcall::app {

// From recognised faces to the register: merges what is seen into sightings and has them stored. Lives on the Qt thread; the
// store outlives it.
class RegisterKeeper : public QObject {
    Q_OBJECT

public:
    // `recognisedAs`: what a match counts for as long as no operator says anything, Confirmed or Suggested.
    RegisterKeeper(store::Store &store, attendance::Rules rules, attendance::DayOf dayOf,
                   attendance::SightingStatus recognisedAs = attendance::SightingStatus::Confirmed, QObject *parent = nullptr);

    // Reads back what may still be extended, so that a restart doubles nothing; observe only after `done`.
    void restore(attendance::UtcMs now, std::function<void(const std::expected<void, store::StoreError> &)> done);
    void observe(const RecognisedFace &face);
    void forget(const store::PersonId &person);
    // An operator said that the sighting is not that person's; `now`: recognition knows of it from here on.
    void reject(const store::Sighting &sighting, std::chrono::system_clock::time_point now);

Q_SIGNALS:
    // On disk. `opened`: a new sighting, not a longer one.
    void recorded(const rollcall::attendance::Sighting &sighting, bool opened);
    // A recorded sighting has a better picture than before.
    void proven(const rollcall::attendance::Sighting &sighting, const rollcall::app::FaceEvidencePtr &evidence);

private:
    [[nodiscard]] bool isRefused(const RecognisedFace &face);

    store::Store &m_store;
    const attendance::SightingStatus m_recognisedAs;
    attendance::SightingMerger m_merger;
    std::map<std::pair<std::string, std::string>, std::chrono::system_clock::time_point> m_refused;  // person and camera, until when
};

} // namespace rollcall::app
