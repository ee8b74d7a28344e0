#include "media/transport_feedback.h"

namespace rollcall::media {

namespace {

std::optional<TransportFeedback::Packet> packetOf(const GstStructure *fields)
{
    guint64 sent = GST_CLOCK_TIME_NONE;
    guint64 arrived = GST_CLOCK_TIME_NONE;
    guint payloadBytes = 0;
    gboolean lost = TRUE;
    if (!fields || !gst_structure_get_uint64(fields, "local-ts", &sent) || !GST_CLOCK_TIME_IS_VALID(sent))
        return std::nullopt;
    gst_structure_get_uint64(fields, "remote-ts", &arrived);
    gst_structure_get_uint(fields, "size", &payloadBytes);
    gst_structure_get_boolean(fields, "lost", &lost);
    TransportFeedback::Packet packet{MonotonicTime(int64_t(sent)), {}, int(payloadBytes) + packetOverheadBytes};
    if (!lost && GST_CLOCK_TIME_IS_VALID(arrived))
        packet.arrived = std::chrono::nanoseconds(int64_t(arrived));
    return packet;
}

} // namespace

std::optional<TransportFeedback> transportFeedbackOf(GstEvent *event)
{
    const GstStructure *report = gst_event_get_structure(event);
    if (GST_EVENT_TYPE(event) != GST_EVENT_CUSTOM_UPSTREAM || !report || !gst_structure_has_name(report, "RTPTWCCPackets"))
        return std::nullopt;
    const GValue *value = gst_structure_get_value(report, "packets");
    if (!value || !G_VALUE_HOLDS_BOXED(value))
        return std::nullopt;
    // GLib's deprecated boxed array: iterated by index, freed with the event.
    const auto *array = static_cast<const GValueArray *>(g_value_get_boxed(value));
    TransportFeedback feedback{monotonicNow(), {}};
    for (guint i = 0; array && i < array->n_values; ++i) {
        if (const auto packet = packetOf(gst_value_get_structure(&array->values[i])))
            feedback.packets.push_back(*packet);
    }
    return feedback;
}

} // namespace rollcall::media
