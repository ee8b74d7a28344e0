#pragma once

#include "ingest/camera.h"

#include <QHash>
#include <QList>
#include <QObject>

namespace rollcall::ingest {

// All cameras that were here since the start, by id. Lives on the Qt thread; owns them. Bounded: when there are too many, one
// that is away makes room.
class CameraRegistry : public QObject {
    Q_OBJECT

public:
    static constexpr qsizetype maxCameras = 1000;

    explicit CameraRegistry(ops::Metrics &metrics, QObject *parent = nullptr);

    // The camera of this id, made where it is new; nullptr when there is no room.
    [[nodiscard]] Camera *camera(const protocol::CameraId &id);
    [[nodiscard]] Camera *find(const protocol::CameraId &id) const { return m_cameras.value(id); }
    [[nodiscard]] QList<Camera *> cameras() const { return m_cameras.values(); }

Q_SIGNALS:
    void cameraAdded(rollcall::ingest::Camera *camera);
    void cameraChanged(rollcall::ingest::Camera *camera);
    void cameraRemoved(const rollcall::protocol::CameraId &id);

private:
    bool makeRoom();
    ops::Metrics &m_metrics;
    QHash<protocol::CameraId, Camera *> m_cameras;  // children
};

} // namespace rollcall::ingest
