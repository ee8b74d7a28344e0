#pragma once

#include "api/register_parts.h"
#include "net/router.h"

#include <QObject>

namespace rollcall::api {

// /api/v1/shifts, /assignments, /holidays and /camera-directions: what the register is judged by. Network thread.
class ScheduleRoutes : public QObject {
public:
    explicit ScheduleRoutes(const RegisterParts &parts, QObject *parent = nullptr);
    void addRoutes(net::Router &router);

private:
    void listShifts(const net::Request &request, net::Responder responder);
    void addShift(const net::Request &request, net::Responder responder);
    void showShift(const net::Request &request, net::Responder responder);
    void replaceShift(const net::Request &request, net::Responder responder);
    void removeShift(const net::Request &request, net::Responder responder);
    void listAssignments(const net::Request &request, net::Responder responder);
    void addAssignment(const net::Request &request, net::Responder responder);
    void showAssignment(const net::Request &request, net::Responder responder);
    void removeAssignment(const net::Request &request, net::Responder responder);
    void listHolidays(const net::Request &request, net::Responder responder);
    void addHoliday(const net::Request &request, net::Responder responder);
    void showHoliday(const net::Request &request, net::Responder responder);
    void replaceHoliday(const net::Request &request, net::Responder responder);
    void removeHoliday(const net::Request &request, net::Responder responder);
    void listDirections(const net::Request &request, net::Responder responder);
    void showDirection(const net::Request &request, net::Responder responder);
    void setDirection(const net::Request &request, net::Responder responder);
    void resetDirection(const net::Request &request, net::Responder responder);

    [[nodiscard]] std::string freshId();

    const RegisterParts m_parts;
    attendance::UuidGenerator m_ids;
};

} // namespace rollcall::api
