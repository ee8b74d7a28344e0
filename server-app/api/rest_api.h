#pragma once

#include "api/camera_directory.h"
#include "api/enrolment.h"
#include "api/local_calendar.h"
#include "attendance/register.h"
#include "net/router.h"
#include "ops/metrics.h"
#include "store/store.h"

#include <QObject>

namespace rollcall::api {

// The REST routes under /api/v1 (docs/api.md), /healthz, /readyz and /metrics. Lives on the network thread; everything in Parts outlives it, and it
// outlives the server that has its routes.
class RestApi : public QObject {
public:
    struct Parts {
        store::Store &store;
        const CameraDirectory &cameras;
        Enrolment &enrolment;
        ops::Metrics &metrics;
        LocalCalendar calendar;
        attendance::Rules rules;
        std::function<attendance::UtcMs()> now;
    };
    explicit RestApi(Parts parts, QObject *parent = nullptr);
    void addRoutes(net::Router &router);

private:
    void listCameras(const net::Request &request, net::Responder responder);
    void listPeople(const net::Request &request, net::Responder responder);
    void showPerson(const net::Request &request, net::Responder responder);
    void enrol(const net::Request &request, net::Responder responder);
    void removePerson(const net::Request &request, net::Responder responder);
    void listSightings(const net::Request &request, net::Responder responder);
    void showAttendance(const net::Request &request, net::Responder responder);
    void showHealth(const net::Request &request, net::Responder responder);
    void showReadiness(const net::Request &request, net::Responder responder);
    void showMetrics(const net::Request &request, net::Responder responder);
    void keep(const store::Person &person, const QList<QByteArray> &photos, const std::vector<PhotoOutcome> &outcomes,
              const std::shared_ptr<net::Responder> &responder);

    Parts m_parts;
    attendance::UuidGenerator m_ids;
};

} // namespace rollcall::api
