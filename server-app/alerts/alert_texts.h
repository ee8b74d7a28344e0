#pragma once

#include "alerts/kind.h"
#include "store/alert_records.h"

#include <QJsonObject>
#include <QString>

namespace rollcall::alerts {

enum class Language { English, German, French };
[[nodiscard]] Language parseLanguage(const QString &code);  // "de"; English where it is none of ours

// What an alert says, in one line and in a sentence or two. `params` are those of the alert.
[[nodiscard]] QString titleOf(Kind kind, const QJsonObject &params, Language language);
[[nodiscard]] QString textOf(Kind kind, const QJsonObject &params, Language language);

[[nodiscard]] QJsonObject paramsOf(const store::AlertEntry &alert);

} // namespace rollcall::alerts
