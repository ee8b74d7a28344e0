#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt

#include "events/hub.h"
#include "ingest/camera_registry.h"
#include "live/marked_frames.h"
#include "media/owner_handle.h"

#include <QHash>
#include <QSize>

namespace rollcall::app {

// Faces of frames to pages and windows that draw them ("overlay", docs/events.md). Recognition is asked for them only while somebody is
// subscribed to the camera's. Lives on the Qt thread; what it is given outlives it.
class OverlayEvents : public QObject {
public:
    OverlayEvents(events::Hub &hub, ingest::CameraRegistry &cameras, live::MarkedFrames &frames, QObject *parent = nullptr);
    ~OverlayEvents() override;

    // The faces of one frame.
    struct Overlay {
        quint32 rtpTimestamp = 0;  // of the stream as viewers get it
        std::chrono::system_clock::time_point captured;
        QSize size;
        std::shared_ptr<const live::FaceMarks> faces;
    };
    [[nodiscard]] static QJsonObject toJson(const protocol::CameraId &camera, const Overlay &overlay);

private:
    class Watch;
    void adjust();
    void deliver(const protocol::CameraId &camera);

    events::Hub &m_hub;
    ingest::CameraRegistry &m_cameras;
    live::MarkedFrames &m_frames;
    const media::OwnerHandle m_owner;
    QHash<protocol::CameraId, std::shared_ptr<Watch>> m_watched;
};

} // namespace rollcall::app
