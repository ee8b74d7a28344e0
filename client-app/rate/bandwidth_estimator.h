#pragma once

#include "rate/arrival_rate.h"
#include "rate/bursts.h"
#include "rate/delay_controller.h"
#include "rate/loss_controller.h"
#include "rate/prober.h"
#include "rate/queue_delay.h"
#include "rate/trendline.h"

namespace rollcall::rate {

// What the network carries, from what the receiver tells: the lower one of what the delay and what the loss allow, in the spirit of
// Google Congestion Control (draft-ietf-rmcat-gcc-02), with probes to get up fast. Reads no clock. One thread.
class BandwidthEstimator {
public:
    static constexpr double lowestKbps = 80;

    explicit BandwidthEstimator(double startKbps);

    void add(const Feedback &feedback);
    // Where the receiver gives no transport-wide feedback: loss of an RTCP report (0..1) is all there is.
    void addReport(Time now, double fractionLost);
    void setRoundTrip(Time roundTrip) { m_roundTrip = roundTrip; }
    // Packets on the wire over the last half second or so, kbit/s.
    void setSentRate(double kbps);
    // What is of use: above it nothing is tried.
    void setCeiling(double kbps) { m_ceilingKbps = kbps; }
    // Some ten times a second: silence of the receiver is news too.
    void advance(Time now);

    // What the network is believed to carry, and what shall be sent of it now: less while a queue that we made drains.
    [[nodiscard]] double capacityKbps() const { return m_kbps; }
    [[nodiscard]] double targetKbps() const;
    // A probe that shall begin now.
    [[nodiscard]] std::optional<Probe> probe(Time now);

    [[nodiscard]] double fractionLost() const { return m_loss.fractionLost(); }
    [[nodiscard]] Time queueDelay() const { return m_queue.now(); }
    [[nodiscard]] bool hasFeedback() const { return m_lastFeedback.has_value(); }

private:
    void watchDelay(const PacketReport &packet);
    void watchQueue(const Burst &burst);
    void decide(Time now);
    void adopt(double kbps);

    double m_kbps;
    double m_ceilingKbps;
    double m_sentKbps = 0;
    Time m_roundTrip{100'000};
    Bursts m_bursts;
    QueueDelay m_queue;
    Trendline m_trend;
    ArrivalRate m_arriving;
    DelayController m_delay;
    LossController m_loss;
    Prober m_prober;
    bool m_wasProbing = false;
    std::optional<double> m_fallenTo;  // kbit/s, by the last burst
    Time m_now{};
    std::optional<Time> m_lastFeedback;
    std::optional<Time> m_lastPacketReport;
    std::optional<Time> m_lastSilenceCut;
    std::optional<Time> m_sendingSince;
};

} // namespace rollcall::rate
