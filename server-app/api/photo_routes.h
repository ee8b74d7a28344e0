#pragma once

#include "api/parts.h"
#include "net/router.h"

#include <QObject>

namespace rollcall::api {

// /api/v1/people/{id}/photos: what somebody is recognised by. Network thread.
class PhotoRoutes : public QObject {
public:
    explicit PhotoRoutes(const Parts &parts, QObject *parent = nullptr);
    void addRoutes(net::Router &router);

private:
    void list(const net::Request &request, net::Responder responder);
    void show(const net::Request &request, net::Responder responder);
    void add(const net::Request &request, net::Responder responder);
    void remove(const net::Request &request, net::Responder responder);

    const Parts m_parts;
};

} // namespace rollcall::api
