#pragma once

#include "app/recognition_pool.h"
#include "attendance/sighting_merger.h"
#include "store/store.h"

#include <QObject>

namespace rollcall::app {

// From recognised faces to the register: merges what is seen into sightings and has them stored. Lives on the Qt thread; the
// store outlives it.
class RegisterKeeper : public QObject {
    Q_OBJECT

public:
    RegisterKeeper(store::Store &store, attendance::Rules rules, attendance::DayOf dayOf, QObject *parent = nullptr);

    // Reads back what may still be extended, so that a restart doubles nothing; observe only after `done`.
    void restore(attendance::UtcMs now, std::function<void(const std::expected<void, store::StoreError> &)> done);
    void observe(const RecognisedFace &face);
    void forget(const store::PersonId &person);

Q_SIGNALS:
    // On disk. `opened`: a new sighting, not a longer one.
    void recorded(const rollcall::attendance::Sighting &sighting, bool opened);

private:
    store::Store &m_store;
    attendance::SightingMerger m_merger;
};

} // namespace rollcall::app
