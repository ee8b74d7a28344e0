#include "app/live_cameras.h"

using namespace Qt::StringLiterals;

namespace rollcall::app {

namespace {

QString stateName(ingest::Camera::State state)
{
    switch (state) {
    case ingest::Camera::State::Away:
        return u"away"_s;
    case ingest::Camera::State::Connecting:
        return u"connecting"_s;
    case ingest::Camera::State::Streaming:
        return u"streaming"_s;
    case ingest::Camera::State::Paused:
        return u"paused"_s;
    }
    return {};
}

std::optional<api::RefusedFace> refusedFace(const RecognitionPool &pool, const protocol::CameraId &camera)
{
    const auto refused = pool.lastRefused(camera);
    if (!refused)
        return std::nullopt;
    return api::RefusedFace{QString::fromStdString(refused->reason), std::chrono::time_point_cast<std::chrono::milliseconds>(refused->when)};
}

QString codecName(const std::optional<protocol::Codec> &codec)
{
    if (!codec)
        return {};
    return *codec == protocol::Codec::Vp8 ? u"vp8"_s : u"h264"_s;
}

} // namespace

QList<api::LiveCamera> LiveCameras::liveCameras() const
{
    QList<api::LiveCamera> live;
    for (const ingest::Camera *camera : m_cameras.cameras()) {
        if (camera->state() != ingest::Camera::State::Away)
            live.append(describe(*camera));
    }
    return live;
}

std::optional<attendance::UtcMs> LiveCameras::leftAt(const attendance::CameraId &camera) const
{
    const ingest::Camera *known = m_cameras.find(protocol::CameraId(QString::fromStdString(camera.toString())));
    if (!known || known->state() != ingest::Camera::State::Away)
        return std::nullopt;
    return std::chrono::time_point_cast<std::chrono::milliseconds>(known->since());
}

api::LiveCamera LiveCameras::describe(const ingest::Camera &camera) const
{
    const QSize size = camera.pictureSize();
    const ingest::StreamFigures &figures = camera.figures();
    return {.id = attendance::CameraId(camera.id().toString().toStdString()),
            .name = nameOf(camera),
            .state = stateName(camera.state()),
            .codec = codecName(camera.encoding().codec),
            .width = size.width(),
            .height = size.height(),
            .framesPerSecond = camera.framesPerSecond(),
            .bitrateKbps = figures.bitrateKbps,
            .packetLoss = figures.packetLoss,
            .roundTripMs = figures.roundTripMs,
            .latencyMs = figures.latencyMs,
            .connectedSince = std::chrono::time_point_cast<std::chrono::milliseconds>(camera.since()),
            .challenge = m_pool.challenge(camera.id()),
            .refusedFace = refusedFace(m_pool, camera.id())};
}

} // namespace rollcall::app
