#include "send/encoder_kind.h"

#include "media/gstreamer.h"

#include <QCoreApplication>

#include <gst/video/video.h>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace rollcall::send {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Send)
};

using protocol::Codec;

constexpr const char *vp8 = "video/x-vp8";
constexpr const char *constrainedBaseline = "video/x-h264,profile=constrained-baseline,stream-format=byte-stream,alignment=au";

int keyframeDistance(const EncoderSettings &settings)
{
    return settings.frameRate * settings.keyframeSeconds;
}

// Sets a property where this version of the element has it: hardware elements differ between drivers.
void setIfPresent(GstElement *encoder, const char *property, const char *value)
{
    if (g_object_class_find_property(G_OBJECT_GET_CLASS(encoder), property))
        gst_util_set_object_arg(G_OBJECT(encoder), property, value);
}

void setIfPresent(GstElement *encoder, const char *property, int value)
{
    setIfPresent(encoder, property, std::to_string(value).c_str());
}

void setVp8Bitrate(GstElement *encoder, int kbps)
{
    g_object_set(encoder, "target-bitrate", kbps * 1000, nullptr);
}

// A buffer of so many milliseconds of the bitrate: what it may get ahead, begins with, and aims at.
constexpr int vp8BufferMs = 1000;
constexpr int vp8BufferInitialMs = 500;
constexpr int vp8BufferOptimalMs = 600;

// Less bitrate, and buffers that hold as many bits as before. They are never smaller in between, for what was saved in them would be cut off,
// and the pictures of the next seconds would pay for it.
void setVp8BitrateForShare(GstElement *encoder, int kbps, double share)
{
    const int bitrate = std::max(1000, int(kbps * 1000 * share));
    const double longer = double(kbps) * 1000 / bitrate;
    const auto setBuffers = [&] {
        g_object_set(encoder, "buffer-size", int(vp8BufferMs * longer), "buffer-initial-size", int(vp8BufferInitialMs * longer), "buffer-optimal-size",
                     int(vp8BufferOptimalMs * longer), nullptr);
    };
    if (share < 1)
        setBuffers();
    g_object_set(encoder, "target-bitrate", bitrate, nullptr);
    if (share >= 1)
        setBuffers();
}

// How much of the bitrate a key frame may take, in per cent of a picture's share: packets leave at once, and a queue on the way that is
// shorter than a key frame drops part of it. Fewer than three pictures' worth would not show anything.
int mostOfAKeyframe(const EncoderSettings &settings)
{
    constexpr int worthMs = 150;
    constexpr int least = 300;
    return std::max(least, worthMs * settings.frameRate / 10);
}

// The values that WebRTC's own VP8 sender uses. A negative cpu-used is a fixed speed; a positive one would spend the whole
// time of a frame.
void configureVp8(GstElement *encoder, const EncoderSettings &settings)
{
    g_object_set(encoder, "deadline", gint64(1), "cpu-used", -8, "lag-in-frames", 0, "threads", 1, "keyframe-max-dist",
                 keyframeDistance(settings), "min-quantizer", 2, "max-quantizer", 56, "undershoot", 100, "overshoot", 15, "buffer-size", vp8BufferMs,
                 "buffer-initial-size", vp8BufferInitialMs, "buffer-optimal-size", vp8BufferOptimalMs, "static-threshold", 1, "max-intra-bitrate", mostOfAKeyframe(settings), nullptr);
    gst_util_set_object_arg(G_OBJECT(encoder), "end-usage", "cbr");
    gst_util_set_object_arg(G_OBJECT(encoder), "error-resilient", "default");
    setVp8Bitrate(encoder, settings.bitrateKbps);
}

void setKbps(GstElement *encoder, int kbps)
{
    g_object_set(encoder, "bitrate", kbps, nullptr);
}

void setBitsPerSecond(GstElement *encoder, int kbps)
{
    g_object_set(encoder, "bitrate", kbps * 1000, nullptr);
}

void configureX264(GstElement *encoder, const EncoderSettings &settings)
{
    gst_util_set_object_arg(G_OBJECT(encoder), "tune", "zerolatency");
    gst_util_set_object_arg(G_OBJECT(encoder), "speed-preset", "superfast");
    g_object_set(encoder, "bframes", 0, "key-int-max", keyframeDistance(settings), "vbv-buf-capacity", 400, "threads", 1, "byte-stream", TRUE,
                 "aud", FALSE, nullptr);
    setKbps(encoder, settings.bitrateKbps);
}

void configureOpenH264(GstElement *encoder, const EncoderSettings &settings)
{
    for (const auto &[property, value] : {std::pair{"rate-control", "bitrate"}, {"complexity", "low"}, {"usage-type", "camera"}})
        gst_util_set_object_arg(G_OBJECT(encoder), property, value);
    g_object_set(encoder, "gop-size", keyframeDistance(settings), "multi-thread", 1, "enable-frame-skip", FALSE, nullptr);
    setBitsPerSecond(encoder, settings.bitrateKbps);
}

void configureVa(GstElement *encoder, const EncoderSettings &settings)
{
    for (const auto &[property, value] : {std::pair{"rate-control", "cbr"}, {"b-frames", "0"}, {"ref-frames", "1"}, {"target-usage", "6"}})
        setIfPresent(encoder, property, value);
    setIfPresent(encoder, "key-int-max", keyframeDistance(settings));
    setKbps(encoder, settings.bitrateKbps);
}

