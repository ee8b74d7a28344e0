#pragma once

#include "net/request.h"
#include "store/person_text.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <expected>
#include <optional>

namespace rollcall::api {

struct EnrolmentLimits {
    static constexpr qsizetype nameCharacters = store::PersonTextLimits::nameCharacters;
    static constexpr qsizetype idCharacters = store::PersonTextLimits::idCharacters;
    static constexpr int photos = 20;
    static constexpr qsizetype photoBytes = 8 * 1024 * 1024;
};

struct EnrolmentForm {
    QString name;
    std::optional<QString> id;
    QList<QByteArray> photos;  // JPEG, PNG, WebP or BMP by their first bytes
    bool allowDuplicate = false;
    bool dryRun = false;
    QJsonObject details = {};  // what else is known of the person, as a PATCH would say it; checked
};

struct FormError {
    int status = 400;
    QString detail;
};

// The body of POST /api/v1/people: multipart/form-data (name, id, externalId, groups, photos, allowDuplicate,
// dryRun), or JSON with the same, consent, validFrom and validUntil, and photos in base64
// or as data: URLs. Without photos the person is one whom no camera can recognise.
[[nodiscard]] std::expected<EnrolmentForm, FormError> parseEnrolmentForm(const net::Request &request);

// The body of POST /api/v1/people/{id}/photos: the same without a name.
[[nodiscard]] std::expected<EnrolmentForm, FormError> parsePhotoForm(const net::Request &request);

} // namespace rollcall::api
