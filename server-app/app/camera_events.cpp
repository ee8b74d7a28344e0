#include "app/camera_events.h"

#include "api/json.h"

#include <map>

using namespace Qt::StringLiterals;

namespace rollcall::app {

CameraEvents::CameraEvents(events::Bus &bus, ingest::CameraRegistry &cameras, const LiveCameras &live, const CameraBook &book, store::Store &store, QObject *parent)
    : QObject(parent)
    , m_bus(bus)
    , m_live(live)
    , m_store(store)
{
    connect(&cameras, &ingest::CameraRegistry::cameraChanged, this, [this](const ingest::Camera *camera) { tell(*camera); });
    connect(&cameras, &ingest::CameraRegistry::cameraAdded, this, [this](const ingest::Camera *camera) {
        connect(camera, &ingest::Camera::measured, this, [this, camera] { tell(*camera); });
    });
    connect(&book, &CameraBook::renamed, this, &CameraEvents::tellName);
    connect(&book, &CameraBook::forgotten, this, [this](const QString &id) {
        m_bus.post({.type = u"camera-gone"_s, .body = {{u"camera"_s, id}}, .right = net::Right::ViewCameras, .camera = id});
    });
}

QJsonObject CameraEvents::describe(const ingest::Camera &camera) const
{
    if (camera.state() != ingest::Camera::State::Away)
        return api::toJson(m_live.describe(camera));
    return api::toJson(store::Camera{.id = store::CameraId(camera.id().toString().toStdString()), .name = m_live.nameOf(camera).toStdString(),
                                     .lastSeen = std::chrono::time_point_cast<std::chrono::milliseconds>(camera.since())});
}

void CameraEvents::tell(const ingest::Camera &camera)
{
    post(camera.id().toString(), describe(camera));
}

void CameraEvents::post(const QString &id, const QJsonObject &camera)
{
    m_bus.post({.type = u"camera"_s, .body = {{u"camera"_s, camera}}, .right = net::Right::ViewCameras, .camera = id, .key = id});
}

// One that is away may have been here before the server was: the register knows it.
void CameraEvents::tellName(const QString &id)
{
    list([this, id](const QJsonArray &cameras) {
        for (const QJsonValue &camera : cameras) {
            if (camera[u"id"_s].toString() == id)
                post(id, camera.toObject());
        }
    });
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
