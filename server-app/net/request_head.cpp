#include "net/request_head.h"

#include "net/request.h"

#include <QUrl>

#include <algorithm>
#include <optional>

namespace rollcall::net {

using namespace Qt::StringLiterals;

namespace {

std::unexpected<HeadError> error(int status, const QString &detail)
{
    return std::unexpected(HeadError{status, detail});
}

// RFC 9110 §5.6.2
bool isToken(QByteArrayView text)
{
    constexpr QByteArrayView marks = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || marks.contains(c);
    });
}

bool isFieldValue(QByteArrayView text)
{
    return std::none_of(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; });
}

bool isTarget(QByteArrayView text)
{
    // Two slashes would begin the name of a host to one reader and a path to another.
    return text.startsWith('/') && !text.startsWith("//") && std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f && c != '#'; });
}

// Digits only: no sign, no list, nothing that another reader could take differently.
std::optional<qint64> parseLength(QByteArrayView text)
{
    constexpr int maxDigits = 15;
    if (text.empty() || text.size() > maxDigits || !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    return text.toByteArray().toLongLong();
}

// Whether a comma-separated value names the option, in any case.
bool names(QByteArrayView list, QByteArrayView option)
{
    const QList<QByteArray> parts = list.toByteArray().split(',');
    return std::any_of(parts.begin(), parts.end(), [&](const QByteArray &part) { return part.trimmed().compare(option, Qt::CaseInsensitive) == 0; });
}

std::expected<void, HeadError> readRequestLine(QByteArrayView line, RequestHead &head)
{
    const QList<QByteArray> parts = line.toByteArray().split(' ');
    if (parts.size() != 3 || (parts[2] != "HTTP/1.1" && parts[2] != "HTTP/1.0"))
        return error(400, u"The request line is not \"METHOD /path HTTP/1.1\"."_s);
    if (!parseMethod(parts[0]))
        return error(501, u"This method is not one that the server knows."_s);
    if (!isTarget(parts[1]))
        return error(400, u"The request target is not an absolute path."_s);
    head.method = parts[0];
    head.target = parts[1];
    head.isVersion11 = parts[2] == "HTTP/1.1";
    head.keepAlive = head.isVersion11;
    return {};
}

struct Seen {
    int hosts = 0;
    int lengths = 0;
};

std::expected<void, HeadError> readField(QByteArrayView line, RequestHead &head, Seen &seen)
{
    const qsizetype colon = line.indexOf(':');
    if (colon <= 0 || !isToken(line.first(colon)) || !isFieldValue(line.sliced(colon + 1)))
        return error(400, u"A header field is not \"Name: value\"."_s);
    const QByteArray name = line.first(colon).toByteArray().toLower();
    const QByteArrayView value = line.sliced(colon + 1).trimmed();
    head.fields.append({name, value.toByteArray()});
    if (name == "host") {
        ++seen.hosts;
    } else if (name == "content-length") {
        const auto length = parseLength(value);
        if (!length || ++seen.lengths > 1)
            return error(400, u"Content-Length must be there once, as a number."_s);
        head.contentLength = *length;
    } else if (name == "transfer-encoding") {
        return error(411, u"Send the body with a Content-Length; chunked requests are not taken."_s);
    } else if (name == "connection") {
        head.keepAlive = head.keepAlive && !names(value, "close");
        head.isUpgrade = head.isUpgrade || names(value, "upgrade");
    } else if (name == "expect") {
        head.expectsContinue = value.compare("100-continue", Qt::CaseInsensitive) == 0;
    }
    return {};
}

} // namespace

QString RequestHead::path() const
{
    const qsizetype query = target.indexOf('?');
    return QUrl::fromPercentEncoding(query < 0 ? target : target.first(query));
}

std::expected<RequestHead, HeadError> parseHead(QByteArrayView bytes)
{
    const QList<QByteArray> lines = bytes.toByteArray().split('\n');
    // "line CR", …, "CR", "": every line ends with CRLF and the last one is empty.
    if (lines.size() < 3 || !lines.last().isEmpty() || lines[lines.size() - 2] != "\r")
        return error(400, u"The request's head does not end with an empty line."_s);
    RequestHead head;
    Seen seen;
    for (qsizetype i = 0; i < lines.size() - 2; ++i) {
        if (!lines[i].endsWith('\r') || lines[i].first(lines[i].size() - 1).contains('\r'))
            return error(400, u"The lines of a request's head end with CR LF."_s);
        const QByteArrayView line = QByteArrayView(lines[i]).chopped(1);
        if (i == 0) {
            if (auto read = readRequestLine(line, head); !read)
                return std::unexpected(read.error());
        } else if (auto read = readField(line, head, seen); !read) {
            return std::unexpected(read.error());
        }
    }
    if (seen.hosts > 1 || (seen.hosts == 0 && head.isVersion11))
        return error(400, u"A request has one Host field (RFC 9112 §3.2)."_s);
    return head;
}

bool canBeginRequest(QByteArrayView bytes)
{
    static constexpr QByteArrayView methods[] = {"GET ", "HEAD ", "POST ", "PUT ", "PATCH ", "DELETE ", "OPTIONS "};
    return std::any_of(std::begin(methods), std::end(methods), [&](QByteArrayView method) {
        const qsizetype common = std::min(method.size(), bytes.size());
        return bytes.first(common) == method.first(common);
    });
}

} // namespace rollcall::net
