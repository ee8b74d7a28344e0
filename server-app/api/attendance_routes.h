#pragma once

#include "api/day_book.h"
#include "api/register_parts.h"
#include "net/router.h"

#include <QObject>

namespace rollcall::api {

// /api/v1/sightings and /api/v1/attendance: who was here, and what the rules make of it. Network thread.
class AttendanceRoutes : public QObject {
public:
    explicit AttendanceRoutes(const RegisterParts &parts, std::shared_ptr<DayBook> days = std::make_shared<DayBook>(), QObject *parent = nullptr);
    void addRoutes(net::Router &router);

private:
    void listSightings(const net::Request &request, net::Responder responder);
    void showRegister(const net::Request &request, net::Responder responder);
    void showDays(const net::Request &request, net::Responder responder);

    const RegisterParts m_parts;
    const std::shared_ptr<DayBook> m_days;  // used on the thread of reports
};

} // namespace rollcall::api
