#pragma once

#include "store/alert_records.h"

#include <QJsonObject>

namespace rollcall::alerts {

// An alert as pages, windows and webhooks get it.
[[nodiscard]] QJsonObject toJson(const store::AlertEntry &alert);

} // namespace rollcall::alerts
