#include "session/camera_session.h"

#include "protocol/features.h"
#include "session/status_text.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcSession, "rollcall.session", QtInfoMsg)

namespace rollcall::session {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Session)
};

constexpr protocol::VersionRange ourVersions{1, 1};

QString updateAdvice(const protocol::Refused &refused)
{
    if (!refused.versions)
        return refused.reason;
    const bool serverIsNewer = refused.versions->lowest > ourVersions.highest;
    return serverIsNewer ? Words::tr("The server speaks a newer protocol. Update this camera app.") : Words::tr("The server speaks an older protocol. Update the server.");
}

} // namespace

CameraSession::CameraSession(World &world, protocol::Hello hello, uint32_t randomSeed)
    : m_world(world)
    , m_hello(std::move(hello))
    , m_random(randomSeed)
{
    m_hello.versions = ourVersions;
}

bool CameraSession::hasPeer() const
{
    return state() == State::Negotiating || state() == State::Streaming;
}

bool CameraSession::isActive() const
{
    return state() == State::Connecting || hasPeer();
}

void CameraSession::enter(State state, const QString &problem, std::optional<std::chrono::milliseconds> retryIn)
{
    m_status = Status{.state = state, .problem = problem, .retryIn = retryIn};
    if (state == State::Streaming)
        describe();
    m_world.show(m_status);
}

void CameraSession::describe()
{
    m_status.encoding = m_world.encoding();
    m_status.paused = m_world.isPaused();
    m_status.decidedBy = m_serverAsked.isEmpty() ? Decider::Operator : Decider::Server;
    m_status.decision = m_serverAsked;
    if (m_world.networkLimits() && !m_status.paused) {
        m_status.decidedBy = Decider::Network;
        m_status.decision = Words::tr("the network carries no more");
    }
}

void CameraSession::start()
{
    if (state() == State::Idle || state() == State::Refused)
        connectNow();
}

void CameraSession::connectNow()
{
    m_reports = 0;
    enter(State::Connecting);
    m_world.wakeAfter(welcomeLimit);
    m_world.openChannel();
}

void CameraSession::stop(const QString &reason)
{
    if (isActive()) {
        m_world.send(protocol::Bye{reason});
        m_world.stopPeer();
        m_world.closeChannel(reason);
    }
    enter(State::Idle);
}

void CameraSession::breakOff(const QString &why, std::chrono::milliseconds atLeast)
{
    m_world.stopPeer();
    m_world.closeChannel(why);
    const auto wait = atLeast + m_backoff.next(m_random);
    enter(State::Waiting, why, wait);
    m_world.wakeAfter(wait);
}

void CameraSession::channelOpened()
{
    if (state() == State::Connecting)
        m_world.send(m_hello);
}

void CameraSession::channelClosed(const QString &why)
{
    if (isActive())
        breakOff(why);
}

void CameraSession::received(const protocol::Message &message)
{
    if (isActive())
        std::visit([this](const auto &typed) { on(typed); }, message);
}

void CameraSession::on(const protocol::Welcome &welcome)
{
    if (state() != State::Connecting)
        return;
    if (welcome.version < ourVersions.lowest || welcome.version > ourVersions.highest)
        return refuse(protocol::RefusalCode::UnsupportedVersion, Words::tr("The server speaks a protocol that this camera app does not know. Update this camera app."));
    m_hello.resume = welcome.session;
    m_reportsWanted = welcome.features.contains(protocol::features::stats);
    m_formatChanged = false;
    protocol::Control wish;
    wish.encoding = welcome.encoding;
    if (welcome.encoding != protocol::Encoding{})
        m_serverAsked = askedText(wish);
    const protocol::Controlled adopted = m_world.apply(wish);
    if (adopted.problem)
        m_world.send(adopted);
    enter(State::Negotiating);
    m_world.wakeAfter(negotiationLimit);
    m_world.startPeer(welcome.iceServers);
}

void CameraSession::on(const protocol::Refused &refused)
{
    if (refused.retryAfter)
        return breakOff(refused.reason, *refused.retryAfter);
    refuse(refused.code, updateAdvice(refused));
}

void CameraSession::refuse(protocol::RefusalCode code, const QString &why)
{
    m_world.stopPeer();
    m_world.closeChannel(why);
    m_status = Status{.state = State::Refused, .problem = why, .refusal = code};
    m_world.show(m_status);
}

