#include "store/day_values.h"

#include <charconv>
#include <cstdio>

namespace rollcall::store {

std::string toText(attendance::Day day)
{
    char text[16];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", int(day.year()), unsigned(day.month()), unsigned(day.day()));
    return text;
}

std::optional<attendance::Day> toOptionalDay(const Value &value)
{
    const auto *known = std::get_if<std::string>(&value);
    if (!known || known->size() != 10)
        return std::nullopt;
    const std::string &text = *known;
    const auto number = [&](std::size_t from, std::size_t length) {
        int result = 0;
        std::from_chars(text.data() + from, text.data() + from + length, result);
        return result;
    };
    const attendance::Day day = std::chrono::year(number(0, 4)) / number(5, 2) / number(8, 2);
    if (!day.ok())
        return std::nullopt;
    return day;
}

Value orNull(const std::optional<attendance::Day> &day)
{
    return day ? Value(toText(*day)) : Value();
}

} // namespace rollcall::store
