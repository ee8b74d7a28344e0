#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt

#include "api/feedback.h"
#include "app/enrolment_service.h"
#include "app/evidence_keeper.h"
#include "app/register_keeper.h"
#include "app/unknown_face_keeper.h"

#include <QTimer>

namespace rollcall::app {

// Carries operators' decisions from the register to where faces are remembered: the gallery, the sightings that still grow, the unknown
// faces. Lives on the Qt thread; what it is given outlives it.
class FeedbackService : public QObject, public api::Feedback {
    Q_OBJECT

public:
    struct Parts {
        store::Store &store;
        std::shared_ptr<const recognition::Engine> engine;
        EnrolmentService &enrolment;
        RegisterKeeper &keeper;
        EvidenceKeeper &evidence;
        UnknownFaceKeeper &unknown;
    };
    explicit FeedbackService(const Parts &parts, QObject *parent = nullptr);

    // Reads back what was rejected, and by what unknown faces are known.
    void restore(const std::function<void(const std::expected<void, store::StoreError> &)> &done);

    void sightingRejected(const store::Sighting &sighting, const Done &done) override;
    void rejectionTakenBack(const store::Sighting &sighting, const Done &done) override;
    void unknownFaceDecided(const store::UnknownFaceId &face) override;
    void unknownFaceGone(const store::UnknownFaceId &face, const Done &done) override;

private:
    using Outcome = std::expected<void, store::StoreError>;
    void restoreRejections(const std::function<void(const Outcome &)> &done);
    void forgetPerson(const store::PersonId &person);

    // Many people may change at once, when an engine took another's place: what operators said is read again once.
    static constexpr std::chrono::milliseconds rearrangedPause{100};

    const Parts m_parts;
    QTimer m_rearranged;
};

} // namespace rollcall::app
