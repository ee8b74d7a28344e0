#pragma once

#include "ingest/camera.h"
#include "ingest/camera_orders.h"
#include "ingest/ingest_settings.h"
#include "media/webrtc_peer.h"
#include "protocol/messages.h"
#include "protocol/rate_limit.h"
#include "signaling/channel.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <expected>
#include <memory>

namespace rollcall::ingest {

// One camera's connection: its signaling (docs/protocol.md, both dialects) and the peer that receives its video. Lives on the
// Qt thread. Ends with `finished`, exactly once; `gone` follows when the last words are delivered, and its host deletes
// it then.
class SignalingSession : public QObject {
    Q_OBJECT

public:
    // What a session needs from the server around it.
    class Host {
    public:
        virtual ~Host() = default;
        // The camera for this session, or what to tell the one who asked. A session that resumes another one replaces it.
        [[nodiscard]] virtual std::expected<Camera *, protocol::Refused> admit(SignalingSession &session, const protocol::Hello &hello) = 0;
        [[nodiscard]] virtual const IngestSettings &settings() const = 0;
        // Why nobody is written down at present, for cameras that arrive; empty while all is well.
        [[nodiscard]] virtual QString registerProblem() const { return {}; }
    };

    // `plainCamera`: the id of a camera that offers without a hello.
    SignalingSession(std::unique_ptr<signaling::Channel> channel, protocol::CameraId plainCamera, Host &host, QObject *parent = nullptr);
    ~SignalingSession() override;

    [[nodiscard]] const protocol::SessionId &id() const { return m_id; }
    // None before the hello and after the end.
    [[nodiscard]] Camera *camera() const { return m_camera; }
    [[nodiscard]] const signaling::Channel &channel() const { return *m_channel; }
    // Goes on under the id of the session that this one replaces, so that a camera which lost the welcome can still resume.
    void takeOver(const protocol::SessionId &id) { m_id = id; }
    // Tells a camera that said hello that nobody is written down at present.
    void tellRegisterProblem(const QString &problem);
    // Tells a camera that wants to know, and may, whom it showed.
    void tellRecognised(const protocol::Recognised &seen);
    // Tells the camera that it is not let in any more, and ends.
    void dismiss(const QString &reason);
    // Asks the camera to change what it sends; `done` follows, perhaps from within the call. The order's id does not matter.
    void control(protocol::Control order, ControlDone done);
    // Tells the camera why, and ends.
    void close(const QString &reason);

Q_SIGNALS:
    void finished();
    void gone();

private:
    void onMessage(const protocol::Message &message);
    void on(const protocol::Hello &hello);
    void on(const protocol::Offer &offer);
    void on(const protocol::Candidate &candidate);
    void on(const protocol::Controlled &controlled);
    void on(const protocol::Stats &stats);
    void on(const protocol::ErrorMessage &error);
    void on(const protocol::Bye &bye);
    template <typename Other>
    void on(const Other &message);

    bool admit(const protocol::Hello &hello);
    void makePeer(std::chrono::milliseconds jitterLatency);
    void dropPeer();
    void onPeerFailed(const media::Error &error);
    void complain(protocol::ErrorCode code, const QString &message, const QString &about = {});
    void check();
    void finish();

    protocol::SessionId m_id;
    const std::unique_ptr<signaling::Channel> m_channel;
    const protocol::CameraId m_plainCamera;
    QString m_name;  // for the log: the camera's, before that its address
    Host &m_host;
    Camera *m_camera = nullptr;  // stays as long as it is not away
    std::unique_ptr<media::WebRtcPeer> m_peer;
    bool m_knowsOfProblem = false;  // was told that the register is unavailable
    bool m_greeted = false;      // a hello came: protocol version 1, not the plain dialect
    bool m_controllable = false;  // the camera said that it takes orders
    bool m_finished = false;
    bool m_showsRecognised = false;
    CameraOrders m_orders;
    protocol::RateLimit m_offers;
    int m_candidates = 0;
    std::optional<double> m_roundTripMs;  // as the camera measured it: only a sender can
    QTimer m_helloTimer;
    QTimer m_checkTimer;
    uint64_t m_packetsSeen = 0;
    std::chrono::steady_clock::time_point m_lastProgress;
};

} // namespace rollcall::ingest
