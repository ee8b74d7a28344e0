#pragma once

#include "media/error.h"
#include "media/gst_ref.h"
#include "protocol/messages.h"

#include <QList>
#include <QString>

#include <expected>
#include <functional>
#include <span>

namespace rollcall::send {

// What an encoder is set up for; bitrate changes while it runs.
struct EncoderSettings {
    int frameRate = 30;     // frames a second
    int bitrateKbps = 900;  // kbit/s
    int keyframeSeconds = 60;  // at the latest; key frames are asked for long before
};

// An encoder that we know how to set for low latency: no look-ahead, no B-frames, key frames on request.
struct EncoderKind {
    protocol::Codec codec;
    const char *factory;     // GStreamer's name of it
    bool hardware;
    const char *rawFormat;   // what it takes: "I420", "NV12"
    const char *outputCaps;  // what it has to make
    void (*configure)(GstElement *, const EncoderSettings &);
    void (*setBitrate)(GstElement *, int kbps);
    // It shares its bitrate out by the caps' frame rate, however few pictures really come.
    bool budgetsByCaps = false;
    // Where it shares it out by the pictures' times and can be told: of the time since the last picture only this share (0..1) counts for
    // the next one.
    void (*setBitrateForShare)(GstElement *, int kbps, double share) = nullptr;
};

// All that we know, for each codec the best one first: hardware, then software.
[[nodiscard]] std::span<const EncoderKind> knownEncoders();

// Whether an element is installed; a test gives its own.
using Probe = std::function<bool(const char *factory)>;

// The installed encoders of a codec, best first. Empty gives an error that names what to install.
[[nodiscard]] std::expected<QList<const EncoderKind *>, media::Error> encodersFor(protocol::Codec codec, std::span<const EncoderKind> known,
                                                                                 const Probe &installed);

[[nodiscard]] QString codecName(protocol::Codec codec);  // "VP8", "H.264"

} // namespace rollcall::send
