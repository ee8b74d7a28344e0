#include "net/request.h"

#include <QUrl>

#include <algorithm>
#include <array>

namespace rollcall::net {

namespace {

constexpr std::array<std::pair<Method, const char *>, 7> methodNames{{{Method::Get, "GET"}, {Method::Head, "HEAD"}, {Method::Post, "POST"},
    {Method::Put, "PUT"}, {Method::Patch, "PATCH"}, {Method::Delete, "DELETE"}, {Method::Options, "OPTIONS"}}};

} // namespace

QByteArray toBytes(Method method)
{
    const auto known = std::find_if(methodNames.begin(), methodNames.end(), [&](const auto &entry) { return entry.first == method; });
    return known->second;
}

std::optional<Method> parseMethod(QByteArrayView text)
{
    const auto known = std::find_if(methodNames.begin(), methodNames.end(), [&](const auto &entry) { return text == entry.second; });
    if (known == methodNames.end())
        return std::nullopt;
    return known->first;
}

QByteArray Request::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

std::optional<QString> Request::queryValue(const QString &name) const
{
    if (!query.hasQueryItem(name))
        return std::nullopt;
    return query.queryItemValue(name, QUrl::FullyDecoded);
}

std::optional<QString> Request::host() const
{
    const QByteArray value = header("host");
    if (value.isEmpty())
        return std::nullopt;
    // "name", "name:port", "[v6]", "[v6]:port" (RFC 3986 §3.2.2)
    const QString text = QString::fromLatin1(value);
    if (text.startsWith(u'[')) {
        const qsizetype end = text.indexOf(u']');
        return end < 0 ? text : text.mid(1, end - 1);
    }
    return text.left(text.indexOf(u':')).toLower();
}

} // namespace rollcall::net
