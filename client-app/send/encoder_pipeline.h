#pragma once

#include "media/pipeline.h"
#include "media/rtp.h"
#include "protocol/messages.h"
#include "send/encoder_kind.h"
#include "send/frame_input.h"
#include "send/packet_output.h"

#include <QObject>

#include <expected>
#include <memory>

namespace rollcall::send {

// The encoders to choose from; a test gives its own.
struct Catalogue {
    std::span<const EncoderKind> known = knownEncoders();
    Probe installed = {};  // absent: asks GStreamer
};

// Encodes the newest picture and makes RTP packets of it. Outlives connections and source failures: one SSRC, one line of
// sequence numbers and timestamps for its whole life, per codec. Encodes only while there is an output and it is not paused.
// Lives on a thread with a Qt event loop; pictures come in and packets go out on streaming threads.
class EncoderPipeline : public QObject {
    Q_OBJECT

public:
    // A wish without codec means VP8.
    explicit EncoderPipeline(const protocol::Encoding &wish, Catalogue catalogue = {}, QObject *parent = nullptr);
    ~EncoderPipeline() override;

    // Picks the best encoder that is installed and starts it.
    [[nodiscard]] std::expected<void, media::Error> start();

    [[nodiscard]] std::shared_ptr<capture::FrameSink> frameInput() const { return m_input; }
    // Null: nobody wants packets. The first packet of a new output begins a key frame.
    void setOutput(std::shared_ptr<media::RtpSink> output);
    void setPaused(bool paused);
    [[nodiscard]] bool isPaused() const { return m_paused; }

    // Takes over the fields that the wish has. Size, rate and bitrate change in the running encoder; another codec makes
    // another encoder and `formatChanged`. On an error everything stays as it was.
    [[nodiscard]] std::expected<void, media::Error> apply(const protocol::Encoding &wish);
    void requestKeyframe();

    // What is sent; size and rate as wished until the first picture is there.
    [[nodiscard]] protocol::Encoding encoding() const;
    [[nodiscard]] const media::RtpFormat &format() const { return m_format; }
    [[nodiscard]] const EncoderKind *encoder() const { return m_stage ? m_stage->kind : nullptr; }
    [[nodiscard]] SendCounters counters() const { return m_output->counters(); }

Q_SIGNALS:
    // The packets are of another codec from now on: a connection for the old format is of no use.
    void formatChanged();
    // An encoder failed and the next one took over.
    void fellBack(const rollcall::media::Error &error);
    // No encoder is left.
    void failed(const rollcall::media::Error &error);

private:
    [[nodiscard]] std::expected<void, media::Error> build(const EncoderKind &kind);
    [[nodiscard]] std::expected<void, media::Error> startFirstOf(QList<const EncoderKind *> kinds);
    void onEncoderError(const media::Error &error);
    void updateInput();

    // Qt thread
    Catalogue m_catalogue;
    protocol::Encoding m_wish;
    QList<const EncoderKind *> m_remaining;  // to fall back to
    media::RtpFormat m_format;
    uint32_t m_ssrc;
    uint32_t m_timestampOffset;
    bool m_paused = false;
    bool m_hasOutput = false;
    // shared with streaming threads
    std::shared_ptr<FrameInput> m_input;
    std::shared_ptr<PacketOutput> m_output;
    std::shared_ptr<const EncoderStage> m_stage;
    std::unique_ptr<media::Pipeline> m_pipeline;
};

} // namespace rollcall::send
