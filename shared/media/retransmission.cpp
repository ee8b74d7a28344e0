#include "media/retransmission.h"

namespace rollcall::media {

namespace {

// As long as a receiver may wait, the way there and back, and some more; up to 5 Mbit/s.
constexpr guint keptMs = 3'000;
constexpr guint packetsKept = 1'500;
constexpr const char *requestName = "GstRTPRetransmissionRequest";
constexpr const char *ofOurOwn = "rollcall-probe";  // in a request that no receiver made

// The element that keeps sent packets; nothing before negotiation.
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

struct Answering {
    std::shared_ptr<RecentAnswers> answers;
    std::function<void(uint16_t)> again;
};

GstPadProbeReturn onRequest(GstPad *, GstPadProbeInfo *info, gpointer data)
{
    const GstStructure *request = gst_event_get_structure(GST_PAD_PROBE_INFO_EVENT(info));
    guint sequenceNumber = 0;
    if (!request || !gst_structure_has_name(request, requestName) || gst_structure_has_field(request, ofOurOwn)
        || !gst_structure_get_uint(request, "seqnum", &sequenceNumber))
        return GST_PAD_PROBE_OK;
    const auto &[answers, again] = *static_cast<Answering *>(data);
    if (!answers->admit(uint16_t(sequenceNumber), monotonicNow()))
        return GST_PAD_PROBE_DROP;
    if (answers->goTwice())
        again(uint16_t(sequenceNumber));
    return GST_PAD_PROBE_OK;
}

} // namespace

// A jitter buffer expects each packet at a time of its own estimate, asks for it again when it is late, and then takes it for lost,
// and drops it when it comes: on a line that became slower, that is every packet. Only a later packet shows that one is missing.
// It would also keep the first packets for as long as it may wait; two that follow each other are as good a beginning.
// Where it waits long, it asks again when an answer should have been there (which it measures), but not every few milliseconds.
void setUpJitterBuffer(GstElement *jitterBuffer, std::chrono::milliseconds wait)
{
    constexpr std::chrono::milliseconds longWait{200};
    constexpr int soonestAgainMs = 100;
    constexpr int mostTimesAgain = 15;
    constexpr guint packetsToBegin = 2;
    g_object_set(jitterBuffer, "rtx-next-seqnum", FALSE, "faststart-min-packets", packetsToBegin, nullptr);
    if (wait >= longWait)
        g_object_set(jitterBuffer, "rtx-min-retry-timeout", soonestAgainMs, "rtx-max-retries", mostTimesAgain, nullptr);
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

void setUpRetransmission(GstElement *webrtcbin, std::shared_ptr<RecentAnswers> answers, std::function<void(uint16_t)> again)
{
    const auto retransmitter = retransmitterOf(webrtcbin);
    if (!retransmitter)
        return;
    g_object_set(retransmitter.get(), "max-size-packets", packetsKept, "max-size-time", keptMs, nullptr);
    const auto pad = GstRef<GstPad>::adopt(gst_element_get_static_pad(retransmitter.get(), "src"));
    gst_pad_add_probe(pad.get(), GST_PAD_PROBE_TYPE_EVENT_UPSTREAM, onRequest, new Answering{std::move(answers), std::move(again)},
                      [](gpointer data) { delete static_cast<Answering *>(data); });
}

bool sendAgain(GstElement *webrtcbin, uint32_t ssrc, std::span<const uint16_t> sequenceNumbers)
{
    const auto retransmitter = retransmitterOf(webrtcbin);
    const auto pad = retransmitter ? GstRef<GstPad>::adopt(gst_element_get_static_pad(retransmitter.get(), "src")) : GstRef<GstPad>();
    if (!pad)
        return false;
    for (const uint16_t sequenceNumber : sequenceNumbers) {
        GstStructure *request = gst_structure_new(requestName, "seqnum", G_TYPE_UINT, guint(sequenceNumber), "ssrc", G_TYPE_UINT, guint(ssrc),
                                                  ofOurOwn, G_TYPE_BOOLEAN, TRUE, nullptr);
        gst_pad_send_event(pad.get(), gst_event_new_custom(GST_EVENT_CUSTOM_UPSTREAM, request));
    }
    return true;
}

} // namespace rollcall::media
