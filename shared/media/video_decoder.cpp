#include "media/video_decoder.h"

#include "media/gstreamer.h"

#include <gst/app/gstappsink.h>
#include <gst/rtp/gstrtpbuffer.h>
#include <gst/video/video-event.h>

#include <array>
#include <deque>

using namespace Qt::StringLiterals;

namespace rollcall::media {

namespace {

// A decoder that cannot keep up must not fall behind: when something has waited for so long, nothing more is taken until it has caught up,
// and a key frame is asked for then. Two seconds of pictures that come at once, behind a packet that was missing, are decoded in less.
constexpr auto longestQueue = std::chrono::seconds(1);
constexpr guint64 queueBytes = 4 * 1024 * 1024;
constexpr guint64 clockRate = 90'000;  // of every video payload (RFC 3551 §5)

} // namespace

std::shared_ptr<const VideoPicture> VideoPicture::map(GstSample *sample)
{
    GstVideoInfo info;
    if (!gst_video_info_from_caps(&info, gst_sample_get_caps(sample)) || GST_VIDEO_INFO_FORMAT(&info) != GST_VIDEO_FORMAT_I420)
        return {};
    std::shared_ptr<VideoPicture> picture(new VideoPicture);
    if (!gst_video_frame_map(&picture->m_frame, &info, gst_sample_get_buffer(sample), GST_MAP_READ))
        return {};
    return picture;
}

VideoPicture::~VideoPicture()
{
    if (m_frame.buffer)
        gst_video_frame_unmap(&m_frame);
}

// What the streaming threads share. Timestamps inside the decoding pipeline are the RTP timestamps in nanoseconds, so that a
// decoded picture tells which RTP timestamp it belongs to whatever the decoder does with buffers.
class VideoDecoder::Stream {
public:
    Stream(QObject *owner, Callbacks callbacks)
        : m_owner(owner)
        , m_ownerObject(owner)
        , m_callbacks(std::move(callbacks))
    {
    }
    static void setFormat(const std::shared_ptr<Stream> &self, const RtpFormat &format);
    void consume(const RtpPacket &packet);
    void end();

private:
    struct Arrival {
        uint64_t extended = 0;
        MonotonicTime received{};
        std::optional<UtcTime> captured;
    };

    std::expected<void, Error> build(const std::shared_ptr<Stream> &self, const RtpFormat &format);
    void attach(const std::shared_ptr<Stream> &self, GstElement *source, GstElement *sink);
    void deliver(GstSample *sample);
    [[nodiscard]] bool isBehind();
    void remember(const Arrival &arrival);
    [[nodiscard]] std::optional<Arrival> arrivalOf(uint64_t extended);
    void fail(const Error &error);

    const OwnerHandle m_owner;
    QObject *const m_ownerObject;
    const Callbacks m_callbacks;

    std::mutex m_mutex;  // guards the pipeline's coming and going, and the arrivals
    bool m_ended = false;
    std::unique_ptr<Pipeline> m_pipeline;
    GstRef<GstAppSrc> m_source;
    GstRef<GstCaps> m_caps;
    std::array<Arrival, 256> m_arrivals{};  // more than wait for the decoder
    size_t m_nextArrival = 0;

