#pragma once

#include "admin/look.h"

#include <QDate>
#include <QJsonObject>
#include <QString>

namespace rollcall::admin {

class Connection;

// What a row of the register says, in the page's words (resources/web/pages/today/row_words.js).
[[nodiscard]] QString statusWord(const QJsonObject &row, QDate today);
[[nodiscard]] Tone statusTone(const QJsonObject &row, QDate today);
[[nodiscard]] QString noteOf(const QJsonObject &row);
// Which rows a filter shows: "here", "late" … as GET /api/v1/summary counts them, "suggested"; all for any other name.
[[nodiscard]] bool passes(const QString &filter, const QJsonObject &row);
// 95 → "1 h 35 min"
[[nodiscard]] QString minutesText(int minutes);
// "42 of 50 here · 3 late · 5 not yet · 1 camera away"
[[nodiscard]] QString headline(const QJsonObject &summary, bool isToday);
// "Left at 17:05", "The whole day was excused"
[[nodiscard]] QString correctionText(const QJsonObject &correction, const Connection &connection);

// "live", "paused", "away since 14:05"
[[nodiscard]] QString cameraStateWord(const QJsonObject &camera, const Connection &connection);
[[nodiscard]] Tone cameraTone(const QJsonObject &camera);

[[nodiscard]] QString roleWord(const QString &role);

} // namespace rollcall::admin
