#include "capture/custom_source.h"

#include "capture/source_bin.h"
#include "media/gstreamer.h"
#include "media/rtp.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace rollcall::capture {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Capture)
};

// A source may stamp its pictures from zero (a file) or with the clock (a live source). The first picture of the former
// is moved to now; clocksync, which follows, then keeps its pace. The offset counts from the next picture on.
GstPadProbeReturn startNow(GstPad *pad, GstPadProbeInfo *info, gpointer)
{
    const GstClockTime stamp = GST_BUFFER_PTS(GST_PAD_PROBE_INFO_BUFFER(info));
    const auto event = media::GstRef<GstEvent>::adopt(gst_pad_get_sticky_event(pad, GST_EVENT_SEGMENT, 0));
    if (!GST_CLOCK_TIME_IS_VALID(stamp) || !event)
        return GST_PAD_PROBE_OK;
    const GstSegment *segment = nullptr;
    gst_event_parse_segment(event.get(), &segment);
    const auto due = static_cast<gint64>(gst_segment_to_running_time(segment, GST_FORMAT_TIME, stamp));
    const gint64 now = media::monotonicNow().count();
    if (segment->format != GST_FORMAT_TIME || std::abs(now - due) < gint64(GST_SECOND))
        return GST_PAD_PROBE_REMOVE;
    gst_pad_set_offset(pad, now - due);
    gst_pad_remove_probe(pad, GST_PAD_PROBE_INFO_ID(info));
    return GST_PAD_PROBE_DROP;
}

// Mistakes for which the parser only says "syntax error".
struct KnownSlip {
    const char *pattern;
    const char *says;
};
constexpr std::array knownSlips{
    KnownSlip{R"(!\s*!)", QT_TRANSLATE_NOOP("Capture", "nothing stands between two exclamation marks")},
    KnownSlip{R"(^\s*!)", QT_TRANSLATE_NOOP("Capture", "it begins with an exclamation mark")},
    KnownSlip{R"(!\s*$)", QT_TRANSLATE_NOOP("Capture", "it ends with an exclamation mark; the last element must give the video")},
    KnownSlip{R"(\S=\s|\S=$)", QT_TRANSLATE_NOOP("Capture", "a value is missing after \u201c=\u201d")},
};

media::Error badText(const QString &message, const QString &details = {})
{
    return media::Error{media::Error::Code::NotSupported, message, details};
}

// The text is continued with an element of ours, so that it may end in caps too.
constexpr const char *outputName = "picture-output";

std::expected<media::GstRef<GstElement>, media::Error> parseBin(const QString &text)
{
    const QString whole = text + u" ! identity silent=true name="_s + QString::fromLatin1(outputName);
    GError *raw = nullptr;
    auto bin = media::GstRef<GstElement>::retain(
        gst_parse_bin_from_description_full(whole.toUtf8().constData(), TRUE, nullptr, GST_PARSE_FLAG_FATAL_ERRORS, &raw));
    const media::GErrorPtr error(raw);
    const QString complaint = error ? QString::fromUtf8(error->message) : QString();
    if (complaint.contains(QString::fromLatin1(outputName)))
        return std::unexpected(badText(Words::tr("The custom pipeline has no open end that gives video: its last element must not be a sink."), complaint));
    if (error || !bin)
        return std::unexpected(badText(explainParseError(text, complaint), complaint));
    return bin;
}

} // namespace

QString explainParseError(const QString &text, const QString &complaint)
{
    static const QRegularExpression quoted(u"[\"\u201c]([^\"\u201d]+)[\"\u201d]"_s);
    const auto named = quoted.match(complaint);
    const qsizetype at = named.hasMatch() ? text.indexOf(named.captured(1)) : -1;
    if (at >= 0) {
        const QString word = named.captured(1);
        const QString package = media::debianPackageOf(word.toUtf8().constData());
        const QString mend = package.isEmpty() ? QString() : QString(u' ' + Words::tr("Install it with: apt-get install %1").arg(package));
        return Words::tr("The custom pipeline is wrong at \u201c%1\u201d (character %2): %3.").arg(word, QString::number(at + 1), complaint) + mend;
    }
    for (const KnownSlip &slip : knownSlips) {
        const auto found = QRegularExpression(QString::fromLatin1(slip.pattern)).match(text);
        if (found.hasMatch())
            return Words::tr("The custom pipeline is wrong (character %1): %2.").arg(QString::number(found.capturedStart() + 1), Words::tr(slip.says));
    }
    return Words::tr("The custom pipeline is wrong: %1.").arg(complaint.isEmpty() ? Words::tr("it is not a pipeline") : complaint);
}

CustomSource::CustomSource(CustomPipeline spec)
    : m_spec(std::move(spec))
{
}

QString CustomSource::name() const
{
    return describe(m_spec);
}

std::expected<media::GstRef<GstElement>, media::Error> CustomSource::makeElement(const PictureFormat &)
{
    auto custom = parseBin(m_spec.text);
    if (!custom)
        return std::unexpected(custom.error());
    auto bin = makeSourceBin("custom-source");
    gst_bin_add(GST_BIN(bin.get()), custom->get());
    const auto pace = addTo(bin.get(), "clocksync");
    if (!pace)
        return std::unexpected(pace.error());
    const auto output = media::GstRef<GstElement>::adopt(gst_bin_get_by_name(GST_BIN(custom->get()), outputName));
    const auto pad = media::GstRef<GstPad>::adopt(gst_element_get_static_pad(output.get(), "src"));
    gst_pad_add_probe(pad.get(), GST_PAD_PROBE_TYPE_BUFFER, startNow, nullptr, nullptr);
    if (!gst_element_link(custom->get(), *pace))
        return std::unexpected(badText(Words::tr("The custom pipeline does not end in something that can be linked.")));
    expose(bin.get(), *pace);
    return bin;
}

media::Error CustomSource::explain(const media::Error &reported) const
{
    return media::Error{media::Error::Code::SourceFailed, Words::tr("The custom pipeline failed: %1").arg(reported.message), reported.details};
}

media::Error CustomSource::explainSilence() const
{
    return media::Error{media::Error::Code::SourceFailed, Words::tr("The custom pipeline runs but gives no picture. It must end in raw video (decode it with “decodebin”)."), {}};
}

media::Error CustomSource::explainEnd() const
{
    return media::Error{media::Error::Code::SourceFailed, Words::tr("The custom pipeline came to its end."), {}};
}

} // namespace rollcall::capture
