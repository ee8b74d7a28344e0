#pragma once

#include <QString>
#include <QTimeZone>

#include <expected>

namespace rollcall::app {

// The zone of the setting time-zone; empty: this machine's. A sentence where the machine does not know it.
[[nodiscard]] std::expected<QTimeZone, QString> siteTimeZone(const QString &id);

} // namespace rollcall::app
