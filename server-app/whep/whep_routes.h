#pragma once

#include "ingest/camera_registry.h"
#include "net/router.h"
#include "whep/session.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <functional>

namespace rollcall::whep {

// /whep/{camera} and the sessions below it (docs/live-views.md; draft-ietf-wish-whep with the rules of RFC 9725). Lives on the network
// thread, which is the cameras'; the registry outlives it, and it outlives the server that has its routes.
class WhepRoutes : public QObject {
public:
    static constexpr qint64 offerBytes = 64 * 1024;
    // Each viewer's nine threads allocate in many places; what they leave free is given back to the system so often at most.
    static constexpr std::chrono::seconds tidyAfter{5};

    WhepRoutes(ingest::CameraRegistry &cameras, Settings settings, QObject *parent = nullptr);
    void addRoutes(net::Router &router);
    // Whoever was signed in under this id (net::Caller::session) is not any more: what they watch ends.
    void endSession(const QString &maker);
    // Ends all sessions and takes no more.
    void close();
    [[nodiscard]] qsizetype sessionCount() const { return m_sessions.size(); }

private:
    using Handling = void (WhepRoutes::*)(const net::Request &request, net::Responder responder);
    void add(net::Router &router, net::Method method, const QString &pattern, Handling handling, qint64 bodyBytes);
    void offer(const net::Request &request, net::Responder responder);
    void trickle(const net::Request &request, net::Responder responder);
    void remove(const net::Request &request, net::Responder responder);
    void show(const net::Request &request, net::Responder responder);
    void open(ingest::Camera &camera, Session::Viewer viewer, net::Responder responder);
    // Why no further viewer of this camera is let in. May make room for one.
    [[nodiscard]] std::optional<net::Answer> refusal(const protocol::CameraId &camera);
    // Ends the one of these sessions that has been silent longest, too long; false: all are there.
    [[nodiscard]] bool endSilent(const std::function<bool(const Session *)> &isOne);
    [[nodiscard]] net::Answer created(const Session &session, const QString &sdp) const;
    // What the request is about; null, and answered, where there is no such session of this caller's.
    [[nodiscard]] Session *session(const net::Request &request, net::Responder &responder) const;
    [[nodiscard]] net::Headers forOrigin(const net::Request &request) const;

    ingest::CameraRegistry &m_cameras;
    const Settings m_settings;
    QHash<QString, Session *> m_sessions;  // children, by id
    QTimer m_tidy;                         // after viewers left
    bool m_closed = false;
};

} // namespace rollcall::whep
