#pragma once

#include "attendance/ids.h"
#include "attendance/uuid.h"

#include <cstdint>

namespace rollcall::attendance {

// One moment in which a track was confirmed to be a person.
struct Observation {
    PersonId person;
    CameraId camera;
    UtcMs when{};           // capture time
    double confidence = 0;  // 0..1
    uint64_t track = 0;     // of that camera, while it streams
    friend bool operator==(const Observation &, const Observation &) = default;
};

// A person in front of one camera for a while: what is written down. Its interval grows, its id stays.
struct Sighting {
    Uuid id;
    PersonId person;
    CameraId camera;
    UtcMs firstSeen{};
    UtcMs lastSeen{};
    double confidence = 0;  // the best of its observations
    uint64_t track = 0;     // of the first observation
    friend bool operator==(const Sighting &, const Sighting &) = default;
};

} // namespace rollcall::attendance
