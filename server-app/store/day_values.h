#pragma once

// Local days in rows: "2026-11-21". Pure functions.

#include "attendance/time.h"
#include "store/database.h"

#include <optional>

namespace rollcall::store {

[[nodiscard]] std::string toText(attendance::Day day);
[[nodiscard]] std::optional<attendance::Day> toOptionalDay(const Value &value);
[[nodiscard]] Value orNull(const std::optional<attendance::Day> &day);

} // namespace rollcall::store
