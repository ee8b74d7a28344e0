#include "ingest/rtp_timeline.h"

#include "ingest/payload_look.h"

#include <gst/rtp/gstrtpbuffer.h>

#include <QRandomGenerator>

namespace rollcall::ingest {

namespace {

// A mapped RTP packet; unmapped when it goes.
class MappedRtp {
public:
    explicit MappedRtp(GstBuffer *buffer)
        : m_isMapped(gst_rtp_buffer_map(buffer, GST_MAP_READ, &m_rtp))
    {
    }
    ~MappedRtp()
    {
        if (m_isMapped)
            gst_rtp_buffer_unmap(&m_rtp);
    }
    MappedRtp(const MappedRtp &) = delete;
    MappedRtp &operator=(const MappedRtp &) = delete;
    explicit operator bool() const { return m_isMapped; }
    [[nodiscard]] GstRTPBuffer *get() { return &m_rtp; }
    [[nodiscard]] std::span<const uint8_t> payload()
    {
        return {static_cast<const uint8_t *>(gst_rtp_buffer_get_payload(&m_rtp)), gst_rtp_buffer_get_payload_len(&m_rtp)};
    }

private:
    GstRTPBuffer m_rtp = GST_RTP_BUFFER_INIT;
    const bool m_isMapped;
};

// A header of our own before the same payload, whose memory is shared.
media::GstRef<GstBuffer> withHeader(MappedRtp &from, RtpLine::Place place)
{
    auto buffer = media::GstRef<GstBuffer>::adopt(gst_rtp_buffer_new_allocate(0, 0, 0));
    GstRTPBuffer rtp = GST_RTP_BUFFER_INIT;
    gst_rtp_buffer_map(buffer.get(), GST_MAP_WRITE, &rtp);
    gst_rtp_buffer_set_marker(&rtp, gst_rtp_buffer_get_marker(from.get()));
    gst_rtp_buffer_set_payload_type(&rtp, gst_rtp_buffer_get_payload_type(from.get()));
    gst_rtp_buffer_set_ssrc(&rtp, gst_rtp_buffer_get_ssrc(from.get()));
    gst_rtp_buffer_set_seq(&rtp, place.sequenceNumber);
    gst_rtp_buffer_set_timestamp(&rtp, place.timestamp);
    gst_rtp_buffer_unmap(&rtp);
    return media::GstRef<GstBuffer>::adopt(gst_buffer_append(buffer.release(), gst_rtp_buffer_get_payload_buffer(from.get())));
}

RtpLine::Place randomStart()
{
    auto *random = QRandomGenerator::global();
    // The first half, so that short streams do not wrap.
    return {uint16_t(random->bounded(0x8000u)), random->generate() & 0x7fff'ffffu};
}

} // namespace

class RtpTimeline::Connection : public media::RtpSink {
public:
    Connection(std::shared_ptr<RtpTimeline> timeline, uint64_t number)
        : m_timeline(std::move(timeline))
        , m_number(number)
    {
    }
    void setFormat(const media::RtpFormat &format) override { m_timeline->setFormat(m_number, format); }
    void consume(const media::RtpPacket &packet) override { m_timeline->consume(m_number, packet); }

private:
    const std::shared_ptr<RtpTimeline> m_timeline;
    const uint64_t m_number;
};

RtpTimeline::RtpTimeline(std::shared_ptr<media::RtpSink> next)
    : m_next(std::move(next))
    , m_line(randomStart())
{
}

std::shared_ptr<media::RtpSink> RtpTimeline::connect(const std::shared_ptr<RtpTimeline> &self)
{
    const std::scoped_lock lock{self->m_mutex};
    return std::make_shared<Connection>(self, ++self->m_connection);
}

void RtpTimeline::setFormat(uint64_t connection, const media::RtpFormat &format)
{
    {
        const std::scoped_lock lock{m_mutex};
        if (connection != m_connection)
            return;
        m_codec = format.codec;
    }
    m_next->setFormat(format);
}

void RtpTimeline::consume(uint64_t connection, const media::RtpPacket &packet)
{
    if (const auto own = placed(connection, packet))
        m_next->consume(*own);
}

std::optional<media::RtpPacket> RtpTimeline::placed(uint64_t connection, const media::RtpPacket &packet)
{
    MappedRtp rtp(packet.buffer.get());
    const std::scoped_lock lock{m_mutex};
    if (!rtp || connection != m_connection)
        return std::nullopt;
    const RtpLine::Place given{gst_rtp_buffer_get_seq(rtp.get()), gst_rtp_buffer_get_timestamp(rtp.get())};
    const RtpLine::Place here = m_line.place(gst_rtp_buffer_get_ssrc(rtp.get()), given, packet.time);
    const auto payload = rtp.payload();
    if (payload.empty()) {  // padding, to try the network with
        m_line.leaveOut(given);
        return std::nullopt;
    }
    const PayloadLook look = lookAt(m_codec, payload);
    if (look.h264Profile)
        m_h264Profile.store(*look.h264Profile, std::memory_order_relaxed);
    const bool begins = look.ofKeyframe && m_keyframe != here.timestamp;
    if (begins) {
        m_keyframe = here.timestamp;
        m_keyframes.fetch_add(1, std::memory_order_relaxed);
    }
    return media::RtpPacket{withHeader(rtp, here), packet.time, packet.captured, begins};
}

} // namespace rollcall::ingest
