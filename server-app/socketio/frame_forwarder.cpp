#include "socketio/frame_forwarder.h"

#include "socketio/frame_event.h"
#include "socketio/polling_transport.h"
#include "socketio/web_socket_transport.h"

#include <QLoggingCategory>

#include <algorithm>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcForward, "rollcall.socketio.forward", QtInfoMsg)

namespace rollcall::socketio {

namespace {

constexpr auto stableAfter = std::chrono::seconds(5);

} // namespace

FrameForwarder::FrameForwarder(ingest::CameraRegistry &cameras, live::JpegFeeds &feeds, const ForwardConfig &config, QObject *parent)
    : QObject(parent)
    , m_config(config)
    , m_pictures(cameras, feeds, config.pictures)
    , m_backoff(config.firstWait, config.longestWait)
{
    m_retry.setSingleShot(true);
    m_stable.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &FrameForwarder::connectNow);
    connect(&m_stable, &QTimer::timeout, this, [this] { m_backoff.reset(); });
    connect(&m_pictures, &AllCameras::picture, this, &FrameForwarder::offer);
}

FrameForwarder::~FrameForwarder() = default;

void FrameForwarder::start()
{
    connectNow();
}

void FrameForwarder::connectNow()
{
    std::unique_ptr<ClientTransport> transport;
    const QSslConfiguration tls = tlsWith(m_config.authorities);
    if (m_polls)
        transport = std::make_unique<PollingTransport>(tls);
    else
        transport = std::make_unique<WebSocketTransport>(tls);
    m_link = std::make_unique<DashboardLink>(std::move(transport), m_config.nameSpace, m_config.link);
    connect(m_link.get(), &DashboardLink::connected, this, &FrameForwarder::onConnected);
    connect(m_link.get(), &DashboardLink::idle, this, &FrameForwarder::sendNext);
    connect(m_link.get(), &DashboardLink::ended, this, &FrameForwarder::onEnded);
    m_link->open(m_config.server);
}

void FrameForwarder::onConnected()
{
    qCInfo(lcForward).noquote() << u"frames go to %1, namespace %2, %3"_s.arg(m_config.server.toString(QUrl::RemoveUserInfo), m_config.nameSpace,
                                                                             m_polls ? u"by polling"_s : u"by WebSocket"_s);
    if (std::exchange(m_wasConnected, true))
        ++m_totals.reconnects;
    m_told.clear();
    m_totals.connected = true;
    m_stable.start(stableAfter);
    m_pictures.start();
}

void FrameForwarder::onEnded(const QString &reason)
{
    // Where the WebSocket found no server it may be one without WebSockets: that one is polled, at once.
    m_polls = !m_polls && !m_link->hasMetServer();
    if (!m_polls && std::exchange(m_told, reason) != reason)
        qCWarning(lcForward).noquote() << u"no frames go to %1: %2 It is tried again."_s.arg(m_config.server.toString(QUrl::RemoveUserInfo), reason);
    m_totals.connected = false;
    m_totals.dropped += quint64(m_waiting.size());
    m_waiting.clear();
    m_pictures.stop();
    m_stable.stop();
    m_link.release()->deleteLater();  // this is a call of its own
    m_retry.start(m_polls ? std::chrono::milliseconds(0) : m_backoff.next(m_random));
}

void FrameForwarder::offer(const protocol::CameraId &camera, const live::JpegPicture &picture)
{
    const auto before = std::ranges::find_if(m_waiting, [&](const Waiting &waiting) { return waiting.camera == camera; });
    if (before != m_waiting.end()) {
        before->picture = picture;
        ++m_totals.dropped;
        return;
    }
    m_waiting.append({camera, picture});
    sendNext();
}

void FrameForwarder::sendNext()
{
    while (m_link && m_link->isConnected() && !m_link->isBusy() && !m_waiting.isEmpty()) {
        const Waiting next = m_waiting.takeFirst();
        if (m_link->send(frameEvent(m_config.nameSpace, next.camera, next.picture)))
            ++m_totals.forwarded;
        else
            refuseTooLarge(next.camera);
    }
}

void FrameForwarder::refuseTooLarge(const protocol::CameraId &camera)
{
    ++m_totals.dropped;
    if (!std::exchange(m_toldTooLarge, true))
        qCWarning(lcForward).noquote() << u"camera %1: its pictures are larger than what the dashboard takes. Lower jpeg-quality or jpeg-width, or raise the "
                                          "dashboard's limit (max_http_buffer_size)."_s.arg(camera.toString());
}

} // namespace rollcall::socketio
