#pragma once

#include "net/request.h"

#include <QJsonObject>
#include <QString>

#include <expected>
#include <optional>

namespace rollcall::api {

struct DecisionLimits {
    static constexpr qsizetype textCharacters = 500;
    static constexpr qint64 bodyBytes = 16 * 1024;
};

// The JSON object of a body, empty where there is no body; or a sentence.
[[nodiscard]] std::expected<QJsonObject, QString> parseOptionalObject(const net::Request &request);
// A text of a body, trimmed; absent where it is not there or null; or a sentence.
[[nodiscard]] std::expected<std::optional<QString>, QString> optionalText(const QJsonObject &object, const QString &name);

} // namespace rollcall::api
