#include "whep/whep_routes.h"

#include "net/local_addresses.h"
#include "whep/free_memory.h"

#include <QThreadPool>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rollcall::whep {

using net::Answer;
using net::Headers;
using net::Method;
using net::Request;
using net::Responder;
using net::Right;

namespace {

constexpr const char *sdpType = "application/sdp";
constexpr const char *fragmentType = "application/trickle-ice-sdpfrag";
const std::pair<QByteArray, QByteArray> retrySoon{"Retry-After", "5"};

QByteArray mediaType(const Request &request)
{
    return request.header("content-type").split(';').first().trimmed().toLower();
}

int statusFor(const media::Error &error)
{
    switch (error.code) {
    case media::Error::Code::BadDescription:
        return 400;
    case media::Error::Code::NotSupported:
        return 422;
    default:
        return 503;
    }
}

QByteArray quoted(const QString &text)
{
    QByteArray escaped = text.toUtf8();
    escaped.replace('\\', "\\\\").replace('"', "\\\"");
    return '"' + escaped + '"';
}

// RFC 9725 §4.6
QByteArray iceServerLink(const protocol::IceServer &server)
{
    QByteArray link = '<' + server.url.toUtf8() + ">; rel=\"ice-server\"";
    if (!server.username.isEmpty())
        link += "; username=" + quoted(server.username) + "; credential=" + quoted(server.credential) + "; credential-type=\"password\"";
    return link;
}

// Of If-Match (RFC 9110 §13.1.1, strong comparison); the asterisk also in quotes, as RFC 9725 writes it.
bool matches(const QByteArray &given, const QByteArray &tag)
{
    for (const QByteArray &one : given.split(',')) {
        const QByteArray trimmed = one.trimmed();
        if (trimmed == "*" || trimmed == "\"*\"" || trimmed == tag)
            return true;
    }
    return false;
}

Answer with(Answer answer, const Headers &headers)
{
    answer.headers += headers;
    return answer;
}

} // namespace

WhepRoutes::WhepRoutes(ingest::CameraRegistry &cameras, Settings settings, QObject *parent)
    : QObject(parent)
    , m_cameras(cameras)
    , m_settings(std::move(settings))
{
    m_tidy.setSingleShot(true);
    m_tidy.setInterval(tidyAfter);
    connect(&m_tidy, &QTimer::timeout, this, [] { QThreadPool::globalInstance()->start(giveBackFreeMemory); });
}

void WhepRoutes::addRoutes(net::Router &router)
{
    const QString endpoint = u"/whep/{camera}"_s;
    const QString resource = u"/whep/{camera}/{session}"_s;
    add(router, Method::Post, endpoint, &WhepRoutes::offer, offerBytes);
    add(router, Method::Patch, resource, &WhepRoutes::trickle, SdpFragment::mostBytes);
    add(router, Method::Delete, resource, &WhepRoutes::remove, 0);
    add(router, Method::Get, resource, &WhepRoutes::show, 0);
    // Browsers ask without saying who they are (Fetch §3.2.2): it says nothing of what is here.
    const auto options = [this](const QByteArray &methods, const Headers &accepts) {
        return [this, methods, accepts](const Request &request, Responder responder) {
            Headers headers = accepts + Headers{{"Allow", methods}};
            if (const Headers cors = forOrigin(request); !cors.isEmpty())
                headers += cors + Headers{{"Access-Control-Allow-Methods", methods}, {"Access-Control-Allow-Headers", "Authorization, Content-Type, If-Match"}, {"Access-Control-Max-Age", "600"}};
            responder.send({.status = 200, .contentType = {}, .body = {}, .headers = headers});
        };
    };
    router.add(Method::Options, endpoint, Right::ViewPages, options("POST, OPTIONS", {{"Accept-Post", sdpType}}));
    router.add(Method::Options, resource, Right::ViewPages, options("GET, HEAD, PATCH, DELETE, OPTIONS", {{"Accept-Patch", fragmentType}}));
}

