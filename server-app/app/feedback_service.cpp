#include "app/feedback_service.h"

#include "app/face_looks.h"
#include "enrol/stored_templates.h"
#include "store/sighting_decisions.h"
#include "store/sighting_evidence.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcFeedback, "rollcall.app.feedback", QtInfoMsg)

namespace rollcall::app {

namespace {

using store::StoreError;

// The register has the decision; recognition learns of it at the next start at the latest.
void warnUnlessDone(const std::expected<void, StoreError> &outcome)
{
    if (!outcome)
        qCWarning(lcFeedback).noquote() << u"a decision is not in effect everywhere before the next start: "_s + QString::fromStdString(outcome.error().message);
}

} // namespace

FeedbackService::FeedbackService(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
    connect(&m_parts.keeper, &RegisterKeeper::proven, &m_parts.evidence, &EvidenceKeeper::keep);
    connect(&m_parts.enrolment, &EnrolmentService::personForgotten, this, &FeedbackService::forgetPerson);
    connect(&m_parts.enrolment, &EnrolmentService::peopleRearranged, &m_rearranged, qOverload<>(&QTimer::start));
    m_rearranged.setSingleShot(true);
    m_rearranged.setInterval(rearrangedPause);
    connect(&m_rearranged, &QTimer::timeout, this, [this] { restore(warnUnlessDone); });
}

void FeedbackService::restore(const std::function<void(const Outcome &)> &done)
{
    restoreRejections([this, done](const Outcome &rejections) {
        if (!rejections)
            return done(rejections);
        m_parts.unknown.restore(done);
    });
}

void FeedbackService::restoreRejections(const std::function<void(const Outcome &)> &done)
{
    const recognition::EmbedderId &embedder = m_parts.engine->embedder();
    m_parts.store.call([name = embedder.name, version = enrol::versionNumber(embedder.version)](store::Register &records) {
        return store::SightingDecisions(records.database()).rejectedLooks(name, version);
    }, this, [this, done](const std::expected<std::vector<store::RejectedLook>, StoreError> &looks) {
        if (!looks)
            return done(std::unexpected(looks.error()));
        std::vector<recognition::Rejection> rejections;
        for (const store::RejectedLook &rejected : *looks)
            rejections.push_back({.person = rejected.person.toString(), .embedding = toEmbedding(rejected.look, m_parts.engine->embedder())});
        m_parts.enrolment.setRejections(std::move(rejections));
        done({});
    });
}

void FeedbackService::sightingRejected(const store::Sighting &sighting, const Done &done)
{
    restoreRejections([this, sighting, done](const Outcome &restored) {
        warnUnlessDone(restored);
        m_parts.keeper.reject(sighting, std::chrono::system_clock::now());
        m_parts.store.call([id = sighting.id](store::Register &records) { return store::SightingEvidence(records.database()).of(id); }, this,
                           [this, sighting, done](const std::expected<store::Evidence, StoreError> &evidence) {
            if (!evidence)
                return done();  // nothing is kept of this face: nothing to queue
            m_parts.unknown.add(sighting, *evidence, [done](const Outcome &added) {
                warnUnlessDone(added);
                done();
            });
        });
    });
}

void FeedbackService::rejectionTakenBack(const store::Sighting &, const Done &done)
{
    restore([done](const Outcome &restored) {
        warnUnlessDone(restored);
        done();
    });
}

void FeedbackService::unknownFaceDecided(const store::UnknownFaceId &)
{
    m_parts.unknown.purge();  // the bounds hold for each state
}

void FeedbackService::unknownFaceGone(const store::UnknownFaceId &face, const Done &done)
{
    m_parts.unknown.forget(face);
    m_parts.unknown.purge();
    restoreRejections([done](const Outcome &restored) {
        warnUnlessDone(restored);
        done();
    });
}

// Their face may have been rejected for somebody else, and is erased from the register by now.
void FeedbackService::forgetPerson(const store::PersonId &person)
{
    m_parts.evidence.forget(person);
    restore(warnUnlessDone);
}

} // namespace rollcall::app
