#include "send/encoder_pipeline.h"

#include "media/gstreamer.h"
#include "send/rtp_format.h"

#include <QLoggingCategory>
#include <QRandomGenerator>

#include <gst/app/gstappsink.h>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcEncoder, "rollcall.send.encoder", QtInfoMsg)

namespace rollcall::send {

using media::GstRef;

namespace {

constexpr protocol::Codec defaultCodec = protocol::Codec::Vp8;

void merge(protocol::Encoding &into, const protocol::Encoding &wish)
{
    const auto take = [](auto &field, const auto &wished) {
        if (wished)
            field = wished;
    };
    take(into.codec, wish.codec);
    take(into.width, wish.width);
    take(into.height, wish.height);
    take(into.frameRate, wish.frameRate);
    take(into.bitrateKbps, wish.bitrateKbps);
}

void setUpSource(GstElement *source)
{
    g_object_set(source, "is-live", TRUE, "format", GST_FORMAT_TIME, "max-buffers", guint64(1), "max-bytes", guint64(0), "max-time", guint64(0),
                 nullptr);
    gst_util_set_object_arg(G_OBJECT(source), "leaky-type", "downstream");
}

void setUpPayloader(GstElement *payloader, protocol::Codec codec, const media::RtpFormat &format)
{
    int payloadType = 0;
    guint ssrc = 0;
    const GstStructure *caps = gst_caps_get_structure(format.caps.get(), 0);
    gst_structure_get_int(caps, "payload", &payloadType);
    gst_structure_get_uint(caps, "ssrc", &ssrc);
    g_object_set(payloader, "mtu", guint(maximumPacketBytes), "pt", guint(payloadType), "ssrc", ssrc, "auto-header-extension", TRUE, nullptr);
    if (codec == protocol::Codec::H264) {
        gst_util_set_object_arg(G_OBJECT(payloader), "aggregate-mode", "zero-latency");
        g_object_set(payloader, "config-interval", -1, nullptr);
    } else {
        gst_util_set_object_arg(G_OBJECT(payloader), "picture-id-mode", "15-bit");
    }
}

// The part of the format that a payloader agrees to: it makes profile and packetization itself.
GstRef<GstCaps> packetCaps(const media::RtpFormat &format)
{
    auto caps = GstRef<GstCaps>::adopt(gst_caps_copy(format.caps.get()));
    gst_structure_remove_fields(gst_caps_get_structure(caps.get(), 0), "packetization-mode", "profile-level-id", "level-asymmetry-allowed", nullptr);
    return caps;
}

void setUpSink(GstElement *sink, const GstCaps *caps, const std::shared_ptr<PacketOutput> &output)
{
    g_object_set(sink, "caps", caps, "sync", FALSE, "enable-last-sample", FALSE, nullptr);
    GstAppSinkCallbacks callbacks{};
    callbacks.new_sample = [](GstAppSink *from, gpointer packets) {
        (*static_cast<std::shared_ptr<PacketOutput> *>(packets))->take(from);
        return GST_FLOW_OK;
    };
    gst_app_sink_set_callbacks(GST_APP_SINK(sink), &callbacks, new std::shared_ptr<PacketOutput>(output),
                               [](gpointer packets) { delete static_cast<std::shared_ptr<PacketOutput> *>(packets); });
}

// Adds elements one after the other and remembers the first that is missing.
class Parts {
public:
    explicit Parts(media::Pipeline &pipeline)
        : m_pipeline(pipeline)
    {
    }
    GstElement *add(const char *factory)
    {
        auto element = m_missing ? std::unexpected(*m_missing) : m_pipeline.add(factory);
        if (!element)
            m_missing = element.error();
        return element.value_or(nullptr);
    }
    [[nodiscard]] const std::optional<media::Error> &missing() const { return m_missing; }

private:
    media::Pipeline &m_pipeline;
    std::optional<media::Error> m_missing;
};

} // namespace

EncoderPipeline::EncoderPipeline(const protocol::Encoding &wish, Catalogue catalogue, QObject *parent)
    : QObject(parent)
    , m_catalogue(std::move(catalogue))
    , m_wish(wish)
    , m_ssrc(QRandomGenerator::global()->generate())
    , m_timestampOffset(QRandomGenerator::global()->generate())
    , m_input(std::make_shared<FrameInput>())
    , m_output(std::make_shared<PacketOutput>())
{
    if (!m_wish.codec)
        m_wish.codec = defaultCodec;
    if (!m_catalogue.installed)
        m_catalogue.installed = media::elementExists;
    m_format = rtpFormat(*m_wish.codec, m_ssrc);
}

EncoderPipeline::~EncoderPipeline()
{
    m_input->setStage(nullptr);
    m_output->setSink(nullptr);
}

std::expected<void, media::Error> EncoderPipeline::start()
{
    const auto kinds = encodersFor(*m_wish.codec, m_catalogue.known, m_catalogue.installed);
    return kinds ? startFirstOf(*kinds) : std::unexpected(kinds.error());
}

std::expected<void, media::Error> EncoderPipeline::startFirstOf(QList<const EncoderKind *> kinds)
{
    std::expected<void, media::Error> built;
    while (!kinds.isEmpty()) {
        built = build(*kinds.takeFirst());
        if (built)
            break;
        qCInfo(lcEncoder).noquote() << built.error().message << built.error().details;
    }
    m_remaining = std::move(kinds);
    return built;
}

std::expected<void, media::Error> EncoderPipeline::build(const EncoderKind &kind)
{
    media::Pipeline::Handlers handlers;
    handlers.error = [this](const media::Error &error) { onEncoderError(error); };
    auto pipeline = std::make_unique<media::Pipeline>("encoder", media::Pipeline::Timeline::Monotonic, this, std::move(handlers));
    Parts parts(*pipeline);
    GstElement *const source = parts.add("appsrc");
    GstElement *const convert = parts.add("videoconvert");
    GstElement *const scale = parts.add("videoscale");
    GstElement *const size = parts.add("capsfilter");
    GstElement *const encoder = parts.add(kind.factory);
    GstElement *const profile = parts.add("capsfilter");
    GstElement *const payloader = parts.add(payloaderName(kind.codec));
    GstElement *const sink = parts.add("appsink");
    if (parts.missing())
        return std::unexpected(*parts.missing());

    const media::RtpFormat format = rtpFormat(kind.codec, m_ssrc);
    const auto made = GstRef<GstCaps>::adopt(gst_caps_from_string(kind.outputCaps));
    setUpSource(source);
    g_object_set(profile, "caps", made.get(), nullptr);
    kind.configure(encoder, EncoderSettings{.frameRate = m_wish.frameRate.value_or(EncoderSettings{}.frameRate)});
    setUpPayloader(payloader, kind.codec, format);
    g_object_set(payloader, "timestamp-offset", m_timestampOffset, nullptr);
    if (const auto next = m_output->nextSequenceNumber())
        g_object_set(payloader, "seqnum-offset", int(*next), nullptr);
    setUpSink(sink, packetCaps(format).get(), m_output);
    const media::Error unable{media::Error::Code::Pipeline, u"The encoder "_s + QString::fromLatin1(kind.factory) + u" does not work here."_s, {}};
    if (!gst_element_link_many(source, convert, scale, size, encoder, profile, payloader, sink, nullptr) || !pipeline->play())
        return std::unexpected(unable);

    m_format = format;
    m_output->setFormat(format);
    m_stage = std::make_shared<const EncoderStage>(EncoderStage{&kind, GstRef<GstElement>::retain(source), GstRef<GstElement>::retain(size),
                                                                GstRef<GstElement>::retain(encoder)});
    m_pipeline = std::move(pipeline);
    m_input->setStage(m_stage);
    m_input->requestKeyframe();
    updateInput();
    return {};
}

void EncoderPipeline::onEncoderError(const media::Error &error)
{
    const QString name = m_stage ? QString::fromLatin1(m_stage->kind->factory) : QString();
    const media::Error inWords{media::Error::Code::Pipeline, u"The encoder "_s + name + u" failed."_s, error.message + u" "_s + error.details};
    m_input->setStage(nullptr);
    m_stage.reset();
    m_pipeline.reset();
    if (!m_remaining.isEmpty() && startFirstOf(m_remaining)) {
        Q_EMIT fellBack(inWords);
        return;
    }
    Q_EMIT failed(inWords);
}

void EncoderPipeline::updateInput()
{
    m_input->setWish(m_wish);
    m_input->setOpen(m_hasOutput && !m_paused);
}

void EncoderPipeline::setOutput(std::shared_ptr<media::RtpSink> output)
{
    m_hasOutput = output != nullptr;
    m_output->setSink(std::move(output));
    if (m_hasOutput)
        m_input->requestKeyframe();
    updateInput();
}

void EncoderPipeline::setPaused(bool paused)
{
    if (m_paused && !paused)
        m_input->requestKeyframe();
    m_paused = paused;
    updateInput();
}

std::expected<void, media::Error> EncoderPipeline::apply(const protocol::Encoding &wish)
{
    const protocol::Encoding before = m_wish;
    merge(m_wish, wish);
    if (m_wish.codec == before.codec || !m_stage) {
        updateInput();
        return {};
    }
    if (const auto started = start(); !started) {
        m_wish = before;
        return started;
    }
    // The old connection cannot carry the new format.
    setOutput(nullptr);
    Q_EMIT formatChanged();
    return {};
}

void EncoderPipeline::requestKeyframe()
{
    m_input->requestKeyframe();
}

protocol::Encoding EncoderPipeline::encoding() const
{
    protocol::Encoding sent = m_wish;
    const FrameInput::Present present = m_input->present();
    if (present.size) {
        sent.width = present.size->width;
        sent.height = present.size->height;
        sent.frameRate = present.frameRate;
        sent.bitrateKbps = present.bitrateKbps;
    }
    return sent;
}

} // namespace rollcall::send
