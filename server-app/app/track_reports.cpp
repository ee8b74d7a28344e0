#include "app/track_reports.h"

#include <algorithm>
#include <utility>

namespace rollcall::app {

namespace {

// While somebody stays, this often they are reported again: what a sighting's end is exact to.
constexpr auto reportEvery = std::chrono::seconds(2);
// Further from ours a camera's clock is wrong, and attendance is by our clock.
constexpr auto believableAge = std::chrono::seconds(2);

} // namespace

std::chrono::system_clock::time_point whenSeen(const media::DecodedFrame &frame)
{
    using std::chrono::system_clock;
    const auto arrival = system_clock::now() - std::chrono::duration_cast<system_clock::duration>(media::monotonicNow() - frame.received);
    if (!frame.captured || std::chrono::abs(arrival - *frame.captured) > believableAge)
        return arrival;
    return std::chrono::time_point_cast<system_clock::duration>(*frame.captured);
}

TrackReports::TrackReports(protocol::CameraId camera, uint64_t stream, bool withPictures)
    : m_camera(std::move(camera))
    , m_stream(stream)
    , m_withPictures(withPictures)
{
}

TrackReports::News TrackReports::update(const media::DecodedFrame &frame, const recognition::FrameView &view, const recognition::FrameResult &result)
{
    std::erase_if(m_told, [&](const auto &entry) {
        return std::ranges::none_of(result.faces, [&](const recognition::TrackedFace &face) { return face.track == entry.first; });
    });
    News news;
    for (const recognition::TrackedFace &face : result.faces) {
        Told &told = m_told[face.track];
        const auto when = whenSeen(frame);
        if (m_withPictures && face.look)
            keepBest(told, face, view, result, when);
        if (face.state == recognition::FaceState::Tentative || face.isHeldBack || (face.state == recognition::FaceState::Recognised && !face.person))
            continue;  // nobody knows yet who it is, or whether they are alive
        const bool isAnother = !told.when || told.person != face.person;
        if (!isAnother && !face.justConfirmed && result.time - *told.when < reportEvery)
            continue;
        told.when = result.time;
        told.person = face.person;
        if (face.person)
            news.recognised.push_back({m_camera, *face.person, face.confidence, uint64_t(face.track), when, face.justConfirmed, m_stream, takeEvidence(told, isAnother)});
        else
            news.unknown.push_back({m_camera, m_stream, uint64_t(face.track), when, takeEvidence(told, isAnother)});
    }
    return news;
}

void TrackReports::keepBest(Told &told, const recognition::TrackedFace &face, const recognition::FrameView &view, const recognition::FrameResult &result,
                            std::chrono::system_clock::time_point when) const
{
    auto evidence = told.best ? std::make_shared<FaceEvidence>(*told.best) : std::make_shared<FaceEvidence>();
    evidence->embedding = face.look->embedding;
    if (face.look->time == result.time) {
        auto picture = recognition::evidenceJpeg(view, face.box);
        if (!picture)
            return;  // the face is at the frame's edge: the picture before stays
        evidence->picture = std::move(*picture);
        evidence->quality = double(face.look->quality.score());
        evidence->taken = when;
    }
    if (!evidence->picture.empty())
        told.best = std::move(evidence);
}

FaceEvidencePtr TrackReports::takeEvidence(Told &told, bool isAnother)
{
    if (!told.best || (!isAnother && told.taken == told.best->taken))
        return nullptr;
    told.taken = told.best->taken;
    return told.best;
}

} // namespace rollcall::app
