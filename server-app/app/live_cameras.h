#pragma once

#include "app/camera_book.h"
#include "app/recognition_pool.h"

#include "api/camera_directory.h"
#include "ingest/camera_registry.h"

namespace rollcall::app {

// The registry as the API wants to see it, with what recognition and operators say. Qt thread; what it is given outlives it.
class LiveCameras final : public api::CameraDirectory {
public:
    LiveCameras(const ingest::CameraRegistry &cameras, const RecognitionPool &pool, const CameraBook &book)
        : m_cameras(cameras)
        , m_pool(pool)
        , m_book(book)
    {
    }
    [[nodiscard]] QList<api::LiveCamera> liveCameras() const override;
    [[nodiscard]] std::optional<attendance::UtcMs> leftAt(const attendance::CameraId &camera) const override;
    // One that is not away.
    [[nodiscard]] api::LiveCamera describe(const ingest::Camera &camera) const;
    // What it is called here, away or not.
    [[nodiscard]] QString nameOf(const ingest::Camera &camera) const { return m_book.nameOf(camera.id().toString(), camera.name()); }

private:
    const ingest::CameraRegistry &m_cameras;
    const RecognitionPool &m_pool;
    const CameraBook &m_book;
};

} // namespace rollcall::app
