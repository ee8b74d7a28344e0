#include "live/jpeg_feeds.h"

namespace rollcall::live {

JpegFeeds::JpegFeeds(ingest::CameraRegistry &cameras, MarkedFrames *marked, QObject *parent)
    : QObject(parent)
    , m_cameras(cameras)
    , m_marked(marked)
    , m_worker(std::make_shared<JpegWorker>(1, [encoder = std::make_shared<JpegEncoder>()](JpegWork &work, int) { work.serve(*encoder); }))
{
    connect(&cameras, &ingest::CameraRegistry::cameraRemoved, this, [this](const protocol::CameraId &id) {
        delete m_feeds.take({id, false});
        delete m_feeds.take({id, true});
    });
}

JpegFeeds::~JpegFeeds()
{
    qDeleteAll(std::exchange(m_feeds, {}));
    m_worker->stop();
}

std::unique_ptr<JpegTaker> JpegFeeds::take(const protocol::CameraId &id, const JpegWish &wish)
{
    if (!m_cameras.find(id))
        return {};
    JpegFeed *&feed = m_feeds[{id, wish.overlay}];
    if (!feed)
        feed = new JpegFeed(id.toString(), sourceOf(id, wish.overlay), m_worker, this);
    return std::make_unique<JpegTaker>(*feed, wish);
}

// A feed goes with its camera.
JpegFeed::Source JpegFeeds::sourceOf(const protocol::CameraId &id, bool overlay)
{
    return [this, id, overlay](const MarkedTaker &taker) -> std::shared_ptr<void> {
        if (std::shared_ptr<MarkedFrames::Subscription> marked = overlay && m_marked ? m_marked->take(id, taker) : nullptr)
            return marked;
        return std::make_shared<ingest::FrameSubscription>(m_cameras.find(id)->takeFrames([taker](const media::DecodedFrame &frame) { taker({frame, {}}); }));
    };
}

qsizetype JpegFeeds::takerCount() const
{
    qsizetype count = 0;
    for (const JpegFeed *feed : m_feeds)
        count += feed->takerCount();
    return count;
}

} // namespace rollcall::live
