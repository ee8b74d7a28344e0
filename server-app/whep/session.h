#pragma once

#include "ingest/camera.h"
#include "media/viewer_offer.h"
#include "media/webrtc_peer.h"
#include "whep/sdp_fragment.h"
#include "whep/settings.h"
#include "whep/viewer_stream.h"

#include <QObject>
#include <QPointer>

#include <memory>

namespace rollcall::whep {

// One viewer of one camera: its peer, and its place behind the camera's fan-out. It stays while the camera is away, and goes on when the
// camera is back. Lives on the Qt thread; ends with `ended`, exactly once, and is deleted by its owner then.
class Session : public QObject {
    Q_OBJECT

public:
    struct Viewer {
        media::ViewerOffer offer;
        media::ViewerOffer::Format format;
        QString maker = {};  // net::Caller::session: whose the session is, and with what it ends
        QStringList localAddresses = {};  // see WebRtcPeer::Config
    };
    static constexpr int mostCandidates = 200;

    Session(ingest::Camera &camera, Viewer viewer, const Settings &settings, QObject *parent = nullptr);
    ~Session() override;

    // `answered` or `ended` follows; an error means that the offer cannot be taken, and that neither does.
    [[nodiscard]] std::expected<void, media::Error> start();
    void end(const QString &reason);

    [[nodiscard]] const QString &id() const { return m_id; }
    [[nodiscard]] const QString &maker() const { return m_viewer.maker; }
    [[nodiscard]] const protocol::CameraId &camera() const { return m_cameraId; }
    // Of the ICE session, a strong one (RFC 9110 §8.8.1). It never changes: there are no restarts.
    [[nodiscard]] const QByteArray &entityTag() const { return m_entityTag; }
    // Whether the fragment's credentials are others than those of the offer.
    [[nodiscard]] bool asksForRestart(const SdpFragment &fragment) const;
    void addCandidates(const SdpFragment &fragment);
    // See WebRtcPeer::silence.
    [[nodiscard]] std::chrono::milliseconds silence() const { return m_peer->silence(); }

Q_SIGNALS:
    void answered(const QString &sdp);
    void ended(const rollcall::media::Error &error);

private:
    void watchPeer();
    void begin();
    void finish(const media::Error &error);
    void letGo();
    [[nodiscard]] ViewerStream::Events streamEvents();

    const QString m_id;
    const QByteArray m_entityTag;
    const protocol::CameraId m_cameraId;
    QPointer<ingest::Camera> m_camera;
    const std::shared_ptr<ops::CameraMetrics> m_metrics;
    const Viewer m_viewer;
    const uint32_t m_ssrc;
    const media::OwnerHandle m_owner;
    const std::chrono::steady_clock::time_point m_asked;
    std::unique_ptr<media::WebRtcPeer> m_peer;
    std::shared_ptr<ViewerStream> m_stream;
    int m_candidates = 0;
    bool m_finished = false;
};

} // namespace rollcall::whep
