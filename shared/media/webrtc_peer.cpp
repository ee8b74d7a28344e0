#include "media/webrtc_peer_private.h"

#include "media/farewell.h"
#include "media/retransmission.h"
#include "media/session_description.h"
#include "media/session_statistics.h"

#include <gst/video/video-event.h>

#include <QLoggingCategory>

#include <array>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcPeer, "rollcall.media.peer", QtInfoMsg)

namespace rollcall::media {

namespace {

constexpr auto keyframeInterval = std::chrono::milliseconds(500);
// Not at once: what loses one packet often loses the next.
constexpr auto secondAnswerAfter = std::chrono::milliseconds(20);
constexpr auto disconnectedGrace = std::chrono::seconds(5);
// GStreamer 1.22 does not always report the end of gathering; what was found until then has to do.
constexpr auto gatheringLimit = std::chrono::seconds(3);

// A side that ends says so by DTLS (close_notify, RFC 5246 §7.2.1). webrtcbin 1.22 stays connected all the same, until ICE finds nobody there.
SignalConnection whenGoodbyeIsSaid(const GstRef<GObject> &dtlsTransport, const OwnerHandle &owner, const std::function<void()> &then)
{
    return SignalConnection::on<GParamSpec *>(dtlsTransport.get(), "notify::state", [owner, then, transport = dtlsTransport.get()](GParamSpec *) {
        GstWebRTCDTLSTransportState dtls = GST_WEBRTC_DTLS_TRANSPORT_STATE_NEW;
        g_object_get(transport, "state", &dtls, nullptr);
        if (dtls == GST_WEBRTC_DTLS_TRANSPORT_STATE_CLOSED)
            owner.post(then);
    });
}

} // namespace

WebRtcPeer::Private::Private(WebRtcPeer *peer, Config settings)
    : q(peer)
    , config(std::move(settings))
    , owner(peer)
    , gate(std::make_shared<PeerGate>())
    , output(std::make_shared<PeerOutput>(gate, owner, [this] { mismatch(); }))
{
}

void WebRtcPeer::Private::createDescription(const char *signal, const char *field, SdpType type)
{
    const auto promise = promiseTo(owner, field, [this, type](const std::shared_ptr<PromiseReply> &reply) {
        if (!reply->description) {
            fail(Error{Error::Code::BadDescription, u"The session description cannot be negotiated."_s, reply->error});
            return;
        }
        describedLocally(type, reply->description);
    });
    g_signal_emit_by_name(webrtc, signal, nullptr, promise.get());
}

void WebRtcPeer::Private::describedLocally(SdpType type, const DescriptionPtr &description)
{
    if (state != State::Negotiating)
        return;
    const GCharPtr text(gst_sdp_message_as_text(description->sdp));
    localType = type;
    localText = QString::fromUtf8(text.get());
    g_signal_emit_by_name(webrtc, "set-local-description", description.get(), nullptr);
    if (config.gathering == Gathering::Trickle)
        publishDescription();
    else
        gatheringTimer.start(gatheringLimit);
}

void WebRtcPeer::Private::publishDescription()
{
    gatheringTimer.stop();
    if (localText.isEmpty())
        return;
    const QString text = std::exchange(localText, QString());
    const bool inside = config.gathering == Gathering::BeforeDescription;
    Q_EMIT q->localDescription(localType, inside ? withCandidates(text, localCandidates) : text);
}

void WebRtcPeer::Private::connectionStateChanged(GstWebRTCPeerConnectionState connection)
{
    switch (connection) {
    case GST_WEBRTC_PEER_CONNECTION_STATE_CONNECTED:
        disconnectedTimer.stop();
        if (state == State::Negotiating)
            becomeConnected();
        break;
    case GST_WEBRTC_PEER_CONNECTION_STATE_DISCONNECTED:
        disconnectedTimer.start(disconnectedGrace);
        break;
    case GST_WEBRTC_PEER_CONNECTION_STATE_FAILED:
    case GST_WEBRTC_PEER_CONNECTION_STATE_CLOSED:
        fail(state == State::Connected
                 ? Error{Error::Code::ConnectionLost, u"The media connection was lost."_s, {}}
                 : Error{Error::Code::ConnectFailed, u"No media connection could be made: no pair of addresses works between the two sides. Check firewalls for UDP, or set a TURN server."_s, {}});
        break;
    default:
        break;
    }
}

void WebRtcPeer::Private::becomeConnected()
{
    GObject *raw = nullptr;
    g_signal_emit_by_name(webrtc, "get-transceiver", 0, &raw);
    const auto transceiver = GstRef<GObject>::adopt(raw);
    const auto transport = transceiver ? transportOf(transceiver.get(), config.role) : GstRef<GObject>();
    if (transport)
        gate->setTransport(transport);
    if (gate->verify() != PeerGate::Verdict::Trusted) {
        mismatch();
        return;
    }
    // Between viewer and server there is no signaling that would tell.
    if (config.begins == Begins::Receiver) {
        const auto saidGoodbye = [this] { fail(Error{Error::Code::ConnectionLost, u"The other side ended the media connection."_s, {}}); };
        connections.push_back(whenGoodbyeIsSaid(transport, owner, saidGoodbye));
    }
    allowPromptFeedback(webrtc);
    heard->store(monotonicNow());
    if (config.role == Role::Sender)
        setUpRetransmission(webrtc, answers, [this, handle = owner](uint16_t packet) { handle.post([this, packet] { answerAgain(packet); }); });
    connectTimer.stop();
    state = State::Connected;
    Q_EMIT q->connected();
}

void WebRtcPeer::Private::answerAgain(uint16_t packet)
{
    QTimer::singleShot(secondAnswerAfter, Qt::PreciseTimer, q, [this, packet] {
        if (state == State::Connected)
            sendAgain(webrtc, ownSsrc(), std::array{packet});
    });
}

uint32_t WebRtcPeer::Private::ownSsrc() const
{
    guint ssrc = 0;
    gst_structure_get_uint(gst_caps_get_structure(config.format->caps.get(), 0), "ssrc", &ssrc);
    return ssrc;
}

void WebRtcPeer::Private::mismatch()
{
    fail(Error{Error::Code::FingerprintMismatch, u"The other side's certificate is not the one that its session description announced; the connection was closed. Somebody may be in between."_s, {}});
}

void WebRtcPeer::Private::fail(Error error)
{
    if (isOver())
        return;
    qCDebug(lcPeer).noquote() << error.message << error.details;
    shutDown(State::Failed);
    Q_EMIT q->failed(error);
}

// The order matters: no new callbacks, nothing passes, then the pipeline ends in the background.
void WebRtcPeer::Private::shutDown(State final)
{
    const bool wasConnected = std::exchange(state, final) == State::Connected;
    connectTimer.stop();
    disconnectedTimer.stop();
    gatheringTimer.stop();
    keyframeTimer.stop();
    connections.clear();
    gate->close();
    if (input)
        input->cut();
    sinkPad.reset();
    webrtc = nullptr;
    // Cameras say it by signaling.
    if (wasConnected && config.begins == Begins::Receiver)
        pipeline->stop({}, sayGoodbye);
    pipeline.reset();
}

WebRtcPeer::WebRtcPeer(Config config, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(config)))
{
    Q_ASSERT(d->config.role == Role::Receiver || d->config.format);
    for (QTimer *timer : {&d->connectTimer, &d->disconnectedTimer, &d->gatheringTimer, &d->keyframeTimer})
        timer->setSingleShot(true);
    connect(&d->connectTimer, &QTimer::timeout, this, [this] {
        d->fail(Error{Error::Code::ConnectFailed, u"No media connection came up in %1 s. Check firewalls for UDP, or set a TURN server."_s.arg(d->config.connectTimeout.count() / 1000), {}});
    });
    connect(&d->disconnectedTimer, &QTimer::timeout, this,
            [this] { d->fail(Error{Error::Code::ConnectionLost, u"The media connection was lost."_s, {}}); });
    connect(&d->gatheringTimer, &QTimer::timeout, this, [this] { d->publishDescription(); });
    connect(&d->keyframeTimer, &QTimer::timeout, this, &WebRtcPeer::requestKeyframe);
}

