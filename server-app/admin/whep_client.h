#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt
#include <QTimer>

#include "media/video_decoder.h"
#include "media/webrtc_peer.h"
#include "signaling/backoff.h"

#include <functional>
#include <memory>
#include <random>

namespace rollcall::admin {

class ServerClient;

// One camera watched: WHEP (draft-ietf-wish-whep) with all candidates inside the offer, RTP decoded, and a new session after every break.
// GUI thread; the client outlives it.
class WhepClient : public QObject {
    Q_OBJECT

public:
    // `frame`: on the decoder's thread, returns at once; its captures outlive this object for a moment.
    WhepClient(ServerClient &client, QString camera, std::function<void(media::DecodedFrame)> frame, QObject *parent = nullptr);
    ~WhepClient() override;

    void start();
    // Says goodbye to the server, too.
    void stop();
    // At once instead of when it is time: the camera is said to be there.
    void hurry();
    [[nodiscard]] bool isConnected() const { return m_peer && m_peer->state() == media::WebRtcPeer::State::Connected; }
    [[nodiscard]] media::PeerStats stats() const { return m_peer ? m_peer->stats() : media::PeerStats{}; }

Q_SIGNALS:
    void connected();
    // A sentence; it tries again by itself.
    void problem(const QString &sentence);

private:
    void open();
    void offer(const QString &sdp);
    void giveUpSession();
    void sayGoodbye(const QString &session);
    void tryAgain(const QString &why, int afterSeconds = 0);
    [[nodiscard]] media::WebRtcPeer::Config peerConfig() const;

    ServerClient &m_client;
    const QString m_camera;
    const std::function<void(media::DecodedFrame)> m_frame;
    const media::OwnerHandle m_owner{this};
    std::unique_ptr<media::WebRtcPeer> m_peer;
    std::shared_ptr<media::VideoDecoder> m_decoder;
    int m_attempt = 0;  // an answer to an earlier one is none to this
    QString m_session;  // path of the session's resource
    signaling::Backoff m_backoff;
    std::minstd_rand m_random{std::random_device{}()};
    QTimer m_retry;
    bool m_wanted = false;
};

} // namespace rollcall::admin
