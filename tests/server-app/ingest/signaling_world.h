#pragma once

#include "ingest/signaling_session.h"
#include "media/webrtc_peer.h"
#include "signaling/channel.h"
#include "support/media_testing.h"

#include <QWebSocket>
#include <QWebSocketServer>

#include <algorithm>
#include <memory>
#include <vector>

namespace rollcall::testing {

// A camera's end of the signaling, and all that it heard.
class TestCamera {
public:
    explicit TestCamera(const QUrl &server);

    void send(const protocol::Message &message) { m_channel->send(message); }
    void hello(const QString &camera, const std::optional<protocol::SessionId> &resume = {});
    // The first message of a type that was not taken yet; nothing when none comes.
    template <typename T>
    std::optional<T> next()
    {
        const auto found = [this] { return std::ranges::find_if(m_heard, [](const auto &message) { return std::holds_alternative<T>(message); }); };
        if (!waitUntil([&] { return found() != m_heard.end() || m_closed; }) || found() == m_heard.end())
            return std::nullopt;
        const T message = std::get<T>(*found());
        m_heard.erase(found());
        return message;
    }
    template <typename T>
    [[nodiscard]] bool heard() const
    {
        return std::ranges::any_of(m_heard, [](const auto &message) { return std::holds_alternative<T>(message); });
    }
    [[nodiscard]] const std::vector<protocol::Message> &messages() const { return m_heard; }
    [[nodiscard]] bool isClosed() const { return m_closed; }
    [[nodiscard]] bool closes() { return waitUntil([this] { return m_closed; }); }

private:
    std::unique_ptr<signaling::Channel> m_channel;
    std::vector<protocol::Message> m_heard;
    bool m_closed = false;
};

// The media of a TestCamera: offers, and takes the answers that it hears.
class TestMedia {
public:
    TestMedia();
    ~TestMedia();
    // An offer without the rest of a negotiation.
    [[nodiscard]] QString offer();
    // Negotiates over the camera's signaling until media flows; false when it does not.
    [[nodiscard]] bool connectOver(TestCamera &camera);
    void stopSending() { m_sender.setSink({}); }
    media::WebRtcPeer &peer() { return *m_peer; }

private:
    TestSender m_sender{protocol::Codec::Vp8};
    std::unique_ptr<media::WebRtcPeer> m_peer;
    QString m_offer;
};

// A WebSocket server on loopback at a port that the system chose.
class SignalingServer {
public:
    SignalingServer();
    [[nodiscard]] QUrl url() const { return m_server.serverUrl(); }
    // The server's end of the next connection.
    [[nodiscard]] std::unique_ptr<QWebSocket> accept();

private:
    QWebSocketServer m_server{QStringLiteral("test"), QWebSocketServer::NonSecureMode};
};

} // namespace rollcall::testing