void configureVaapi(GstElement *encoder, const EncoderSettings &settings)
{
    for (const auto &[property, value] : {std::pair{"rate-control", "cbr"}, {"max-bframes", "0"}, {"refs", "1"}, {"quality-level", "6"}})
        setIfPresent(encoder, property, value);
    setIfPresent(encoder, "keyframe-period", keyframeDistance(settings));
    setKbps(encoder, settings.bitrateKbps);
}

void configureNvenc(GstElement *encoder, const EncoderSettings &settings)
{
    for (const auto &[property, value] : {std::pair{"rc-mode", "cbr"}, {"preset", "low-latency-hq"}, {"zerolatency", "true"}, {"bframes", "0"}})
        setIfPresent(encoder, property, value);
    setIfPresent(encoder, "gop-size", keyframeDistance(settings));
    setKbps(encoder, settings.bitrateKbps);
}

void configureQuickSync(GstElement *encoder, const EncoderSettings &settings)
{
    for (const auto &[property, value] : {std::pair{"rate-control", "cbr"}, {"b-frames", "0"}, {"ref-frames", "1"}, {"low-latency", "true"}, {"target-usage", "6"}})
        setIfPresent(encoder, property, value);
    setIfPresent(encoder, "gop-size", keyframeDistance(settings));
    setKbps(encoder, settings.bitrateKbps);
}

void configureMediaFoundation(GstElement *encoder, const EncoderSettings &settings)
{
    for (const auto &[property, value] : {std::pair{"rc-mode", "cbr"}, {"bframes", "0"}, {"low-latency", "true"}})
        setIfPresent(encoder, property, value);
    setIfPresent(encoder, "gop-size", keyframeDistance(settings));
    setKbps(encoder, settings.bitrateKbps);
}

void setV4l2Bitrate(GstElement *encoder, int kbps)
{
    const media::GstStructurePtr controls(gst_structure_new("controls", "video_bitrate", G_TYPE_INT, kbps * 1000, "repeat_sequence_header",
                                                            G_TYPE_BOOLEAN, TRUE, nullptr));
    g_object_set(encoder, "extra-controls", controls.get(), nullptr);
}

void configureV4l2(GstElement *encoder, const EncoderSettings &settings)
{
    const media::GstStructurePtr controls(gst_structure_new("controls", "video_bitrate", G_TYPE_INT, settings.bitrateKbps * 1000, "video_gop_size",
                                                            G_TYPE_INT, keyframeDistance(settings), "repeat_sequence_header", G_TYPE_BOOLEAN, TRUE, nullptr));
    g_object_set(encoder, "extra-controls", controls.get(), nullptr);
}

// NVENC has no constrained baseline; what it makes as baseline has none of the tools that are constrained away.
constexpr const char *baseline = "video/x-h264,profile=baseline,stream-format=byte-stream,alignment=au";
constexpr bool byCaps = true;

constexpr std::array encoders{
    EncoderKind{Codec::Vp8, "vaapivp8enc", true, "NV12", vp8, configureVaapi, setKbps, byCaps},
    EncoderKind{Codec::Vp8, "vp8enc", false, "I420", vp8, configureVp8, setVp8Bitrate, !byCaps, setVp8BitrateForShare},
    EncoderKind{Codec::H264, "vah264enc", true, "NV12", constrainedBaseline, configureVa, setKbps, byCaps},
    EncoderKind{Codec::H264, "vaapih264enc", true, "NV12", constrainedBaseline, configureVaapi, setKbps, byCaps},
    EncoderKind{Codec::H264, "nvh264enc", true, "NV12", baseline, configureNvenc, setKbps, byCaps},
    EncoderKind{Codec::H264, "qsvh264enc", true, "NV12", constrainedBaseline, configureQuickSync, setKbps, byCaps},
    EncoderKind{Codec::H264, "v4l2h264enc", true, "NV12", constrainedBaseline, configureV4l2, setV4l2Bitrate, byCaps},
    EncoderKind{Codec::H264, "mfh264enc", true, "NV12", constrainedBaseline, configureMediaFoundation, setKbps, byCaps},
    EncoderKind{Codec::H264, "x264enc", false, "I420", constrainedBaseline, configureX264, setKbps, byCaps},
    EncoderKind{Codec::H264, "openh264enc", false, "I420", constrainedBaseline, configureOpenH264, setBitsPerSecond},
};

} // namespace

std::span<const EncoderKind> knownEncoders()
{
    return encoders;
}

QString codecName(Codec codec)
{
    return codec == Codec::Vp8 ? u"VP8"_s : u"H.264"_s;
}

std::expected<QList<const EncoderKind *>, media::Error> encodersFor(Codec codec, std::span<const EncoderKind> known, const Probe &installed)
{
    QList<const EncoderKind *> found;
    QString package;
    for (const EncoderKind &kind : known) {
        if (kind.codec != codec)
            continue;
        if (installed(kind.factory))
            found.append(&kind);
        else if (!kind.hardware && package.isEmpty())
            package = media::debianPackageOf(kind.factory);
    }
    if (!found.isEmpty())
        return found;
    return std::unexpected(media::Error{media::Error::Code::MissingPlugin,
                                        Words::tr("No encoder for %1 is installed. Install one with: apt-get install %2").arg(codecName(codec), package), {}});
}

} // namespace rollcall::send
