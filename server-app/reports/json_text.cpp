#include "reports/json_text.h"

#include <cstdint>

namespace rollcall::reports {

namespace {

// The length of the well-formed UTF-8 sequence at the front (RFC 3629 §4), 0 where there is none.
std::size_t sequenceLength(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<uint8_t>(text[i]); };
    const uint8_t first = byte(0);
    if (first < 0x80)
        return 1;
    const std::size_t length = first >= 0xc2 && first <= 0xdf ? 2 : (first & 0xf0) == 0xe0 ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
    if (length == 0 || text.size() < length)
        return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0) != 0x80)
            return 0;
    }
    const bool isOverlong = (first == 0xe0 && byte(1) < 0xa0) || (first == 0xf0 && byte(1) < 0x90);
    const bool isBeyond = (first == 0xed && byte(1) >= 0xa0) || (first == 0xf4 && byte(1) >= 0x90);
    return isOverlong || isBeyond ? 0 : length;
}

void appendEscaped(std::string &out, char c)
{
    static constexpr char hex[] = "0123456789abcdef";
    switch (c) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\n':
        out += "\\n";
        return;
    default:
        break;
    }
    if (static_cast<uint8_t>(c) >= 0x20) {
        out += c;
        return;
    }
    out += "\\u00";
    out += hex[static_cast<uint8_t>(c) >> 4];
    out += hex[static_cast<uint8_t>(c) & 0xf];
}

} // namespace

void appendJson(std::string &out, std::string_view text)
{
    out += '"';
    while (!text.empty()) {
        const std::size_t length = sequenceLength(text);
        if (length == 1)
            appendEscaped(out, text.front());
        else if (length == 0)
            out += "\xef\xbf\xbd";
        else
            out += text.substr(0, length);
        text.remove_prefix(length == 0 ? 1 : length);
    }
    out += '"';
}

} // namespace rollcall::reports
