#include "capture/source_spec.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <optional>

using namespace Qt::StringLiterals;

namespace rollcall::capture {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Capture)
};

std::unexpected<media::Error> wrong(const QString &message)
{
    return std::unexpected(media::Error{media::Error::Code::NotSupported, message, {}});
}

// The part after "scheme:" when the text has that scheme; a drive letter ("C:\clip.mp4") is none of ours.
std::optional<QString> after(QLatin1StringView scheme, const QString &text)
{
    if (!text.startsWith(scheme, Qt::CaseInsensitive) || text.size() <= scheme.size() || text[scheme.size()] != u':')
        return std::nullopt;
    return text.mid(scheme.size() + 1);
}

std::expected<SourceSpec, media::Error> parseAddress(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const QString scheme = url.scheme();
    if (scheme == u"file")
        return VideoFile{url.toLocalFile()};
    if (scheme != u"rtsp" && scheme != u"rtsps")
        return wrong(Words::tr("The source \u201c%1://\u2026\u201d is of a kind that is not known here. Use rtsp://\u2026, a file's path, a camera, \u201ctest\u201d or \u201cpipeline:\u2026\u201d.").arg(scheme));
    if (!url.isValid() || url.host().isEmpty())
        return wrong(Words::tr("The RTSP address names no host. Write it as rtsp://HOST/PATH."));
    return RtspAddress{url};
}

template <typename... Visitors>
struct Overloaded : Visitors... {
    using Visitors::operator()...;
};

} // namespace

std::expected<SourceSpec, media::Error> parseSource(const QString &given)
{
    const QString text = given.trimmed();
    if (text.isEmpty())
        return wrong(Words::tr("No source is named. Use a camera (see --list-cameras), a file's path, rtsp://\u2026 or \u201ctest\u201d."));
    if (text == u"test")
        return TestPicture{u"ball"_s};
    if (const auto pattern = after("test"_L1, text))
        return TestPicture{*pattern};
    if (text == u"camera")
        return CameraDevice{};
    if (const auto id = after("camera"_L1, text))
        return CameraDevice{*id};
    if (const auto pipeline = after("pipeline"_L1, text))
        return CustomPipeline{pipeline->trimmed()};
    if (text.startsWith("/dev/"_L1))
        return CameraDevice{text};
    if (text.contains("://"_L1))
        return parseAddress(text);
    return VideoFile{text};
}

QString describe(const SourceSpec &spec)
{
    return std::visit(
        Overloaded{
            [](const TestPicture &) { return Words::tr("the test picture"); },
            [](const VideoFile &file) -> QString { return Words::tr("the video %1").arg(QFileInfo(file.path).fileName()); },
            [](const CameraDevice &camera) -> QString { return camera.id.isEmpty() ? Words::tr("the first camera") : Words::tr("the camera %1").arg(camera.id); },
            [](const RtspAddress &address) -> QString {
                return address.url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
            },
            [](const CustomPipeline &) { return Words::tr("the custom pipeline"); },
        },
        spec);
}

} // namespace rollcall::capture
