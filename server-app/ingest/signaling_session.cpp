#include "ingest/signaling_session.h"

#include "ingest/jitter_wait.h"
#include "net/authorizer.h"
#include "net/local_addresses.h"
#include "protocol/codec.h"
#include "protocol/features.h"
#include "protocol/limits.h"

#include <QLoggingCategory>
#include <QRandomGenerator>
#include <QUuid>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcSession, "rollcall.ingest.session", QtInfoMsg)

namespace rollcall::ingest {

using namespace protocol;

namespace {

constexpr auto checkInterval = std::chrono::seconds(2);
constexpr int spokenVersion = 1;

SessionId newSessionId()
{
    // The id is the right to resume the session, so it must not be guessed: 128 bits from the system.
    quint32 bits[4];
    QRandomGenerator::system()->fillRange(bits);
    return SessionId(QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(bits), sizeof bits).toHex()));
}

ErrorCode codeFor(const media::Error &error)
{
    return error.code == media::Error::Code::BadDescription ? ErrorCode::BadSdp : ErrorCode::MediaFailed;
}

} // namespace

SignalingSession::SignalingSession(std::unique_ptr<signaling::Channel> channel, CameraId plainCamera, Host &host, QObject *parent)
    : QObject(parent)
    , m_id(newSessionId())
    , m_channel(std::move(channel))
    , m_plainCamera(std::move(plainCamera))
    , m_name(m_channel->peerName())
    , m_host(host)
    , m_offers(1.0 / limits::SecondsPerOffer, limits::OffersAtOnce)
{
    connect(m_channel.get(), &signaling::Channel::received, this, &SignalingSession::onMessage);
    connect(m_channel.get(), &signaling::Channel::malformed, this, [this](const ParseError &error) {
        qCInfo(lcSession).noquote() << u"%1 sent something unusable: %2"_s.arg(m_channel->peerName(), error.message);
    });
    connect(m_channel.get(), &signaling::Channel::closed, this, [this](const signaling::CloseReason &reason) {
        qCInfo(lcSession).noquote() << u"%1 left: %2"_s.arg(m_name, reason.text);
        finish();
        Q_EMIT gone();
    });
    m_helloTimer.setSingleShot(true);
    connect(&m_helloTimer, &QTimer::timeout, this, [this] {
        complain(ErrorCode::Unexpected, u"Nothing was offered in time. Send hello or offer first."_s);
        close(u"no hello"_s);
    });
    m_helloTimer.start(host.settings().helloTimeout);
    connect(&m_checkTimer, &QTimer::timeout, this, &SignalingSession::check);
}

SignalingSession::~SignalingSession()
{
    disconnect(m_channel.get(), nullptr, this, nullptr);
    finish();
}

void SignalingSession::close(const QString &reason)
{
    if (m_greeted)  // the plain dialect knows no goodbye
        m_channel->send(Bye{reason});
    m_channel->close(reason);
    finish();
}

void SignalingSession::dismiss(const QString &reason)
{
    m_channel->send(Refused{RefusalCode::NotAllowed, reason, {}, {}});
    m_channel->close(reason);
    finish();
}

void SignalingSession::onMessage(const Message &message)
{
    if (!m_finished)
        std::visit([this](const auto &known) { on(known); }, message);
}

void SignalingSession::on(const Hello &hello)
{
    if (m_camera) {
        complain(ErrorCode::Unexpected, u"This connection has said hello already."_s, u"hello"_s);
        return;
    }
    m_greeted = true;
    if (!admit(hello))
        return;
    QStringList used;
    if (hello.features.contains(features::stats))
        used.append(features::stats);
    m_showsRecognised = hello.features.contains(features::recognised) && m_host.settings().namesToCameras;
    if (m_showsRecognised)
        used.append(features::recognised);
    m_controllable = hello.features.contains(features::control);
    if (m_controllable)
        used.append(features::control);
    m_channel->send(Welcome{spokenVersion, m_id, m_host.settings().iceServers, m_host.settings().wantedEncoding, used});
    tellRegisterProblem(m_host.registerProblem());
}

void SignalingSession::tellRegisterProblem(const QString &problem)
{
    if (!m_greeted || !m_camera || m_finished || problem.isEmpty() != m_knowsOfProblem)
        return;
    m_knowsOfProblem = !problem.isEmpty();
    if (m_knowsOfProblem)
        complain(ErrorCode::RegisterUnavailable, problem);
    else
        complain(ErrorCode::RegisterAvailable, u"The server writes down again whom it sees; nothing was lost."_s);
}

