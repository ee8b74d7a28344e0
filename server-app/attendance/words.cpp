#include "attendance/words.h"

#include <array>
#include <charconv>

namespace rollcall::attendance {

namespace {

template <typename Choice>
struct Words;

template <>
struct Words<PunchMode> {
    static constexpr std::array<std::pair<PunchMode, std::string_view>, 3> all{
        {{PunchMode::FirstInLastOut, "first-in-last-out"}, {PunchMode::Alternating, "alternating"}, {PunchMode::EveryPair, "every-pair"}}};
};
template <>
struct Words<MissingCheckOut> {
    static constexpr std::array<std::pair<MissingCheckOut, std::string_view>, 3> all{
        {{MissingCheckOut::CloseAtShiftEnd, "shift-end"}, {MissingCheckOut::CloseAtLastSeen, "last-seen"}, {MissingCheckOut::LeaveOpen, "leave-open"}}};
};
template <>
struct Words<Direction> {
    static constexpr std::array<std::pair<Direction, std::string_view>, 3> all{
        {{Direction::In, "in"}, {Direction::Out, "out"}, {Direction::Both, "both"}}};
};
template <>
struct Words<Correction::Kind> {
    static constexpr std::array<std::pair<Correction::Kind, std::string_view>, 5> all{
        {{Correction::Kind::CheckIn, "check-in"}, {Correction::Kind::CheckOut, "check-out"}, {Correction::Kind::Ignore, "ignore"},
         {Correction::Kind::SetStatus, "status"}, {Correction::Kind::Withdraw, "withdraw"}}};
};
template <>
struct Words<Source> {
    static constexpr std::array<std::pair<Source, std::string_view>, 3> all{{{Source::Face, "face"}, {Source::Pin, "pin"}, {Source::Manual, "manual"}}};
};

template <typename Choice>
std::string_view wordOf(Choice choice)
{
    for (const auto &[known, word] : Words<Choice>::all) {
        if (known == choice)
            return word;
    }
    return {};
}

std::string digits(int number, std::size_t width)
{
    std::string text = std::to_string(number);
    return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

// Digits and nothing else.
std::optional<int> parseDigits(std::string_view text)
{
    int number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool isNumber = problem == std::errc() && end == text.data() + text.size() && text.front() != '-';
    return isNumber ? std::optional(number) : std::nullopt;
}

} // namespace

std::string_view toWord(PunchMode mode) { return wordOf(mode); }
std::string_view toWord(MissingCheckOut rule) { return wordOf(rule); }
std::string_view toWord(Direction direction) { return wordOf(direction); }
std::string_view toWord(Correction::Kind kind) { return wordOf(kind); }
std::string_view toWord(Source source) { return wordOf(source); }

template <typename Choice>
std::optional<Choice> parseWord(std::string_view word)
{
    for (const auto &[choice, known] : Words<Choice>::all) {
        if (known == word)
            return choice;
    }
    return std::nullopt;
}

template std::optional<PunchMode> parseWord(std::string_view);
template std::optional<MissingCheckOut> parseWord(std::string_view);
template std::optional<Direction> parseWord(std::string_view);
template std::optional<Correction::Kind> parseWord(std::string_view);
template std::optional<Source> parseWord(std::string_view);

std::string toText(Day day)
{
    return digits(int(day.year()), 4) + '-' + digits(static_cast<int>(unsigned(day.month())), 2) + '-' + digits(static_cast<int>(unsigned(day.day())), 2);
}

std::optional<Day> parseDay(std::string_view text)
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    const auto year = parseDigits(text.substr(0, 4));
    const auto month = parseDigits(text.substr(5, 2));
    const auto day = parseDigits(text.substr(8, 2));
    if (!year || !month || !day)
        return std::nullopt;
    const Day parsed = std::chrono::year(*year) / *month / *day;
    return parsed.ok() && *year > 0 ? std::optional(parsed) : std::nullopt;
}

std::string toClock(Minutes sinceMidnight)
{
    const int minutes = static_cast<int>(sinceMidnight.count());
    return digits(minutes / 60, 2) + ':' + digits(minutes % 60, 2);
}

std::optional<Minutes> parseClock(std::string_view text)
{
    if (text.size() != 5 || text[2] != ':')
        return std::nullopt;
    const auto hours = parseDigits(text.substr(0, 2));
    const auto minutes = parseDigits(text.substr(3, 2));
    if (!hours || !minutes || *hours > 23 || *minutes > 59)
        return std::nullopt;
    return Minutes(*hours * 60 + *minutes);
}

} // namespace rollcall::attendance
