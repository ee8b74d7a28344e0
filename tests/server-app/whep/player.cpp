#include "player.h"

#include "support/wait.h"

#include <QNetworkReply>
#include <QtEndian>

#include <array>

using namespace Qt::StringLiterals;

namespace rollcall::testing {

void Player::Seen::setFormat(const media::RtpFormat &format)
{
    if (decoder)
        decoder->setFormat(format);
}

void Player::Seen::consume(const media::RtpPacket &packet)
{
    std::array<uint8_t, 8> header{};
    gst_buffer_extract(packet.buffer.get(), 0, header.data(), header.size());
    const auto sequenceNumber = qFromBigEndian<uint16_t>(header.data() + 2);
    if (lastSequenceNumber >= 0 && uint16_t(lastSequenceNumber + 1) != sequenceNumber)
        ++gaps;
    lastSequenceNumber = sequenceNumber;
    payload = header[1] & 0x7f;
    timestamp = qFromBigEndian<uint32_t>(header.data() + 4);
    ++packets;
    if (decoder)
        decoder->consume(packet);
}

Player::Player(media::WebRtcPeer::Gathering gathering, Pictures pictures, std::chrono::milliseconds wait)
{
    media::WebRtcPeer::Config config{.role = media::WebRtcPeer::Role::Receiver, .gathering = gathering, .localAddresses = {u"127.0.0.1"_s},
                                     .begins = media::WebRtcPeer::Begins::Receiver};
    config.jitterLatency = wait;
    m_peer = std::make_unique<media::WebRtcPeer>(config);
    if (pictures == Pictures::Decoded)
        m_seen->decoder = std::make_shared<media::VideoDecoder>(&m_context, media::VideoDecoder::Callbacks{
        .frame = [seen = std::weak_ptr(m_seen)](const media::DecodedFrame &) {
            if (const auto alive = seen.lock())
                ++alive->frames;
        },
        .keyframeNeeded = [this] {
            QMetaObject::invokeMethod(&m_context, [this] { m_peer->requestKeyframe(); }, Qt::QueuedConnection);
        },
        .failed = [this](const media::Error &error) { m_failure = error.message; }});
    m_peer->setRtpSink(m_seen);
    QObject::connect(m_peer.get(), &media::WebRtcPeer::localDescription, &m_context, [this](media::SdpType, const QString &sdp) { m_offer = sdp; });
    QObject::connect(m_peer.get(), &media::WebRtcPeer::localCandidate, &m_context, [this](int, const QString &candidate) {
        if (!candidate.isEmpty())
            m_candidates.append(candidate);
    });
    QObject::connect(m_peer.get(), &media::WebRtcPeer::failed, &m_context, [this](const media::Error &error) { m_failure = error.message; });
    m_peer->start();
}

Player::~Player()
{
    m_peer.reset();
    if (m_seen->decoder)
        m_seen->decoder->stop();
}

std::optional<QUrl> Player::view(const QUrl &address, const QList<std::pair<QByteArray, QByteArray>> &headers)
{
    const QByteArray sdp = offer().toUtf8();
    QNetworkRequest request(address);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/sdp"));
    for (const auto &[name, value] : headers)
        request.setRawHeader(name, value);
    const std::unique_ptr<QNetworkReply> reply(m_network.post(request, sdp));
    waitUntil([&] { return reply->isFinished(); }, std::chrono::seconds(20));
    const QByteArray body = reply->readAll();
    if (reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() != 201) {
        m_failure = reply->errorString() + u' ' + QString::fromUtf8(body);
        return std::nullopt;
    }
    m_session = address.resolved(QUrl(QString::fromLatin1(reply->rawHeader("Location"))));
    return take(QString::fromUtf8(body)) ? std::optional(m_session) : std::nullopt;
}

int Player::leave()
{
    const std::unique_ptr<QNetworkReply> reply(m_network.deleteResource(QNetworkRequest(m_session)));
    waitUntil([&] { return reply->isFinished(); }, std::chrono::seconds(20));
    return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

QString Player::offer()
{
    return waitUntil([this] { return !m_offer.isEmpty() || !m_failure.isEmpty(); }) ? m_offer : QString();
}

bool Player::take(const QString &answer)
{
    const auto accepted = m_peer->setRemoteDescription(media::SdpType::Answer, answer);
    if (!accepted)
        m_failure = accepted.error().message;
    return accepted.has_value();
}

} // namespace rollcall::testing
