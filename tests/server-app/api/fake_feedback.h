#pragma once

#include "api/feedback.h"

#include <QStringList>

namespace rollcall::testing {

// Writes down what it is told, and is done at once.
class FakeFeedback final : public api::Feedback {
public:
    void sightingRejected(const store::Sighting &sighting, const Done &done) override { note("rejected ", sighting.person.toString(), done); }
    void rejectionTakenBack(const store::Sighting &sighting, const Done &done) override { note("taken back ", sighting.person.toString(), done); }
    void unknownFaceDecided(const store::UnknownFaceId &face) override { note("decided ", face.toString(), [] { }); }
    void unknownFaceGone(const store::UnknownFaceId &face, const Done &done) override { note("gone ", face.toString(), done); }

    QStringList told;

private:
    void note(const std::string &what, const std::string &whom, const Done &done)
    {
        told.append(QString::fromStdString(what + whom));
        done();
    }
};

} // namespace rollcall::testing
