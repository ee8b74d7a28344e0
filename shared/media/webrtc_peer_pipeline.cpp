#include "media/webrtc_peer_private.h"

#include "media/gstreamer.h"
#include "media/ice_configuration.h"
#include "media/retransmission.h"
#include "media/session_description.h"

#include <gst/video/video-event.h>

#include <algorithm>
#include <string_view>

using namespace Qt::StringLiterals;

namespace rollcall::media {

namespace {

constexpr guint64 inputQueueBytes = 4 * 1024 * 1024;

GstRef<GObject> objectProperty(gpointer object, const char *property)
{
    GObject *value = nullptr;
    g_object_get(object, property, &value, nullptr);
    return GstRef<GObject>::adopt(value);
}

// What comes up to the sender's input, told to the peer on its thread.
struct UpstreamPosts {
    OwnerHandle owner;
    WebRtcPeer *peer;
    std::shared_ptr<RecentAnswers> answers;

    void keyframeRequested() const
    {
        owner.post([target = peer] {
            if (target->state() == WebRtcPeer::State::Connected)
                Q_EMIT target->keyframeRequested();
        });
    }
    void feedback(TransportFeedback told) const
    {
        if (!told.packets.empty()) {
            const auto lost = std::ranges::count_if(told.packets, [](const TransportFeedback::Packet &packet) { return !packet.arrived; });
            answers->noteReport(told.received, told.received - told.packets.back().sent, told.packets.size(), size_t(lost));
        }
        owner.post([target = peer, told = std::move(told)] {
            if (target->state() == WebRtcPeer::State::Connected)
                Q_EMIT target->transportFeedback(told);
        });
    }
};

// Packets that nobody wants go nowhere; without a place to go they would end the whole pipeline.
void discard(GstPad *pad)
{
    constexpr auto data = GstPadProbeType(GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_BUFFER_LIST);
    gst_pad_add_probe(pad, data, [](GstPad *, GstPadProbeInfo *, gpointer) { return GST_PAD_PROBE_DROP; }, nullptr, nullptr);
}

bool carriesVideo(GstPad *pad)
{
    const auto caps = GstRef<GstCaps>::adopt(gst_pad_get_current_caps(pad));
    const char *media = caps ? gst_structure_get_string(gst_caps_get_structure(caps.get(), 0), "media") : nullptr;
    return media && std::string_view(media) == "video";
}

} // namespace

GstRef<GObject> transportOf(gpointer transceiver, WebRtcPeer::Role role)
{
    const auto end = objectProperty(transceiver, role == WebRtcPeer::Role::Sender ? "sender" : "receiver");
    return end ? objectProperty(end.get(), "transport") : GstRef<GObject>();
}

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
    connections.push_back(SignalConnection::on<guint, guint>(rtpbin.get(), "on-ssrc-active", [when = heard](guint, guint) { when->store(monotonicNow()); }));
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
    gst_pad_add_probe(sourcePad.get(), GST_PAD_PROBE_TYPE_EVENT_UPSTREAM, onUpstream, new UpstreamPosts{owner, q, answers},
                      [](gpointer data) { delete static_cast<UpstreamPosts *>(data); });
    input = std::make_shared<PeerInput>(gate, GstRef<GstAppSrc>::retain(GST_APP_SRC(source)));
    return {};
}

void WebRtcPeer::Private::buildReceiver(GstElement *sink)
{
    const auto rtpbin = GstRef<GstElement>::adopt(gst_bin_get_by_name(GST_BIN(webrtc), "rtpbin"));
    g_object_set(rtpbin.get(), "add-reference-timestamp-meta", TRUE, nullptr);
    connections.push_back(SignalConnection::on<GstElement *, guint, guint>(
        rtpbin.get(), "new-jitterbuffer", [wait = config.jitterLatency](GstElement *buffer, guint, guint) { setUpJitterBuffer(buffer, wait); }));
    g_object_set(sink, "sync", FALSE, "async", FALSE, "enable-last-sample", FALSE, nullptr);
    PeerOutput::attach(GST_APP_SINK(sink), output);
    sinkPad = GstRef<GstPad>::adopt(gst_element_get_static_pad(sink, "sink"));

    connections.push_back(SignalConnection::on<GstPad *>(
        webrtc, "pad-added", [gateOfStreams = gate, videoPad = sinkPad](GstPad *pad) {
            if (!carriesVideo(pad) || gst_pad_is_linked(videoPad.get())) {
                discard(pad);
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

} // namespace rollcall::media
