#pragma once

#include "ingest/camera_registry.h"
#include "ingest/ingest_settings.h"
#include "ingest/signaling_session.h"
#include "net/authorizer.h"

#include <QHash>
#include <QHostAddress>
#include <QObject>
#include <QWebSocket>

#include <memory>
#include <set>
#include <vector>

namespace rollcall::ingest {

// All WebRTC cameras: takes their signaling connections and gives each camera to one session at a time. Lives on the Qt thread;
// registry, authorizer and metrics outlive it.
class WebRtcIngest : public QObject, private SignalingSession::Host {
    Q_OBJECT

public:
    WebRtcIngest(CameraRegistry &cameras, const net::Authorizer &authorizer, ops::Metrics &metrics, IngestSettings settings,
                 QObject *parent = nullptr);
    ~WebRtcIngest() override;

    // Through a proxy on this machine others come in, too.
    enum class Way { Direct, Proxy };
    // An accepted connection. `plainCamera`: what a camera that offers without hello is called; empty: the next free number.
    void accept(std::unique_ptr<QWebSocket> socket, const QString &plainCamera, Way way = Way::Direct);
    // Tells all cameras, also those that arrive later, why nobody is written down; empty: all is well again.
    void setRegisterProblem(const QString &problem);
    // Tells the camera, if it is here and names may go to cameras.
    void tellRecognised(const protocol::CameraId &camera, const protocol::Recognised &seen);
    // Refuses the camera that is connected under this id, for good; the reason is a sentence.
    void dismiss(const protocol::CameraId &camera, const QString &reason);
    // Says goodbye to every camera and takes no more.
    void close();
    // Asks a camera to change what it sends; `done` follows, perhaps from within the call.
    void control(const protocol::CameraId &camera, const protocol::Control &order, ControlDone done);
    // Null where no camera of this id is connected.
    [[nodiscard]] const Camera *connected(const protocol::CameraId &camera) const;
    [[nodiscard]] qsizetype sessionCount() const { return qsizetype(m_sessions.size()); }

private:
    [[nodiscard]] std::expected<Camera *, protocol::Refused> admit(SignalingSession &session, const protocol::Hello &hello) override;
    [[nodiscard]] const IngestSettings &settings() const override { return m_settings; }
    [[nodiscard]] QString registerProblem() const override { return m_registerProblem; }
    [[nodiscard]] protocol::CameraId plainCameraId(const QString &wanted);
    [[nodiscard]] SignalingSession *sessionOf(const Camera *camera) const;
    [[nodiscard]] bool hasRoomFor(const QHostAddress &peer) const;
    [[nodiscard]] qsizetype placesTaken() const;
    [[nodiscard]] protocol::Refused full() const;
    void remove(SignalingSession *session);
    [[nodiscard]] QHostAddress peerOf(const SignalingSession &session) const;  // null: somebody behind a proxy

    CameraRegistry &m_cameras;
    const net::Authorizer &m_authorizer;
    ops::Metrics &m_metrics;
    const IngestSettings m_settings;
    std::vector<SignalingSession *> m_sessions;  // children
    std::set<const SignalingSession *> m_proxied;
    int m_plainCameras = 0;
    QString m_registerProblem;
    bool m_closed = false;
};

} // namespace rollcall::ingest
