#pragma once

#include "ingest/camera_registry.h"
#include "live/jpeg_feed.h"

#include <QHash>

namespace rollcall::live {

// The JPEG feeds of all cameras, made when somebody first wants one, and the one thread that encodes for all of them. Lives on
// the Qt thread; the registry outlives it.
class JpegFeeds : public QObject {
public:
    explicit JpegFeeds(ingest::CameraRegistry &cameras, QObject *parent = nullptr);
    ~JpegFeeds() override;

    // Null where no camera of this id is known.
    [[nodiscard]] std::unique_ptr<JpegTaker> take(const protocol::CameraId &id, const JpegWish &wish);
    [[nodiscard]] qsizetype takerCount() const;

private:
    ingest::CameraRegistry &m_cameras;
    const std::shared_ptr<JpegWorker> m_worker;
    QHash<protocol::CameraId, JpegFeed *> m_feeds;  // children
};

} // namespace rollcall::live
