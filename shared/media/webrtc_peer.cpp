#include "media/webrtc_peer.h"

#include "media/gstreamer.h"
#include "media/ice_configuration.h"
#include "media/pipeline.h"
#include "media/session_description.h"
#include "media/session_statistics.h"
#include "media/signal_connection.h"
#include "media/webrtc_streaming.h"

#define GST_USE_UNSTABLE_API
#include <gst/video/video-event.h>
#include <gst/webrtc/webrtc.h>

#include <QDeadlineTimer>
#include <QLoggingCategory>
#include <QTimer>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcPeer, "rollcall.media.peer", QtInfoMsg)

namespace rollcall::media {

namespace {

constexpr auto keyframeInterval = std::chrono::milliseconds(500);
constexpr auto disconnectedGrace = std::chrono::seconds(5);
// GStreamer 1.22 does not always report the end of gathering; what was found until then has to do.
constexpr auto gatheringLimit = std::chrono::seconds(3);
constexpr guint64 inputQueueBytes = 4 * 1024 * 1024;

using DescriptionPtr = std::unique_ptr<GstWebRTCSessionDescription, FreeWith<gst_webrtc_session_description_free>>;

DescriptionPtr makeDescription(SdpType type, const QString &text)
{
    GstSDPMessage *sdp = nullptr;
    gst_sdp_message_new_from_text(text.toUtf8().constData(), &sdp);
    const auto gstType = type == SdpType::Offer ? GST_WEBRTC_SDP_TYPE_OFFER : GST_WEBRTC_SDP_TYPE_ANSWER;
    return DescriptionPtr(gst_webrtc_session_description_new(gstType, sdp));
}

struct PromiseReply {
    DescriptionPtr description;
    QString error;
};

// Reads a reply on webrtcbin's own thread; everything is copied out of the promise. It has its result here: nothing waits.
PromiseReply readReply(GstPromise *promise, const char *field)
{
    PromiseReply reply;
    const GstStructure *structure = gst_promise_wait(promise) == GST_PROMISE_RESULT_REPLIED
        ? gst_promise_get_reply(promise)
        : nullptr;
    if (structure && gst_structure_has_field(structure, "error")) {
        GError *raw = nullptr;
        gst_structure_get(structure, "error", G_TYPE_ERROR, &raw, nullptr);
        const GErrorPtr error(raw);
        reply.error = QString::fromUtf8(error ? error->message : "unknown error");
    } else if (structure && gst_structure_has_field(structure, field)) {
        GstWebRTCSessionDescription *description = nullptr;
        gst_structure_get(structure, field, GST_TYPE_WEBRTC_SESSION_DESCRIPTION, &description, nullptr);
        reply.description.reset(description);
    }
    return reply;
}

// A promise whose reply reaches the owner's thread, if the owner still lives.
GstRef<GstPromise> promiseTo(const OwnerHandle &owner, const char *field, std::function<void(std::shared_ptr<PromiseReply>)> then)
{
    struct Context {
        OwnerHandle owner;
        const char *field;
        std::function<void(std::shared_ptr<PromiseReply>)> then;
    };
    const auto changed = [](GstPromise *promise, gpointer data) {
        const auto *context = static_cast<Context *>(data);
        context->owner.post([then = context->then,
                             reply = std::make_shared<PromiseReply>(readReply(promise, context->field))] { then(reply); });
    };
    return GstRef<GstPromise>::adopt(gst_promise_new_with_change_func(
        changed, new Context{owner, field, std::move(then)}, [](gpointer data) { delete static_cast<Context *>(data); }));
}

GstRef<GObject> objectProperty(gpointer object, const char *property)
{
    GObject *value = nullptr;
    g_object_get(object, property, &value, nullptr);
    return GstRef<GObject>::adopt(value);
}

// transceiver → sender or receiver → DTLS transport
GstRef<GObject> transportOf(gpointer transceiver, WebRtcPeer::Role role)
{
    const auto end = objectProperty(transceiver, role == WebRtcPeer::Role::Sender ? "sender" : "receiver");
    return end ? objectProperty(end.get(), "transport") : GstRef<GObject>();
}

// RTCP feedback (NACK, PLI, transport-wide reports) at once instead of when 5 % of GStreamer's default of 64 kbit/s allow it:
// a retransmission asked for 100 ms late is of no use to a jitter buffer of 40 ms (RFC 4585 §3.4, §3.5.2).
void allowPromptFeedback(GstElement *webrtcbin)
{
    constexpr double sessionBandwidth = 1'000'000;  // bit/s, of which RTCP may use a twentieth
    constexpr guint membersWithImmediateFeedback = 10;
    const auto rtpbin = GstRef<GstElement>::adopt(gst_bin_get_by_name(GST_BIN(webrtcbin), "rtpbin"));
    GObject *raw = nullptr;
    g_signal_emit_by_name(rtpbin.get(), "get-internal-session", 0u, &raw);
    const auto session = GstRef<GObject>::adopt(raw);
    if (session)
        g_object_set(session.get(), "bandwidth", sessionBandwidth, "rtcp-immediate-feedback-threshold", membersWithImmediateFeedback, nullptr);
}

// A jitter buffer expects each packet at a time of its own estimate, asks for it again when it is late, and then takes it for lost,
// and drops it when it comes: on a line that became slower, that is every packet. Only a later packet shows that one is missing.
// Where it waits long, it is kept from asking again every few milliseconds: on a slow line the answers alone would fill it.
void missOnlyWhatAGapShows(GstElement *jitterBuffer, std::chrono::milliseconds wait)
{
    constexpr std::chrono::milliseconds longWait{200};
    constexpr int againAfterMs = 100;
    constexpr int mostTimesAgain = 6;
    g_object_set(jitterBuffer, "rtx-next-seqnum", FALSE, nullptr);
    if (wait >= longWait)
        g_object_set(jitterBuffer, "rtx-retry-timeout", againAfterMs, "rtx-max-retries", mostTimesAgain, nullptr);
}

// What comes up to the sender's input, told to the peer on its thread.
struct UpstreamPosts {
    OwnerHandle owner;
    WebRtcPeer *peer;

