#pragma once

#include "media/description_promise.h"
#include "media/pipeline.h"
#include "media/recent_answers.h"
#include "media/signal_connection.h"
#include "media/webrtc_peer.h"
#include "media/webrtc_streaming.h"

#include <QDeadlineTimer>
#include <QTimer>

#include <atomic>

namespace rollcall::media {

// A WebRtcPeer's inside, for its own source files only.
class WebRtcPeer::Private {
public:
    Private(WebRtcPeer *peer, Config settings);

    // In webrtc_peer_pipeline.cpp
    std::expected<void, Error> build();
    std::expected<void, Error> buildSender(GstElement *source);
    void buildReceiver(GstElement *sink);
    [[nodiscard]] bool offers() const { return (config.role == Role::Sender) == (config.begins == Begins::Sender); }
    void preferFormats(const QString &offer);
    void receiveFormats(const GstRef<GstCaps> &formats);
    void watch();
    // In webrtc_peer.cpp
    void createDescription(const char *signal, const char *field, SdpType type);
    void describedLocally(SdpType type, const DescriptionPtr &description);
    void publishDescription();
    void connectionStateChanged(GstWebRTCPeerConnectionState connection);
    void becomeConnected();
    void answerAgain(uint16_t packet);
    [[nodiscard]] uint32_t ownSsrc() const;  // sender
    void mismatch();
    void fail(Error error);
    // Posted from streaming threads before the end, some functions arrive after it.
    [[nodiscard]] bool isOver() const { return state == State::Failed || state == State::Stopped; }
    void shutDown(State final);

    // Owner's thread
    WebRtcPeer *const q;
    const Config config;
    State state = State::New;
    OwnerHandle owner;
    std::unique_ptr<Pipeline> pipeline;
    GstElement *webrtc = nullptr;    // the pipeline's
    GstRef<GstPad> sinkPad;          // receiver: where key-frame requests start upstream
    std::vector<SignalConnection> connections;
    QTimer connectTimer;
    QTimer disconnectedTimer;
    QTimer gatheringTimer;
    QTimer keyframeTimer;            // for a request that came too soon after the last one
    QDeadlineTimer nextKeyframe{0};
    SdpType localType = SdpType::Offer;
    QString localText;               // waiting for its candidates (Gathering::BeforeDescription)
    QStringList localCandidates;
    bool receiverTakesRetransmissions = false;

    // Shared with streaming threads
    const std::shared_ptr<PeerGate> gate;
    const std::shared_ptr<PeerOutput> output;
    const std::shared_ptr<RecentAnswers> answers = std::make_shared<RecentAnswers>();  // sender
    std::shared_ptr<PeerInput> input;
    const std::shared_ptr<std::atomic<MonotonicTime>> heard = std::make_shared<std::atomic<MonotonicTime>>(monotonicNow());  // sender: RTCP of the receiver
};

// transceiver → sender or receiver → DTLS transport
[[nodiscard]] GstRef<GObject> transportOf(gpointer transceiver, WebRtcPeer::Role role);

} // namespace rollcall::media
