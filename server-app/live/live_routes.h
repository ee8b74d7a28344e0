#pragma once

#include "live/jpeg_feeds.h"
#include "net/router.h"

namespace rollcall::live {

// /snapshot/{camera}.jpg and /mjpeg/{camera} (docs/api.md). Lives on the network thread, which is the cameras'; the registry
// outlives it, and it outlives the server that has its routes.
class LiveRoutes : public QObject {
public:
    // `usual`: what is sent where a request does not say.
    // `marked`: see JpegFeeds.
    explicit LiveRoutes(ingest::CameraRegistry &cameras, const JpegWish &usual = {}, MarkedFrames *marked = nullptr, QObject *parent = nullptr);
    void addRoutes(net::Router &router);
    // For other ways to viewers: each picture is encoded once for all of them.
    [[nodiscard]] JpegFeeds &feeds() { return m_feeds; }

private:
    void sendSnapshot(const net::Request &request, net::Responder responder);
    void sendMjpeg(const net::Request &request, net::Responder responder);

    ingest::CameraRegistry &m_cameras;
    const JpegWish m_usual;
    JpegFeeds m_feeds;
};

} // namespace rollcall::live
