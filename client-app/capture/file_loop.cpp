#include "capture/file_loop.h"

#include "capture/loop_clock.h"
#include "capture/source_bin.h"
#include "media/gstreamer.h"

#include <QUrl>

#include <gst/app/gstappsink.h>
#include <gst/app/gstappsrc.h>

#include <string_view>

using namespace Qt::StringLiterals;

namespace rollcall::capture {

using media::GstRef;
using media::MonotonicTime;

namespace {

constexpr GstClockTime pullPatience = 50 * GST_MSECOND;  // how soon a stop is noticed
constexpr MonotonicTime fallbackDuration = std::chrono::milliseconds(40);

struct Reader {
    GstRef<GstElement> pipeline;
    GstRef<GstElement> sink;
    LoopClock clock;
    std::optional<MonotonicTime> previousOwn;
    bool gavePicture = false;  // in this round

    ~Reader()
    {
        if (pipeline)
            gst_element_set_state(pipeline.get(), GST_STATE_NULL);
    }
};

std::optional<MonotonicTime> ownTime(GstSample *sample)
{
    const GstClockTime stamp = GST_BUFFER_PTS(gst_sample_get_buffer(sample));
    if (!GST_CLOCK_TIME_IS_VALID(stamp))
        return std::nullopt;
    const guint64 running = gst_segment_to_running_time(gst_sample_get_segment(sample), GST_FORMAT_TIME, stamp);
    return GST_CLOCK_TIME_IS_VALID(running) ? std::optional(MonotonicTime(gint64(running))) : std::nullopt;
}

MonotonicTime durationOf(const Reader &reader, GstSample *sample, std::optional<MonotonicTime> own)
{
    const GstClockTime stated = GST_BUFFER_DURATION(gst_sample_get_buffer(sample));
    if (GST_CLOCK_TIME_IS_VALID(stated) && stated > 0)
        return MonotonicTime(gint64(stated));
    int numerator = 0;
    int denominator = 1;
    const GstStructure *format = gst_caps_get_structure(gst_sample_get_caps(sample), 0);
    if (gst_structure_get_fraction(format, "framerate", &numerator, &denominator) && numerator > 0)
        return MonotonicTime(gint64(gst_util_uint64_scale(GST_SECOND, guint64(denominator), guint64(numerator))));
    if (own && reader.previousOwn && *own > *reader.previousOwn)
        return *own - *reader.previousOwn;
    return fallbackDuration;
}

void give(Reader &reader, GstAppSrc *output, GstSample *sample)
{
    const auto own = ownTime(sample);
    const MonotonicTime duration = durationOf(reader, sample, own);
    // A shallow copy: the pixels are shared, the times are ours.
    auto picture = GstRef<GstBuffer>::adopt(gst_buffer_copy(gst_sample_get_buffer(sample)));
    GST_BUFFER_PTS(picture.get()) = GstClockTime(reader.clock.place(own, duration, media::monotonicNow()).count());
    GST_BUFFER_DTS(picture.get()) = GST_CLOCK_TIME_NONE;
    GST_BUFFER_DURATION(picture.get()) = GstClockTime(duration.count());
    reader.previousOwn = own;
    reader.gavePicture = true;
    gst_app_src_set_caps(output, gst_sample_get_caps(sample));
    gst_app_src_push_buffer(output, picture.release());
}

// Back to the first picture: by a seek, or from scratch for what cannot seek.
void rewind(Reader &reader)
{
    reader.clock.startRound();
    reader.previousOwn.reset();
    reader.gavePicture = false;
    constexpr auto flags = GstSeekFlags(GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_KEY_UNIT);
    if (gst_element_seek_simple(reader.pipeline.get(), GST_FORMAT_TIME, flags, 0))
        return;
    gst_element_set_state(reader.pipeline.get(), GST_STATE_READY);
    gst_element_set_state(reader.pipeline.get(), GST_STATE_PLAYING);
}

// Hands the reader's error on as one of the element. True when there was one.
bool passErrorOn(const Reader &reader, GstAppSrc *output)
{
    const auto bus = GstRef<GstBus>::adopt(gst_element_get_bus(reader.pipeline.get()));
    const auto message = GstRef<GstMessage>::adopt(gst_bus_pop_filtered(bus.get(), GST_MESSAGE_ERROR));
    if (!message)
        return false;
    GError *error = nullptr;
    gchar *debug = nullptr;
    gst_message_parse_error(message.get(), &error, &debug);
    const media::GErrorPtr ownedError(error);
    const media::GCharPtr ownedDebug(debug);
    gst_element_post_message(GST_ELEMENT(output), gst_message_new_error(GST_OBJECT(output), error, debug));
    return true;
}

void reportNoVideo(GstAppSrc *output)
{
    const media::GErrorPtr error(g_error_new_literal(GST_STREAM_ERROR, GST_STREAM_ERROR_WRONG_TYPE, "no picture in the file"));
    gst_element_post_message(GST_ELEMENT(output), gst_message_new_error(GST_OBJECT(output), error.get(), nullptr));
}

// The element's thread, each time that it has nothing left: gives one picture, or reports why not and ends.
void onNeedData(GstAppSrc *output, guint, gpointer data)
{
    Reader &reader = *static_cast<Reader *>(data);
    const auto pad = GstRef<GstPad>::adopt(gst_element_get_static_pad(GST_ELEMENT(output), "src"));
    while (!GST_PAD_IS_FLUSHING(pad.get())) {
        const auto sample = GstRef<GstSample>::adopt(gst_app_sink_try_pull_sample(GST_APP_SINK(reader.sink.get()), pullPatience));
        if (sample)
            return give(reader, output, sample.get());
        const bool failed = passErrorOn(reader, output);
        if (!failed && !gst_app_sink_is_eos(GST_APP_SINK(reader.sink.get())))
            continue;
        if (!failed && reader.gavePicture) {
            rewind(reader);
            continue;
        }
        if (!failed)
            reportNoVideo(output);
        gst_app_src_end_of_stream(output);
        return;
    }
}

// Streaming thread. Sound and subtitles stay encoded, and unlinked.
gboolean goOnDecoding(GstElement *, GstPad *, GstCaps *caps, gpointer)
{
    const std::string_view type = gst_structure_get_name(gst_caps_get_structure(caps, 0));
    return !type.starts_with("audio/") && !type.starts_with("text/") && !type.starts_with("subpicture/");
}

// Streaming thread. A second video stream, and all sound, finds the sink taken or not fitting.
void linkFirstVideo(GstElement *, GstPad *pad, GstElement *sink)
{
    const auto input = GstRef<GstPad>::adopt(gst_element_get_static_pad(sink, "sink"));
    if (!gst_pad_is_linked(input.get()) && gst_pad_can_link(pad, input.get()))
        gst_pad_link(pad, input.get());
}

std::expected<void, media::Error> build(Reader &reader, const QString &path)
{
    reader.pipeline = GstRef<GstElement>::retain(gst_pipeline_new("file-reader"));
    auto decoder = media::makeElement("uridecodebin");
    auto sink = media::makeElement("appsink");
    if (!decoder || !sink)
        return std::unexpected(decoder ? sink.error() : decoder.error());
    reader.sink = *sink;
    const auto picture = GstRef<GstCaps>::adopt(gst_caps_new_empty_simple("video/x-raw"));
    g_object_set(decoder->get(), "uri", QUrl::fromLocalFile(path).toEncoded().constData(), nullptr);
    g_object_set(reader.sink.get(), "caps", picture.get(), "sync", FALSE, "max-buffers", 2, nullptr);
    gst_bin_add_many(GST_BIN(reader.pipeline.get()), decoder->get(), reader.sink.get(), nullptr);
    g_signal_connect(decoder->get(), "autoplug-continue", G_CALLBACK(goOnDecoding), nullptr);
    g_signal_connect_object(decoder->get(), "pad-added", G_CALLBACK(linkFirstVideo), reader.sink.get(), GConnectFlags{});
    gst_element_set_state(reader.pipeline.get(), GST_STATE_PLAYING);
    return {};
}

} // namespace

std::expected<GstRef<GstElement>, media::Error> makeFileLoop(const QString &path)
{
    auto output = media::makeElement("appsrc");
    if (!output)
        return output;
    auto reader = std::make_unique<Reader>();
    if (const auto built = build(*reader, path); !built)
        return std::unexpected(built.error());
    g_object_set(output->get(), "is-live", TRUE, "format", GST_FORMAT_TIME, "max-buffers", guint64(1), "max-bytes", guint64(0), nullptr);
    GstAppSrcCallbacks callbacks{};
    callbacks.need_data = onNeedData;
    gst_app_src_set_callbacks(GST_APP_SRC(output->get()), &callbacks, reader.release(),
                              [](gpointer data) { delete static_cast<Reader *>(data); });
    return output;
}

} // namespace rollcall::capture
