#include "capture/rtsp_source.h"

#include "capture/source_bin.h"
#include "media/gstreamer.h"

#include <QCoreApplication>

#include <string_view>

using namespace Qt::StringLiterals;

namespace rollcall::capture {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Capture)
};

constexpr guint jitterLatencyMs = 100;  // rtspsrc's own default is 2000
constexpr guint64 udpSilenceLimitUs = 3'000'000;
constexpr guint64 tcpConnectLimitUs = 5'000'000;

gboolean selectVideoOnly(GstElement *, guint, GstCaps *caps, gpointer)
{
    const gchar *media = gst_structure_get_string(gst_caps_get_structure(caps, 0), "media");
    return media && std::string_view(media) == "video";
}

// Streaming thread; the decoder is the sibling named below.
void linkToDecoder(GstElement *source, GstPad *pad, gpointer)
{
    const auto bin = media::GstRef<GstElement>::adopt(GST_ELEMENT(gst_object_get_parent(GST_OBJECT(source))));
    const auto decoder = bin ? media::GstRef<GstElement>::adopt(gst_bin_get_by_name(GST_BIN(bin.get()), "decoder"))
                             : media::GstRef<GstElement>();
    const auto sink = decoder ? media::GstRef<GstPad>::adopt(gst_element_get_static_pad(decoder.get(), "sink")) : media::GstRef<GstPad>();
    if (sink && !gst_pad_is_linked(sink.get()))
        gst_pad_link(pad, sink.get());
}

} // namespace

RtspSource::RtspSource(RtspAddress spec)
    : m_spec(std::move(spec))
{
}

QString RtspSource::name() const
{
    return describe(m_spec);
}

std::expected<media::GstRef<GstElement>, media::Error> RtspSource::makeElement(const PictureFormat &)
{
    auto bin = makeSourceBin("rtsp-source");
    const auto source = addTo(bin.get(), "rtspsrc");
    auto decoder = source ? media::makeElement("decodebin", "decoder") : std::unexpected(source.error());
    if (!decoder)
        return std::unexpected(decoder.error());
    gst_bin_add(GST_BIN(bin.get()), decoder->get());
    QUrl address = m_spec.url;
    address.setUserInfo({});
    g_object_set(*source, "location", address.toString(QUrl::FullyEncoded).toUtf8().constData(), "latency", jitterLatencyMs,
                 "drop-on-latency", TRUE, "timeout", udpSilenceLimitUs, "tcp-timeout", tcpConnectLimitUs, nullptr);
    if (!m_spec.url.userName().isEmpty())
        g_object_set(*source, "user-id", m_spec.url.userName(QUrl::FullyDecoded).toUtf8().constData(), "user-pw",
                     m_spec.url.password(QUrl::FullyDecoded).toUtf8().constData(), nullptr);
    g_signal_connect(*source, "select-stream", G_CALLBACK(selectVideoOnly), nullptr);
    g_signal_connect(*source, "pad-added", G_CALLBACK(linkToDecoder), nullptr);
    exposeWhenDecoded(decoder->get());
    return bin;
}

// GStreamer quotes the address and the server's answers; neither password may reach a log.
QString RtspSource::withoutSecrets(QString text) const
{
    for (const QString &secret : {m_spec.url.password(QUrl::FullyEncoded), m_spec.url.password(QUrl::FullyDecoded)}) {
        if (!secret.isEmpty())
            text.replace(secret, u"***"_s);
    }
    return text;
}

media::Error RtspSource::explain(const media::Error &reported) const
{
    const QString details = withoutSecrets(reported.details);
    const auto say = [&](const QString &message) { return media::Error{media::Error::Code::SourceFailed, message, details}; };
    switch (reasonOf(reported)) {
    case Reason::NotAuthorised:
        return say(Words::tr("%1 wants a user name and password, or does not accept the given ones. Write them as rtsp://USER:PASSWORD@HOST/PATH.").arg(name()));
    case Reason::NotFound:
        return say(Words::tr("%1 is not there: the server answers, but does not know this path. Look in the camera's manual for its RTSP path.").arg(name()));
    case Reason::MissingCodec:
        return media::Error{media::Error::Code::NotSupported,
                            Words::tr("%1 sends a video format for which no decoder is installed. Install it with: apt-get install gstreamer1.0-libav").arg(name()), details};
    default:
        return say(Words::tr("The connection to %1 failed. Check that the camera is on and reachable from this machine.").arg(name()));
    }
}

media::Error RtspSource::explainSilence() const
{
    return media::Error{media::Error::Code::SourceFailed, Words::tr("%1 gives no picture. Check that the camera is on and that a firewall lets its RTP packets through.").arg(name()), {}};
}

media::Error RtspSource::explainEnd() const
{
    return media::Error{media::Error::Code::SourceFailed, Words::tr("%1 ended the stream.").arg(name()), {}};
}

} // namespace rollcall::capture
