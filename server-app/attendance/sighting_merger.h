#pragma once

#include "attendance/rules.h"
#include "attendance/sighting.h"

#include <cstddef>
#include <map>
#include <utility>
#include <vector>

namespace rollcall::attendance {

// Turns observations into sightings: the first one of a person at a camera opens a sighting, later ones within the debounce
// extend it, and a new local day opens a new one. Clock steps and late arrivals are welcome: an observation joins whatever
// sighting it is near to in time. One thread at a time.
class SightingMerger {
public:
    // How many sightings of one person at one camera, the latest ones, may still be extended.
    static constexpr std::size_t remembered = 4;

    SightingMerger(Rules rules, DayOf dayOf, UuidGenerator ids);

    // A sighting read back from the store at start, so that a restart extends it instead of doubling it.
    void restore(const Sighting &sighting);
    // The sighting to store now, new or grown. Storing it again under its id is harmless.
    [[nodiscard]] Sighting observe(const Observation &observation);
    void forget(const PersonId &person);
    // A sighting that turned out to be somebody else's: what follows opens another one.
    void forget(const Uuid &sighting);

private:
    using Key = std::pair<PersonId, CameraId>;
    [[nodiscard]] bool joins(const Sighting &sighting, UtcMs when) const;
    void remember(const Sighting &sighting);

    Rules m_rules;
    DayOf m_dayOf;
    UuidGenerator m_ids;
    std::map<Key, std::vector<Sighting>> m_recent;
};

} // namespace rollcall::attendance
