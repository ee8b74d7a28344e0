#include "ingest/webrtc_ingest.h"

#include "protocol/fields.h"
#include "protocol/text_rules.h"

#include <QLoggingCategory>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rollcall::ingest {

using namespace protocol;

namespace {

constexpr auto retrySoon = std::chrono::seconds(5);
// Connections from other machines that have not said who they are.
constexpr qsizetype strangersAtOnce = 64;
constexpr qsizetype strangersOfAnAddress = 8;

} // namespace

WebRtcIngest::WebRtcIngest(CameraRegistry &cameras, const net::Authorizer &authorizer, ops::Metrics &metrics,
                           IngestSettings settings, QObject *parent)
    : QObject(parent)
    , m_cameras(cameras)
    , m_authorizer(authorizer)
    , m_metrics(metrics)
    , m_settings(std::move(settings))
{
}

WebRtcIngest::~WebRtcIngest()
{
    for (SignalingSession *session : std::exchange(m_sessions, {})) {
        disconnect(session, nullptr, this, nullptr);
        delete session;
    }
}

void WebRtcIngest::accept(std::unique_ptr<QWebSocket> socket, const QString &plainCamera, Way way)
{
    auto channel = std::make_unique<signaling::Channel>(std::move(socket));
    if (m_closed || !hasRoomFor(channel->peerAddress())) {
        channel->send(full());
        auto *leaving = channel.release();
        leaving->setParent(this);
        connect(leaving, &signaling::Channel::closed, leaving, &QObject::deleteLater);
        leaving->close(u"server full"_s);
        return;
    }
    auto *session = new SignalingSession(std::move(channel), plainCameraId(plainCamera), *this, this);
    m_sessions.push_back(session);
    if (way == Way::Proxy)
        m_proxied.insert(session);
    m_metrics.sessionOpened();
    connect(session, &SignalingSession::finished, this, [this, session] { remove(session); });
    connect(session, &SignalingSession::gone, session, &QObject::deleteLater);
}

Refused WebRtcIngest::full() const
{
    return Refused{RefusalCode::ServerFull, u"The server has as many cameras as it may (%1). Try again later, or raise max-sessions."_s.arg(m_settings.maxSessions), {}, retrySoon};
}

// Those of other machines who have not shown a token yet take no camera's place: they wait in a room of its own, few of each address.
bool WebRtcIngest::hasRoomFor(const QHostAddress &peer) const
{
    const qsizetype taken = placesTaken();
    if (taken >= m_settings.maxSessions || net::isLoopback(peer))
        return taken < m_settings.maxSessions;
    const auto waitsThere = [&](const SignalingSession *session) { return !session->camera() && session->channel().peerAddress() == peer; };
    return sessionCount() - taken < strangersAtOnce && std::ranges::count_if(m_sessions, waitsThere) < strangersOfAnAddress;
}

qsizetype WebRtcIngest::placesTaken() const
{
    return std::ranges::count_if(m_sessions, [](const SignalingSession *session) { return session->camera() || net::isLoopback(session->channel().peerAddress()); });
}

QHostAddress WebRtcIngest::peerOf(const SignalingSession &session) const
{
    return m_proxied.contains(&session) ? QHostAddress() : session.channel().peerAddress();
}

void WebRtcIngest::remove(SignalingSession *session)
{
    std::erase(m_sessions, session);
    m_proxied.erase(session);
    m_metrics.sessionClosed();
}

void WebRtcIngest::setRegisterProblem(const QString &problem)
{
    m_registerProblem = problem;
    for (SignalingSession *session : m_sessions)
        session->tellRegisterProblem(problem);
}

void WebRtcIngest::dismiss(const CameraId &id, const QString &reason)
{
    Camera *camera = m_cameras.find(id);
    if (SignalingSession *session = camera ? sessionOf(camera) : nullptr)
        session->dismiss(reason);
}

const Camera *WebRtcIngest::connected(const protocol::CameraId &camera) const
{
    const Camera *found = m_cameras.find(camera);
    return found && sessionOf(found) ? found : nullptr;
}

void WebRtcIngest::control(const protocol::CameraId &camera, const protocol::Control &order, ControlDone done)
{
    const Camera *found = connected(camera);
    if (!found)
        return done(std::unexpected(ControlFailure::NotConnected));
    sessionOf(found)->control(order, std::move(done));
}

void WebRtcIngest::tellRecognised(const CameraId &camera, const Recognised &seen)
{
    for (SignalingSession *session : m_sessions) {
        if (session->camera() && session->camera()->id() == camera)
            session->tellRecognised(seen);
    }
}

void WebRtcIngest::close()
{
    m_closed = true;
    for (SignalingSession *session : std::vector(m_sessions))
        session->close(u"The server is shutting down."_s);
}

std::expected<Camera *, Refused> WebRtcIngest::admit(SignalingSession &session, const Hello &hello)
{
    const QString bearer = hello.token ? u"Bearer "_s + *hello.token : QString();
    const net::Access access{.peer = peerOf(session),
                             .right = net::Right::SendVideo,
                             .what = u"signaling of camera "_s + hello.camera.toString(),
                             .host = {},
                             .authorization = bearer.toUtf8(),
                             .cookie = {},
                             .camera = hello.camera.toString()};
    if (const net::Decision decision = m_authorizer.authorize(access); !decision.allowed)
        return std::unexpected(Refused{RefusalCode::NotAllowed, decision.reason, {}, decision.retryAfter});

    Camera *camera = m_cameras.camera(hello.camera);
    if (!camera)
        return std::unexpected(Refused{RefusalCode::ServerFull, u"The server knows %1 cameras already, all of them present."_s.arg(CameraRegistry::maxCameras), {}, retrySoon});
    SignalingSession *present = sessionOf(camera);
    const bool needsPlace = !present && !net::isLoopback(session.channel().peerAddress());
    if (needsPlace && placesTaken() >= m_settings.maxSessions)
        return std::unexpected(full());
    if (present && hello.resume != present->id()) {
        return std::unexpected(Refused{RefusalCode::CameraInUse, u"Another camera is connected as \u201c%1\u201d. Give this one another name, or stop the other."_s.arg(hello.camera.toString()), {}, retrySoon});
    }
    if (present) {
        session.takeOver(present->id());
        present->close(u"The camera goes on over a new connection."_s);
    }
    return camera;
}

SignalingSession *WebRtcIngest::sessionOf(const Camera *camera) const
{
    const auto found = std::ranges::find(m_sessions, camera, [](const SignalingSession *session) -> const Camera * { return session->camera(); });
    return found == m_sessions.end() ? nullptr : *found;
}

CameraId WebRtcIngest::plainCameraId(const QString &wanted)
{
    const bool usable = protocol::check(wanted, protocol::identifier) == protocol::Verdict::Good;
    return CameraId(usable ? wanted : u"camera-%1"_s.arg(++m_plainCameras));
}

} // namespace rollcall::ingest
