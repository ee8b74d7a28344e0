#include "admin/whep_client.h"

#include "admin/server_client.h"

#include <QHostAddress>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

WhepClient::WhepClient(ServerClient &client, QString camera, std::function<void(media::DecodedFrame)> frame, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_camera(std::move(camera))
    , m_frame(std::move(frame))
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &WhepClient::open);
}

WhepClient::~WhepClient()
{
    m_owner.cut();
    stop();
}

void WhepClient::start()
{
    m_wanted = true;
    if (!m_peer && !m_retry.isActive())
        open();
}

void WhepClient::stop()
{
    m_wanted = false;
    m_retry.stop();
    giveUpSession();
}

void WhepClient::hurry()
{
    if (!m_wanted || !m_retry.isActive())
        return;
    m_retry.stop();
    open();
}

media::WebRtcPeer::Config WhepClient::peerConfig() const
{
    media::WebRtcPeer::Config config;
    config.role = media::WebRtcPeer::Role::Receiver;
    config.gathering = media::WebRtcPeer::Gathering::BeforeDescription;
    config.begins = media::WebRtcPeer::Begins::Receiver;
    const QString host = m_client.base().host();
    if (host == u"localhost" || QHostAddress(host).isLoopback())
        config.localAddresses = {u"127.0.0.1"_s};
    return config;
}

void WhepClient::open()
{
    giveUpSession();
    ++m_attempt;
    m_peer = std::make_unique<media::WebRtcPeer>(peerConfig());
    media::WebRtcPeer *const peer = m_peer.get();
    const auto askForKeyframe = [owner = m_owner, this] {
        owner.post([this] {
            if (m_peer)
                m_peer->requestKeyframe();
        });
    };
    m_decoder = std::make_shared<media::VideoDecoder>(
        this, media::VideoDecoder::Callbacks{m_frame, askForKeyframe, [this](const media::Error &error) { tryAgain(error.message); }});
    peer->setRtpSink(m_decoder);
    connect(peer, &media::WebRtcPeer::localDescription, this, [this](media::SdpType, const QString &sdp) { offer(sdp); });
    connect(peer, &media::WebRtcPeer::connected, this, [this] {
        m_backoff.reset();
        m_peer->requestKeyframe();
        Q_EMIT connected();
    });
    connect(peer, &media::WebRtcPeer::failed, this, [this](const media::Error &error) { tryAgain(error.message); });
    peer->start();
}

void WhepClient::offer(const QString &sdp)
{
    const auto answered = [this, mine = m_attempt](const Answer &answer) {
        const QString session = answer.isGood() ? QUrl(QString::fromLatin1(answer.location)).path() : QString();
        if (mine != m_attempt || !m_peer)
            return sayGoodbye(session);  // given up meanwhile
        if (!answer.isGood())
            return tryAgain(answer.problem, answer.retryAfter);
        m_session = session;
        if (const auto taken = m_peer->setRemoteDescription(media::SdpType::Answer, QString::fromUtf8(answer.body)); !taken)
            tryAgain(taken.error().message);
    };
    m_client.sendBytes("POST", u"/whep/"_s + m_camera, "application/sdp", sdp.toUtf8(), this, answered);
}

void WhepClient::giveUpSession()
{
    if (m_decoder)
        m_decoder->stop();
    m_decoder.reset();
    // Later: this may be called from one of its signals.
    if (m_peer) {
        m_peer->disconnect(this);
        m_peer->stop();
        m_peer.release()->deleteLater();
    }
    sayGoodbye(std::exchange(m_session, QString()));
}

void WhepClient::sayGoodbye(const QString &session)
{
    if (!session.isEmpty())
        m_client.send("DELETE", session, {}, &m_client, [](const Answer &) {});
}

void WhepClient::tryAgain(const QString &why, int afterSeconds)
{
    giveUpSession();
    if (!m_wanted)
        return;
    m_retry.start(std::max<std::chrono::milliseconds>(m_backoff.next(m_random), std::chrono::seconds(std::min(afterSeconds, 30))));
    Q_EMIT problem(why);
}

} // namespace rollcall::admin
