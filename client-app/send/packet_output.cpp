#include "send/packet_output.h"

#include <array>

namespace rollcall::send {

using media::GstRef;

void PacketOutput::setFormat(const media::RtpFormat &format)
{
    const std::scoped_lock lock{m_mutex};
    m_format = format;
    m_formatGiven = false;
}

void PacketOutput::setSink(std::shared_ptr<media::RtpSink> sink)
{
    const std::scoped_lock lock{m_mutex};
    std::swap(m_sink, sink);  // the old one is released with the argument, after the lock
    m_formatGiven = false;
}

void PacketOutput::take(uint64_t payloader, GstAppSink *from)
{
    const auto sample = GstRef<GstSample>::adopt(gst_app_sink_pull_sample(from));
    if (!sample)
        return;
    GstBuffer *packet = gst_sample_get_buffer(sample.get());
    const guint64 time = gst_segment_to_running_time(gst_sample_get_segment(sample.get()), GST_FORMAT_TIME, GST_BUFFER_PTS(packet));
    std::array<uint8_t, 4> header{};
    gst_buffer_extract(packet, 0, header.data(), header.size());
    const bool lastOfFrame = (header[1] & 0x80) != 0;

    std::shared_ptr<media::RtpSink> sink;
    std::optional<media::RtpFormat> newFormat;
    {
        const std::scoped_lock lock{m_mutex};
        if (payloader != m_payloader)
            return;
        m_counters.frames += lastOfFrame;
        ++m_counters.packets;
        m_counters.bytes += gst_buffer_get_size(packet);
        m_lastSequenceNumber = uint16_t(header[2] << 8 | header[3]);
        sink = m_sink;
        if (sink && !std::exchange(m_formatGiven, true))
            newFormat = m_format;
    }
    if (!sink)
        return;
    if (newFormat)
        sink->setFormat(*newFormat);
    const media::MonotonicTime captured = GST_CLOCK_TIME_IS_VALID(time) ? media::MonotonicTime(gint64(time)) : media::monotonicNow();
    if (lastOfFrame)
        m_pictureLeaves(captured);
    sink->consume(media::RtpPacket{GstRef<GstBuffer>::retain(packet), captured, {}});
}

SendCounters PacketOutput::counters() const
{
    const std::scoped_lock lock{m_mutex};
    return m_counters;
}

PacketOutput::Succession PacketOutput::succeed()
{
    const std::scoped_lock lock{m_mutex};
    const uint64_t before = std::exchange(m_payloader, ++m_payloaders);
    return {m_payloader, before, m_lastSequenceNumber ? std::optional(uint16_t(*m_lastSequenceNumber + 1)) : std::nullopt};
}

void PacketOutput::undo(const Succession &succession)
{
    const std::scoped_lock lock{m_mutex};
    m_payloader = succession.before;
}

} // namespace rollcall::send
