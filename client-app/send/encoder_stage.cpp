#include "send/encoder_stage.h"

#include "send/rtp_format.h"

#include <QCoreApplication>

#include <gst/app/gstappsink.h>

#include <optional>

using namespace Qt::StringLiterals;

namespace rollcall::send {

using media::GstRef;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Send)
};

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

// What an appsink's callback holds.
struct Packets {
    std::shared_ptr<PacketOutput> output;
    uint64_t payloader;
};

void setUpSink(GstElement *sink, const GstCaps *caps, const Packets &packets)
{
    g_object_set(sink, "caps", caps, "sync", FALSE, "enable-last-sample", FALSE, nullptr);
    GstAppSinkCallbacks callbacks{};
    callbacks.new_sample = [](GstAppSink *from, gpointer data) {
        const auto *to = static_cast<Packets *>(data);
        to->output->take(to->payloader, from);
        return GST_FLOW_OK;
    };
    gst_app_sink_set_callbacks(GST_APP_SINK(sink), &callbacks, new Packets(packets), [](gpointer data) { delete static_cast<Packets *>(data); });
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

std::expected<BuiltStage, media::Error> buildStage(const StagePlan &plan, const std::shared_ptr<PacketOutput> &output, QObject *owner,
                                                   media::Pipeline::Handlers handlers)
{
    auto pipeline = std::make_unique<media::Pipeline>("encoder", media::Pipeline::Timeline::Monotonic, owner, std::move(handlers));
    const EncoderKind &kind = *plan.kind;
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

    const auto made = GstRef<GstCaps>::adopt(gst_caps_from_string(kind.outputCaps));
    setUpSource(source);
    g_object_set(profile, "caps", made.get(), nullptr);
    kind.configure(encoder, plan.settings);
    setOptions(encoder, plan.encoderOptions);
    setUpPayloader(payloader, kind.codec, plan.format);
    setOptions(payloader, plan.payloaderOptions);
    g_object_set(payloader, "timestamp-offset", plan.timestampOffset, nullptr);
    const media::Error unable{media::Error::Code::Pipeline, Words::tr("The encoder %1 does not work here.").arg(QString::fromLatin1(kind.factory)), {}};
    if (!gst_element_link_many(source, convert, scale, size, encoder, profile, payloader, sink, nullptr))
        return std::unexpected(unable);

    const PacketOutput::Succession succession = output->succeed();
    if (succession.firstSequenceNumber)
        g_object_set(payloader, "seqnum-offset", int(*succession.firstSequenceNumber), nullptr);
    setUpSink(sink, packetCaps(plan.format).get(), {output, succession.payloader});
    if (!pipeline->play()) {
        output->undo(succession);
        return std::unexpected(unable);
    }
    return BuiltStage{std::move(pipeline), EncoderStage{&kind, GstRef<GstElement>::retain(source), GstRef<GstElement>::retain(size),
                                                        GstRef<GstElement>::retain(encoder)}};
}

} // namespace rollcall::send