void WhepRoutes::add(net::Router &router, Method method, const QString &pattern, Handling handling, qint64 bodyBytes)
{
    router.add(method, pattern, Right::ViewLive, [this, handling](const Request &request, Responder responder) {
        const auto send = [headers = forOrigin(request)](const Answer &answer, Responder inner) { inner.send(with(answer, headers)); };
        (this->*handling)(request, Responder::intercepted(std::move(responder), send));
    }, bodyBytes);
}

Headers WhepRoutes::forOrigin(const Request &request) const
{
    const QByteArray origin = request.header("origin");
    if (origin.isEmpty() || !m_settings.origins.contains(origin))
        return {};
    return {{"Access-Control-Allow-Origin", origin}, {"Access-Control-Expose-Headers", "Location, ETag, Link, Retry-After"}, {"Vary", "Origin"}};
}

std::optional<Answer> WhepRoutes::refusal(const protocol::CameraId &camera)
{
    const auto isOne = [](const Session *) { return true; };
    const auto isOfCamera = [&](const Session *session) { return session->camera() == camera; };
    if (m_closed)
        return net::problemAnswer(503, u"The server is shutting down."_s, {retrySoon});
    if (m_sessions.size() >= m_settings.maxViewers && !endSilent(isOne))
        return net::problemAnswer(503, u"The server has as many viewers as it may (%1). Try again later, or raise max-viewers."_s.arg(m_settings.maxViewers), {retrySoon});
    if (std::ranges::count_if(m_sessions, isOfCamera) >= m_settings.maxViewersPerCamera && !endSilent(isOfCamera))
        return net::problemAnswer(503, u"The camera has as many viewers as it may (%1). Try again later, or raise max-viewers-per-camera."_s.arg(m_settings.maxViewersPerCamera), {retrySoon});
    return std::nullopt;
}

// Whose laptop was closed keeps its place for most of a minute, until connectivity checks say so; newcomers need not wait for that.
bool WhepRoutes::endSilent(const std::function<bool(const Session *)> &isOne)
{
    Session *silent = nullptr;
    for (Session *session : std::as_const(m_sessions)) {
        if (isOne(session) && session->silence() >= m_settings.presumedGone && (!silent || session->silence() > silent->silence()))
            silent = session;
    }
    if (silent)
        silent->end(u"Nothing was heard of the viewer, and another one came."_s);
    return silent;
}

void WhepRoutes::offer(const Request &request, Responder responder)
{
    if (mediaType(request) != sdpType)
        return responder.problem(415, u"Send an offer as application/sdp."_s, {{"Accept-Post", sdpType}});
    auto offer = media::ViewerOffer::parse(QString::fromUtf8(request.body));
    if (!offer)
        return responder.problem(statusFor(offer.error()), offer.error().message);
    const protocol::CameraId id(request.parameter(u"camera"_s));
    ingest::Camera *camera = m_cameras.find(id);
    const auto sent = camera ? camera->videoFormat() : std::nullopt;
    if (!sent)
        return responder.problem(409, u"Camera \u201c%1\u201d has not sent video since the server started. Start it, and try again."_s.arg(id.toString()), {retrySoon});
    const auto format = offer->formatFor(sent->codec, sent->h264Profile);
    if (!format)
        return responder.problem(406, format.error().message);
    if (const auto refused = refusal(id))
        return responder.send(*refused);
    // On this machine a viewer may have nothing but loopback, which is not offered otherwise.
    const QStringList addresses = net::isLoopback(request.peer) ? net::addressesOfThisMachine() : QStringList();
    open(*camera, {.offer = std::move(*offer), .format = *format, .maker = request.caller.session, .localAddresses = addresses}, std::move(responder));
}

