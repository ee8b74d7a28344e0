#include "capture/file_source.h"

#include "capture/file_loop.h"
#include "capture/source_bin.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace rollcall::capture {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Capture)
};

QString quoted(const QString &path)
{
    return u"\u201c"_s + QDir::toNativeSeparators(path) + u"\u201d"_s;
}

media::Error unusable(const QString &message, const QString &details = {})
{
    return media::Error{media::Error::Code::NotSupported, message, details};
}

std::expected<void, media::Error> checkReadable(const QString &path)
{
    const QFileInfo file(path);
    if (!file.exists())
        return std::unexpected(unusable(Words::tr("There is no file %1. Check the path.").arg(quoted(path))));
    if (file.isDir())
        return std::unexpected(unusable(Words::tr("%1 is a folder. Name a video file in it.").arg(quoted(path))));
    if (!file.isReadable())
        return std::unexpected(unusable(Words::tr("The file %1 may not be read by this user. Change its permissions.").arg(quoted(path))));
    return {};
}

} // namespace

FileSource::FileSource(VideoFile spec)
    : m_spec(std::move(spec))
{
}

QString FileSource::name() const
{
    return describe(m_spec);
}

std::expected<media::GstRef<GstElement>, media::Error> FileSource::makeElement(const PictureFormat &)
{
    if (const auto readable = checkReadable(m_spec.path); !readable)
        return std::unexpected(readable.error());
    auto bin = makeSourceBin("file-source");
    auto loop = makeFileLoop(QFileInfo(m_spec.path).absoluteFilePath());
    const auto pace = loop ? addTo(bin.get(), "clocksync") : std::unexpected(loop.error());
    if (!pace)
        return std::unexpected(pace.error());
    gst_bin_add(GST_BIN(bin.get()), loop->get());
    gst_element_link(loop->get(), *pace);
    expose(bin.get(), *pace);
    return bin;
}

media::Error FileSource::explain(const media::Error &reported) const
{
    switch (reasonOf(reported)) {
    case Reason::NotVideo:
        return unusable(Words::tr("%1 is not a video that can be read. Name another file.").arg(quoted(m_spec.path)), reported.details);
    case Reason::MissingCodec:
        return unusable(Words::tr("No decoder for %1 is installed. Install it with: apt-get install gstreamer1.0-libav").arg(quoted(m_spec.path)), reported.details);
    default:
        return media::Error{media::Error::Code::SourceFailed, Words::tr("Reading %1 failed.").arg(quoted(m_spec.path)), reported.details};
    }
}

media::Error FileSource::explainSilence() const
{
    return media::Error{media::Error::Code::SourceFailed, Words::tr("%1 gives no picture.").arg(quoted(m_spec.path)), {}};
}

media::Error FileSource::explainEnd() const
{
    return media::Error{media::Error::Code::SourceFailed, Words::tr("%1 ended.").arg(quoted(m_spec.path)), {}};
}

} // namespace rollcall::capture
