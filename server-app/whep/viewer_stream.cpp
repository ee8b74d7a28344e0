#include "whep/viewer_stream.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <utility>

namespace rollcall::whep {

namespace {

constexpr gsize headerBytes = 12;  // RFC 3550 §5.1; contributing sources and extensions were left out
constexpr uint8_t markerBit = 0x80;
using Header = std::array<uint8_t, headerBytes>;

bool isMarked(const Header &header)
{
    return header[1] & markerBit;
}

uint16_t sequenceNumberOf(const Header &header)
{
    return qFromBigEndian<uint16_t>(header.data() + 2);
}

uint32_t timestampOf(const Header &header)
{
    return qFromBigEndian<uint32_t>(header.data() + 4);
}

// When the picture was captured, on our clock, as far as the camera told: the viewer's sender reports say it (RFC 3550 §6.4.1), so that it
// can tell how old what it shows is.
media::MonotonicTime captureTime(const media::RtpPacket &packet)
{
    const auto age = media::sinceCapture(packet.captured);
    return age ? std::min(packet.time, media::monotonicNow() - *age) : packet.time;
}

std::optional<Header> headerOf(const media::RtpPacket &packet)
{
    Header header{};
    if (!packet.buffer || gst_buffer_extract(packet.buffer.get(), 0, header.data(), header.size()) != header.size())
        return std::nullopt;
    return header;
}

} // namespace

ViewerStream::ViewerStream(std::shared_ptr<media::RtpOutlet> outlet, const Line &line, Events events)
    : m_outlet(std::move(outlet))
    , m_line(line)
    , m_events(std::move(events))
    , m_next(line.firstSequenceNumber)
{
}

void ViewerStream::setFormat(const media::RtpFormat &format)
{
    flush();
    m_waits = true;
    m_asked.reset();
    m_timestamp.reset();
    m_fits = format.codec == m_line.codec;
    if (!m_fits)
        m_events.formatLost();
}

void ViewerStream::consume(const media::RtpPacket &packet)
{
    const auto header = m_fits ? headerOf(packet) : std::nullopt;
    if (!header)
        return;
    const bool isNewPicture = endsBefore(timestampOf(*header));
    if (isNewPicture) {
        flush();
        m_time = captureTime(packet);
    }
    if (!mayPass(packet, isNewPicture))
        return;
    if (std::exchange(m_waits, false))
        m_offset = uint16_t(m_next - sequenceNumberOf(*header));
    if (!m_picture)
        m_picture = media::GstRef<GstBufferList>::adopt(gst_buffer_list_new());
    gst_buffer_list_add(m_picture.get(), readdressed(packet).release());
    if (isMarked(*header))
        flush();
}

// Whether what was gathered so far is all of a picture, or as much as may be gathered.
bool ViewerStream::endsBefore(uint32_t timestamp)
{
    const bool isOther = std::exchange(m_timestamp, timestamp) != timestamp;
    return isOther || (m_picture && gst_buffer_list_length(m_picture.get()) >= mostPacketsAtOnce);
}

bool ViewerStream::mayPass(const media::RtpPacket &packet, bool isNewPicture)
{
    if (!m_waits && isNewPicture && m_outlet->unsentBytes() > mostUnsentBytes) {
        m_events.skipped();
        m_waits = true;
        m_asked = packet.time;  // not yet: it has to catch up first
    }
    if (!m_waits)
        return true;
    // Half: not to be skipped again with the next picture.
    if (packet.beginsKeyframe && m_outlet->unsentBytes() <= mostUnsentBytes / 2)
        return true;
    if (!m_asked || packet.time - *m_asked >= askAgainAfter) {
        m_asked = packet.time;
        m_events.keyframeNeeded();
    }
    return false;
}

media::GstRef<GstBuffer> ViewerStream::readdressed(const media::RtpPacket &packet)
{
    const gsize size = gst_buffer_get_size(packet.buffer.get());
    auto buffer = media::GstRef<GstBuffer>::adopt(gst_buffer_new_allocate(nullptr, size, nullptr));
    GstMapInfo map;
    gst_buffer_map(buffer.get(), &map, GST_MAP_WRITE);
    gst_buffer_extract(packet.buffer.get(), 0, map.data, size);
    const auto sequenceNumber = uint16_t(qFromBigEndian<uint16_t>(map.data + 2) + m_offset);
    map.data[1] = uint8_t((map.data[1] & markerBit) | m_line.payload);
    qToBigEndian(sequenceNumber, map.data + 2);
    qToBigEndian(m_line.ssrc, map.data + 8);
    gst_buffer_unmap(buffer.get(), &map);
    GST_BUFFER_PTS(buffer.get()) = GstClockTime(m_time.count());
    if (int16_t(sequenceNumber - m_next) >= 0)
        m_next = uint16_t(sequenceNumber + 1);
    return buffer;
}

void ViewerStream::flush()
{
    if (!m_picture)
        return;
    m_outlet->send(std::exchange(m_picture, {}));
    if (!std::exchange(m_hasStarted, true))
        m_events.started();
}

} // namespace rollcall::whep
