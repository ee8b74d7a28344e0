#include "socketio/all_cameras.h"

namespace rollcall::socketio {

AllCameras::AllCameras(ingest::CameraRegistry &cameras, live::JpegFeeds &feeds, const live::JpegWish &wish, QObject *parent)
    : QObject(parent)
    , m_cameras(cameras)
    , m_feeds(feeds)
    , m_wish(wish)
{
    connect(&cameras, &ingest::CameraRegistry::cameraAdded, this, [this](const ingest::Camera *camera) {
        if (m_started)
            take(camera->id());
    });
}

void AllCameras::start()
{
    if (std::exchange(m_started, true))
        return;
    const auto cameras = m_cameras.cameras();
    for (const ingest::Camera *camera : cameras)
        take(camera->id());
}

void AllCameras::stop()
{
    m_started = false;
    m_takers.clear();
}

void AllCameras::take(const protocol::CameraId &id)
{
    const std::shared_ptr<live::JpegTaker> taker = m_feeds.take(id, m_wish);
    if (!taker)
        return;
    m_takers.insert(id.toString(), taker);
    connect(taker.get(), &live::JpegTaker::picture, this, [this, id](const live::JpegPicture &picture) { Q_EMIT this->picture(id, picture); });
    // Queued: this comes while the feed tells its takers that it goes.
    connect(taker.get(), &live::JpegTaker::ended, this, [this, id, ended = std::weak_ptr(taker)] {
        if (m_takers.value(id.toString()) == ended.lock())
            m_takers.remove(id.toString());
    }, Qt::QueuedConnection);
}

} // namespace rollcall::socketio
