#pragma once

#include "ingest/camera_registry.h"
#include "live/jpeg_feed.h"

#include <QHash>

namespace rollcall::live {

// The JPEG feeds of all cameras, one of plain pictures and one of pictures with boxes each, made when somebody first wants one, and the one thread that encodes for all of them. Lives on
// the Qt thread; the registry outlives it.
class JpegFeeds : public QObject {
public:
    // `marked`: where frames with their faces come from; null: nobody looks for faces, and pictures have no boxes. Outlives it.
    explicit JpegFeeds(ingest::CameraRegistry &cameras, MarkedFrames *marked = nullptr, QObject *parent = nullptr);
    ~JpegFeeds() override;

    // Null where no camera of this id is known.
    [[nodiscard]] std::unique_ptr<JpegTaker> take(const protocol::CameraId &id, const JpegWish &wish);
    [[nodiscard]] qsizetype takerCount() const;

private:
    [[nodiscard]] JpegFeed::Source sourceOf(const protocol::CameraId &id, bool overlay);

    ingest::CameraRegistry &m_cameras;
    MarkedFrames *const m_marked;
    const std::shared_ptr<JpegWorker> m_worker;
    using Key = std::pair<protocol::CameraId, bool>;  // with overlay
    QHash<Key, JpegFeed *> m_feeds;                   // children
};

} // namespace rollcall::live
