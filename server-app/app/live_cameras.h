#pragma once

#include "api/camera_directory.h"
#include "ingest/camera_registry.h"

#include <functional>

namespace rollcall::app {

// The registry as the API wants to see it. Qt thread; the registry outlives it.
class LiveCameras final : public api::CameraDirectory {
public:
    using Challenge = std::function<QString(const protocol::CameraId &)>;
    // `challenge`: what somebody before this camera is asked to do, or nothing.
    LiveCameras(const ingest::CameraRegistry &cameras, Challenge challenge)
        : m_cameras(cameras)
        , m_challenge(std::move(challenge))
    {
    }
    [[nodiscard]] QList<api::LiveCamera> liveCameras() const override;

private:
    const ingest::CameraRegistry &m_cameras;
    const Challenge m_challenge;
};

} // namespace rollcall::app
