#pragma once

#include "api/parts.h"
#include "attendance/uuid.h"
#include "net/router.h"

#include <QObject>

namespace rollcall::api {

// POST /api/v1/people: photos become a person who is recognised. Network thread.
class EnrolmentRoutes : public QObject {
public:
    explicit EnrolmentRoutes(const Parts &parts, QObject *parent = nullptr);
    void addRoutes(net::Router &router);

private:
    void enrol(const net::Request &request, net::Responder responder);

    const Parts m_parts;
    attendance::UuidGenerator m_ids;
};

} // namespace rollcall::api
