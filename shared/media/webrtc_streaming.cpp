#include "media/webrtc_streaming.h"

#include <array>
#include <string_view>

namespace rollcall::media {

namespace {

constexpr int64_t secondsFrom1900To1970 = 2'208'988'800;  // RFC 5905 §6

// The capture time that the jitter buffer derived from the sender's RTCP sender reports.
std::optional<UtcTime> captureTimeOf(GstBuffer *buffer)
{
    static GstCaps *const ntp = gst_static_caps_get([] {
        static GstStaticCaps caps = GST_STATIC_CAPS("timestamp/x-ntp");
        return &caps;
    }());
    const GstReferenceTimestampMeta *meta = gst_buffer_get_reference_timestamp_meta(buffer, ntp);
    if (!meta)
        return std::nullopt;
    return UtcTime{std::chrono::nanoseconds{int64_t(meta->timestamp)} - std::chrono::seconds{secondsFrom1900To1970}};
}

std::optional<protocol::Codec> codecOf(GstCaps *caps)
{
    const char *name = gst_structure_get_string(gst_caps_get_structure(caps, 0), "encoding-name");
    if (!name)
        return std::nullopt;
    if (std::string_view(name) == "VP8")
        return protocol::Codec::Vp8;
    if (std::string_view(name) == "H264")
        return protocol::Codec::H264;
    return std::nullopt;
}

} // namespace

void PeerGate::announce(QList<Fingerprint> fingerprints)
{
    const std::scoped_lock lock{m_mutex};
    m_fingerprints = std::move(fingerprints);
}

void PeerGate::setTransport(GstRef<GObject> dtlsTransport)
{
    const std::scoped_lock lock{m_mutex};
    m_transport = std::move(dtlsTransport);
}

PeerGate::Verdict PeerGate::verify()
{
    const Verdict known = m_verdict.load(std::memory_order_acquire);
    if (known != Verdict::Pending)
        return known;
    const std::scoped_lock lock{m_mutex};
    if (!m_transport)
        return Verdict::Pending;
    gchar *raw = nullptr;
    g_object_get(m_transport.get(), "remote-certificate", &raw, nullptr);
    const GCharPtr pem(raw);
    if (!pem)
        return Verdict::Pending;
    const Verdict verdict = certificateMatches(QByteArray(pem.get()), m_fingerprints) ? Verdict::Trusted : Verdict::Refused;
    m_verdict.store(verdict, std::memory_order_release);
    return verdict;
}

void PeerGate::close()
{
    m_closed.store(true, std::memory_order_release);
    const std::scoped_lock lock{m_mutex};
    m_transport.reset();
}

PeerInput::PeerInput(std::shared_ptr<PeerGate> gate, GstRef<GstAppSrc> source)
    : m_gate(std::move(gate))
    , m_source(std::move(source))
{
}

void PeerInput::setFormat(const RtpFormat &format)
{
    const std::scoped_lock lock{m_mutex};
    if (m_source)
        gst_app_src_set_caps(m_source.get(), format.caps.get());
}

void PeerInput::consume(const RtpPacket &packet)
{
    if (m_gate->isClosed() || m_gate->verify() != PeerGate::Verdict::Trusted)
        return;
    // A shallow copy: the payload's memory is shared, the timestamp is ours.
    auto buffer = GstRef<GstBuffer>::adopt(gst_buffer_copy(packet.buffer.get()));
    GST_BUFFER_PTS(buffer.get()) = GstClockTime(packet.time.count());
    GST_BUFFER_DTS(buffer.get()) = GST_CLOCK_TIME_NONE;
    std::array<uint8_t, 4> header{};  // RFC 3550 §5.1
    gst_buffer_extract(packet.buffer.get(), 0, header.data(), header.size());
    m_recent.note(uint16_t(header[2] << 8 | header[3]), int(gst_buffer_get_size(packet.buffer.get())));
    const std::scoped_lock lock{m_mutex};
    if (m_source)
        gst_app_src_push_buffer(m_source.get(), buffer.release());
}

void PeerInput::send(GstRef<GstBufferList> packets)
{
    if (m_gate->isClosed() || m_gate->verify() != PeerGate::Verdict::Trusted)
        return;
    const std::scoped_lock lock{m_mutex};
    if (m_source)
        gst_app_src_push_buffer_list(m_source.get(), packets.release());
}

uint64_t PeerInput::unsentBytes() const
{
    const std::scoped_lock lock{m_mutex};
    return m_source ? gst_app_src_get_current_level_bytes(m_source.get()) : 0;
}

void PeerInput::cut()
{
    GstRef<GstAppSrc> source;  // dropped after the lock
    const std::scoped_lock lock{m_mutex};
    source = std::move(m_source);
}

PeerOutput::PeerOutput(std::shared_ptr<PeerGate> gate, OwnerHandle owner, std::function<void()> refused)
    : m_gate(std::move(gate))
    , m_owner(std::move(owner))
    , m_refused(std::move(refused))
{
}

void PeerOutput::setSink(std::shared_ptr<RtpSink> sink)
{
    m_sink = std::move(sink);
}

void PeerOutput::attach(GstAppSink *appsink, const std::shared_ptr<PeerOutput> &self)
{
    GstAppSinkCallbacks callbacks{};
    callbacks.new_sample = [](GstAppSink *sink, gpointer data) {
        if (const auto sample = GstRef<GstSample>::adopt(gst_app_sink_pull_sample(sink)))
            (*static_cast<std::shared_ptr<PeerOutput> *>(data))->consume(sample.get());
        return GST_FLOW_OK;
    };
    gst_app_sink_set_callbacks(appsink, &callbacks, new std::shared_ptr<PeerOutput>(self),
                               [](gpointer data) { delete static_cast<std::shared_ptr<PeerOutput> *>(data); });
}

void PeerOutput::consume(GstSample *sample)
{
    if (!m_sink || m_gate->isClosed())
        return;
    if (m_gate->verify() != PeerGate::Verdict::Trusted) {
        refuseOnce();
        return;
    }
    GstCaps *caps = gst_sample_get_caps(sample);
    if (caps != m_caps.get()) {
        const auto codec = codecOf(caps);
        if (!codec)
            return;
        m_caps = GstRef<GstCaps>::retain(caps);
        m_sink->setFormat(RtpFormat{*codec, m_caps});
    }
    GstBuffer *buffer = gst_sample_get_buffer(sample);
    m_sink->consume(RtpPacket{GstRef<GstBuffer>::retain(buffer), monotonicNow(), captureTimeOf(buffer)});
}

// Media that decrypts has a certificate, so only a wrong one (or none that can be checked) comes here.
void PeerOutput::refuseOnce()
{
    if (std::exchange(m_hasRefused, true))
        return;
    m_owner.post(m_refused);
}

} // namespace rollcall::media
