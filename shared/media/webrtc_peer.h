#pragma once

#include "media/error.h"
#include "media/rtp.h"
#include "media/transport_feedback.h"
#include "protocol/messages.h"

#include <QList>
#include <QObject>
#include <QString>
#include <QStringList>

#include <chrono>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>

namespace rollcall::media {

enum class SdpType { Offer, Answer };

// What one peer knows of its transport, summed over the connection's life. Read on the peer's thread.
struct PeerStats {
    uint64_t packetsSent = 0;
    uint64_t bytesSent = 0;
    uint64_t packetsReceived = 0;
    uint64_t bytesReceived = 0;
    int64_t packetsLost = 0;          // receiver: lost for good; sender: as the receiver's last report says
    double fractionLost = 0;          // sender: 0..1 over the receiver's last report interval
    double jitterMs = 0;              // interarrival jitter (RFC 3550 §6.4.1)
    std::optional<double> roundTripMs;  // sender only
    uint64_t retransmissionsRequested = 0;
    uint64_t retransmissionsReceived = 0;  // in time
    std::optional<double> congestionLostPercent;  // sender, from transport-wide feedback: loss over the last window
    std::optional<double> congestionBitrateKbps;  // sender, from transport-wide feedback: bitrate received
};

// One WebRTC connection with one video stream, over webrtcbin: RTP packets in (sender) or out (receiver), nothing decoded.
// Lives on the thread that made it (it needs a Qt event loop there); RTP goes through on streaming threads.
// A connection serves once: after `failed` or `stop` make a new peer. Destroying it stops it; the media threads are joined in
// the background and never call back afterwards.
//
// webrtcbin 1.22 does not compare the peer's DTLS certificate with the SDP's fingerprint (RFC 8122 §6.2): this class does,
// and lets no packet through in either direction before it matched.
class WebRtcPeer : public QObject {
    Q_OBJECT

public:
    enum class Role { Sender, Receiver };
    enum class State { New, Negotiating, Connected, Failed, Stopped };
    enum class Gathering { Trickle, BeforeDescription };  // BeforeDescription: all candidates inside the SDP
    enum class Begins { Sender, Receiver };  // who makes the offer: viewers do (WHEP), and else whoever sends

    struct Config {
        Role role = Role::Receiver;
        Gathering gathering = Gathering::Trickle;
        QList<protocol::IceServer> iceServers = {};
        // Receiver: what the jitter buffer may wait for a missing packet.
        std::chrono::milliseconds jitterLatency{40};
        // Sender: what will be sent; needed for the offer.
        std::optional<RtpFormat> format = {};
        // UDP port range of host candidates, 0 = any.
        int lowestPort = 0;
        int highestPort = 0;
        // The only local addresses to offer, empty = all but loopback. For a peer on this machine: 127.0.0.1.
        QStringList localAddresses = {};
        // How long negotiation, ICE and DTLS may take together.
        std::chrono::milliseconds connectTimeout{15'000};
        Begins begins = Begins::Sender;
    };

    explicit WebRtcPeer(Config config, QObject *parent = nullptr);
    ~WebRtcPeer() override;

    // Receiver: where packets go. Before the first description; called on a streaming thread.
    void setRtpSink(std::shared_ptr<RtpSink> sink);
    // Sender: where packets come in, from any one thread; outlives the peer safely (packets are then dropped).
    [[nodiscard]] std::shared_ptr<RtpSink> rtpInput() const;
    // The same for packets that come a picture at a time and have the sender's payload type and SSRC already. After `start`.
    [[nodiscard]] std::shared_ptr<RtpOutlet> outlet() const;

    // Builds the pipeline; who begins then makes the offer. Errors (a missing plug-in) come as `failed`.
    void start();
    // The answer where this side began; else the offer, which is answered. A description that cannot be accepted (not SDP, no fingerprint,
    // no video that we speak) is returned as the error and leaves the peer unusable.
    [[nodiscard]] std::expected<void, Error> setRemoteDescription(SdpType type, const QString &sdp);
    // May come before the description; an empty candidate ends them. A bad one is ignored with a log line (RFC 8838 §13).
    void addRemoteCandidate(int sdpMLineIndex, const QString &candidate);
    void stop();

    // Receiver: asks the sender for a key frame (PLI, RFC 4585 §6.3.1), at most one in 500 ms: one that comes
    // sooner is sent when that time is over.
    void requestKeyframe();

    // Sender: sends about so many bytes more than the pictures need, to see whether the network carries them: packets of the last
    // moments once more, as retransmissions (RFC 4588), which receivers drop. False: the receiver takes none.
    bool resend(int bytes);

    [[nodiscard]] State state() const;
    [[nodiscard]] PeerStats stats() const;
    // Sender: since the receiver last said that it is there (RTCP, every few seconds); none while there is no connection.
    [[nodiscard]] std::chrono::milliseconds silence() const;

Q_SIGNALS:
    void localDescription(rollcall::media::SdpType type, const QString &sdp);
    void localCandidate(int sdpMLineIndex, const QString &candidate);
    // ICE and DTLS are up and the peer's certificate is the one it announced.
    void connected();
    // Final. Network gone, negotiation impossible, fingerprint mismatch …
    void failed(const rollcall::media::Error &error);
    // Sender: the other side needs a key frame.
    void keyframeRequested();
    // Sender: the receiver told what arrived, mostly after each picture.
    void transportFeedback(const rollcall::media::TransportFeedback &feedback);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace rollcall::media