void SignalingSession::control(Control order, ControlDone done)
{
    if (m_finished || !m_camera)
        return done(std::unexpected(ControlFailure::NotConnected));
    if (!m_controllable)
        return done(std::unexpected(ControlFailure::NotControllable));
    order.id = m_orders.add(std::move(done));
    m_channel->send(order);
}

void SignalingSession::tellRecognised(const Recognised &seen)
{
    if (m_showsRecognised && m_camera && !m_finished)
        m_channel->send(seen);
}

bool SignalingSession::admit(const Hello &hello)
{
    if (hello.versions.lowest > spokenVersion || hello.versions.highest < spokenVersion) {
        const QString older = hello.versions.lowest > spokenVersion ? u"server"_s : u"camera app"_s;
        m_channel->send(Refused{RefusalCode::UnsupportedVersion, u"This server speaks protocol version %1, the camera %2 to %3. Update the %4."_s.arg(spokenVersion).arg(hello.versions.lowest).arg(hello.versions.highest).arg(older),
                                VersionRange{spokenVersion, spokenVersion}, std::nullopt});
        m_channel->close(u"unsupported version"_s);
        return false;
    }
    const auto admitted = m_host.admit(*this, hello);
    if (!admitted) {
        m_channel->send(admitted.error());
        m_channel->close(admitted.error().reason);
        return false;
    }
    m_camera = *admitted;
    m_name = u"camera "_s + m_camera->id().toString();
    m_camera->arrive(hello.name);
    m_lastProgress = std::chrono::steady_clock::now();
    connect(m_camera, &Camera::keyframeNeeded, this, [this] {
        if (m_peer)
            m_peer->requestKeyframe();
    });
    m_helloTimer.stop();
    m_checkTimer.start(checkInterval);
    qCInfo(lcSession).noquote() << u"%1 is camera %2 (%3)"_s.arg(m_channel->peerName(), hello.camera.toString(), hello.software);
    return true;
}

void SignalingSession::on(const Offer &offer)
{
    if (!m_camera && !admit(Hello{{}, m_plainCamera, {}, u"plain dialect"_s, {}, {}, {}}))
        return;
    if (!m_offers.take(std::chrono::steady_clock::now())) {
        complain(ErrorCode::TooMany, u"Too many offers came; this one was not used. Wait a few seconds before the next."_s, u"offer"_s);
        return;
    }
    makePeer(jitterWait(offer.sdp, m_host.settings().jitterLatency));
    if (const auto accepted = m_peer->setRemoteDescription(media::SdpType::Offer, offer.sdp); !accepted) {
        dropPeer();
        complain(codeFor(accepted.error()), accepted.error().message, u"sdp"_s);
    }
}

// A new offer is a new connection: webrtcbin 1.22 cannot renegotiate transports.
void SignalingSession::makePeer(std::chrono::milliseconds jitterLatency)
{
    dropPeer();
    const IngestSettings &settings = m_host.settings();
    media::WebRtcPeer::Config config{.role = media::WebRtcPeer::Role::Receiver,
                                     .iceServers = settings.iceServers,
                                     .jitterLatency = jitterLatency,
                                     .lowestPort = settings.lowestPort,
                                     .highestPort = settings.highestPort};
    if (net::isLoopback(m_channel->peerAddress()))
        config.localAddresses = net::addressesOfThisMachine();
    m_candidates = 0;
    m_packetsSeen = 0;
    m_peer = std::make_unique<media::WebRtcPeer>(std::move(config));
    m_peer->setRtpSink(m_camera->rtpInput());
    connect(m_peer.get(), &media::WebRtcPeer::localDescription, this,
            [this](media::SdpType, const QString &sdp) { m_channel->send(Answer{sdp}); });
    connect(m_peer.get(), &media::WebRtcPeer::localCandidate, this, [this](int line, const QString &candidate) {
        // The plain dialect has no end of candidates, and plain webrtcbin scripts stumble over an empty one.
        if (m_greeted || !candidate.isEmpty())
            m_channel->send(Candidate{candidate, line, {}});
    });
    connect(m_peer.get(), &media::WebRtcPeer::connected, this, [this] {
        m_lastProgress = std::chrono::steady_clock::now();
        m_camera->setState(Camera::State::Streaming);
        qCInfo(lcSession).noquote() << u"camera %1 is streaming"_s.arg(m_camera->id().toString());
    });
    connect(m_peer.get(), &media::WebRtcPeer::failed, this, &SignalingSession::onPeerFailed);
    m_peer->start();
}

