#include "capture/source_spec.h"

#include <QFileInfo>

#include <optional>

using namespace Qt::StringLiterals;

namespace rollcall::capture {

namespace {

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
        return wrong(u"The source \u201c"_s + scheme + u"://\u2026\u201d is of a kind that is not known here. Use rtsp://\u2026, a file's path, a camera, \u201ctest\u201d or \u201cpipeline:\u2026\u201d."_s);
    if (!url.isValid() || url.host().isEmpty())
        return wrong(u"The RTSP address names no host. Write it as rtsp://HOST/PATH."_s);
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
        return wrong(u"No source is named. Use a camera (see --list-cameras), a file's path, rtsp://\u2026 or \u201ctest\u201d."_s);
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
            [](const TestPicture &) { return u"the test picture"_s; },
            [](const VideoFile &file) -> QString { return u"the video "_s + QFileInfo(file.path).fileName(); },
            [](const CameraDevice &camera) -> QString { return camera.id.isEmpty() ? u"the first camera"_s : u"the camera "_s + camera.id; },
            [](const RtspAddress &address) -> QString {
                return address.url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
            },
            [](const CustomPipeline &) { return u"the custom pipeline"_s; },
        },
        spec);
}

} // namespace rollcall::capture
