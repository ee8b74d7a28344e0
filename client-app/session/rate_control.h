#pragma once

#include "media/webrtc_peer.h"
#include "rate/adaptation.h"
#include "rate/bandwidth_estimator.h"
#include "send/encoder_pipeline.h"
#include "session/rate_report.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <deque>
#include <optional>

namespace rollcall::session {

// Lets the encoder send what the network carries, as the receiver's feedback tells, and tells how the stream does. Lives on a thread
// with a Qt event loop; the encoder outlives it.
class RateControl : public QObject {
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds step{100};
    static constexpr int stepsPerReport = 5;
    // To begin with on a network that is not known; a line that carries more is found within seconds, and until then nobody says
    // that the network is slow.
    static constexpr double startKbps = 1200;
    static constexpr int stepsUntilKnown = 30;

    explicit RateControl(send::EncoderPipeline &encoder, QObject *parent = nullptr);

    // Media flows to this peer, until end() or its end.
    void begin(media::WebRtcPeer &peer);
    void end();
    // Whether the network holds back what is wished.
    [[nodiscard]] bool limits() const { return m_limit.has_value() && m_steps > stepsUntilKnown; }

Q_SIGNALS:
    // Twice a second between begin and end.
    void measured(const rollcall::session::RateReport &report);
    // The network's limit on size or frame rate is another one.
    void pictureChanged();

private:
    // What was handed to the network until a moment.
    struct Sent {
        rate::Time at{};
        uint64_t bytes = 0;  // on the wire
    };

    // What the encoder made in a step, and was told to make.
    struct Made {
        rate::Time at{};
        double pictures = 0;
        double kbit = 0;
        double toldKbps = 0;
    };

    void onFeedback(const media::TransportFeedback &feedback);
    void advance();
    void noteSent(rate::Time now);
    void judgeEncoder(rate::Time now);
    void limitEncoder(rate::Time now);
    void setLimit(const std::optional<send::NetworkLimit> &limit);
    void readReports();
    void startProbe(rate::Time now);
    void continueProbe();
    void report(rate::Time now);
    [[nodiscard]] double wantedKbps() const;
    [[nodiscard]] double sentKbps() const;

    send::EncoderPipeline &m_encoder;
    QPointer<media::WebRtcPeer> m_peer;
    std::optional<rate::BandwidthEstimator> m_estimator;
    rate::Adaptation m_adaptation;
    std::optional<send::NetworkLimit> m_limit;
    std::optional<double> m_lastCapacityKbps;  // of the connection before
    std::deque<Sent> m_sent;
    std::deque<Made> m_made;                   // under the present limit, of one size and rate
    double m_wireShare = 1.06;                 // bytes on the wire for one of the encoder's
    send::SendCounters m_counted;
    std::optional<double> m_roundTripMs;
    int m_steps = 0;
    QTimer m_timer;

    // the running probe
    QTimer m_probeTimer;
    rate::Probe m_probe;
    rate::Time m_probeStart{};
    uint64_t m_probeSentBefore = 0;  // on the wire, when it began
    double m_probeExtra = 0;         // bytes resent
};

} // namespace rollcall::session
