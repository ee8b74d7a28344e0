#include "server-app/ingest/signaling_world.h"

#include <gtest/gtest.h>

using namespace Qt::StringLiterals;

namespace rollcall::testing {

TestCamera::TestCamera(const QUrl &server)
    : m_channel(signaling::Channel::connectTo(server))
{
    QObject::connect(m_channel.get(), &signaling::Channel::received, m_channel.get(), [this](const protocol::Message &message) { m_heard.push_back(message); });
    QObject::connect(m_channel.get(), &signaling::Channel::closed, m_channel.get(), [this] { m_closed = true; });
    EXPECT_TRUE(waitUntil([this] { return m_channel->isOpen(); }));
}

void TestCamera::hello(const QString &camera, const std::optional<protocol::SessionId> &resume)
{
    protocol::Hello message;
    message.camera = protocol::CameraId(camera);
    message.name = camera;
    message.software = u"test"_s;
    message.resume = resume;
    send(message);
}

TestMedia::TestMedia()
    : m_peer(std::make_unique<media::WebRtcPeer>(media::WebRtcPeer::Config{
          .role = media::WebRtcPeer::Role::Sender, .format = m_sender.format(), .localAddresses = {u"127.0.0.1"_s}}))
{
    QObject::connect(m_peer.get(), &media::WebRtcPeer::localDescription, m_peer.get(), [this](media::SdpType, const QString &sdp) { m_offer = sdp; });
}

TestMedia::~TestMedia()
{
    m_sender.setSink({});
}

QString TestMedia::offer()
{
    if (m_peer->state() == media::WebRtcPeer::State::New)
        m_peer->start();
    EXPECT_TRUE(waitUntil([this] { return !m_offer.isEmpty(); }));
    return m_offer;
}

bool TestMedia::connectOver(TestCamera &camera)
{
    bool connected = false;
    QObject::connect(m_peer.get(), &media::WebRtcPeer::localCandidate, m_peer.get(),
                     [&camera](int line, const QString &text) { camera.send(protocol::Candidate{text, line, {}}); });
    QObject::connect(m_peer.get(), &media::WebRtcPeer::connected, m_peer.get(), [&] {
        connected = true;
        m_sender.setSink(m_peer->rtpInput());
        m_sender.forceKeyframe();
    });
    camera.send(protocol::Offer{offer()});
    const auto answer = camera.next<protocol::Answer>();
    if (!answer || !m_peer->setRemoteDescription(media::SdpType::Answer, answer->sdp))
        return false;
    m_sender.start();
    const bool came = waitUntil([&] {
        while (camera.heard<protocol::Candidate>()) {
            const auto candidate = camera.next<protocol::Candidate>();
            m_peer->addRemoteCandidate(candidate->sdpMLineIndex, candidate->candidate);
        }
        return connected;
    });
    m_peer->disconnect();
    return came;
}

SignalingServer::SignalingServer()
{
    EXPECT_TRUE(m_server.listen(QHostAddress::LocalHost, 0)) << qPrintable(m_server.errorString());
}

std::unique_ptr<QWebSocket> SignalingServer::accept()
{
    EXPECT_TRUE(waitUntil([this] { return m_server.hasPendingConnections(); }));
    std::unique_ptr<QWebSocket> socket(m_server.nextPendingConnection());
    if (socket)
        socket->setParent(nullptr);
    return socket;
}

} // namespace rollcall::testing
