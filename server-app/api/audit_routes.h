#pragma once

#include "api/parts.h"
#include "net/router.h"

#include <QObject>

namespace rollcall::api {

// /api/v1/audit: who did what with biometric data. There is no route that alters it. Network thread.
class AuditRoutes : public QObject {
public:
    explicit AuditRoutes(const Parts &parts, QObject *parent = nullptr);
    void addRoutes(net::Router &router);

private:
    void list(const net::Request &request, net::Responder responder);
    void verify(const net::Request &request, net::Responder responder);

    const Parts m_parts;
};

} // namespace rollcall::api