    // Streaming thread of the packets
    guint64 m_extended = G_MAXUINT64;
    bool m_failed = false;
    std::deque<MonotonicTime> m_waiting;  // when packets came that may still be in the queue
    bool m_isCatchingUp = false;
};

VideoDecoder::VideoDecoder(QObject *owner, Callbacks callbacks)
    : m_stream(std::make_shared<Stream>(owner, std::move(callbacks)))
{
}

VideoDecoder::~VideoDecoder()
{
    m_stream->end();
}

void VideoDecoder::stop()
{
    m_stream->end();
}

void VideoDecoder::setFormat(const RtpFormat &format)
{
    Stream::setFormat(m_stream, format);
}

void VideoDecoder::consume(const RtpPacket &packet)
{
    m_stream->consume(packet);
}

void VideoDecoder::Stream::setFormat(const std::shared_ptr<Stream> &self, const RtpFormat &format)
{
    const std::scoped_lock lock{self->m_mutex};
    if (self->m_ended)
        return;
    self->m_extended = G_MAXUINT64;
    const auto built = self->build(self, format);
    self->m_failed = !built;
    if (!built)
        self->fail(built.error());
}

std::expected<void, Error> VideoDecoder::Stream::build(const std::shared_ptr<Stream> &self, const RtpFormat &format)
{
    const bool vp8 = format.codec == protocol::Codec::Vp8;
    // The pipeline is given up and built anew: formats change once in a session's life, if ever.
    m_source.reset();
    m_waiting.clear();
    m_isCatchingUp = false;
    m_pipeline = std::make_unique<Pipeline>("video-decoder", Pipeline::Timeline::Monotonic, m_ownerObject,
                                            Pipeline::Handlers{[this](const Error &error) { fail(error); }, {}, {}});
    std::vector<const char *> chain{"appsrc", vp8 ? "rtpvp8depay" : "rtph264depay"};
    if (!vp8)
        chain.push_back("h264parse");
    chain.insert(chain.end(), {vp8 ? "vp8dec" : "avdec_h264", "videoconvert", "appsink"});
    std::vector<GstElement *> elements;
    for (const char *factory : chain) {
        const auto element = m_pipeline->add(factory);
        if (!element)
            return std::unexpected(element.error());
        if (!elements.empty() && !gst_element_link(elements.back(), *element))
            return std::unexpected(Error{Error::Code::NotSupported, u"%1 cannot be decoded here."_s.arg(vp8 ? u"VP8"_s : u"H.264"_s), {}});
        elements.push_back(*element);
    }
    GstElement *source = elements.front();
    GstElement *sink = elements.back();
    // Not by time, which an appsrc takes from the timestamps: a pause in the stream counts as a full queue.
    g_object_set(source, "format", GST_FORMAT_TIME, "is-live", TRUE, "max-bytes", queueBytes, "leaky-type", GST_APP_LEAKY_TYPE_DOWNSTREAM, "caps",
                 format.caps.get(), nullptr);
    g_object_set(elements[1], "request-keyframe", TRUE, "wait-for-keyframe", TRUE, nullptr);
    // One thread: frame threads would add a frame of delay each.
    g_object_set(elements[vp8 ? 2 : 3], vp8 ? "threads" : "max-threads", 1, nullptr);
    const auto i420 = GstRef<GstCaps>::adopt(gst_caps_from_string("video/x-raw,format=I420"));
    g_object_set(sink, "sync", FALSE, "async", FALSE, "enable-last-sample", FALSE, "caps", i420.get(), nullptr);
    attach(self, source, sink);
    m_source = GstRef<GstAppSrc>::retain(GST_APP_SRC(source));
    return m_pipeline->play();
}

void VideoDecoder::Stream::attach(const std::shared_ptr<Stream> &self, GstElement *source, GstElement *sink)
{
    GstAppSinkCallbacks callbacks{};
    callbacks.new_sample = [](GstAppSink *appsink, gpointer data) {
        if (const auto sample = GstRef<GstSample>::adopt(gst_app_sink_pull_sample(appsink)))
            (*static_cast<std::shared_ptr<Stream> *>(data))->deliver(sample.get());
        return GST_FLOW_OK;
    };
    const auto forget = [](gpointer data) { delete static_cast<std::shared_ptr<Stream> *>(data); };
    gst_app_sink_set_callbacks(GST_APP_SINK(sink), &callbacks, new std::shared_ptr<Stream>(self), forget);

    const auto sourcePad = GstRef<GstPad>::adopt(gst_element_get_static_pad(source, "src"));
    const auto onUpstream = [](GstPad *, GstPadProbeInfo *info, gpointer data) {
        const auto &stream = *static_cast<std::shared_ptr<Stream> *>(data);
        if (gst_video_event_is_force_key_unit(GST_PAD_PROBE_INFO_EVENT(info)) && stream->m_callbacks.keyframeNeeded)
            stream->m_callbacks.keyframeNeeded();
        return GST_PAD_PROBE_OK;
    };
    gst_pad_add_probe(sourcePad.get(), GST_PAD_PROBE_TYPE_EVENT_UPSTREAM, onUpstream, new std::shared_ptr<Stream>(self), forget);
}

void VideoDecoder::Stream::consume(const RtpPacket &packet)
{
    if (m_failed)
        return;
    GstRTPBuffer rtp = GST_RTP_BUFFER_INIT;
    if (!gst_rtp_buffer_map(packet.buffer.get(), GST_MAP_READ, &rtp))
        return;
    const bool newPicture = m_extended == G_MAXUINT64 || uint32_t(m_extended) != gst_rtp_buffer_get_timestamp(&rtp);
    gst_rtp_buffer_ext_timestamp(&m_extended, gst_rtp_buffer_get_timestamp(&rtp));
    gst_rtp_buffer_unmap(&rtp);

    auto buffer = GstRef<GstBuffer>::adopt(gst_buffer_copy(packet.buffer.get()));
    GST_BUFFER_PTS(buffer.get()) = gst_util_uint64_scale_round(m_extended, GST_SECOND, clockRate);
    GST_BUFFER_DTS(buffer.get()) = GST_CLOCK_TIME_NONE;
    const std::scoped_lock lock{m_mutex};
    if (newPicture)
        remember(Arrival{m_extended, packet.time, packet.captured});
    if (m_source && !isBehind())
        gst_app_src_push_buffer(m_source.get(), buffer.release());
}

// Under the lock, before a packet is added.
bool VideoDecoder::Stream::isBehind()
{
    const MonotonicTime now = monotonicNow();
    const guint64 queued = gst_app_src_get_current_level_buffers(m_source.get());
    while (m_waiting.size() > queued)
        m_waiting.pop_front();
    const bool tooLong = !m_waiting.empty() && now - m_waiting.front() > longestQueue;
    m_isCatchingUp = queued > 0 && (m_isCatchingUp || tooLong);
    if (!m_isCatchingUp)
        m_waiting.push_back(now);
    return m_isCatchingUp;
}

void VideoDecoder::Stream::remember(const Arrival &arrival)
{
    m_arrivals[m_nextArrival] = arrival;
    m_nextArrival = (m_nextArrival + 1) % m_arrivals.size();
}

std::optional<VideoDecoder::Stream::Arrival> VideoDecoder::Stream::arrivalOf(uint64_t extended)
{
    const std::scoped_lock lock{m_mutex};
    const auto found = std::ranges::find(m_arrivals, extended, &Arrival::extended);
    return m_ended || found == m_arrivals.end() ? std::nullopt : std::optional(*found);
}

void VideoDecoder::Stream::deliver(GstSample *sample)
{
    const uint64_t extended = gst_util_uint64_scale_round(GST_BUFFER_PTS(gst_sample_get_buffer(sample)), clockRate, GST_SECOND);
    const auto arrival = arrivalOf(extended);
    DecodedFrame frame;
    frame.picture = VideoPicture::map(sample);
    if (!frame.picture || !arrival)
        return;
    frame.rtpTimestamp = uint32_t(extended);
    frame.captured = arrival->captured;
    frame.received = arrival->received;
    frame.decoded = monotonicNow();
    m_callbacks.frame(std::move(frame));
}

void VideoDecoder::Stream::fail(const Error &error)
{
    m_owner.post([callback = m_callbacks.failed, error] {
        if (callback)
            callback(error);
    });
}

void VideoDecoder::Stream::end()
{
    m_owner.cut();
    std::unique_ptr<Pipeline> pipeline;  // ended after the lock
    const std::scoped_lock lock{m_mutex};
    m_ended = true;
    m_source.reset();
    pipeline = std::move(m_pipeline);
}

} // namespace rollcall::media
