#pragma once

#include "ingest/rtp_fanout.h"
#include "media/webrtc_peer.h"
#include "protocol/messages.h"
#include "signaling/channel.h"

#include <QObject>
#include <QUrl>

#include <functional>
#include <memory>

namespace rollcall::bench {

// One of many cameras that send the same packets: its own signaling, ICE, DTLS and SRTP, no encoder of its own. It says hello
// and goes the whole way once; whatever goes wrong is the end of the benchmark. Lives on the Qt thread.
class LoadSession : public QObject {
public:
    struct Callbacks {
        std::function<void()> streaming;
        std::function<void()> keyframeRequested;
        std::function<void(const QString &reason)> failed;
    };

    // The packets come from `packets`, which must outlive this.
    LoadSession(const QUrl &server, protocol::Hello hello, const media::RtpFormat &format, ingest::RtpFanout &packets, Callbacks callbacks);
    ~LoadSession() override;

private:
    void receive(const protocol::Message &message);
    void startPeer(const protocol::Welcome &welcome);
    void connectPeer();

    const protocol::Hello m_hello;
    const media::RtpFormat m_format;
    ingest::RtpFanout &m_packets;
    const Callbacks m_callbacks;
    std::unique_ptr<signaling::Channel> m_channel;
    std::unique_ptr<media::WebRtcPeer> m_peer;
    std::shared_ptr<media::RtpSink> m_input;  // of the peer, while packets go there
};

} // namespace rollcall::bench
