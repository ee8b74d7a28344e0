#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt

#include "api/camera_enrolment.h"
#include "app/enrolment_service.h"
#include "ingest/camera_registry.h"
#include "media/latest_value.h"
#include "media/owner_handle.h"
#include "media/round_robin.h"
#include "recognition/shot_collector.h"

#include <QTimer>

#include <map>
#include <memory>

namespace rollcall::app {

// Enrols from live cameras: looks at each frame of a camera that it can, keeps good pictures that differ, and hands them to the desk like any
// other photos. Lives on the Qt thread; looking is done on a thread of its own. What it is given outlives it.
class CameraEnrolments : public QObject, public api::CameraEnrolment {
    Q_OBJECT

public:
    struct Limits {
        std::size_t sessions = 4;                 // that collect at a time
        std::chrono::minutes remembered{10};      // after a session's end
    };
    CameraEnrolments(std::shared_ptr<const recognition::Engine> engine, const ingest::CameraRegistry &cameras, const EnrolmentService &service,
                     api::EnrolmentDesk &desk, QObject *parent = nullptr);
    ~CameraEnrolments() override;

    [[nodiscard]] std::expected<api::CameraEnrolmentStatus, api::CameraEnrolmentProblem> start(const api::CameraEnrolmentRequest &request) override;
    [[nodiscard]] std::optional<api::CameraEnrolmentStatus> status(const attendance::CameraId &camera) const override;
    bool cancel(const attendance::CameraId &camera) override;

private:
    struct Collection;
    struct Session;
    void serve(Collection &collection);
    void timeIsUp(uint64_t number);
    void enrol(Session &session);
    void end(Session &session);
    // Refused a moment ago as somebody who is enrolled, and now the operator says that they are two people; null otherwise.
    [[nodiscard]] Session *contradicted(const api::CameraEnrolmentRequest &request);
    [[nodiscard]] Session *session(uint64_t number);
    [[nodiscard]] std::size_t collecting() const;

    // Qt thread
    const std::shared_ptr<const recognition::Engine> m_engine;
    const ingest::CameraRegistry &m_cameras;
    const EnrolmentService &m_service;
    api::EnrolmentDesk &m_desk;
    const Limits m_limits;
    const media::OwnerHandle m_owner;
    std::map<std::string, std::unique_ptr<Session>> m_sessions;  // by camera
    uint64_t m_next = 1;

    // Worker
    std::unique_ptr<recognition::Workspace> m_workspace;  // made when it is first needed
    std::shared_ptr<media::RoundRobin<Collection>> m_worker;  // last: its thread uses what is above
};

} // namespace rollcall::app