WebRtcPeer::~WebRtcPeer()
{
    d->owner.cut();
    d->shutDown(State::Stopped);
}

void WebRtcPeer::setRtpSink(std::shared_ptr<RtpSink> sink)
{
    Q_ASSERT(d->state == State::New);
    d->output->setSink(std::move(sink));
}

std::shared_ptr<RtpSink> WebRtcPeer::rtpInput() const
{
    return d->input;
}

std::shared_ptr<RtpOutlet> WebRtcPeer::outlet() const
{
    return d->input;
}

void WebRtcPeer::start()
{
    Q_ASSERT(d->state == State::New);
    d->state = State::Negotiating;
    d->connectTimer.start(d->config.connectTimeout);
    auto started = d->build();
    if (started)
        started = d->pipeline->play();
    if (!started) {
        // Later, so that the caller is not called back from inside its own call.
        d->owner.post([this, error = started.error()] { d->fail(error); });
        return;
    }
    if (!d->offers())
        return;
    // Payload types are the offerer's choice (RFC 8829 §5.2.1).
    if (d->config.role == Role::Receiver)
        d->receiveFormats(GstRef<GstCaps>::adopt(gst_caps_from_string(
            "application/x-rtp,media=video,encoding-name=VP8,clock-rate=90000,payload=96;"
            "application/x-rtp,media=video,encoding-name=H264,clock-rate=90000,payload=98,packetization-mode=(string)1,"
            "profile-level-id=(string)42e01f")));
    d->createDescription("create-offer", "offer", SdpType::Offer);
}

