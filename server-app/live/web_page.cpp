#include "live/web_page.h"

#include <QCryptographicHash>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace rollcall::live {

namespace {

// Only what the server itself sends: no inline script or style, nothing from elsewhere, in nobody's frame.
constexpr const char *contentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                                              "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

QByteArray contentType(const QString &name)
{
    static const QHash<QString, QByteArray> types{{u"html"_s, "text/html; charset=utf-8"}, {u"css"_s, "text/css; charset=utf-8"},
                                                  {u"js"_s, "text/javascript; charset=utf-8"}, {u"svg"_s, "image/svg+xml"}};
    return types.value(QFileInfo(name).suffix());
}

} // namespace

void addWebPage(net::Router &router)
{
    for (const WebFile &file : builtInWebFiles()) {
        const QByteArray tag = '"' + QCryptographicHash::hash(file.content, QCryptographicHash::Sha256).toHex().first(32) + '"';
        net::Answer whole{.status = 200, .contentType = contentType(file.name), .body = file.content, .headers = {{"ETag", tag}, {"Cache-Control", "no-cache"}}};
        if (whole.contentType.startsWith("text/html"))
            whole.headers.emplaceBack("Content-Security-Policy", contentSecurityPolicy);
        const net::Answer unchanged{.status = 304, .contentType = {}, .body = {}, .headers = whole.headers};
        const QString path = file.name == u"index.html"_s ? u"/"_s : u'/' + file.name;
        router.add(net::Method::Get, path, net::Right::ViewLive, [tag, whole, unchanged](const net::Request &request, net::Responder responder) {
            responder.send(request.header("if-none-match").contains(tag) ? unchanged : whole);
        });
    }
}

} // namespace rollcall::live
