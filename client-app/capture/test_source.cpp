#include "capture/test_source.h"

#include "capture/source_bin.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace rollcall::capture {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Capture)
};

// The patterns that videotestsrc knows, for the message about one that it does not.
QStringList patternNames(GstElement *source)
{
    QStringList names;
    const auto *specification = g_object_class_find_property(G_OBJECT_GET_CLASS(source), "pattern");
    const GEnumClass *kinds = G_PARAM_SPEC_ENUM(specification)->enum_class;
    for (guint i = 0; i < kinds->n_values; ++i)
        names.append(QString::fromUtf8(kinds->values[i].value_nick));
    return names;
}

media::Error failure(const QString &details)
{
    return media::Error{media::Error::Code::SourceFailed, QCoreApplication::translate("Capture", "The test picture stopped."), details};
}

} // namespace

TestSource::TestSource(TestPicture spec)
    : m_spec(std::move(spec))
{
}

QString TestSource::name() const
{
    return describe(m_spec);
}

std::expected<media::GstRef<GstElement>, media::Error> TestSource::makeElement(const PictureFormat &wish)
{
    auto bin = makeSourceBin("test-source");
    const auto source = addTo(bin.get(), "videotestsrc");
    const auto format = source ? addTo(bin.get(), "capsfilter") : source;
    if (!format)
        return std::unexpected(format.error());
    const QStringList names = patternNames(*source);
    if (!names.contains(m_spec.pattern)) {
        return std::unexpected(media::Error{media::Error::Code::NotSupported,
                                            Words::tr("There is no test picture \u201c%1\u201d. There are: %2.").arg(m_spec.pattern, names.join(", "_L1)), {}});
    }
    g_object_set(*source, "is-live", TRUE, nullptr);
    gst_util_set_object_arg(G_OBJECT(*source), "pattern", m_spec.pattern.toUtf8().constData());
    const auto caps = media::GstRef<GstCaps>::adopt(
        gst_caps_new_simple("video/x-raw", "format", G_TYPE_STRING, "I420", "width", G_TYPE_INT, wish.width, "height", G_TYPE_INT,
                            wish.height, "framerate", GST_TYPE_FRACTION, wish.frameRate, 1, nullptr));
    g_object_set(*format, "caps", caps.get(), nullptr);
    gst_element_link(*source, *format);
    expose(bin.get(), *format);
    return bin;
}

media::Error TestSource::explain(const media::Error &reported) const
{
    return failure(reported.details);
}

media::Error TestSource::explainSilence() const
{
    return failure(u"no picture in time"_s);
}

media::Error TestSource::explainEnd() const
{
    return failure(u"end of stream"_s);
}

} // namespace rollcall::capture
