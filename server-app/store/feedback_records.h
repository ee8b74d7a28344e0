#pragma once

#include "store/records.h"

namespace rollcall::store {

// A followed face in numbers, and which model made them: biometric data, never logged.
struct Look {
    std::string embedder;
    int embedderVersion = 0;
    std::vector<float> values;
    friend bool operator==(const Look &, const Look &) = default;
};

// What shows that a sighting is right, or that it is not: the best picture of the face.
struct Evidence {
    UtcMs taken{};
    double quality = 0;  // 0..1; the better picture stays
    Look look;
    std::vector<uint8_t> picture;  // JPEG
    friend bool operator==(const Evidence &, const Evidence &) = default;
};

// "This face is not X."
struct RejectedLook {
    PersonId person;
    Look look;
    friend bool operator==(const RejectedLook &, const RejectedLook &) = default;
};

enum class UnknownFaceState {
    Waiting,    // in the queue
    Visitor,    // known not to be enrolled; seen again it is no news
    Dismissed,  // of no interest; seen again it is no news until its days are over
    Assigned,   // became a person
};

using UnknownFaceId = attendance::Id<struct UnknownFaceTag>;

// Somebody whom nobody knows.
struct UnknownFace {
    UnknownFaceId id;  // a UUID of version 7
    UnknownFaceState state = UnknownFaceState::Waiting;
    UtcMs firstSeen{};
    UtcMs lastSeen{};
    std::optional<PersonId> person = {};      // with Assigned
    std::optional<std::string> label = {};    // an operator's words: "courier"
    std::optional<UtcMs> decided = {};
    std::optional<std::string> decidedBy = {};
    // Filled when read:
    int sightings = 0;
    std::vector<CameraId> cameras = {};  // by id
    friend bool operator==(const UnknownFace &, const UnknownFace &) = default;
};

// An unknown face in front of one camera for a while.
struct UnknownSighting {
    attendance::Uuid id;
    CameraId camera;
    UtcMs firstSeen{};
    UtcMs lastSeen{};
    uint64_t track = 0;
    std::optional<attendance::Uuid> rejected = {};  // the sighting that an operator rejected
    friend bool operator==(const UnknownSighting &, const UnknownSighting &) = default;
};

struct UnknownFaceFilter {
    std::optional<UnknownFaceState> state = {};
    std::optional<CameraId> camera = {};
    std::optional<UtcMs> from = {};   // last seen at or after
    std::optional<UtcMs> until = {};  // first seen before
};

} // namespace rollcall::store
