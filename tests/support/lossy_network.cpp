#include "support/lossy_network.h"

#include <QNetworkDatagram>
#include <QStringList>
#include <QTimer>

namespace rollcall::testing {

LossyNetwork::LossyNetwork()
{
    m_towardsSender.bind(QHostAddress::LocalHost);
    m_towardsReceiver.bind(QHostAddress::LocalHost);
    QObject::connect(&m_towardsSender, &QUdpSocket::readyRead, &m_towardsSender, [this] {
        forward(m_towardsSender, m_towardsReceiver, m_senderPort, m_receiverPort);
    });
    QObject::connect(&m_towardsReceiver, &QUdpSocket::readyRead, &m_towardsReceiver, [this] {
        quint16 ignored = 0;
        forward(m_towardsReceiver, m_towardsSender, ignored, m_senderPort);
    });
}

std::optional<QString> LossyNetwork::standInFor(const QString &candidate)
{
    QStringList fields = candidate.split(u' ');
    if (m_receiverPort != 0 || fields.size() < 8 || fields[2].toUpper() != QStringLiteral("UDP"))
        return std::nullopt;
    m_receiverPort = quint16(fields[5].toUInt());
    fields[5] = QString::number(m_towardsSender.localPort());
    return fields.join(u' ');
}

// RTCP has its packet type there: 192 to 223 (RFC 5761 §4).
std::optional<int> LossyNetwork::payloadTypeOf(const QByteArray &datagram)
{
    const int second = datagram.size() > 1 ? uchar(datagram[1]) : 192;
    return second >= 192 && second <= 223 ? std::nullopt : std::optional(second & 0x7f);
}

bool LossyNetwork::loses(const QByteArray &datagram)
{
    const auto type = payloadTypeOf(datagram);
    if (type && !m_streamsType)
        m_streamsType = type;
    const bool isStream = type && type == m_streamsType;
    retransmissions += type && !isStream;
    if (m_chance(m_random) >= lossFromSender)
        return false;
    ++lost;
    lostPackets += isStream;
    return true;
}

void LossyNetwork::forward(QUdpSocket &in, QUdpSocket &out, quint16 &seenPort, quint16 to)
{
    while (in.hasPendingDatagrams()) {
        const QNetworkDatagram datagram = in.receiveDatagram();
        seenPort = quint16(datagram.senderPort());
        // RTP and RTCP start with 10 in binary; ICE and DTLS do not (RFC 7983) and are spared.
        const QByteArray bytes = datagram.data();
        const bool media = !bytes.isEmpty() && (uchar(bytes[0]) >> 6) == 2;
        const bool fromSender = &in == &m_towardsSender;
        if (to == 0 || (media && fromSender && loses(bytes)))
            continue;
        if (fromSender && delayFromSender.count() > 0)
            QTimer::singleShot(delayFromSender, Qt::PreciseTimer, &out, [&out, bytes, to] { out.writeDatagram(bytes, QHostAddress::LocalHost, to); });
        else
            out.writeDatagram(bytes, QHostAddress::LocalHost, to);
    }
}

} // namespace rollcall::testing
