#pragma once

#include "api/parts.h"
#include "net/router.h"

#include <QObject>

namespace rollcall::api {

// GET /api/v1/people/{id}/export: everything that is kept about one person, as a ZIP. Network thread.
class ExportRoutes : public QObject {
public:
    explicit ExportRoutes(const Parts &parts, QObject *parent = nullptr);
    void addRoutes(net::Router &router);

    static constexpr int atOnce = 4;  // each holds a picture and a connection

private:
    void exportPerson(const net::Request &request, net::Responder responder);

    const Parts m_parts;
    int m_running = 0;
};

} // namespace rollcall::api
