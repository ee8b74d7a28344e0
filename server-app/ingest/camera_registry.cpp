#include "ingest/camera_registry.h"

#include <algorithm>

namespace rollcall::ingest {

CameraRegistry::CameraRegistry(ops::Metrics &metrics, QObject *parent)
    : QObject(parent)
    , m_metrics(metrics)
{
}

Camera *CameraRegistry::camera(const protocol::CameraId &id)
{
    if (Camera *known = find(id))
        return known;
    if (m_cameras.size() >= maxCameras && !makeRoom())
        return nullptr;
    auto *camera = new Camera(id, m_metrics, this);
    m_cameras.insert(id, camera);
    connect(camera, &Camera::stateChanged, this, [this, camera] { Q_EMIT cameraChanged(camera); });
    Q_EMIT cameraAdded(camera);
    return camera;
}

// The camera that has been away longest goes.
bool CameraRegistry::makeRoom()
{
    Camera *oldest = nullptr;
    for (Camera *camera : std::as_const(m_cameras)) {
        if (camera->state() == Camera::State::Away && (!oldest || camera->since() < oldest->since()))
            oldest = camera;
    }
    if (!oldest)
        return false;
    const protocol::CameraId id = oldest->id();
    m_cameras.remove(id);
    Q_EMIT cameraRemoved(id);
    delete oldest;
    return true;
}

} // namespace rollcall::ingest
