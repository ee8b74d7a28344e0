#include "live/web_page.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace rollcall::live {

namespace {

// Only what the server itself sends: no inline script or style, nothing from elsewhere, in nobody's frame, and no markup made of text.
// blob: and data: are pictures that the page has made itself.
constexpr const char *contentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; "
                                              "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

// The camera of who looks at the page may take an enrolment photo; nothing else of the machine is asked for.
constexpr const char *permissionsPolicy = "camera=(self), microphone=(), geolocation=(), usb=(), serial=(), payment=(), display-capture=()";

QByteArray contentTypeOf(const QString &name)
{
    static const QHash<QString, QByteArray> types{{u"html"_s, "text/html; charset=utf-8"}, {u"css"_s, "text/css; charset=utf-8"},
                                                  {u"js"_s, "text/javascript; charset=utf-8"}, {u"svg"_s, "image/svg+xml"}, {u"png"_s, "image/png"}};
    return types.value(QFileInfo(name).suffix());
}

// Plain names alone: no step upwards, nothing hidden, no other separator.
bool isName(const QString &name)
{
    static const QRegularExpression plain(u"\\A[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*\\z"_s);
    return plain.match(name).hasMatch();
}

// Nothing where there is no such file inside the folder; a link that leads out of it is none.
std::optional<QByteArray> contentOf(const QString &folder, const QString &name)
{
    const QFileInfo file(folder + u'/' + name);
    if (!isName(name) || contentTypeOf(name).isEmpty() || !file.isFile())
        return std::nullopt;
    const bool isBuiltIn = folder.startsWith(u':');
    if (!isBuiltIn && !file.canonicalFilePath().startsWith(QFileInfo(folder).canonicalFilePath() + u'/'))
        return std::nullopt;
    QFile opened(file.filePath());
    if (!opened.open(QIODevice::ReadOnly))
        return std::nullopt;
    return opened.readAll();
}

void send(const QString &folder, const QString &name, const net::Request &request, net::Responder responder)
{
    const auto content = contentOf(folder, name);
    if (!content) {
        responder.problem(404, u"The page has no file of this name."_s);
        return;
    }
    const QByteArray tag = '"' + QCryptographicHash::hash(*content, QCryptographicHash::Sha256).toHex().first(32) + '"';
    net::Answer answer{.status = 200, .contentType = contentTypeOf(name), .body = *content, .headers = {{"ETag", tag}, {"Cache-Control", "no-cache"}}};
    if (answer.contentType.startsWith("text/html"))
        answer.headers.append({{"Content-Security-Policy", contentSecurityPolicy}, {"Permissions-Policy", permissionsPolicy},
                               {"Cross-Origin-Opener-Policy", "same-origin"}, {"X-Frame-Options", "DENY"}});
    if (request.header("if-none-match").contains(tag)) {
        answer.status = 304;
        answer.contentType.clear();
        answer.body.clear();
    }
    responder.send(answer);
}

} // namespace

std::expected<void, QString> checkWebFolder(const QString &folder)
{
    if (contentOf(folder, u"index.html"_s))
        return {};
    return std::unexpected(u"web-folder: %1 has no index.html that can be read. Name the folder resources/web of Rollcall's sources."_s.arg(folder));
}

void addWebPage(net::Router &router, const QString &folder)
{
    const auto file = [&router, &folder](const QString &path, const QString &name) {
        router.add(net::Method::Get, path, net::Right::ViewPages, [folder, name](const net::Request &request, net::Responder responder) {
            send(folder, name.isEmpty() ? request.parameter(u"file"_s) : name, request, std::move(responder));
        });
    };
    file(u"/"_s, u"index.html"_s);
    file(u"/join"_s, u"join.html"_s);
    file(u"/web/{file...}"_s, {});
}

} // namespace rollcall::live
