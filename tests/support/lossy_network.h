#pragma once

#include <QUdpSocket>

#include <chrono>
#include <optional>
#include <random>

namespace rollcall::testing {

// A network between two WebRTC peers that loses datagrams: it stands in for the receiver's address towards the sender, and the
// receiver learns the way back from the packets themselves (a peer-reflexive candidate, RFC 8445 §7.3.1.3). What is lost is the same
// in every run. Lives on the Qt thread.
class LossyNetwork {
public:
    LossyNetwork();
    // The receiver's candidate as the sender shall see it; nothing for any but the first.
    [[nodiscard]] std::optional<QString> standInFor(const QString &candidate);

    double lossFromSender = 0;  // 0..1, of RTP and RTCP
    std::chrono::milliseconds delayFromSender{0};
    int lost = 0;
    int lostPackets = 0;      // of these, of the stream itself
    int retransmissions = 0;  // that the sender sent (RFC 4588), lost ones among them

private:
    // Of a datagram of the sender; absent: it is none of RTP.
    [[nodiscard]] static std::optional<int> payloadTypeOf(const QByteArray &datagram);
    [[nodiscard]] bool loses(const QByteArray &datagram);
    void forward(QUdpSocket &in, QUdpSocket &out, quint16 &seenPort, quint16 to);

    QUdpSocket m_towardsSender;
    QUdpSocket m_towardsReceiver;
    quint16 m_senderPort = 0;
    quint16 m_receiverPort = 0;
    std::optional<int> m_streamsType;  // the first payload type
    std::mt19937 m_random{7};
    std::uniform_real_distribution<double> m_chance{0, 1};
};

} // namespace rollcall::testing
