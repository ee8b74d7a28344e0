#include "support/media_testing.h"

#include "media/gstreamer.h"

#include <gst/app/gstappsink.h>
#include <gst/video/video-event.h>


using namespace rollcall::media;
using namespace Qt::StringLiterals;

namespace rollcall::testing {

namespace {

constexpr auto transportWideCongestionControl = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

GstElement *parseBin(const QString &text)
{
    GError *raw = nullptr;
    GstElement *bin = gst_parse_bin_from_description(text.toUtf8().constData(), TRUE, &raw);
    const GErrorPtr error(raw);
    if (error)
        qFatal("%s", error->message);
    return bin;
}

} // namespace

TestSender::TestSender(protocol::Codec codec, int width, int height, int frameRate)
    : m_codec(codec)
{
    const bool vp8 = codec == protocol::Codec::Vp8;
    m_pipeline = std::make_unique<Pipeline>("test-sender", Pipeline::Timeline::FromPlay, &m_context,
                                            Pipeline::Handlers{[](const Error &error) { qFatal("%s", qPrintable(error.message)); }, {}, {}});
    const QString encoder = vp8
        ? u"vp8enc name=encoder deadline=1 cpu-used=8 error-resilient=default keyframe-max-dist=300 target-bitrate=800000 ! rtpvp8pay name=pay mtu=1200 picture-id-mode=15-bit"_s
        : u"x264enc name=encoder tune=zerolatency speed-preset=ultrafast key-int-max=300 bitrate=800 ! video/x-h264,profile=constrained-baseline ! rtph264pay name=pay mtu=1200 aggregate-mode=zero-latency config-interval=-1"_s;
    GstElement *bin = parseBin(
        u"videotestsrc is-live=true pattern=smpte ! video/x-raw,format=I420,width=%1,height=%2,framerate=%3/1 ! "_s
            .arg(width).arg(height).arg(frameRate)
        + encoder + u" ! capsfilter name=extensions"_s);
    const auto filter = GstRef<GstElement>::adopt(gst_bin_get_by_name(GST_BIN(bin), "extensions"));
    const auto extensions = GstRef<GstCaps>::adopt(
        gst_caps_new_simple("application/x-rtp", "extmap-1", G_TYPE_STRING, transportWideCongestionControl, nullptr));
    g_object_set(filter.get(), "caps", extensions.get(), nullptr);
    const auto sink = makeElement("appsink");
    m_pipeline->add(GstRef<GstElement>::retain(bin));
    m_pipeline->add(*sink);
    m_caps = GstRef<GstCaps>::adopt(gst_caps_new_simple("application/x-rtp", "media", G_TYPE_STRING, "video", "encoding-name",
                                                        G_TYPE_STRING, vp8 ? "VP8" : "H264", "payload", G_TYPE_INT, 96, "clock-rate",
                                                        G_TYPE_INT, 90000, "ssrc", G_TYPE_UINT, 0x1234567u, "extmap-1", G_TYPE_STRING,
                                                        transportWideCongestionControl, nullptr));
    if (!vp8)
        gst_caps_set_simple(m_caps.get(), "packetization-mode", G_TYPE_STRING, "1", "profile-level-id", G_TYPE_STRING, "42e01f", nullptr);
    g_object_set(sink->get(), "sync", FALSE, "async", FALSE, nullptr);
    const auto pay = GstRef<GstElement>::adopt(gst_bin_get_by_name(GST_BIN(bin), "pay"));
    g_object_set(pay.get(), "pt", 96u, "ssrc", 0x1234567u, nullptr);
    gst_element_link(bin, sink->get());
    const auto encoderRef = GstRef<GstElement>::adopt(gst_bin_get_by_name(GST_BIN(bin), "encoder"));
    m_encoder = encoderRef.get();
    attach(sink->get(), m_shared);
}

TestSender::~TestSender()
{
    setSink({});
}

RtpFormat TestSender::format() const
{
    return {m_codec, m_caps};
}

void TestSender::setSink(std::shared_ptr<RtpSink> sink)
{
    const std::scoped_lock lock{m_shared->mutex};
    m_shared->sink.swap(sink);
}

void TestSender::start()
{
    if (const auto playing = m_pipeline->play(); !playing)
        qFatal("%s", qPrintable(playing.error().message));
}

void TestSender::forceKeyframe()
{
    const auto pad = GstRef<GstPad>::adopt(gst_element_get_static_pad(m_encoder, "src"));
    gst_pad_send_event(pad.get(), gst_video_event_new_upstream_force_key_unit(GST_CLOCK_TIME_NONE, TRUE, 0));
}

void TestSender::attach(GstElement *appsink, const std::shared_ptr<Shared> &shared)
{
    GstAppSinkCallbacks callbacks{};
    callbacks.new_sample = [](GstAppSink *sink, gpointer data) {
        const auto &state = *static_cast<std::shared_ptr<Shared> *>(data);
        const auto sample = GstRef<GstSample>::adopt(gst_app_sink_pull_sample(sink));
        const auto push = [&](GstBuffer *buffer) {
            const RtpPacket packet{GstRef<GstBuffer>::retain(buffer), captureTimeAt(GST_ELEMENT(sink), sample.get(), buffer), {}};
            const std::scoped_lock lock{state->mutex};
            ++state->packets;
            if (state->sink)
                state->sink->consume(packet);
        };
        if (GstBufferList *list = gst_sample_get_buffer_list(sample.get())) {
            for (guint i = 0; i < gst_buffer_list_length(list); ++i)
                push(gst_buffer_list_get(list, i));
        } else if (GstBuffer *buffer = gst_sample_get_buffer(sample.get())) {
            push(buffer);
        }
        return GST_FLOW_OK;
    };
    gst_app_sink_set_buffer_list_support(GST_APP_SINK(appsink), TRUE);
    gst_app_sink_set_callbacks(GST_APP_SINK(appsink), &callbacks, new std::shared_ptr<Shared>(shared),
                               [](gpointer data) { delete static_cast<std::shared_ptr<Shared> *>(data); });
}

} // namespace rollcall::testing
