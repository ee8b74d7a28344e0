#pragma once

#include "live/jpeg_feeds.h"
#include "net/router.h"

namespace rollcall::live {

// /snapshot/{camera}.jpg and /mjpeg/{camera} (docs/api.md). Lives on the network thread, which is the cameras'; the registry
// outlives it, and it outlives the server that has its routes.
class LiveRoutes : public QObject {
public:
    explicit LiveRoutes(ingest::CameraRegistry &cameras, QObject *parent = nullptr);
    void addRoutes(net::Router &router);

private:
    void sendSnapshot(const net::Request &request, net::Responder responder);
    void sendMjpeg(const net::Request &request, net::Responder responder);

    ingest::CameraRegistry &m_cameras;
    JpegFeeds m_feeds;
};

} // namespace rollcall::live
