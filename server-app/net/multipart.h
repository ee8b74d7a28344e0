#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

#include <expected>

namespace rollcall::net {

struct FormPart {
    QString name;
    QString fileName;        // empty where it is not a file; never to be used as a path
    QByteArray contentType;  // "text/plain" where none is given
    QByteArray body;
};

struct MultipartLimits {
    int parts = 64;
    qsizetype headBytes = 4 * 1024;  // of one part
};

// Reads a multipart/form-data body (RFC 7578, RFC 2046 §5.1). Any bytes give the parts or a sentence; any thread.
[[nodiscard]] std::expected<QList<FormPart>, QString> parseMultipart(QByteArrayView contentType, const QByteArray &body, const MultipartLimits &limits = {});

} // namespace rollcall::net