void WhepRoutes::open(ingest::Camera &camera, Session::Viewer viewer, Responder responder)
{
    auto *session = new Session(camera, std::move(viewer), m_settings, this);
    if (const auto started = session->start(); !started) {
        delete session;
        return responder.problem(statusFor(started.error()), started.error().message);
    }
    m_sessions.insert(session->id(), session);
    const auto leaving = responder.whenPeerLeaves(session, [session] { session->end(u"The viewer left before it had an answer."_s); });
    const auto waiting = net::share(std::move(responder));
    const auto isAnswered = std::make_shared<bool>(false);
    connect(session, &Session::answered, this, [this, session, waiting, isAnswered, leaving](const QString &sdp) {
        QObject::disconnect(leaving);
        *isAnswered = true;
        waiting->send(created(*session, sdp));
    });
    connect(session, &Session::ended, this, [this, session, waiting, isAnswered, leaving](const media::Error &error) {
        QObject::disconnect(leaving);
        m_sessions.remove(session->id());
        if (!m_tidy.isActive())
            m_tidy.start();
        if (!std::exchange(*isAnswered, true))
            waiting->problem(statusFor(error), error.message);
        session->deleteLater();
    });
}

Answer WhepRoutes::created(const Session &session, const QString &sdp) const
{
    const QByteArray camera = QUrl::toPercentEncoding(session.camera().toString());
    Headers headers{{"Location", "/whep/" + camera + '/' + session.id().toLatin1()}, {"ETag", session.entityTag()}};
    for (const protocol::IceServer &server : m_settings.iceServers)
        headers.append({"Link", iceServerLink(server)});
    return {.status = 201, .contentType = sdpType, .body = sdp.toUtf8(), .headers = headers};
}

Session *WhepRoutes::session(const Request &request, Responder &responder) const
{
    Session *found = m_sessions.value(request.parameter(u"session"_s));
    if (found && found->camera().toString() == request.parameter(u"camera"_s) && found->maker() == request.caller.session)
        return found;
    responder.problem(404, u"There is no such session, or it has ended. Offer again to view."_s);
    return nullptr;
}

void WhepRoutes::trickle(const Request &request, Responder responder)
{
    Session *viewed = session(request, responder);
    if (!viewed)
        return;
    if (mediaType(request) != fragmentType)
        return responder.problem(415, u"Send candidates as application/trickle-ice-sdpfrag."_s, {{"Accept-Patch", fragmentType}});
    const QByteArray wanted = request.header("if-match");
    if (wanted.trimmed().isEmpty())
        return responder.problem(428, u"Say in If-Match which ICE session is meant, by the ETag of the answer."_s);
    if (!matches(wanted, viewed->entityTag()))
        return responder.problem(412, u"The ICE session that If-Match names is not the present one."_s);
    const auto fragment = parseSdpFragment(request.body);
    if (!fragment)
        return responder.problem(400, fragment.error());
    if (viewed->asksForRestart(*fragment))
        return responder.problem(422, u"ICE is not restarted here; the session goes on as it is. Where its network is lost, end it and offer again."_s);
    viewed->addCandidates(*fragment);
    responder.send({.status = 204, .contentType = {}, .body = {}});
}

void WhepRoutes::remove(const Request &request, Responder responder)
{
    Session *viewed = session(request, responder);
    if (!viewed)
        return;
    viewed->end(u"The viewer ended it."_s);
    responder.send({.status = 200, .contentType = {}, .body = {}});
}

void WhepRoutes::show(const Request &request, Responder responder)
{
    if (session(request, responder))
        responder.send({.status = 204, .contentType = {}, .body = {}});
}

void WhepRoutes::endSession(const QString &maker)
{
    for (Session *session : m_sessions.values()) {
        if (session->maker() == maker)
            session->end(u"Whoever watched is not signed in any more."_s);
    }
}

void WhepRoutes::close()
{
    m_closed = true;
    for (Session *session : m_sessions.values())
        session->end(u"The server is shutting down."_s);
}

} // namespace rollcall::whep
