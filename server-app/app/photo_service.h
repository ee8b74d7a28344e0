#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt

#include "api/photo_judge.h"
#include "app/enrolment_service.h"
#include "media/owner_handle.h"

#include <atomic>

namespace rollcall::app {

// Looks at photos for the pages, on threads of its own so that neither enrolment nor recognition waits for them. Lives on the Qt thread; what it is
// given outlives it.
class PhotoService : public QObject, public api::PhotoJudge {
    Q_OBJECT

public:
    PhotoService(std::shared_ptr<const recognition::Engine> engine, const EnrolmentService &enrolment, QObject *parent = nullptr);
    ~PhotoService() override;

    void review(const QByteArray &photo, std::function<void(const api::PhotoReview &)> done) override;
    void nearest(const std::vector<store::Look> &looks, int count, std::function<void(const std::vector<api::KnownPerson> &)> done) override;
    void thumbnail(const QByteArray &photo, int side, std::function<void(const QByteArray &)> done) override;

private:
    [[nodiscard]] api::PhotoReview look(const QByteArray &photo);

    // Qt thread
    const std::shared_ptr<const recognition::Engine> m_engine;
    const EnrolmentService &m_enrolment;
    const media::OwnerHandle m_owner;

    std::atomic<bool> m_ending{false};  // any thread

    // Worker
    std::unique_ptr<recognition::Workspace> m_workspace;  // made when it is first needed
    store::WorkQueue m_reviews;   // last: their threads use what is above
    store::WorkQueue m_pictures;
};

} // namespace rollcall::app
