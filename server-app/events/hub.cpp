#include "events/hub.h"

#include <QLoggingCategory>

#include <algorithm>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcHub, "rollcall.events", QtInfoMsg)

namespace rollcall::events {

namespace {

constexpr int protocolVersion = 1;

QJsonArray rightsOf(const net::Caller &caller)
{
    QJsonArray words;
    for (const net::Right right : net::allRights()) {
        if (caller.may(right))
            words.append(toString(right));
    }
    return words;
}

} // namespace

Hub::Hub(Parts parts, const EventLimits &limits, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
    , m_limits(limits)
{
}

Hub::~Hub()
{
    for (Viewer *viewer : std::exchange(m_viewers, {})) {
        viewer->disconnect(this);
        delete viewer;
    }
}

void Hub::addRoutes(net::Router &router)
{
    router.addWebSocket(QString::fromLatin1(path), net::Right::ViewCameras,
                        [this](const net::Request &request, std::unique_ptr<QWebSocket> socket) { take(request, std::move(socket)); },
                        [this](const net::Request &request) { return refusal(request.peer); });
}

std::optional<net::Answer> Hub::refusal(const QHostAddress &peer) const
{
    const net::Headers retry{{"Retry-After", "10"}};
    if (m_closed || qsizetype(m_viewers.size()) >= m_limits.viewers)
        return net::problemAnswer(503, u"As many pages and windows are open as this server takes, or it is about to end. Try again in a while."_s, retry);
    const auto ofPeer = std::ranges::count_if(m_viewers, [&](const Viewer *viewer) { return viewer->peer() == peer; });
    if (ofPeer >= m_limits.viewersPerAddress)
        return net::problemAnswer(429, u"%1 pages and windows are open at %2, and no more may be. Close some."_s.arg(ofPeer).arg(peer.toString()), retry);
    return std::nullopt;
}

void Hub::take(const net::Request &request, std::unique_ptr<QWebSocket> socket)
{
    auto *viewer = new Viewer(std::move(socket), request, m_limits, this);
    m_viewers.push_back(viewer);
    connect(viewer, &Viewer::finished, this, [this, viewer] { remove(viewer); });
    connect(viewer, &Viewer::subscriptionChanged, this, &Hub::overlaysWantedChanged);
    if (m_closed)  // while the handshake was under way
        return viewer->close(close_code::goingAway, u"The server ends."_s);
    m_parts.cameras([self = QPointer(this), viewer = QPointer(viewer)](const QJsonArray &cameras) {
        if (self && viewer)
            self->greet(viewer, cameras);
    });
}

void Hub::greet(const QPointer<Viewer> &viewer, const QJsonArray &cameras) const
{
    QJsonArray visible;
    for (const QJsonValue &camera : cameras) {
        if (viewer->caller().may(net::Right::ViewCameras, camera["id"_L1].toString()))
            visible.append(camera);
    }
    Event hello{.type = u"hello"_s, .body = m_parts.more ? m_parts.more() : QJsonObject()};
    hello.body.insert(u"version"_s, protocolVersion);
    hello.body.insert(u"server"_s, m_parts.version);
    hello.body.insert(u"rights"_s, rightsOf(viewer->caller()));
    hello.body.insert(u"cameras"_s, visible);
    viewer->greet(QString::fromUtf8(serialize(hello, m_parts.now())));
}

// Serialised once for all, and only where somebody is to know of it.
void Hub::post(const Event &event)
{
    if (m_parts.rightOf && m_parts.rightOf(event.type) != event.right) {
        qCCritical(lcHub).noquote() << u"messages of the type %1 are told to nobody: the table of rights does not say that they need %2"_s.arg(event.type, net::toString(event.right));
        return;
    }
    QString text;
    const QString key = event.key.isEmpty() ? QString() : QString(event.type + u' ' + event.key);
    const std::vector<Viewer *> viewers = m_viewers;  // one may be closed by what is sent to it; it is deleted later
    for (Viewer *viewer : viewers) {
        if (!viewer->isFor(event))
            continue;
        if (text.isEmpty())
            text = QString::fromUtf8(serialize(event, m_parts.now()));
        viewer->send(key, text);
    }
}

bool Hub::wantsOverlays(const QString &camera) const
{
    return std::ranges::any_of(m_viewers, [&](const Viewer *viewer) { return viewer->wantsOverlays(camera); });
}

void Hub::endSession(const QString &session, const QString &reason)
{
    if (session.isEmpty())
        return;
    const Event ended{.type = u"session-ended"_s, .body = {{u"reason"_s, reason}}};
    const QString text = QString::fromUtf8(serialize(ended, m_parts.now()));
    const std::vector<Viewer *> viewers = m_viewers;
    for (Viewer *viewer : viewers) {
        if (viewer->caller().session == session)
            viewer->endSession(text, reason);
    }
}

void Hub::close()
{
    m_closed = true;
    const std::vector<Viewer *> viewers = m_viewers;
    for (Viewer *viewer : viewers)
        viewer->close(close_code::goingAway, u"The server ends."_s);
}

void Hub::remove(Viewer *viewer)
{
    std::erase(m_viewers, viewer);
    viewer->deleteLater();
    Q_EMIT overlaysWantedChanged();
}

} // namespace rollcall::events
