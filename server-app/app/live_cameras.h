#pragma once

#include "api/camera_directory.h"
#include "ingest/camera_registry.h"

namespace rollcall::app {

// The registry as the API wants to see it. Qt thread; the registry outlives it.
class LiveCameras final : public api::CameraDirectory {
public:
    explicit LiveCameras(const ingest::CameraRegistry &cameras)
        : m_cameras(cameras)
    {
    }
    [[nodiscard]] QList<api::LiveCamera> liveCameras() const override;

private:
    const ingest::CameraRegistry &m_cameras;
};

} // namespace rollcall::app
