#pragma once

#include "api/parts.h"
#include "net/router.h"

#include <QObject>

namespace rollcall::api {

// /api/v1/sightings and /api/v1/attendance: who was here. Network thread.
class AttendanceRoutes : public QObject {
public:
    explicit AttendanceRoutes(const Parts &parts, QObject *parent = nullptr);
    void addRoutes(net::Router &router);

private:
    void listSightings(const net::Request &request, net::Responder responder);
    void showRegister(const net::Request &request, net::Responder responder);

    const Parts m_parts;
};

} // namespace rollcall::api
