#pragma once

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <array>
#include <chrono>
#include <deque>
#include <optional>

namespace rollcall::admin {

// What cameras told of themselves in the last two minutes, for plots. Time is an argument. A value; one thread.
class CameraHistory {
public:
    using milliseconds = std::chrono::milliseconds;

    // As the server names them, in the order of the page's plots (resources/web/pages/cameras/history.js).
    static constexpr std::array figures{"bitrateKbps", "framesPerSecond", "latencyMs", "roundTripMs", "packetLoss"};
    static constexpr milliseconds span{120'000};
    static constexpr std::size_t most = 240;  // samples a camera, should they come faster than once in half a second

    struct Sample {
        milliseconds at;
        std::array<std::optional<double>, figures.size()> values = {};  // none while it does not stream
    };

    void remember(const QJsonObject &camera, milliseconds now)
    {
        std::deque<Sample> &kept = m_samples[camera.value(QLatin1String("id")).toString()];
        Sample sample{.at = now};
        const bool isLive = camera.value(QLatin1String("state")).toString() == u"streaming";
        for (std::size_t i = 0; i < figures.size(); ++i) {
            const QJsonValue value = camera.value(QLatin1String(figures[i]));
            if (isLive && value.isDouble())
                sample.values[i] = value.toDouble();
        }
        kept.push_back(sample);
        while (kept.size() > most || now - kept.front().at > span)
            kept.pop_front();
    }
    void forget(const QString &camera) { m_samples.remove(camera); }
    [[nodiscard]] const std::deque<Sample> &of(const QString &camera) const
    {
        static const std::deque<Sample> none;
        const auto found = m_samples.constFind(camera);
        return found == m_samples.cend() ? none : *found;
    }

private:
    QHash<QString, std::deque<Sample>> m_samples;
};

} // namespace rollcall::admin
