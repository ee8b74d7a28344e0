#include "capture/file_source.h"

#include "capture/file_loop.h"
#include "capture/source_bin.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace rollcall::capture {

namespace {

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
        return std::unexpected(unusable(u"There is no file "_s + quoted(path) + u". Check the path."_s));
    if (file.isDir())
        return std::unexpected(unusable(quoted(path) + u" is a folder. Name a video file in it."_s));
    if (!file.isReadable())
        return std::unexpected(unusable(u"The file "_s + quoted(path) + u" may not be read by this user. Change its permissions."_s));
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
        return unusable(quoted(m_spec.path) + u" is not a video that can be read. Name another file."_s, reported.details);
    case Reason::MissingCodec:
        return unusable(u"No decoder for "_s + quoted(m_spec.path) + u" is installed. Install it with: apt-get install gstreamer1.0-libav"_s, reported.details);
    default:
        return media::Error{media::Error::Code::SourceFailed, u"Reading "_s + quoted(m_spec.path) + u" failed."_s, reported.details};
    }
}

media::Error FileSource::explainSilence() const
{
    return media::Error{media::Error::Code::SourceFailed, quoted(m_spec.path) + u" gives no picture."_s, {}};
}

media::Error FileSource::explainEnd() const
{
    return media::Error{media::Error::Code::SourceFailed, quoted(m_spec.path) + u" ended."_s, {}};
}

} // namespace rollcall::capture
