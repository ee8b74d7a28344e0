#include "recognition/liveness_guard.h"

#include <algorithm>

namespace rollcall::recognition {

namespace {

// The points of a detection, where flow has carried its box since.
FivePoints carried(FivePoints points, const Box &from, const Box &to)
{
    for (Point &point : points) {
        point.x = to.x + (point.x - from.x) * to.width / std::max(from.width, 1.F);
        point.y = to.y + (point.y - from.y) * to.height / std::max(from.height, 1.F);
    }
    return points;
}

bool isDetectedOn(const LivenessGuard::Frame &frame, const Track &track)
{
    return frame.detectionRan && track.misses == 0 && track.detected == frame.time;
}

} // namespace

LivenessGuard::LivenessGuard(const LivenessSettings &settings)
    : m_settings(settings)
    , m_random(settings.seed)
{
}

LivenessGuard::Watched LivenessGuard::made()
{
    LivenessSettings own = m_settings;
    own.seed = static_cast<unsigned>(m_random());
    return Watched{.check = LivenessCheck(own), .person = {}, .counted = {}, .box = {}, .look = {}};
}

// The check of this face with its newest points, begun anew where the face may be another one: found again after it was lost
// and not named by then, or named otherwise than before.
std::expected<LivenessGuard::Watched *, Error> LivenessGuard::prepared(
    const Frame &frame, const Track &track, LandmarkFinder &landmarks, const TrackedFace &face)
{
    auto place = m_faces.find(track.id);
    if (place == m_faces.end())
        place = m_faces.emplace(track.id, made()).first;
    Watched &watched = place->second;
    const bool isDetected = isDetectedOn(frame, track);
    const bool isRenamed = face.person && ((watched.person && *watched.person != *face.person) || watched.wasStranger);
    const bool wasLost = isDetected && !track.isContinuous && !watched.person && !face.person;
    if (isRenamed || wasLost) {
        Watched anew = made();
        anew.counted = std::move(watched.counted);
        anew.box = watched.box;
        anew.points = watched.points;
        watched = std::move(anew);
    }
    if (face.person)
        watched.person = face.person;
    watched.wasStranger = face.state == FaceState::Unknown;
    if (!isDetected)
        return &watched;
    watched.box = track.detection.box;
    if (track.detection.points) {
        watched.points = *track.detection.points;
        return &watched;
    }
    const auto found = landmarks.find(frame.picture, track.detection);
    if (!found)
        return std::unexpected(found.error());
    watched.points = found->points;
    return &watched;
}

std::expected<void, Error> LivenessGuard::watch(
    const Frame &frame, std::span<const Track> tracks, LandmarkFinder &landmarks, std::vector<TrackedFace> &faces)
{
    if (m_settings.policy == LivenessPolicy::Off)
        return {};
    std::erase_if(m_faces, [&](const auto &entry) { return std::ranges::find(tracks, entry.first, &Track::id) == tracks.end(); });
    for (const TrackedFace &face : faces) {
        const auto track = std::ranges::find(tracks, face.track, &Track::id);
        if (track == tracks.end() || track->misses > 0)
            continue;
        const auto watched = prepared(frame, *track, landmarks, face);
        if (!watched)
            return std::unexpected(watched.error());
        Watched &own = **watched;
        if (face.state == FaceState::Unknown)
            continue;
        if (face.look)
            own.look = face.look;
        own.check.look({frame.picture, frame.small, track->box, carried(own.points, own.box, track->box),
                           isDetectedOn(frame, *track), frame.time},
            own.person.has_value());
    }
    withhold(faces);
    return {};
}

void LivenessGuard::withhold(std::vector<TrackedFace> &faces)
{
    if (m_settings.policy == LivenessPolicy::Off)
        return;
    for (TrackedFace &face : faces) {
        const auto place = m_faces.find(face.track);
        const bool isNamed = face.person.has_value();
        face.justConfirmed = false;
        if (place != m_faces.end()) {
            Watched &watched = place->second;
            face.liveness = watched.check.verdict();
            face.challenge = watched.check.challenge();
            if (isNamed && face.liveness->state == LivenessState::Live) {
                face.justConfirmed = watched.counted != face.person;
                if (face.justConfirmed && !face.look)
                    face.look = watched.look;
                watched.counted = face.person;
                continue;
            }
            watched.counted.reset();
            face.justRefused = isNamed && face.liveness->state == LivenessState::Suspicious && !watched.wasRefused;
            watched.wasRefused |= face.justRefused;
        }
        if (!isNamed)
            continue;
        face.isHeldBack = true;
        face.state = FaceState::Tentative;
        face.person.reset();
        face.confidence = 0;
    }
}

} // namespace rollcall::recognition
