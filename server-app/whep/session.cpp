#include "whep/session.h"

#include <QLoggingCategory>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcWhep, "rollcall.whep.session", QtInfoMsg)

namespace rollcall::whep {

namespace {

// 128 bits from the system: whoever knows a session's address may end it.
QString newId()
{
    quint32 bits[4];
    QRandomGenerator::system()->fillRange(bits);
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(bits), sizeof bits).toHex());
}

// What the peer's input takes: what the offer says of the format comes with the negotiation.
media::RtpFormat rtpFormat(const media::ViewerOffer::Format &format, uint32_t ssrc)
{
    const char *name = format.codec == protocol::Codec::Vp8 ? "VP8" : "H264";
    auto caps = media::GstRef<GstCaps>::adopt(gst_caps_new_simple("application/x-rtp", "media", G_TYPE_STRING, "video", "encoding-name", G_TYPE_STRING, name, "clock-rate",
                                                                  G_TYPE_INT, 90'000, "payload", G_TYPE_INT, format.payload, "ssrc", G_TYPE_UINT, ssrc, nullptr));
    return {format.codec, std::move(caps)};
}

media::WebRtcPeer::Config peerConfig(const Session::Viewer &viewer, uint32_t ssrc, const Settings &settings)
{
    return {.role = media::WebRtcPeer::Role::Sender,
            .gathering = media::WebRtcPeer::Gathering::BeforeDescription,
            .iceServers = settings.iceServers,
            .format = rtpFormat(viewer.format, ssrc),
            .lowestPort = settings.lowestPort,
            .highestPort = settings.highestPort,
            .localAddresses = viewer.localAddresses,
            .connectTimeout = settings.connectTimeout,
            .begins = media::WebRtcPeer::Begins::Receiver};
}

} // namespace

Session::Session(ingest::Camera &camera, Viewer viewer, const Settings &settings, QObject *parent)
    : QObject(parent)
    , m_id(newId())
    , m_entityTag('"' + newId().first(16).toLatin1() + '"')
    , m_cameraId(camera.id())
    , m_camera(&camera)
    , m_metrics(camera.metrics())
    , m_viewer(std::move(viewer))
    , m_ssrc(QRandomGenerator::global()->generate())
    , m_owner(this)
    , m_asked(std::chrono::steady_clock::now())
    , m_peer(std::make_unique<media::WebRtcPeer>(peerConfig(m_viewer, m_ssrc, settings)))
{
    m_metrics->viewerCame();
    connect(&camera, &QObject::destroyed, this, [this] { end(u"The camera was removed."_s); });
    watchPeer();
}

Session::~Session()
{
    m_owner.cut();
    if (!m_finished)
        letGo();
}

std::expected<void, media::Error> Session::start()
{
    m_peer->start();
    if (const auto accepted = m_peer->setRemoteDescription(media::SdpType::Offer, m_viewer.offer.videoAlone(m_viewer.format)); !accepted)
        return accepted;
    if (!m_peer->outlet())
        return std::unexpected(media::Error{media::Error::Code::MissingPlugin, u"This server cannot send video to viewers; its log says what is missing."_s, {}});
    m_stream = std::make_shared<ViewerStream>(m_peer->outlet(),
                                              ViewerStream::Line{.codec = m_viewer.format.codec,
                                                                 .payload = uint8_t(m_viewer.format.payload),
                                                                 .ssrc = m_ssrc,
                                                                 .firstSequenceNumber = uint16_t(QRandomGenerator::global()->bounded(0x8000u))},
                                              streamEvents());
    // It is on its way while the connection is made, and kept until then.
    if (m_camera->state() != ingest::Camera::State::Away)
        m_camera->requestKeyframe();
    return {};
}

void Session::watchPeer()
{
    connect(m_peer.get(), &media::WebRtcPeer::localDescription, this,
            [this](media::SdpType, const QString &sdp) { Q_EMIT answered(m_viewer.offer.answerWith(sdp)); });
    connect(m_peer.get(), &media::WebRtcPeer::connected, this, &Session::begin);
    connect(m_peer.get(), &media::WebRtcPeer::failed, this, &Session::finish);
    connect(m_peer.get(), &media::WebRtcPeer::keyframeRequested, this, [this] {
        if (m_camera)
            m_camera->requestKeyframe();
    });
}

void Session::begin()
{
    if (!m_camera || !m_stream)
        return;
    qCDebug(lcWhep).noquote() << u"a viewer of camera %1 is connected"_s.arg(m_cameraId.toString());
    if (!m_camera->rtp().addFromKeyframe(m_stream))
        m_camera->requestKeyframe();
}

ViewerStream::Events Session::streamEvents()
{
    return {.keyframeNeeded = [owner = m_owner, this] {
                owner.post([this] {
                    if (m_camera && !m_finished)
                        m_camera->requestKeyframe();
                });
            },
            .started = [metrics = m_metrics, asked = m_asked] { metrics->viewerStarted(std::chrono::steady_clock::now() - asked); },
            .skipped = [metrics = m_metrics] { metrics->viewerSkipped(); },
            .formatLost = [owner = m_owner, this] {
                owner.post([this] { end(u"The camera sends another codec now, which was not agreed upon. Connect again."_s); });
            }};
}

void Session::end(const QString &reason)
{
    finish(media::Error{media::Error::Code::ConnectionLost, reason, {}});
}

void Session::finish(const media::Error &error)
{
    if (std::exchange(m_finished, true))
        return;
    letGo();
    m_peer.release()->deleteLater();  // this may be a call from one of its signals
    qCDebug(lcWhep).noquote() << u"a viewer of camera %1 left: %2"_s.arg(m_cameraId.toString(), error.message);
    Q_EMIT ended(error);
}

void Session::letGo()
{
    if (m_camera && m_stream)
        m_camera->rtp().remove(m_stream);
    m_metrics->viewerLeft();
    m_peer->disconnect(this);
    m_peer->stop();
}

bool Session::asksForRestart(const SdpFragment &fragment) const
{
    return !fragment.userFragment.isEmpty()
        && (fragment.userFragment != m_viewer.offer.iceUserFragment() || fragment.password != m_viewer.offer.icePassword());
}

void Session::addCandidates(const SdpFragment &fragment)
{
    constexpr int bundledSection = 0;
    for (const QString &candidate : fragment.candidates) {
        if (m_finished || ++m_candidates > mostCandidates)
            return;
        m_peer->addRemoteCandidate(bundledSection, candidate);
    }
}

} // namespace rollcall::whep
