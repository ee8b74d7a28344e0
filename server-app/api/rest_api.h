#pragma once

#include "api/attendance_routes.h"
#include "api/audit_routes.h"
#include "api/camera_routes.h"
#include "api/correction_routes.h"
#include "api/enrolment_routes.h"
#include "api/export_routes.h"
#include "api/health_routes.h"
#include "api/parts.h"
#include "api/people_routes.h"
#include "api/photo_routes.h"
#include "api/pin_routes.h"
#include "api/report_routes.h"
#include "api/request_contract.h"
#include "api/schedule_routes.h"
#include "api/sighting_routes.h"
#include "api/summary_routes.h"
#include "api/unknown_face_routes.h"
#include "api/webhook_routes.h"

#include <QObject>

namespace rollcall::api {

// The REST routes under /api/v1 (docs/api.md), /healthz, /readyz and /metrics: one class a topic. Lives on the network thread;
// everything in Parts outlives it, and it outlives the server that has its routes.
class RestApi : public QObject {
public:
    using Parts = api::Parts;
    explicit RestApi(const Parts &parts, QObject *parent = nullptr);
    void addRoutes(net::Router &router);
    // After the routes of all other parts were added, too: what holds for each of them (see RequestContract).
    void applyContract(net::Router &router) { m_contract.apply(router); }
    // Used on the thread of reports.
    [[nodiscard]] std::shared_ptr<DayBook> days() const { return m_days; }

private:
    const std::shared_ptr<DayBook> m_days = std::make_shared<DayBook>();
    CameraRoutes m_cameras;
    PeopleRoutes m_people;
    EnrolmentRoutes m_enrolment;
    PhotoRoutes m_photos;
    AttendanceRoutes m_attendance;
    SummaryRoutes m_summary;
    SightingRoutes m_sightings;
    UnknownFaceRoutes m_unknownFaces;
    PinRoutes m_pin;
    AuditRoutes m_audit;
    ScheduleRoutes m_schedules;
    CorrectionRoutes m_corrections;
    ReportRoutes m_reports;
    ExportRoutes m_export;
    WebhookRoutes m_webhooks;
    HealthRoutes m_health;
    RequestContract m_contract;
};

} // namespace rollcall::api
