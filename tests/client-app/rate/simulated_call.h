#pragma once

#include "rate/bandwidth_estimator.h"

#include <functional>
#include <random>

namespace rollcall::testing {

// A camera that sends over one bottleneck, computed: pictures thirty times a second in packets, key frames now and then, a queue that
// holds so many bytes, delay and loss, and feedback after every picture. The estimator decides how much is sent.
class SimulatedCall {
public:
    struct Line {
        double kbps = 2000;
        int queueBytes = 60'000;
        double loss = 0;  // 0..1, at random
        rate::Time oneWay{25'000};
    };
    struct Second {
        double arrivedKbps = 0;
        double targetKbps = 0;
        double worstDelayMs = 0;
    };

    explicit SimulatedCall(double startKbps = 600, double wantedKbps = 2500);

    void run(double seconds);
    Line line;
    double sourceKbps = 1e9;  // the pictures need no more than this
    bool givesFeedback = true;

    [[nodiscard]] const std::vector<Second> &seconds() const { return m_seconds; }
    // From `second` on, the first one in which so much arrived; absent: none.
    [[nodiscard]] std::optional<int> firstSecondAbove(double kbps, int second) const;
    [[nodiscard]] double meanArrived(int from, int to) const;
    rate::BandwidthEstimator estimator;

private:
    void sendPicture(rate::Time now);
    void sendPacket(rate::Time now, int bytes);
    void deliverFeedback(rate::Time now);

    rate::Time m_now{};
    rate::Time m_lineFree{};
    std::vector<std::pair<rate::Time, rate::Feedback>> m_onTheWay;
    std::vector<rate::PacketReport> m_unreported;
    std::vector<std::pair<rate::Time, int>> m_sent;
    std::optional<std::pair<rate::Probe, rate::Time>> m_probe;
    double m_probeBytes = 0;
    int m_pictures = 0;
    std::vector<Second> m_seconds;
    std::mt19937 m_random{11};
};

} // namespace rollcall::testing