void CameraSession::on(const protocol::Answer &answer)
{
    if (state() != State::Negotiating)
        return;
    if (const auto accepted = m_world.setAnswer(answer.sdp); !accepted)
        breakOff(accepted.error().message);
}

void CameraSession::on(const protocol::Candidate &candidate)
{
    if (hasPeer())
        m_world.addCandidate(candidate.sdpMLineIndex, candidate.candidate);
}

void CameraSession::on(const protocol::Control &control)
{
    m_formatChanged = false;
    protocol::Controlled controlled = m_world.apply(control);
    controlled.id = control.id;
    m_world.send(controlled);
    if (const QString asked = askedText(control); !asked.isEmpty() && !controlled.problem)
        m_serverAsked = asked;
    if (std::exchange(m_formatChanged, false) && hasPeer()) {
        reconnectForFormat();
        return;
    }
    if (state() == State::Streaming)
        enter(State::Streaming);
}

// Another codec means another offer: a new connection resumes the session at once.
void CameraSession::reconnectForFormat()
{
    m_world.stopPeer();
    m_world.closeChannel(u"The codec changes."_s);
    connectNow();
}

void CameraSession::on(const protocol::ErrorMessage &error)
{
    if (error.code == protocol::ErrorCode::RegisterAvailable) {
        qCInfo(lcSession).noquote() << "The server reports:" << error.message;
        return;
    }
    qCWarning(lcSession).noquote() << "The server reports:" << error.message << error.about;
    if (error.code == protocol::ErrorCode::BadSdp || error.code == protocol::ErrorCode::MediaFailed)
        breakOff(error.message);
}

void CameraSession::on(const protocol::Bye &bye)
{
    breakOff(bye.reason.isEmpty() ? Words::tr("The server ended the session.") : bye.reason);
}

void CameraSession::on(const protocol::Recognised &seen)
{
    m_world.tellRecognised(seen);
}

template <typename Other>
void CameraSession::on(const Other &)
{
    qCInfo(lcSession) << "A message that only a camera sends came from the server.";
}

void CameraSession::localOffer(const QString &sdp)
{
    if (state() == State::Negotiating)
        m_world.send(protocol::Offer{sdp});
}

void CameraSession::localCandidate(int sdpMLineIndex, const QString &candidate)
{
    if (hasPeer())
        m_world.send(protocol::Candidate{candidate, sdpMLineIndex, {}});
}

void CameraSession::peerConnected()
{
    if (state() != State::Negotiating)
        return;
    m_world.startSending();
    (void)m_world.measure();  // the first report counts from here
    if (m_world.isPaused())
        m_world.send(m_world.apply({}));  // or the server would wait for pictures
    enter(State::Streaming);
    m_world.wakeAfter(statsInterval);
}

void CameraSession::peerFailed(const QString &why)
{
    if (hasPeer())
        breakOff(why);
}

void CameraSession::formatChanged()
{
    m_formatChanged = true;
}

void CameraSession::encodingChanged()
{
    if (state() != State::Streaming)
        return;
    m_world.send(m_world.apply({}));  // an empty wish changes nothing and says what is
    enter(State::Streaming);
}

void CameraSession::operatorChanged()
{
    m_serverAsked.clear();
    if (std::exchange(m_formatChanged, false) && hasPeer())
        return reconnectForFormat();
    encodingChanged();
}

void CameraSession::report()
{
    const protocol::Stats stats = m_world.measure();
    if (m_reportsWanted)
        m_world.send(stats);
    if (++m_reports == stableAfterReports)
        m_backoff.reset();
    describe();
    m_status.stats = stats;
    m_world.show(m_status);
    m_world.wakeAfter(statsInterval);
}

void CameraSession::woken()
{
    switch (state()) {
    case State::Connecting:
        return breakOff(Words::tr("The server does not answer."));
    case State::Negotiating:
        return breakOff(Words::tr("The media connection did not come up. A firewall may be holding back UDP."));
    case State::Streaming:
        return report();
    case State::Waiting:
        return connectNow();
    case State::Idle:
    case State::Refused:
        return;
    }
}

} // namespace rollcall::session