std::expected<void, Error> WebRtcPeer::setRemoteDescription(SdpType type, const QString &sdp)
{
    if (d->state != State::Negotiating || !d->webrtc)
        return std::unexpected(Error{Error::Code::BadDescription, u"This connection takes no description any more."_s, {}});
    const bool remoteSends = d->config.role == Role::Receiver;
    if ((type == SdpType::Answer) != d->offers())
        return std::unexpected(Error{Error::Code::BadDescription, d->offers() ? u"An answer was expected, not an offer."_s : u"An offer was expected, not an answer."_s, {}});
    const auto fingerprints = checkRemoteDescription(sdp, remoteSends ? RemoteSends::Video : RemoteSends::Nothing);
    if (!fingerprints)
        return std::unexpected(fingerprints.error());
    d->gate->announce(*fingerprints);
    d->receiverTakesRetransmissions = type == SdpType::Answer && sdp.contains(u" rtx/"_s);
    if (type == SdpType::Offer && remoteSends)
        d->preferFormats(sdp);
    const auto promise = promiseTo(d->owner, "", [this](const std::shared_ptr<PromiseReply> &reply) {
        if (!reply->error.isEmpty())
            d->fail(Error{Error::Code::BadDescription, u"The other side's session description was not accepted."_s, reply->error});
    });
    g_signal_emit_by_name(d->webrtc, "set-remote-description", makeDescription(type, sdp).get(), promise.get());
    if (type == SdpType::Offer)
        d->createDescription("create-answer", "answer", SdpType::Answer);
    return {};
}

void WebRtcPeer::addRemoteCandidate(int sdpMLineIndex, const QString &candidate)
{
    if (!d->webrtc || candidate.isEmpty())
        return;
    // webrtcbin 1.22 resolves mDNS names through the system, which blocks and mostly fails; the peer's checks reach us anyway.
    if (candidate.contains(u".local "_s)) {
        qCDebug(lcPeer) << "mDNS candidate left out";
        return;
    }
    g_signal_emit_by_name(d->webrtc, "add-ice-candidate", guint(std::max(0, sdpMLineIndex)), candidate.toUtf8().constData());
}

void WebRtcPeer::stop()
{
    if (!d->isOver())
        d->shutDown(State::Stopped);
}

void WebRtcPeer::requestKeyframe()
{
    if (!d->sinkPad || d->state != State::Connected || d->keyframeTimer.isActive())
        return;
    if (!d->nextKeyframe.hasExpired()) {
        // Not dropped: the key frame that the last request gave may be the one that is damaged.
        d->keyframeTimer.start(int(d->nextKeyframe.remainingTime()) + 1);
        return;
    }
    d->nextKeyframe.setRemainingTime(keyframeInterval);
    gst_pad_push_event(d->sinkPad.get(), gst_video_event_new_upstream_force_key_unit(GST_CLOCK_TIME_NONE, FALSE, 0));
}

bool WebRtcPeer::resend(int bytes)
{
    if (!d->input || !d->receiverTakesRetransmissions || d->state != State::Connected)
        return false;
    return sendAgain(d->webrtc, d->ownSsrc(), d->input->recent().newest(bytes));
}

WebRtcPeer::State WebRtcPeer::state() const
{
    return d->state;
}

std::chrono::milliseconds WebRtcPeer::silence() const
{
    return d->state == State::Connected ? std::chrono::duration_cast<std::chrono::milliseconds>(monotonicNow() - d->heard->load()) : std::chrono::milliseconds(0);
}

PeerStats WebRtcPeer::stats() const
{
    return d->webrtc ? readSessionStatistics(d->webrtc) : PeerStats{};
}

} // namespace rollcall::media