    void keyframeRequested() const
    {
        owner.post([target = peer] { Q_EMIT target->keyframeRequested(); });
    }
    void feedback(TransportFeedback told) const
    {
        owner.post([target = peer, told = std::move(told)] { Q_EMIT target->transportFeedback(told); });
    }
};

// The element that keeps sent packets for retransmission; nothing before negotiation.
GstRef<GstElement> retransmitterOf(GstElement *webrtcbin)
{
    GValue item = G_VALUE_INIT;
    GstIterator *iterator = gst_bin_iterate_all_by_element_factory_name(GST_BIN(webrtcbin), "rtprtxsend");
    GstRef<GstElement> found;
    if (gst_iterator_next(iterator, &item) == GST_ITERATOR_OK) {
        found = GstRef<GstElement>::retain(GST_ELEMENT(g_value_get_object(&item)));
        g_value_unset(&item);
    }
    gst_iterator_free(iterator);
    return found;
}

void discard(GstElement *webrtcbin, GstPad *pad)
{
    const auto bin = GstRef<GstObject>::adopt(gst_object_get_parent(GST_OBJECT(webrtcbin)));
    const auto sink = makeElement("fakesink");
    if (!bin || !sink)
        return;
    g_object_set(sink->get(), "sync", FALSE, "async", FALSE, nullptr);
    gst_bin_add(GST_BIN(bin.get()), sink->get());
    gst_element_sync_state_with_parent(sink->get());
    const auto sinkPad = GstRef<GstPad>::adopt(gst_element_get_static_pad(sink->get(), "sink"));
    gst_pad_link(pad, sinkPad.get());
}

bool carriesVideo(GstPad *pad)
{
    const auto caps = GstRef<GstCaps>::adopt(gst_pad_get_current_caps(pad));
    const char *media = caps ? gst_structure_get_string(gst_caps_get_structure(caps.get(), 0), "media") : nullptr;
    return media && std::string_view(media) == "video";
}

} // namespace

class WebRtcPeer::Private {
public:
    Private(WebRtcPeer *peer, Config settings)
        : q(peer)
        , config(std::move(settings))
        , owner(peer)
        , gate(std::make_shared<PeerGate>())
        , output(std::make_shared<PeerOutput>(gate, owner, [this] { mismatch(); }))
    {
    }

