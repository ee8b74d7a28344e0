#include "bench/load_session.h"

using namespace Qt::StringLiterals;

namespace rollcall::bench {

LoadSession::LoadSession(const QUrl &server, protocol::Hello hello, const media::RtpFormat &format, ingest::RtpFanout &packets,
                         Callbacks callbacks)
    : m_hello(std::move(hello))
    , m_format(format)
    , m_packets(packets)
    , m_callbacks(std::move(callbacks))
    , m_channel(signaling::Channel::connectTo(server))
{
    connect(m_channel.get(), &signaling::Channel::opened, this, [this] { m_channel->send(m_hello); });
    connect(m_channel.get(), &signaling::Channel::received, this, &LoadSession::receive);
    connect(m_channel.get(), &signaling::Channel::closed, this, [this](const signaling::CloseReason &reason) { m_callbacks.failed(reason.text); });
}

LoadSession::~LoadSession()
{
    if (m_input)
        m_packets.remove(m_input);
}

void LoadSession::receive(const protocol::Message &message)
{
    if (const auto *welcome = std::get_if<protocol::Welcome>(&message)) {
        startPeer(*welcome);
    } else if (const auto *refused = std::get_if<protocol::Refused>(&message)) {
        m_callbacks.failed(refused->reason);
    } else if (const auto *error = std::get_if<protocol::ErrorMessage>(&message)) {
        m_callbacks.failed(error->message);
    } else if (const auto *answer = std::get_if<protocol::Answer>(&message); answer && m_peer) {
        if (const auto accepted = m_peer->setRemoteDescription(media::SdpType::Answer, answer->sdp); !accepted)
            m_callbacks.failed(accepted.error().message);
    } else if (const auto *candidate = std::get_if<protocol::Candidate>(&message); candidate && m_peer) {
        m_peer->addRemoteCandidate(candidate->sdpMLineIndex, candidate->candidate);
    }
}

void LoadSession::startPeer(const protocol::Welcome &welcome)
{
    media::WebRtcPeer::Config config{.role = media::WebRtcPeer::Role::Sender, .iceServers = welcome.iceServers, .format = m_format};
    if (m_channel->peerAddress().isLoopback())
        config.localAddresses = {u"127.0.0.1"_s};
    m_peer = std::make_unique<media::WebRtcPeer>(std::move(config));
    connectPeer();
    m_peer->start();
}

void LoadSession::connectPeer()
{
    using media::WebRtcPeer;
    connect(m_peer.get(), &WebRtcPeer::localDescription, this,
            [this](media::SdpType, const QString &sdp) { m_channel->send(protocol::Offer{sdp}); });
    connect(m_peer.get(), &WebRtcPeer::localCandidate, this,
            [this](int line, const QString &candidate) { m_channel->send(protocol::Candidate{candidate, line, {}}); });
    connect(m_peer.get(), &WebRtcPeer::keyframeRequested, this, [this] { m_callbacks.keyframeRequested(); });
    connect(m_peer.get(), &WebRtcPeer::failed, this, [this](const media::Error &error) { m_callbacks.failed(error.message); });
    connect(m_peer.get(), &WebRtcPeer::connected, this, [this] {
        m_input = m_peer->rtpInput();
        m_packets.add(m_input);
        m_callbacks.streaming();
        m_callbacks.keyframeRequested();
    });
}

} // namespace rollcall::bench
