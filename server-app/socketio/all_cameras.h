#pragma once

#include "live/jpeg_feeds.h"

#include <QMap>

namespace rollcall::socketio {

// The pictures of every camera that is here or comes, as JPEGs, while somebody wants them: nothing is encoded before start()
// and after stop(). Lives on the Qt thread; cameras and feeds outlive it.
class AllCameras : public QObject {
    Q_OBJECT

public:
    AllCameras(ingest::CameraRegistry &cameras, live::JpegFeeds &feeds, const live::JpegWish &wish, QObject *parent = nullptr);
    void start();
    void stop();

Q_SIGNALS:
    void picture(const rollcall::protocol::CameraId &camera, const rollcall::live::JpegPicture &picture);

private:
    void take(const protocol::CameraId &id);

    ingest::CameraRegistry &m_cameras;
    live::JpegFeeds &m_feeds;
    const live::JpegWish m_wish;
    bool m_started = false;
    QMap<QString, std::shared_ptr<live::JpegTaker>> m_takers;
};

} // namespace rollcall::socketio
