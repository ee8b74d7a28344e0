#pragma once

#include "media/webrtc_peer.h"
#include "send/encoder_pipeline.h"
#include "session/camera_session.h"
#include "session/rate_control.h"
#include "signaling/channel.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <QUrl>

#include <memory>

namespace rollcall::session {

// The world of a CameraSession: a WebSocket to the server, a WebRTC peer for each connection, and the encoder that outlives
// them. Lives on a thread with a Qt event loop; the encoder must outlive it.
class CameraLink final : public QObject, private CameraSession::World {
    Q_OBJECT

public:
    CameraLink(const QUrl &server, const protocol::Hello &hello, send::EncoderPipeline &encoder, const signaling::ServerTrust &trust = {}, QObject *parent = nullptr);
    ~CameraLink() override;

    void start();
    // Says goodbye. `stopped` follows when the last words are out, at the latest after the channel's closing time.
    void stop(const QString &reason);

    // The operator changed the encoder's settings or paused it.
    void operatorChanged() { m_session.operatorChanged(); }

    [[nodiscard]] CameraSession::State state() const { return m_session.state(); }

Q_SIGNALS:
    void statusChanged(const rollcall::session::CameraSession::Status &status);
    void stopped();
    // The server saw somebody it knows in the video.
    void recognised(const rollcall::protocol::Recognised &seen);
    // Twice a second while streaming.
    void rateMeasured(const rollcall::session::RateReport &report);

private:
    struct DeleteLater {
        void operator()(QObject *object) const { object->deleteLater(); }
    };

    void openChannel() override;
    void send(const protocol::Message &message) override;
    void closeChannel(const QString &reason) override;
    void startPeer(const QList<protocol::IceServer> &servers) override;
    [[nodiscard]] std::expected<void, media::Error> setAnswer(const QString &sdp) override;
    void addCandidate(int sdpMLineIndex, const QString &candidate) override;
    void startSending() override;
    void stopPeer() override;
    [[nodiscard]] protocol::Controlled apply(const protocol::Control &control) override;
    [[nodiscard]] protocol::Stats measure() override;
    [[nodiscard]] protocol::Encoding encoding() const override;
    [[nodiscard]] bool isPaused() const override;
    [[nodiscard]] bool networkLimits() const override;
    void wakeAfter(std::chrono::milliseconds delay) override;
    void show(const CameraSession::Status &status) override;
    void tellRecognised(const protocol::Recognised &seen) override;

    void watchPeer();
    void tellRate(RateReport report);
    template <typename... Args, typename React>
    void whenPeer(void (media::WebRtcPeer::*signal)(Args...), React react);

    QUrl m_server;
    signaling::ServerTrust m_trust;
    send::EncoderPipeline &m_encoder;
    std::unique_ptr<signaling::Channel, DeleteLater> m_channel;
    std::unique_ptr<signaling::Channel, DeleteLater> m_closingChannel;  // its last words are on their way
    std::unique_ptr<media::WebRtcPeer> m_peer;
    quint64 m_peerNumber = 0;
    QTimer m_wake;
    QElapsedTimer m_sinceMeasured;
    send::SendCounters m_measured;
    RateControl m_rate;
    CameraSession::Status m_shown;
    CameraSession m_session;
};

} // namespace rollcall::session
