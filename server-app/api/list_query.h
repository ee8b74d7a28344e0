#pragma once

#include "attendance/work_days.h"
#include "net/request.h"
#include "store/feedback_records.h"

#include <expected>

namespace rollcall::api {

// The query of a list, or a sentence that names the parameter at fault.
[[nodiscard]] std::expected<store::PageRequest, QString> parsePage(const net::Request &request);
[[nodiscard]] std::expected<store::SightingFilter, QString> parseSightingFilter(const net::Request &request);
[[nodiscard]] std::expected<store::UnknownFaceFilter, QString> parseUnknownFaceFilter(const net::Request &request);

// "from" and "until", both required, the last day included; not longer than a report may be.
[[nodiscard]] std::expected<attendance::DayRange, QString> parseDayRange(const net::Request &request);
[[nodiscard]] std::expected<attendance::Day, QString> parseDayParameter(const net::Request &request, const QString &name);

} // namespace rollcall::api