    std::expected<void, Error> build();
    std::expected<void, Error> buildSender(GstElement *source);
    void buildReceiver(GstElement *sink);
    [[nodiscard]] bool offers() const { return (config.role == Role::Sender) == (config.begins == Begins::Sender); }
    void preferFormats(const QString &offer);
    void receiveFormats(const GstRef<GstCaps> &formats);
    void watch();
    void createDescription(const char *signal, const char *field, SdpType type);
    void describedLocally(SdpType type, const DescriptionPtr &description);
    void publishDescription();
    void connectionStateChanged(GstWebRTCPeerConnectionState connection);
    void becomeConnected();
    void mismatch();
    void fail(Error error);
    // Posted from streaming threads before the end, some functions arrive after it.
    [[nodiscard]] bool isOver() const { return state == State::Failed || state == State::Stopped; }
    void shutDown(State final);

    // Owner's thread
    WebRtcPeer *const q;
    const Config config;
    State state = State::New;
    OwnerHandle owner;
    std::unique_ptr<Pipeline> pipeline;
    GstElement *webrtc = nullptr;    // the pipeline's
    GstRef<GstPad> sinkPad;          // receiver: where key-frame requests start upstream
    std::vector<SignalConnection> connections;
    QTimer connectTimer;
    QTimer disconnectedTimer;
    QTimer gatheringTimer;
    QTimer keyframeTimer;            // for a request that came too soon after the last one
    QDeadlineTimer nextKeyframe{0};
    SdpType localType = SdpType::Offer;
    QString localText;               // waiting for its candidates (Gathering::BeforeDescription)
    QStringList localCandidates;
    bool receiverTakesRetransmissions = false;

