#pragma once

#include "api/parts.h"
#include "net/router.h"

#include <QObject>

#include <vector>

namespace rollcall::api {

// /api/v1/cameras. Network thread.
class CameraRoutes : public QObject {
public:
    explicit CameraRoutes(const Parts &parts, QObject *parent = nullptr);
    void addRoutes(net::Router &router);

private:
    void list(const net::Request &request, net::Responder responder);

    const Parts m_parts;
    std::vector<store::Camera> m_remembered;  // as they were last read
};

} // namespace rollcall::api
