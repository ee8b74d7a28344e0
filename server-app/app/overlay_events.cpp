#include "app/overlay_events.h"

#include "app/track_reports.h"

#include <QDateTime>

#include <cmath>
#include <deque>
#include <mutex>

using namespace Qt::StringLiterals;

namespace rollcall::app {

namespace {

using live::FaceMark;

// Overlays of one camera that wait for the Qt thread; when it is late, older ones are of no use.
constexpr std::size_t mostWaiting = 8;

QString wordOf(FaceMark::State state)
{
    switch (state) {
    case FaceMark::State::Deciding:
        return u"deciding"_s;
    case FaceMark::State::Unknown:
        return u"unknown"_s;
    case FaceMark::State::Suggested:
        return u"suggested"_s;
    case FaceMark::State::Known:
        return u"known"_s;
    }
    return {};
}

// A ten-thousandth of a picture is less than a pixel.
double rounded(double part)
{
    constexpr double steps = 10'000;
    return std::round(part * steps) / steps;
}

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonObject toJson(const FaceMark &face)
{
    const bool isNamed = face.state == FaceMark::State::Known || face.state == FaceMark::State::Suggested;
    QJsonObject json{{u"track"_s, qint64(face.track)},
                     {u"box"_s, QJsonArray{rounded(face.x), rounded(face.y), rounded(face.width), rounded(face.height)}},
                     {u"state"_s, wordOf(face.state)},
                     {u"person"_s, orNull(face.person)},
                     {u"name"_s, orNull(face.name)},
                     {u"confidence"_s, isNamed ? QJsonValue(std::round(face.confidence * 1'000) / 1'000) : QJsonValue()},
                     {u"refused"_s, orNull(face.refused)}};
    if (!face.challenge.isEmpty())
        json.insert(u"challenge"_s, face.challenge);
    return json;
}

} // namespace

// One camera's way from the worker that recognised to the Qt thread.
class OverlayEvents::Watch {
public:
    // Worker. True when the Qt thread has to be told.
    [[nodiscard]] bool put(Overlay overlay)
    {
        const std::scoped_lock lock{m_mutex};
        m_waiting.push_back(std::move(overlay));
        if (m_waiting.size() > mostWaiting)
            m_waiting.pop_front();
        return !std::exchange(m_isTold, true);
    }
    [[nodiscard]] std::deque<Overlay> takeAll()
    {
        const std::scoped_lock lock{m_mutex};
        m_isTold = false;
        return std::exchange(m_waiting, {});
    }
    // Qt thread
    std::unique_ptr<live::MarkedFrames::Subscription> frames;
    bool hadFaces = true;  // the last overlay that was sent: one without is sent once

private:
    std::mutex m_mutex;  // guards what follows
    std::deque<Overlay> m_waiting;
    bool m_isTold = false;
};

OverlayEvents::OverlayEvents(events::Hub &hub, ingest::CameraRegistry &cameras, live::MarkedFrames &frames, QObject *parent)
    : QObject(parent)
    , m_hub(hub)
    , m_cameras(cameras)
    , m_frames(frames)
    , m_owner(this)
{
    connect(&hub, &events::Hub::overlaysWantedChanged, this, &OverlayEvents::adjust);
    // Queued: recognition has to know it first.
    connect(&cameras, &ingest::CameraRegistry::cameraAdded, this, &OverlayEvents::adjust, Qt::QueuedConnection);
    connect(&cameras, &ingest::CameraRegistry::cameraRemoved, this, [this](const protocol::CameraId &id) { m_watched.remove(id); });
}

OverlayEvents::~OverlayEvents()
{
    m_owner.cut();
}

void OverlayEvents::adjust()
{
    for (const ingest::Camera *camera : m_cameras.cameras()) {
        const protocol::CameraId &id = camera->id();
        if (!m_hub.wantsOverlays(id.toString())) {
            m_watched.remove(id);
            continue;
        }
        std::shared_ptr<Watch> &watch = m_watched[id];
        if (watch) {
            watch->hadFaces = true;  // whoever came has to be told that there are none
            continue;
        }
        watch = std::make_shared<Watch>();
        watch->frames = m_frames.take(id, [this, owner = m_owner, id, weak = std::weak_ptr(watch)](const live::MarkedFrame &marked) {
            const auto alive = weak.lock();
            const media::DecodedFrame &frame = marked.frame;
            if (!alive || !marked.faces)
                return;
            if (alive->put({frame.rtpTimestamp, whenSeen(frame), QSize(frame.picture->width(), frame.picture->height()), marked.faces}))
                owner.post([this, id] { deliver(id); });
        });
    }
}

void OverlayEvents::deliver(const protocol::CameraId &camera)
{
    const auto watch = m_watched.value(camera);
    if (!watch)
        return;
    for (const Overlay &overlay : watch->takeAll()) {
        const bool hasFaces = !overlay.faces->empty();
        if (!hasFaces && !watch->hadFaces)
            continue;
        watch->hadFaces = hasFaces;
        m_hub.post({.type = events::overlayType.toString(), .body = toJson(camera, overlay), .right = net::Right::ViewLive, .camera = camera.toString(), .key = camera.toString()});
    }
}

QJsonObject OverlayEvents::toJson(const protocol::CameraId &camera, const Overlay &overlay)
{
    QJsonArray faces;
    for (const FaceMark &face : *overlay.faces)
        faces.append(app::toJson(face));
    const auto captured = std::chrono::floor<std::chrono::milliseconds>(overlay.captured.time_since_epoch());
    return {{u"camera"_s, camera.toString()},
            {u"rtpTimestamp"_s, qint64(overlay.rtpTimestamp)},
            {u"capturedAt"_s, QDateTime::fromMSecsSinceEpoch(captured.count(), Qt::UTC).toString(Qt::ISODateWithMs)},
            {u"size"_s, QJsonArray{overlay.size.width(), overlay.size.height()}},
            {u"faces"_s, faces}};
}

} // namespace rollcall::app
