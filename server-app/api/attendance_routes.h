#pragma once

#include "api/register_parts.h"
#include "net/router.h"

#include <QObject>

namespace rollcall::api {

// /api/v1/sightings and /api/v1/attendance: who was here, and what the rules make of it. Network thread.
class AttendanceRoutes : public QObject {
public:
    explicit AttendanceRoutes(const RegisterParts &parts, QObject *parent = nullptr);
    void addRoutes(net::Router &router);

private:
    void listSightings(const net::Request &request, net::Responder responder);
    void showRegister(const net::Request &request, net::Responder responder);
    void showDays(const net::Request &request, net::Responder responder);

    const RegisterParts m_parts;
};

} // namespace rollcall::api
