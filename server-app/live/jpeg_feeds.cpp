#include "live/jpeg_feeds.h"

namespace rollcall::live {

JpegFeeds::JpegFeeds(ingest::CameraRegistry &cameras, QObject *parent)
    : QObject(parent)
    , m_cameras(cameras)
    , m_worker(std::make_shared<JpegWorker>(1, [encoder = std::make_shared<JpegEncoder>()](JpegWork &work, int) { work.serve(*encoder); }))
{
    connect(&cameras, &ingest::CameraRegistry::cameraRemoved, this, [this](const protocol::CameraId &id) { delete m_feeds.take(id); });
}

JpegFeeds::~JpegFeeds()
{
    qDeleteAll(std::exchange(m_feeds, {}));
    m_worker->stop();
}

std::unique_ptr<JpegTaker> JpegFeeds::take(const protocol::CameraId &id, const JpegWish &wish)
{
    ingest::Camera *camera = m_cameras.find(id);
    if (!camera)
        return {};
    JpegFeed *&feed = m_feeds[id];
    if (!feed)
        feed = new JpegFeed(*camera, m_worker, this);
    return std::make_unique<JpegTaker>(*feed, wish);
}

qsizetype JpegFeeds::takerCount() const
{
    qsizetype count = 0;
    for (const JpegFeed *feed : m_feeds)
        count += feed->takerCount();
    return count;
}

} // namespace rollcall::live
