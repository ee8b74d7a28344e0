#pragma once

#include <string>
#include <string_view>

namespace rollcall::reports {

// Appends a text as a JSON string (RFC 8259 §7), quotes included. UTF-8 passes; bytes that are not UTF-8 become U+FFFD.
void appendJson(std::string &out, std::string_view text);

} // namespace rollcall::reports
