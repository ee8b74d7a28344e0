#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt

#include "app/camera_book.h"
#include "app/live_cameras.h"
#include "events/bus.h"
#include "store/store.h"

#include <QJsonArray>

#include <functional>

namespace rollcall::app {

// Cameras' states, names and figures, and that one was forgotten, to pages and windows ("camera", "camera-gone", docs/events.md). Lives on the Qt thread; what it is given outlives it.
class CameraEvents : public QObject {
public:
    CameraEvents(events::Bus &bus, ingest::CameraRegistry &cameras, const LiveCameras &live, const CameraBook &book, store::Store &store, QObject *parent = nullptr);

    // As GET /api/v1/cameras lists them. While the register is away, those that are here and those that were read last.
    void list(const std::function<void(const QJsonArray &)> &done);

private:
    void tell(const ingest::Camera &camera);
    void tellName(const QString &id);
    void post(const QString &id, const QJsonObject &camera);
    [[nodiscard]] QJsonObject describe(const ingest::Camera &camera) const;

    events::Bus &m_bus;
    const LiveCameras &m_live;
    store::Store &m_store;
    std::vector<store::Camera> m_remembered;
};

} // namespace rollcall::app
