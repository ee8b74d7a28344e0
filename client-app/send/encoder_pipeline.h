#pragma once

#include "media/pipeline.h"
#include "media/rtp.h"
#include "protocol/messages.h"
#include "send/encoder_kind.h"
#include "send/frame_input.h"
#include "send/packet_output.h"
#include "send/send_settings.h"

#include <QObject>
#include <QTimer>

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
    explicit EncoderPipeline(const SendSettings &settings, Catalogue catalogue = {}, QObject *parent = nullptr);
    // Everything else as by default.
    explicit EncoderPipeline(const protocol::Encoding &wish, Catalogue catalogue = {}, QObject *parent = nullptr);
    ~EncoderPipeline() override;

    // Picks the named encoder, or the best one that is installed, and starts it.
    [[nodiscard]] std::expected<void, media::Error> start();

    [[nodiscard]] std::shared_ptr<capture::FrameSink> frameInput() const { return m_input; }
    // Null: nobody wants packets. The first packet of a new output begins a key frame.
    void setOutput(std::shared_ptr<media::RtpSink> output);
    // A pause frees the encoder; who owns the source may free it too (`pausedChanged`).
    void setPaused(bool paused);
    [[nodiscard]] bool isPaused() const { return m_paused; }

    // Size, rate, bitrate and the interval of key frames change in the running encoder; another encoder or other options make another
    // one that goes on in the same stream, and another codec makes `formatChanged` too. On an error everything stays as it was.
    [[nodiscard]] std::expected<void, media::Error> change(const SendSettings &settings);
    // Takes over the fields that the wish has.
    [[nodiscard]] std::expected<void, media::Error> apply(const protocol::Encoding &wish);
    [[nodiscard]] const SendSettings &settings() const { return m_settings; }
    // Keeps the wish and sends less; nothing: as wished.
    void setLimit(const std::optional<NetworkLimit> &limit);
    // What the receiver reports of the way, or that it reports nothing (see FrameInput).
    void confirmSent(media::MonotonicTime sentUntil, media::MonotonicTime now);
    void expectNoConfirmation();
    // Whether pictures are left out because those before are still on their way, or were lately.
    [[nodiscard]] bool wasWayFull() const;
    [[nodiscard]] bool repeatLastPacket() { return m_input->repeatLastPacket(); }
    void requestKeyframe();

    // What is sent, and what would be without a limit; size and rate as wished until the first picture is there.
    [[nodiscard]] protocol::Encoding encoding() const;
    [[nodiscard]] protocol::Encoding unlimitedEncoding() const;
    [[nodiscard]] const media::RtpFormat &format() const { return m_format; }
    // None in a pause.
    [[nodiscard]] const EncoderKind *encoder() const { return m_stage ? m_stage->kind : nullptr; }
    [[nodiscard]] SendCounters counters() const { return m_output->counters(); }

Q_SIGNALS:
    // The packets are of another codec from now on: a connection for the old format is of no use.
    void formatChanged();
    void pausedChanged(bool paused);
    // An encoder failed and the next one took over.
    void fellBack(const rollcall::media::Error &error);
    // No encoder is left.
    void failed(const rollcall::media::Error &error);

private:
    // Encoders to try, in order; the options are those of the first.
    struct Choice {
        QList<const EncoderKind *> kinds = {};
        QList<ElementOption> encoderOptions = {};
        QList<ElementOption> payloaderOptions = {};
    };
    [[nodiscard]] SendSettings completed(SendSettings settings) const;
    [[nodiscard]] std::expected<Choice, media::Error> choose(const SendSettings &settings) const;
    [[nodiscard]] std::expected<void, media::Error> startFirstOf(Choice choice, const SendSettings &settings);
    [[nodiscard]] std::expected<void, media::Error> build(const EncoderKind &kind, const Choice &choice, const SendSettings &settings);
    [[nodiscard]] protocol::Encoding filled(const FrameInput::Picture &picture) const;
    void adoptCodec();
    void dropStage();
    void onEncoderError(const media::Error &error);
    void feelPulse();
    void updateInput();

    // Qt thread
    Catalogue m_catalogue;
    SendSettings m_settings;  // with a codec
    Choice m_remaining;       // to fall back to
    media::RtpFormat m_format;
    uint32_t m_ssrc;
    uint32_t m_timestampOffset;
    bool m_started = false;
    bool m_paused = false;
    bool m_hasOutput = false;
    QTimer m_pulse;
    uint64_t m_takenAtPulse = 0;
    uint64_t m_givenAtPulse = 0;
    int m_silentPulses = 0;
    // shared with streaming threads
    std::shared_ptr<FrameInput> m_input;
    std::shared_ptr<PacketOutput> m_output;
    std::shared_ptr<const EncoderStage> m_stage;
    std::unique_ptr<media::Pipeline> m_pipeline;
};

} // namespace rollcall::send
