#pragma once

#include "api/camera_enrolment.h"
#include "api/parts.h"
#include "attendance/uuid.h"
#include "net/router.h"

#include <QObject>

namespace rollcall::api {

// /api/v1/cameras/{camera}/enrolment: enrols the person who stands in front of a camera. Network thread; what it is given outlives it.
class CameraEnrolmentRoutes : public QObject {
public:
    CameraEnrolmentRoutes(const Parts &parts, CameraEnrolment &enrolment, QObject *parent = nullptr);
    void addRoutes(net::Router &router);

private:
    void start(const net::Request &request, net::Responder responder);
    void show(const net::Request &request, net::Responder responder);
    void cancel(const net::Request &request, net::Responder responder);
    void startWith(const CameraEnrolmentRequest &wanted, net::Responder &responder);

    const Parts m_parts;
    CameraEnrolment &m_enrolment;
    attendance::UuidGenerator m_ids;
};

} // namespace rollcall::api
