#include "api/rest_api.h"

namespace rollcall::api {

RestApi::RestApi(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_cameras(parts)
    , m_people(parts)
    , m_enrolment(parts)
    , m_photos(parts)
    , m_attendance(registerParts(parts), m_days)
    , m_summary(registerParts(parts), parts.cameras, m_days)
    , m_sightings(parts)
    , m_unknownFaces(parts)
    , m_pin(parts)
    , m_audit(parts)
    , m_schedules(registerParts(parts))
    , m_corrections(registerParts(parts))
    , m_reports(registerParts(parts))
    , m_export(parts)
    , m_webhooks(parts)
    , m_health(parts)
    , m_contract(parts)
{
}

void RestApi::addRoutes(net::Router &router)
{
    m_cameras.addRoutes(router);
    m_people.addRoutes(router);
    m_enrolment.addRoutes(router);
    m_photos.addRoutes(router);
    m_attendance.addRoutes(router);
    m_summary.addRoutes(router);
    m_sightings.addRoutes(router);
    m_unknownFaces.addRoutes(router);
    m_pin.addRoutes(router);
    m_audit.addRoutes(router);
    m_schedules.addRoutes(router);
    m_corrections.addRoutes(router);
    m_reports.addRoutes(router);
    m_export.addRoutes(router);
    m_webhooks.addRoutes(router);
    m_health.addRoutes(router);
}

} // namespace rollcall::api
