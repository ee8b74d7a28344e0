#pragma once

#include "store/feedback_records.h"

#include <functional>

namespace rollcall::api {

// What operators' decisions mean to recognition. Called on the network thread once the register has them; `done` says that they are in
// effect.
class Feedback {
public:
    virtual ~Feedback() = default;
    using Done = std::function<void()>;

    // The sighting is not that person's: that face is not taken for them again, and waits among the unknown faces.
    virtual void sightingRejected(const store::Sighting &sighting, const Done &done) = 0;
    virtual void rejectionTakenBack(const store::Sighting &sighting, const Done &done) = 0;
    // It is a visitor, dismissed, or waits again.
    virtual void unknownFaceDecided(const store::UnknownFaceId &face) = 0;
    // The entry became a person, or was erased.
    virtual void unknownFaceGone(const store::UnknownFaceId &face, const Done &done) = 0;
};

} // namespace rollcall::api
