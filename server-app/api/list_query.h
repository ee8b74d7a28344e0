#pragma once

#include "net/request.h"
#include "store/records.h"

#include <expected>

namespace rollcall::api {

// The query of a list, or a sentence that names the parameter at fault.
[[nodiscard]] std::expected<store::PageRequest, QString> parsePage(const net::Request &request);
[[nodiscard]] std::expected<store::SightingFilter, QString> parseSightingFilter(const net::Request &request);

} // namespace rollcall::api