    // Shared with streaming threads
    const std::shared_ptr<PeerGate> gate;
    const std::shared_ptr<PeerOutput> output;
    std::shared_ptr<PeerInput> input;
};

std::expected<void, Error> WebRtcPeer::Private::build()
{
    if (const auto present = requireElements({"webrtcbin", "nicesrc", "nicesink", "dtlsdec", "dtlsenc", "srtpdec", "srtpenc", "rtpbin"}); !present)
        return present;
    pipeline = std::make_unique<Pipeline>("webrtc-peer", Pipeline::Timeline::Monotonic, q,
                                          Pipeline::Handlers{[this](const Error &error) { fail(error); }, {}, {}});
    const auto element = pipeline->add("webrtcbin");
    const auto end = pipeline->add(config.role == Role::Sender ? "appsrc" : "appsink");
    if (!element || !end)
        return std::unexpected(element ? end.error() : element.error());
    webrtc = *element;
    g_object_set(webrtc, "bundle-policy", GST_WEBRTC_BUNDLE_POLICY_MAX_BUNDLE, "latency",
                 guint(config.jitterLatency.count()), nullptr);
    configureIce(webrtc, config.iceServers, config.lowestPort, config.highestPort, config.localAddresses);
    watch();
    if (config.role == Role::Sender && config.begins == Begins::Receiver)
        checkWhetherPeerIsThere(webrtc);
    if (config.role == Role::Sender)
        return buildSender(*end);
    buildReceiver(*end);
    return {};
}

std::expected<void, Error> WebRtcPeer::Private::buildSender(GstElement *source)
{
    const auto rtpbin = GstRef<GstElement>::adopt(gst_bin_get_by_name(GST_BIN(webrtc), "rtpbin"));
    // Sender reports tell when a picture was captured, not when its packet was sent.
    g_object_set(rtpbin.get(), "rtcp-sync-send-time", FALSE, nullptr);
    g_object_set(source, "format", GST_FORMAT_TIME, "is-live", TRUE, "max-bytes", inputQueueBytes, "leaky-type",
                 GST_APP_LEAKY_TYPE_DOWNSTREAM, "caps", config.format->caps.get(), nullptr);
    const auto pad = GstRef<GstPad>::adopt(gst_element_request_pad_simple(webrtc, "sink_%u"));
    const auto sourcePad = GstRef<GstPad>::adopt(gst_element_get_static_pad(source, "src"));
    if (gst_pad_link(sourcePad.get(), pad.get()) != GST_PAD_LINK_OK)
        return std::unexpected(Error{Error::Code::NotSupported, u"webrtcbin does not take this video format."_s, {}});
    const auto transceiver = objectProperty(pad.get(), "transceiver");
    g_object_set(transceiver.get(), "direction", GST_WEBRTC_RTP_TRANSCEIVER_DIRECTION_SENDONLY, "do-nack", TRUE,
                 "codec-preferences", config.format->caps.get(), nullptr);

    const auto onUpstream = [](GstPad *, GstPadProbeInfo *info, gpointer data) {
        const auto *peer = static_cast<UpstreamPosts *>(data);
        GstEvent *event = GST_PAD_PROBE_INFO_EVENT(info);
        if (gst_video_event_is_force_key_unit(event))
            peer->keyframeRequested();
        else if (auto feedback = transportFeedbackOf(event))
            peer->feedback(std::move(*feedback));
        else
            return GST_PAD_PROBE_OK;
        return GST_PAD_PROBE_DROP;
    };
    gst_pad_add_probe(sourcePad.get(), GST_PAD_PROBE_TYPE_EVENT_UPSTREAM, onUpstream, new UpstreamPosts{owner, q},
                      [](gpointer data) { delete static_cast<UpstreamPosts *>(data); });
    input = std::make_shared<PeerInput>(gate, GstRef<GstAppSrc>::retain(GST_APP_SRC(source)));
    return {};
}

void WebRtcPeer::Private::buildReceiver(GstElement *sink)
{
    const auto rtpbin = GstRef<GstElement>::adopt(gst_bin_get_by_name(GST_BIN(webrtc), "rtpbin"));
    g_object_set(rtpbin.get(), "add-reference-timestamp-meta", TRUE, nullptr);
    connections.push_back(SignalConnection::on<GstElement *, guint, guint>(
        rtpbin.get(), "new-jitterbuffer", [wait = config.jitterLatency](GstElement *buffer, guint, guint) { missOnlyWhatAGapShows(buffer, wait); }));
    g_object_set(sink, "sync", FALSE, "async", FALSE, "enable-last-sample", FALSE, nullptr);
    PeerOutput::attach(GST_APP_SINK(sink), output);
    sinkPad = GstRef<GstPad>::adopt(gst_element_get_static_pad(sink, "sink"));

    connections.push_back(SignalConnection::on<GstPad *>(
        webrtc, "pad-added", [gateOfStreams = gate, videoPad = sinkPad, element = webrtc](GstPad *pad) {
            if (!carriesVideo(pad) || gst_pad_is_linked(videoPad.get())) {
                discard(element, pad);
                return;
            }
            const auto transceiverOfPad = objectProperty(pad, "transceiver");
            gateOfStreams->setTransport(transportOf(transceiverOfPad.get(), Role::Receiver));
            gst_pad_link(pad, videoPad.get());
        }));
}

// A transceiver of ours before the offer is taken: webrtcbin strips NACK from the answer of one that it makes itself, answers
// with the first format alone, and with no header extension that the preferences do not name.
void WebRtcPeer::Private::preferFormats(const QString &offer)
{
    auto formats = GstRef<GstCaps>::adopt(gst_caps_from_string(
        "application/x-rtp,media=video,encoding-name=VP8,clock-rate=90000;"
        "application/x-rtp,media=video,encoding-name=H264,clock-rate=90000"));
    if (const auto id = extensionId(offer, transportWideCongestionControl)) {
        gst_caps_set_simple(formats.get(), QByteArray("extmap-" + QByteArray::number(*id)).constData(), G_TYPE_STRING,
                            transportWideCongestionControl.data(), nullptr);
    }
    receiveFormats(formats);
}

void WebRtcPeer::Private::receiveFormats(const GstRef<GstCaps> &formats)
{
    GObject *raw = nullptr;
    g_signal_emit_by_name(webrtc, "add-transceiver", GST_WEBRTC_RTP_TRANSCEIVER_DIRECTION_RECVONLY, formats.get(), &raw);
    const auto transceiver = GstRef<GObject>::adopt(raw);
    g_object_set(transceiver.get(), "do-nack", TRUE, nullptr);
}

void WebRtcPeer::Private::watch()
{
    connections.push_back(SignalConnection::on<guint, gchar *>(
        webrtc, "on-ice-candidate", [this, handle = owner](guint line, gchar *candidate) {
            handle.post([this, line, text = QString::fromUtf8(candidate)] {
                if (isOver())
                    return;
                localCandidates.append(text);
                if (config.gathering == Gathering::Trickle)
                    Q_EMIT q->localCandidate(int(line), text);
            });
        }));
    connections.push_back(SignalConnection::on<GParamSpec *>(
        webrtc, "notify::ice-gathering-state", [this, handle = owner, element = webrtc](GParamSpec *) {
            GstWebRTCICEGatheringState gathering = GST_WEBRTC_ICE_GATHERING_STATE_NEW;
            g_object_get(element, "ice-gathering-state", &gathering, nullptr);
            if (gathering != GST_WEBRTC_ICE_GATHERING_STATE_COMPLETE)
                return;
            handle.post([this] {
                if (isOver())
                    return;
                publishDescription();
                if (config.gathering == Gathering::Trickle)
                    Q_EMIT q->localCandidate(0, QString());
            });
        }));
    connections.push_back(SignalConnection::on<GParamSpec *>(
        webrtc, "notify::connection-state", [this, handle = owner, element = webrtc](GParamSpec *) {
            GstWebRTCPeerConnectionState connection = GST_WEBRTC_PEER_CONNECTION_STATE_NEW;
            g_object_get(element, "connection-state", &connection, nullptr);
            handle.post([this, connection] {
                if (!isOver())
                    connectionStateChanged(connection);
            });
        }));
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
    if (transceiver)
        gate->setTransport(transportOf(transceiver.get(), config.role));
    if (gate->verify() != PeerGate::Verdict::Trusted) {
        mismatch();
        return;
    }
    allowPromptFeedback(webrtc);
    connectTimer.stop();
    state = State::Connected;
    Q_EMIT q->connected();
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
    state = final;
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
    const auto retransmitter = retransmitterOf(d->webrtc);
    const auto pad = retransmitter ? GstRef<GstPad>::adopt(gst_element_get_static_pad(retransmitter.get(), "src")) : GstRef<GstPad>();
    guint ssrc = 0;
    gst_structure_get_uint(gst_caps_get_structure(d->config.format->caps.get(), 0), "ssrc", &ssrc);
    if (!pad)
        return false;
    for (const uint16_t sequenceNumber : d->input->recent().newest(bytes)) {
        GstStructure *request = gst_structure_new("GstRTPRetransmissionRequest", "seqnum", G_TYPE_UINT, guint(sequenceNumber), "ssrc", G_TYPE_UINT, ssrc, nullptr);
        gst_pad_send_event(pad.get(), gst_event_new_custom(GST_EVENT_CUSTOM_UPSTREAM, request));
    }
    return true;
}

WebRtcPeer::State WebRtcPeer::state() const
{
    return d->state;
}

PeerStats WebRtcPeer::stats() const
{
    return d->webrtc ? readSessionStatistics(d->webrtc) : PeerStats{};
}

} // namespace rollcall::media
