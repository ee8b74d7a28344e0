#include "support/lossy_network.h"

#include <QNetworkDatagram>
#include <QStringList>

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

void LossyNetwork::forward(QUdpSocket &in, QUdpSocket &out, quint16 &seenPort, quint16 to)
{
    while (in.hasPendingDatagrams()) {
        const QNetworkDatagram datagram = in.receiveDatagram();
        seenPort = quint16(datagram.senderPort());
        // RTP and RTCP start with 10 in binary; ICE and DTLS do not (RFC 7983) and are spared.
        const bool media = !datagram.data().isEmpty() && (uchar(datagram.data()[0]) >> 6) == 2;
        if (media && &in == &m_towardsSender && m_chance(m_random) < lossFromSender)
            ++lost;
        else if (to != 0)
            out.writeDatagram(datagram.data(), QHostAddress::LocalHost, to);
    }
}

} // namespace rollcall::testing
