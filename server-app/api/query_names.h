#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace rollcall::api {

// What the GET of this pattern under /api/v1 may be asked with, sorted. docs/openapi.yaml says the same, which a test checks.
[[nodiscard]] QStringList queryNamesOf(const QString &pattern);

} // namespace rollcall::api
