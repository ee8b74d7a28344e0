#include "admin/overlay_timeline.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

FaceState stateOf(const QString &word)
{
    if (word == u"known")
        return FaceState::Known;
    if (word == u"suggested")
        return FaceState::Suggested;
    return word == u"unknown" ? FaceState::Unknown : FaceState::Deciding;
}

QRectF between(const QRectF &a, const QRectF &b, double part)
{
    const auto mix = [part](double from, double to) { return from + (to - from) * part; };
    return {mix(a.x(), b.x()), mix(a.y(), b.y()), mix(a.width(), b.width()), mix(a.height(), b.height())};
}

QList<OverlayFace> joined(const Overlay &before, const Overlay &after, uint32_t at)
{
    const int32_t gap = later(after.rtpTimestamp, before.rtpTimestamp);
    const double part = double(later(at, before.rtpTimestamp)) / gap;
    QList<OverlayFace> faces;
    for (OverlayFace face : before.faces) {
        const auto same = std::ranges::find(after.faces, face.track, &OverlayFace::track);
        if (same != after.faces.end())
            face.box = between(face.box, same->box, part);
        faces.append(face);
    }
    return faces;
}

} // namespace

Overlay overlayOf(const QJsonObject &message)
{
    Overlay overlay{.rtpTimestamp = uint32_t(message.value("rtpTimestamp"_L1).toInteger())};
    for (const QJsonValue &value : message.value("faces"_L1).toArray()) {
        const QJsonObject face = value.toObject();
        const QJsonArray box = face.value("box"_L1).toArray();
        overlay.faces.append(OverlayFace{.track = face.value("track"_L1).toInteger(), .box = QRectF(box[0].toDouble(), box[1].toDouble(), box[2].toDouble(), box[3].toDouble()),
                              .state = stateOf(face.value("state"_L1).toString()), .person = face.value("person"_L1).toString(), .name = face.value("name"_L1).toString(),
                              .confidence = face.value("confidence"_L1).toDouble(), .refused = face.value("refused"_L1).toString()});
    }
    return overlay;
}

void OverlayTimeline::add(Overlay overlay)
{
    // A timeline that jumps is another one.
    if (!m_overlays.empty() && std::abs(later(overlay.rtpTimestamp, m_overlays.back().rtpTimestamp)) > 60 * longestGap)
        m_overlays.clear();
    const auto place = std::ranges::find_if(m_overlays, [&](const Overlay &known) { return later(known.rtpTimestamp, overlay.rtpTimestamp) >= 0; });
    if (place != m_overlays.end() && place->rtpTimestamp == overlay.rtpTimestamp)
        *place = std::move(overlay);
    else
        m_overlays.insert(place, std::move(overlay));
    if (m_overlays.size() > kept)
        m_overlays.pop_front();
}

QList<OverlayFace> OverlayTimeline::at(uint32_t rtpTimestamp) const
{
    const auto after = std::ranges::find_if(m_overlays, [&](const Overlay &known) { return later(known.rtpTimestamp, rtpTimestamp) >= 0; });
    if (after != m_overlays.end() && after->rtpTimestamp == rtpTimestamp)
        return after->faces;
    if (after == m_overlays.begin())
        return {};
    const Overlay &before = *std::prev(after);
    if (after != m_overlays.end() && later(after->rtpTimestamp, before.rtpTimestamp) <= longestGap)
        return joined(before, *after, rtpTimestamp);
    return later(rtpTimestamp, before.rtpTimestamp) <= longestStay ? before.faces : QList<OverlayFace>();
}

} // namespace rollcall::admin
