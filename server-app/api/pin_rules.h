#pragma once

#include <QString>

#include <algorithm>

namespace rollcall::api {

struct PinRules {
    static constexpr qsizetype fewestDigits = 4;
    static constexpr qsizetype mostDigits = 12;
};

[[nodiscard]] inline bool isPin(const QString &text)
{
    return text.size() >= PinRules::fewestDigits && text.size() <= PinRules::mostDigits
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

} // namespace rollcall::api
