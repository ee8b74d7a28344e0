#include "media/session_statistics.h"

namespace rollcall::media {

namespace {

constexpr guint bundledSession = 0;       // everything is bundled into the first session (RFC 9143)
constexpr double ntpShortUnit = 65536.0;  // RFC 3550 §6.4.1: delays are in units of 1/65536 s

// GLib's boxed arrays of sources: iterated by index, freed with the value.
class BoxedValueArray {
public:
    explicit BoxedValueArray(const GstStructure *structure, const char *field)
    {
        if (const GValue *value = gst_structure_get_value(structure, field))
            m_array = static_cast<GValueArray *>(g_value_get_boxed(value));
    }
    [[nodiscard]] guint size() const { return m_array ? m_array->n_values : 0; }
    [[nodiscard]] const GstStructure *at(guint index) const
    {
        return static_cast<const GstStructure *>(g_value_get_boxed(&m_array->values[index]));
    }

private:
    GValueArray *m_array = nullptr;
};

bool flag(const GstStructure *structure, const char *field)
{
    gboolean value = FALSE;
    return gst_structure_get_boolean(structure, field, &value) && value;
}

template <typename T>
T number(const GstStructure *structure, const char *field)
{
    const GValue *value = gst_structure_get_value(structure, field);
    if (!value)
        return T{};
    GValue converted = G_VALUE_INIT;
    g_value_init(&converted, G_TYPE_DOUBLE);
    const bool fits = g_value_transform(value, &converted);
    const double result = fits ? g_value_get_double(&converted) : 0;
    g_value_unset(&converted);
    return static_cast<T>(result);
}

double jitterInMilliseconds(const GstStructure *source)
{
    const double clockRate = number<double>(source, "clock-rate");
    return clockRate > 0 ? number<double>(source, "jitter") * 1000 / clockRate : 0;
}

void addSource(const GstStructure *source, PeerStats &stats)
{
    if (flag(source, "internal")) {
        stats.packetsSent += number<uint64_t>(source, "packets-sent");
        stats.bytesSent += number<uint64_t>(source, "octets-sent");
    } else if (flag(source, "is-sender")) {
        stats.packetsReceived += number<uint64_t>(source, "packets-received");
        stats.bytesReceived += number<uint64_t>(source, "octets-received");
        stats.jitterMs = std::max(stats.jitterMs, jitterInMilliseconds(source));
    }
    // What the other side reports about what we send (RFC 3550 §6.4.2).
    if (flag(source, "have-rb")) {
        stats.packetsLost += number<int64_t>(source, "rb-packetslost");
        stats.fractionLost = std::max(stats.fractionLost, number<double>(source, "rb-fractionlost") / 256);
        stats.jitterMs = std::max(stats.jitterMs, number<double>(source, "rb-jitter") * 1000 / 90000);
        if (const double roundTrip = number<double>(source, "rb-round-trip"); roundTrip > 0)
            stats.roundTripMs = roundTrip * 1000 / ntpShortUnit;
    }
}

void addTransportFeedback(GstElement *rtpbin, PeerStats &stats)
{
    GObject *rawSession = nullptr;
    g_signal_emit_by_name(rtpbin, "get-session", bundledSession, &rawSession);
    const auto session = GstRef<GObject>::adopt(rawSession);
    if (!session)
        return;
    GstStructure *raw = nullptr;
    g_object_get(session.get(), "twcc-stats", &raw, nullptr);
    const GstStructurePtr feedback(raw);
    if (!feedback || number<uint64_t>(feedback.get(), "packets-sent") == 0)
        return;
    stats.congestionLostPercent = number<double>(feedback.get(), "packet-loss-pct");
    stats.congestionBitrateKbps = number<double>(feedback.get(), "bitrate-recv") / 1000;
}

// Loss and retransmissions as the jitter buffers count them: after the repair, so only what is really missing.
void addJitterBuffers(GstElement *rtpbin, PeerStats &stats)
{
    GValue item = G_VALUE_INIT;
    GstIterator *iterator = gst_bin_iterate_all_by_element_factory_name(GST_BIN(rtpbin), "rtpjitterbuffer");
    while (gst_iterator_next(iterator, &item) == GST_ITERATOR_OK) {
        GstStructure *raw = nullptr;
        g_object_get(g_value_get_object(&item), "stats", &raw, nullptr);
        if (const GstStructurePtr buffer{raw}) {
            stats.packetsLost += number<int64_t>(buffer.get(), "num-lost");
            stats.retransmissionsRequested += number<uint64_t>(buffer.get(), "rtx-count");
            stats.retransmissionsReceived += number<uint64_t>(buffer.get(), "rtx-success-count");
        }
        g_value_unset(&item);
    }
    gst_iterator_free(iterator);
}

} // namespace

PeerStats readSessionStatistics(GstElement *webrtcbin)
{
    PeerStats stats;
    const auto rtpbin = GstRef<GstElement>::adopt(gst_bin_get_by_name(GST_BIN(webrtcbin), "rtpbin"));
    GObject *rawSession = nullptr;
    g_signal_emit_by_name(rtpbin.get(), "get-internal-session", bundledSession, &rawSession);
    const auto session = GstRef<GObject>::adopt(rawSession);
    if (!session)
        return stats;
    GstStructure *raw = nullptr;
    g_object_get(session.get(), "stats", &raw, nullptr);
    const GstStructurePtr structure(raw);
    const BoxedValueArray sources(structure.get(), "source-stats");
    for (guint i = 0; i < sources.size(); ++i)
        addSource(sources.at(i), stats);
    addTransportFeedback(rtpbin.get(), stats);
    addJitterBuffers(rtpbin.get(), stats);
    return stats;
}

} // namespace rollcall::media
