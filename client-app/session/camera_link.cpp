#include "session/camera_link.h"

#include <QLoggingCategory>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcLink, "rollcall.session.link", QtInfoMsg)

namespace rollcall::session {

CameraLink::CameraLink(const QUrl &server, const protocol::Hello &hello, send::EncoderPipeline &encoder, const signaling::ServerTrust &trust, QObject *parent)
    : QObject(parent)
    , m_server(server)
    , m_trust(trust)
    , m_encoder(encoder)
    , m_rate(encoder)
    , m_session(*this, hello, QRandomGenerator::global()->generate())
{
    m_wake.setSingleShot(true);
    connect(&m_wake, &QTimer::timeout, this, [this] { m_session.woken(); });
    connect(&m_encoder, &send::EncoderPipeline::formatChanged, this, [this] { m_session.formatChanged(); });
    connect(&m_encoder, &send::EncoderPipeline::fellBack, this, [this] { m_session.encodingChanged(); });
    connect(&m_rate, &RateControl::pictureChanged, this, [this] { m_session.encodingChanged(); });
    connect(&m_rate, &RateControl::measured, this, &CameraLink::tellRate);
}

CameraLink::~CameraLink()
{
    stopPeer();
    // Not from within a signal of theirs, and perhaps after the event loop: at once instead of later.
    delete m_channel.release();
    delete m_closingChannel.release();
}

void CameraLink::start()
{
    m_session.start();
}

void CameraLink::stop(const QString &reason)
{
    m_wake.stop();
    m_session.stop(reason);
    if (!m_closingChannel) {
        QMetaObject::invokeMethod(this, &CameraLink::stopped, Qt::QueuedConnection);
        return;
    }
    connect(m_closingChannel.get(), &signaling::Channel::closed, this, &CameraLink::stopped);
}

void CameraLink::openChannel()
{
    m_channel.reset(signaling::Channel::connectTo(m_server, {.trust = m_trust}).release());
    connect(m_channel.get(), &signaling::Channel::opened, this, [this] { m_session.channelOpened(); });
    connect(m_channel.get(), &signaling::Channel::received, this, [this](const protocol::Message &message) { m_session.received(message); });
    connect(m_channel.get(), &signaling::Channel::closed, this, [this](const signaling::CloseReason &reason) {
        m_channel.reset();
        m_session.channelClosed(reason.text);
    });
}

void CameraLink::send(const protocol::Message &message)
{
    if (m_channel)
        m_channel->send(message);
}

void CameraLink::closeChannel(const QString &reason)
{
    if (!m_channel)
        return;
    m_channel->disconnect(this);
    m_closingChannel = std::move(m_channel);
    connect(m_closingChannel.get(), &signaling::Channel::closed, this, [this, closing = m_closingChannel.get()] {
        if (m_closingChannel.get() == closing)
            m_closingChannel.reset();
    });
    m_closingChannel->close(reason);
}

void CameraLink::startPeer(const QList<protocol::IceServer> &servers)
{
    media::WebRtcPeer::Config config;
    config.role = media::WebRtcPeer::Role::Sender;
    config.iceServers = servers;
    config.format = m_encoder.format();
    if (m_channel && m_channel->peerAddress().isLoopback())
        config.localAddresses = QStringList{u"127.0.0.1"_s};
    m_peer.reset(new media::WebRtcPeer(std::move(config)));
    watchPeer();
    m_peer->start();
}

// Peer events are queued, because a peer may report while it is being started and must not be replaced from within its own
// signal; those of a peer that has been replaced meanwhile are dropped.
template <typename... Args, typename React>
void CameraLink::whenPeer(void (media::WebRtcPeer::*signal)(Args...), React react)
{
    connect(
        m_peer.get(), signal, this,
        [this, number = m_peerNumber, react](Args... args) {
            if (m_peer && number == m_peerNumber)
                react(args...);
        },
        Qt::QueuedConnection);
}

void CameraLink::watchPeer()
{
    using media::WebRtcPeer;
    ++m_peerNumber;
    whenPeer(&WebRtcPeer::localDescription, [this](media::SdpType, const QString &sdp) { m_session.localOffer(sdp); });
    whenPeer(&WebRtcPeer::localCandidate, [this](int index, const QString &candidate) { m_session.localCandidate(index, candidate); });
    whenPeer(&WebRtcPeer::connected, [this] { m_session.peerConnected(); });
    whenPeer(&WebRtcPeer::keyframeRequested, [this] { m_encoder.requestKeyframe(); });
    whenPeer(&WebRtcPeer::failed, [this](const media::Error &error) {
        qCInfo(lcLink).noquote() << error.message << error.details;
        m_session.peerFailed(error.message);
    });
}

std::expected<void, media::Error> CameraLink::setAnswer(const QString &sdp)
{
    return m_peer->setRemoteDescription(media::SdpType::Answer, sdp);
}

void CameraLink::addCandidate(int sdpMLineIndex, const QString &candidate)
{
    m_peer->addRemoteCandidate(sdpMLineIndex, candidate);
}

void CameraLink::startSending()
{
    m_encoder.setOutput(m_peer->rtpInput());
    m_rate.begin(*m_peer);
}

void CameraLink::stopPeer()
{
    m_encoder.setOutput(nullptr);
    m_rate.end();
    if (!m_peer)
        return;
    m_peer->disconnect(this);
    m_peer.reset();
}

protocol::Controlled CameraLink::apply(const protocol::Control &control)
{
    protocol::Controlled controlled;
    if (control.paused)
        m_encoder.setPaused(*control.paused);
    if (const auto applied = m_encoder.apply(control.encoding); !applied)
        controlled.problem = applied.error().message;
    if (control.keyframe)
        m_encoder.requestKeyframe();
    controlled.encoding = m_encoder.encoding();
    controlled.paused = m_encoder.isPaused();
    return controlled;
}

protocol::Stats CameraLink::measure()
{
    const send::SendCounters now = m_encoder.counters();
    const double seconds = m_sinceMeasured.isValid() ? double(m_sinceMeasured.nsecsElapsed()) / 1e9 : 0;
    protocol::Stats stats;
    if (seconds > 0) {
        stats.bitrateKbps = double(now.bytes - m_measured.bytes) * 8 / 1000 / seconds;
        stats.framesPerSecond = double(now.frames - m_measured.frames) / seconds;
    }
    if (m_peer) {
        const media::PeerStats peer = m_peer->stats();
        stats.packetsLostPercent = peer.congestionLostPercent.value_or(peer.fractionLost * 100);
        stats.roundTripMs = peer.roundTripMs;
    }
    m_measured = now;
    m_sinceMeasured.start();
    return stats;
}

protocol::Encoding CameraLink::encoding() const
{
    return m_encoder.encoding();
}

bool CameraLink::isPaused() const
{
    return m_encoder.isPaused();
}

bool CameraLink::networkLimits() const
{
    return m_rate.limits();
}

// The network's word is the last one; otherwise it is as the session knows.
void CameraLink::tellRate(RateReport report)
{
    if (report.decidedBy != Decider::Network) {
        report.decidedBy = m_shown.decidedBy;
        report.decision = m_shown.decision;
    }
    Q_EMIT rateMeasured(report);
}

void CameraLink::wakeAfter(std::chrono::milliseconds delay)
{
    m_wake.start(delay);
}

void CameraLink::show(const CameraSession::Status &status)
{
    m_shown = status;
    Q_EMIT statusChanged(status);
}

void CameraLink::tellRecognised(const protocol::Recognised &seen)
{
    Q_EMIT recognised(seen);
}

} // namespace rollcall::session
