#include "reports/report_request.h"

#include <array>
#include <utility>

namespace rollcall::reports {

using attendance::DayStatus;
using attendance::Mark;

namespace {

constexpr std::array<std::pair<Kind, std::string_view>, 7> kinds{{{Kind::Days, "days"}, {Kind::Late, "late"}, {Kind::Early, "early"}, {Kind::Absent, "absent"},
    {Kind::Overtime, "overtime"}, {Kind::Exceptions, "exceptions"}, {Kind::Summary, "summary"}}};
constexpr std::array<std::pair<Format, std::string_view>, 5> formats{{{Format::Json, "json"}, {Format::Csv, "csv"}, {Format::Xlsx, "xlsx"},
    {Format::Html, "html"}, {Format::Pdf, "pdf"}}};
constexpr std::array<std::pair<Language, std::string_view>, 3> languages{{{Language::English, "en"}, {Language::German, "de"}, {Language::French, "fr"}}};

constexpr std::array exceptionMarks{Mark::MissingCheckIn, Mark::MissingCheckOut, Mark::UnpairedPunch, Mark::OutsideWindow, Mark::TooShort,
                                    Mark::WorkedOnHoliday, Mark::WorkedOnDayOff, Mark::Suggested};

template <typename Table, typename Choice>
std::string_view wordOf(const Table &table, Choice choice)
{
    for (const auto &[known, word] : table) {
        if (known == choice)
            return word;
    }
    return {};
}

template <typename Table>
auto choiceOf(const Table &table, std::string_view word) -> std::optional<typename Table::value_type::first_type>
{
    for (const auto &[choice, known] : table) {
        if (known == word)
            return choice;
    }
    return std::nullopt;
}

} // namespace

std::string_view toWord(Kind kind) { return wordOf(kinds, kind); }
std::optional<Kind> parseKind(std::string_view word) { return choiceOf(kinds, word); }
std::string_view toWord(Format format) { return wordOf(formats, format); }
std::optional<Format> parseFormat(std::string_view word) { return choiceOf(formats, word); }
std::string_view toWord(Language language) { return wordOf(languages, language); }
std::optional<Language> parseLanguage(std::string_view word) { return choiceOf(languages, word); }

std::string_view mediaType(Format format)
{
    switch (format) {
    case Format::Json:
        return "application/json";
    case Format::Csv:
        return "text/csv; charset=utf-8; header=present";
    case Format::Xlsx:
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    case Format::Html:
        return "text/html; charset=utf-8";
    case Format::Pdf:
        return "application/pdf";
    }
    return {};
}

bool belongs(Kind kind, const attendance::WorkDay &day)
{
    switch (kind) {
    case Kind::Days:
    case Kind::Summary:
        return true;
    case Kind::Late:
        return day.marks.has(Mark::Late);
    case Kind::Early:
        return day.marks.has(Mark::EarlyLeave);
    case Kind::Absent:
        return day.status == DayStatus::Absent;
    case Kind::Overtime:
        return day.overtime > attendance::Minutes(0);
    case Kind::Exceptions:
        break;
    }
    if (day.status == DayStatus::Exception)
        return true;
    for (const Mark mark : exceptionMarks) {
        if (day.marks.has(mark))
            return true;
    }
    return false;
}

} // namespace rollcall::reports
