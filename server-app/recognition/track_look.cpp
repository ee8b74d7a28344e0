#include "recognition/track_look.h"

#include "recognition/whitening.h"

#include <algorithm>
#include <cmath>

namespace rollcall::recognition {

namespace {

constexpr float leastWeight = 0.05F; // a look that passed the quality gate says something, however poor it is

} // namespace

void LookAverage::add(
    const Embedding &embedding, const FaceQuality &quality, const Box &box, std::chrono::nanoseconds time)
{
    Embedding &sum = m_best.embedding;
    if (m_best.looks > 0 && (sum.embedder != embedding.embedder || sum.values.size() != embedding.values.size()))
        clear();
    if (m_best.looks == 0)
        sum = {embedding.embedder, std::vector<float>(embedding.values.size())};
    const float weight = std::max(quality.score(), leastWeight);
    for (size_t i = 0; i < sum.values.size(); ++i)
        sum.values[i] += weight * embedding.values[i];
    if (m_best.looks++ == 0 || quality.score() > m_best.quality.score()) {
        m_best.box = box;
        m_best.time = time;
        m_best.quality = quality;
    }
}

void LookAverage::clear()
{
    m_best = {};
}

std::optional<TrackLook> LookAverage::value() const
{
    const float length = std::sqrt(dot(m_best.embedding.values, m_best.embedding.values));
    if (m_best.looks == 0 || !(length > 0))
        return std::nullopt;
    TrackLook look = m_best;
    for (float &value : look.embedding.values)
        value /= length;
    return look;
}

} // namespace rollcall::recognition
