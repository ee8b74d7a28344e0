#pragma once

#include "net/caller.h"

#include <QByteArray>
#include <QHash>
#include <QHostAddress>
#include <QList>
#include <QString>
#include <QUrlQuery>

#include <optional>
#include <utility>

namespace rollcall::net {

enum class Method { Get, Head, Post, Put, Patch, Delete, Options };
[[nodiscard]] QByteArray toBytes(Method method);
[[nodiscard]] std::optional<Method> parseMethod(QByteArrayView text);

using Headers = QList<std::pair<QByteArray, QByteArray>>;

// One HTTP request (RFC 9110), complete. A value; it may be kept for a later answer.
struct Request {
    Method method = Method::Get;
    QString path = {};  // decoded, without query
    QUrlQuery query = {};
    Headers headers = {};
    QByteArray body = {};
    QHostAddress peer = {};                   // who asks; behind a trusted proxy its visitor
    bool isSecure = false;                    // it came over TLS
    QHash<QString, QString> parameters = {};  // from the route's pattern, decoded
    QString route = {};                       // the pattern itself
    Caller caller = {};                       // who asks

    [[nodiscard]] QByteArray header(QByteArrayView name) const;  // the first of that name in any case, or empty
    [[nodiscard]] QString parameter(const QString &name) const { return parameters.value(name); }
    [[nodiscard]] std::optional<QString> queryValue(const QString &name) const;
    // The Host header without its port and brackets; nullopt where there is none.
    [[nodiscard]] std::optional<QString> host() const;
};

} // namespace rollcall::net
