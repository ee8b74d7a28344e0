#pragma once

#include "net/request.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <expected>

namespace rollcall::net {

// What the guard must know of a request before its body arrives (RFC 9112 §2–6).
struct RequestHead {
    QByteArray method;
    QByteArray target;  // as sent
    qint64 contentLength = 0;
    bool keepAlive = true;
    bool isVersion11 = true;  // else HTTP/1.0, which knows no chunks
    bool expectsContinue = false;
    bool isUpgrade = false;
    Headers fields = {};  // all of them, as sent

    [[nodiscard]] QString path() const;  // decoded, without query
};

struct HeadError {
    int status = 400;
    QString detail;
};

// Reads a head, from the request line to the empty line. Stricter than Qt's parser, so that both always agree on where a request
// ends: CRLF line ends only, one Content-Length at most, no Transfer-Encoding (411). Total; any thread.
[[nodiscard]] std::expected<RequestHead, HeadError> parseHead(QByteArrayView bytes);

// Whether what arrived so far can become a request that we take: the first characters of a known method.
[[nodiscard]] bool canBeginRequest(QByteArrayView bytes);

} // namespace rollcall::net
