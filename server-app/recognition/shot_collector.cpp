#include "recognition/shot_collector.h"

#include "recognition/sameness.h"

namespace rollcall::recognition {

namespace {

ShotPlan planFor(const Engine &engine, const Gallery &scale)
{
    ShotPlan plan;
    plan.together = samenessRule(engine, scale).together;
    return plan;
}

} // namespace

ShotCollector::ShotCollector(std::shared_ptr<const Engine> engine, Gallery scale)
    : m_engine(std::move(engine))
    , m_scale(std::move(scale))
    , m_picker(planFor(*m_engine, m_scale))
{
}

std::expected<bool, Error> ShotCollector::look(const FrameView &frame, Workspace &workspace)
{
    auto shot = lookAt(frame, *m_engine, workspace);
    if (!shot)
        return std::unexpected(shot.error());
    if (shot->embedding && !m_faces.empty())
        shot->look.likeness = bestScore(*shot->embedding, m_faces, m_scale);
    // Encoded before the picker decides: what cannot be encoded is no shot.
    std::vector<std::byte> photo;
    if (shot->embedding) {
        auto encoded = photoOf(frame, shot->look.box);
        if (!encoded)
            return std::unexpected(encoded.error());
        photo = std::move(*encoded);
    }
    const ShotPicker::Decision decision = m_picker.offer(shot->look);
    const bool gaveUp = m_picker.count() < m_faces.size();
    if (gaveUp) {
        m_photos.clear();
        m_faces.clear();
    }
    switch (decision.action) {
    case ShotPicker::Action::Skip:
        return gaveUp;
    case ShotPicker::Action::Replace:
        m_photos[decision.replaced] = std::move(photo);
        m_faces[decision.replaced] = std::move(*shot->embedding);
        return true;
    case ShotPicker::Action::BeginAnew:
        m_photos.clear();
        m_faces.clear();
        [[fallthrough]];
    case ShotPicker::Action::Keep:
        m_photos.push_back(std::move(photo));
        m_faces.push_back(std::move(*shot->embedding));
        return true;
    }
    return false;
}

} // namespace rollcall::recognition
