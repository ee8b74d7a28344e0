#include "rate/trendline.h"

#include <algorithm>
#include <cmath>

namespace rollcall::rate {

namespace {

constexpr double smoothing = 0.6;      // weight of what was
constexpr int mostSamplesCounted = 60;
constexpr double gain = 4;
// draft-ietf-rmcat-gcc-02 §5.4: the threshold rises slower than it falls, so that a single flow is not starved by others.
constexpr double thresholdUp = 0.0087;    // a millisecond
constexpr double thresholdDown = 0.039;
constexpr double lowestThreshold = 6;
constexpr double highestThreshold = 600;
constexpr double outlier = 15;            // above the threshold: no measure of what is usual
constexpr int samplesOfOveruse = 2;

} // namespace

void Trendline::restart()
{
    m_samples.clear();
    m_risingSamples = 0;
    m_lastTrend = 0;
    m_signal = Signal::Normal;
}

void Trendline::add(Time sent, Time delay)
{
    const double value = milliseconds(delay);
    m_smoothed = m_samples.empty() ? value : smoothing * m_smoothed + (1 - smoothing) * value;
    m_samples.push_back({milliseconds(sent), m_smoothed});
    while (m_samples.front().at < milliseconds(sent - window))
        m_samples.pop_front();
    m_seen = std::min(m_seen + 1, mostSamplesCounted);
    if (m_samples.size() < fewestSamples)
        return;
    const double trend = slope() * m_seen * gain;
    judge(trend);
    adaptThreshold(sent, trend);
    m_lastTrend = trend;
}

double Trendline::slope() const
{
    double meanAt = 0;
    double meanDelay = 0;
    for (const Sample &sample : m_samples) {
        meanAt += sample.at / double(m_samples.size());
        meanDelay += sample.delay / double(m_samples.size());
    }
    double covariance = 0;
    double variance = 0;
    for (const Sample &sample : m_samples) {
        covariance += (sample.at - meanAt) * (sample.delay - meanDelay);
        variance += (sample.at - meanAt) * (sample.at - meanAt);
    }
    return variance > 0 ? covariance / variance : 0;
}

void Trendline::judge(double trend)
{
    if (trend > m_threshold) {
        ++m_risingSamples;
        if (m_risingSamples >= samplesOfOveruse && trend >= m_lastTrend)
            m_signal = Signal::Overused;
        return;
    }
    m_risingSamples = 0;
    m_signal = trend < -m_threshold ? Signal::Underused : Signal::Normal;
}

void Trendline::adaptThreshold(Time sent, double trend)
{
    const Time passed = m_lastAdapted ? sent - *m_lastAdapted : Time{};
    m_lastAdapted = sent;
    const double size = std::abs(trend);
    if (size > m_threshold + outlier)
        return;
    const double speed = size < m_threshold ? thresholdDown : thresholdUp;
    m_threshold += speed * (size - m_threshold) * std::min(milliseconds(passed), 100.0);
    m_threshold = std::clamp(m_threshold, lowestThreshold, highestThreshold);
}

} // namespace rollcall::rate
