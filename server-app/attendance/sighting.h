#pragma once

#include "attendance/ids.h"
#include "attendance/uuid.h"

#include <cstdint>
#include <optional>
#include <string>

namespace rollcall::attendance {

// What a sighting counts for.
enum class SightingStatus {
    Confirmed,  // an entry: recognition is good enough for one, or an operator agreed
    Suggested,  // recognition alone says so; shown with a mark until an operator agrees
    Rejected,   // an operator said that this was somebody else; not part of the register
};

// What says that somebody was there. A sighting is a face or a PIN; what was entered by hand is a correction.
enum class Source { Face, Pin, Manual };

// Somebody is known to have gone, for a while or for the day.
struct Departure {
    UtcMs when{};
    Source source = Source::Face;
    friend bool operator==(const Departure &, const Departure &) = default;
};

// What an operator said of one sighting.
struct Decision {
    SightingStatus status = SightingStatus::Confirmed;  // or Rejected; nobody decides "suggested"
    UtcMs when{};
    std::string by;
    std::string reason;  // may be empty
    friend bool operator==(const Decision &, const Decision &) = default;
};

// One moment in which a track was confirmed to be a person.
struct Observation {
    PersonId person;
    CameraId camera;
    UtcMs when{};           // capture time
    double confidence = 0;  // 0..1
    uint64_t track = 0;     // of that camera, while it streams
    SightingStatus status = SightingStatus::Confirmed;  // Suggested where an operator should agree first
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
    // As recognition sees it (Confirmed or Suggested) when it is recorded; with everything that operators decided when it is
    // read back.
    SightingStatus status = SightingStatus::Confirmed;
    std::optional<Decision> decision = {};
    bool corrected = false;  // an operator gave it to this person; recognition had not said so
    Source source = Source::Face;
    friend bool operator==(const Sighting &, const Sighting &) = default;
};

} // namespace rollcall::attendance
