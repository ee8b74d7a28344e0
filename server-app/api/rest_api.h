#pragma once

#include "api/attendance_routes.h"
#include "api/camera_routes.h"
#include "api/enrolment_routes.h"
#include "api/health_routes.h"
#include "api/parts.h"
#include "api/people_routes.h"

#include <QObject>

namespace rollcall::api {

// The REST routes under /api/v1 (docs/api.md), /healthz, /readyz and /metrics: one class a topic. Lives on the network thread;
// everything in Parts outlives it, and it outlives the server that has its routes.
class RestApi : public QObject {
public:
    using Parts = api::Parts;
    explicit RestApi(const Parts &parts, QObject *parent = nullptr);
    void addRoutes(net::Router &router);

private:
    CameraRoutes m_cameras;
    PeopleRoutes m_people;
    EnrolmentRoutes m_enrolment;
    AttendanceRoutes m_attendance;
    HealthRoutes m_health;
};

} // namespace rollcall::api
