#pragma once

#include "media/pipeline.h"
#include "media/rtp.h"
#include "send/element_options.h"
#include "send/encoder_kind.h"
#include "send/packet_output.h"

#include <expected>
#include <memory>

namespace rollcall::send {

// The elements between which pictures become packets; replaced as a whole when the encoder changes.
struct EncoderStage {
    const EncoderKind *kind = nullptr;
    media::GstRef<GstElement> source;   // appsrc that keeps the newest picture only
    media::GstRef<GstElement> format;   // capsfilter with the size that the encoder gets
    media::GstRef<GstElement> encoder;
};

// What a stage is built from.
struct StagePlan {
    const EncoderKind *kind = nullptr;
    EncoderSettings settings = {};
    QList<ElementOption> encoderOptions = {};
    QList<ElementOption> payloaderOptions = {};
    media::RtpFormat format = {};
    uint32_t timestampOffset = 0;
};

struct BuiltStage {
    std::unique_ptr<media::Pipeline> pipeline;  // playing
    EncoderStage stage;
};

// Builds and starts it. From here on packets of the stage before do not count any more, unless there is an error: then that one
// goes on. The owner gets what the pipeline reports.
[[nodiscard]] std::expected<BuiltStage, media::Error> buildStage(const StagePlan &plan, const std::shared_ptr<PacketOutput> &output, QObject *owner,
                                                                 media::Pipeline::Handlers handlers);

} // namespace rollcall::send
