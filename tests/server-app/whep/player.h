#pragma once

#include "media/video_decoder.h"
#include "media/webrtc_peer.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QUrl>

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>

namespace rollcall::testing {

// A viewer: offers to receive, and decodes what comes.
class Player {
public:
    enum class Pictures { Decoded, Counted };
    // `wait`: how long a packet that was lost may take to come again.
    explicit Player(media::WebRtcPeer::Gathering gathering = media::WebRtcPeer::Gathering::BeforeDescription, Pictures pictures = Pictures::Decoded,
                    std::chrono::milliseconds wait = media::WebRtcPeer::Config{}.jitterLatency);
    ~Player();

    // Its offer, once it is there; empty where none came.
    [[nodiscard]] QString offer();
    [[nodiscard]] bool take(const QString &answer);
    // Asks for a view at this address (WHEP) and plays the answer; the session's address, or nothing and a failure. `headers`: beside
    // what WHEP asks for.
    [[nodiscard]] std::optional<QUrl> view(const QUrl &address, const QList<std::pair<QByteArray, QByteArray>> &headers = {});
    // Ends that view; the answer's status.
    int leave();
    [[nodiscard]] media::WebRtcPeer &peer() { return *m_peer; }
    [[nodiscard]] const QStringList &candidates() const { return m_candidates; }
    [[nodiscard]] const QString &failure() const { return m_failure; }

    // What came so far.
    struct Seen : media::RtpSink {
        void setFormat(const media::RtpFormat &format) override;
        void consume(const media::RtpPacket &packet) override;
        std::shared_ptr<media::VideoDecoder> decoder;  // none: packets are counted
        std::atomic<int> packets{0};
        std::atomic<int> gaps{0};  // in sequence numbers
        std::atomic<int> frames{0};
        std::atomic<uint32_t> timestamp{0};
        std::atomic<int> payload{-1};
        int lastSequenceNumber = -1;
    };
    [[nodiscard]] const Seen &seen() const { return *m_seen; }

private:
    QObject m_context;
    const std::shared_ptr<Seen> m_seen = std::make_shared<Seen>();
    std::unique_ptr<media::WebRtcPeer> m_peer;
    QNetworkAccessManager m_network;
    QUrl m_session;
    QString m_offer;
    QStringList m_candidates;
    QString m_failure;
};

} // namespace rollcall::testing
