#include "rate/adaptation.h"

#include <algorithm>
#include <cmath>

namespace rollcall::rate {

namespace {

constexpr double leastBitsPerPixel = 0.035;  // below, blocks show
constexpr double roomToGo = 1.3;             // of what the better step needs
constexpr double farTooLittle = 0.6;
constexpr int lowestFrameRate = 10;
constexpr int smallestWidth = 160;
constexpr double muchMore = 1.3;   // than told: key frames alone do not explain it
constexpr double mostDemand = 6;
constexpr double demandHalfLife = 30;  // seconds

} // namespace

double Adaptation::needKbps(int width, int height, const Step &step)
{
    return leastBitsPerPixel * width * height * step.scale * step.scale * step.frameRate / 1000;
}

void Adaptation::setPicture(int width, int height, int frameRate)
{
    if (width == m_width && height == m_height && frameRate == m_frameRate)
        return;
    m_width = width;
    m_height = height;
    m_frameRate = frameRate;
    m_steps = {Step{1, frameRate}};
    for (const double share : {2.0 / 3, 0.5}) {
        const int fewer = std::max(int(std::lround(frameRate * share)), lowestFrameRate);
        if (fewer < m_steps.back().frameRate)
            m_steps.push_back({1, fewer});
    }
    for (const double scale : {0.75, 0.5, 0.375, 0.25}) {
        if (width * scale >= smallestWidth)
            m_steps.push_back({scale, m_steps.back().frameRate});
    }
    if (m_steps.back().frameRate > lowestFrameRate)
        m_steps.push_back({m_steps.back().scale, lowestFrameRate});
    m_now = 0;
    m_demand = 1;
    m_tooLittleSince.reset();
    m_enoughSince.reset();
}

Step Adaptation::step() const
{
    return m_steps[m_now];
}

void Adaptation::noteMade(Time now, double madeKbps, double toldKbps)
{
    const double passed = m_lastNoted ? std::max(seconds(now - *m_lastNoted), 0.0) : 0.0;
    m_lastNoted = now;
    m_demand = 1 + (m_demand - 1) * std::exp2(-passed / demandHalfLife);
    const double need = needKbps(m_width, m_height, step());
    if (need > 0 && madeKbps > muchMore * toldKbps)
        m_demand = std::min(std::max(m_demand, madeKbps / need), mostDemand);
}

size_t Adaptation::bestFor(double kbps) const
{
    const auto fits = [&](const Step &step) { return m_demand * needKbps(m_width, m_height, step) <= kbps; };
    const auto found = std::ranges::find_if(m_steps, fits);
    return found == m_steps.end() ? m_steps.size() - 1 : size_t(found - m_steps.begin());
}

Step Adaptation::update(Time now, double kbps)
{
    const size_t lower = bestFor(kbps);
    const size_t higher = bestFor(kbps / roomToGo);
    if (lower <= m_now)
        m_tooLittleSince.reset();
    else if (!m_tooLittleSince)
        m_tooLittleSince = now;
    if (higher >= m_now)
        m_enoughSince.reset();
    else if (!m_enoughSince)
        m_enoughSince = now;

    const bool far = kbps < farTooLittle * m_demand * needKbps(m_width, m_height, step());
    if (m_tooLittleSince && now - *m_tooLittleSince >= (far ? downSoon : downAfter)) {
        m_now = lower;
        m_tooLittleSince.reset();
    } else if (m_enoughSince && now - *m_enoughSince >= upAfter) {
        m_now = higher;
        m_enoughSince.reset();
    }
    return step();
}

} // namespace rollcall::rate
