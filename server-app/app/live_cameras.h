#pragma once

#include "app/recognition_pool.h"

#include "api/camera_directory.h"
#include "ingest/camera_registry.h"

namespace rollcall::app {

// The registry as the API wants to see it, with what recognition says. Qt thread; the registry and the pool outlive it.
class LiveCameras final : public api::CameraDirectory {
public:
    LiveCameras(const ingest::CameraRegistry &cameras, const RecognitionPool &pool)
        : m_cameras(cameras)
        , m_pool(pool)
    {
    }
    [[nodiscard]] QList<api::LiveCamera> liveCameras() const override;
    // One that is not away.
    [[nodiscard]] api::LiveCamera describe(const ingest::Camera &camera) const;

private:
    const ingest::CameraRegistry &m_cameras;
    const RecognitionPool &m_pool;
};

} // namespace rollcall::app