// What it still has to say is not heard: a session that is over must not change a camera that another one may have by now.
void SignalingSession::dropPeer()
{
    if (!m_peer)
        return;
    m_peer->disconnect(this);
    m_peer->stop();
    m_peer.release()->deleteLater();  // this may be a call from one of its signals
}

void SignalingSession::onPeerFailed(const media::Error &error)
{
    qCWarning(lcSession).noquote() << u"camera %1: %2 %3"_s.arg(m_camera->id().toString(), error.message, error.details);
    dropPeer();
    complain(codeFor(error), error.message);
    // The camera begins anew, as after any break; an offer that was no good may be followed by a better one.
    if (error.code != media::Error::Code::BadDescription)
        close(error.message);
}

void SignalingSession::on(const Candidate &candidate)
{
    if (!m_peer) {
        complain(ErrorCode::Unexpected, u"A candidate came before the offer that it belongs to."_s, u"ice"_s);
        return;
    }
    if (++m_candidates > limits::CandidatesPerSession) {
        complain(ErrorCode::TooMany, u"More than %1 candidates came; this one was not used."_s.arg(limits::CandidatesPerSession), u"ice"_s);
        return;
    }
    m_peer->addRemoteCandidate(candidate.sdpMLineIndex, candidate.candidate);
}

void SignalingSession::on(const Controlled &controlled)
{
    if (!m_camera)
        return;
    m_camera->setEncoding(controlled.encoding);
    if (controlled.id)
        m_orders.answered(*controlled.id, controlled);
    if (!m_camera)  // whoever waited may have ended this
        return;
    if (m_camera->state() == Camera::State::Streaming || m_camera->state() == Camera::State::Paused)
        m_camera->setState(controlled.paused ? Camera::State::Paused : Camera::State::Streaming);
    m_lastProgress = std::chrono::steady_clock::now();
}

void SignalingSession::on(const Stats &stats)
{
    m_roundTripMs = stats.roundTripMs;
}

void SignalingSession::on(const ErrorMessage &error)
{
    qCInfo(lcSession).noquote() << u"%1 reports: %2"_s.arg(m_channel->peerName(), error.message);
}

void SignalingSession::on(const Bye &bye)
{
    m_channel->close(bye.reason);
}

template <typename Other>
void SignalingSession::on(const Other &message)
{
    const QString type = typeName(Message(message)).toString();
    complain(ErrorCode::Unexpected, u"A server does not take messages of the type \u201c%1\u201d."_s.arg(type), type);
}

void SignalingSession::complain(ErrorCode code, const QString &message, const QString &about)
{
    qCInfo(lcSession).noquote() << u"told %1: %2"_s.arg(m_channel->peerName(), message);
    m_channel->send(ErrorMessage{code, message, about});
}

// webrtcbin 1.22 does not notice a peer that fell silent (no consent freshness, RFC 7675), so packets are watched here.
void SignalingSession::check()
{
    const auto now = std::chrono::steady_clock::now();
    if (m_peer) {
        const media::PeerStats stats = m_peer->stats();
        m_camera->measure(stats, m_roundTripMs);
        if (std::exchange(m_packetsSeen, stats.packetsReceived) != stats.packetsReceived)
            m_lastProgress = now;
    }
    const auto limit = m_host.settings().silenceLimit;
    if (m_camera->state() == Camera::State::Paused || now - m_lastProgress < limit)
        return;
    const QString reason = u"No video came for %1 s."_s.arg(limit.count() / 1000);
    complain(ErrorCode::MediaFailed, reason);
    close(reason);
}

void SignalingSession::finish()
{
    if (std::exchange(m_finished, true))
        return;
    m_helloTimer.stop();
    m_checkTimer.stop();
    m_orders.giveUp();
    dropPeer();
    // A camera that is away may be forgotten at any time, this session's last words may not be out yet.
    if (Camera *camera = std::exchange(m_camera, nullptr)) {
        disconnect(camera, nullptr, this, nullptr);
        camera->setState(Camera::State::Away);
    }
    Q_EMIT finished();
}

} // namespace rollcall::ingest
