#pragma once

#include "api/camera_control.h"
#include "net/router.h"

#include <QObject>

namespace rollcall::api {

// /api/v1/cameras/{camera}/encoding, /pause, /resume and /keyframe. Network thread; the control outlives it.
class CameraControlRoutes : public QObject {
public:
    explicit CameraControlRoutes(CameraControl &control, QObject *parent = nullptr);
    void addRoutes(net::Router &router);

private:
    void show(const net::Request &request, net::Responder responder);
    void change(const net::Request &request, net::Responder responder);
    void pause(const net::Request &request, net::Responder responder);
    void resume(const net::Request &request, net::Responder responder);
    void askForKeyframe(const net::Request &request, net::Responder responder);
    void order(const CameraOrder &order, net::Responder responder);

    CameraControl &m_control;
};

} // namespace rollcall::api
