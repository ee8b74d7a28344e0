#pragma once

#include "net/request.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <expected>
#include <optional>

namespace rollcall::api {

struct EnrolmentLimits {
    static constexpr int photos = 20;
    static constexpr qsizetype photoBytes = 8 * 1024 * 1024;
    static constexpr qsizetype nameCharacters = 200;
    static constexpr qsizetype idCharacters = 64;
};

struct EnrolmentForm {
    QString name;
    std::optional<QString> id;
    QList<QByteArray> photos;  // JPEG or PNG by their first bytes
};

struct FormError {
    int status = 400;
    QString detail;
};

// The body of POST /api/v1/people: multipart/form-data (name, id, photos), or JSON with photos in base64 or as data: URLs.
[[nodiscard]] std::expected<EnrolmentForm, FormError> parseEnrolmentForm(const net::Request &request);

// "image/jpeg", "image/png", or empty.
[[nodiscard]] QByteArray imageType(QByteArrayView bytes);

} // namespace rollcall::api
