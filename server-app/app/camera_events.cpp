#include "app/camera_events.h"

#include "api/json.h"

#include <map>

using namespace Qt::StringLiterals;

namespace rollcall::app {

CameraEvents::CameraEvents(events::Bus &bus, ingest::CameraRegistry &cameras, const LiveCameras &live, store::Store &store, QObject *parent)
    : QObject(parent)
    , m_bus(bus)
    , m_live(live)
    , m_store(store)
{
    connect(&cameras, &ingest::CameraRegistry::cameraChanged, this, [this](const ingest::Camera *camera) { tell(*camera); });
    connect(&cameras, &ingest::CameraRegistry::cameraAdded, this, [this](const ingest::Camera *camera) {
        connect(camera, &ingest::Camera::measured, this, [this, camera] { tell(*camera); });
    });
}

QJsonObject CameraEvents::describe(const ingest::Camera &camera) const
{
    if (camera.state() != ingest::Camera::State::Away)
        return api::toJson(m_live.describe(camera));
    return api::toJson(store::Camera{.id = store::CameraId(camera.id().toString().toStdString()), .name = camera.name().toStdString(),
                                     .lastSeen = std::chrono::time_point_cast<std::chrono::milliseconds>(camera.since())});
}

void CameraEvents::tell(const ingest::Camera &camera)
{
    const QString id = camera.id().toString();
    m_bus.post({.type = u"camera"_s, .body = {{u"camera"_s, describe(camera)}}, .right = net::Right::ViewCameras, .camera = id, .key = id});
}

void CameraEvents::list(const std::function<void(const QJsonArray &)> &done)
{
    m_store.call([](store::Register &records) { return records.cameras(); }, this,
                 [this, done](const std::expected<std::vector<store::Camera>, store::StoreError> &known) {
        if (known)
            m_remembered = *known;
        std::map<std::string, QJsonObject> all;
        for (const api::LiveCamera &camera : m_live.liveCameras())
            all.emplace(camera.id.toString(), api::toJson(camera));
        for (const store::Camera &camera : m_remembered)
            all.emplace(camera.id.toString(), api::toJson(camera));  // a live one stays
        QJsonArray cameras;
        for (const auto &[id, camera] : all)
            cameras.append(camera);
        done(cameras);
    });
}

} // namespace rollcall::app
