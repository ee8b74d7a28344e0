#pragma once

#include "attendance/work_days.h"

#include <optional>
#include <string_view>

namespace rollcall::reports {

enum class Kind {
    Days,        // every day of everybody
    Late,
    Early,       // left early
    Absent,
    Overtime,
    Exceptions,  // what somebody should look at: missing check-outs, doubtful sightings, work on days off
    Summary,     // one row a person
};
enum class Format { Json, Csv, Xlsx, Html, Pdf };
enum class Language { English, German, French };  // of titles and of the words in cells; keys of JSON stay

// What a report is of. Nobody named: everybody.
struct ReportRequest {
    Kind kind = Kind::Days;
    std::optional<attendance::PersonId> person;
    std::optional<attendance::GroupName> group;
    attendance::DayRange days;
    Language language = {};

    static constexpr int maxDays = 3'660;  // ten years
};

[[nodiscard]] std::string_view toWord(Kind kind);
[[nodiscard]] std::optional<Kind> parseKind(std::string_view word);
[[nodiscard]] std::string_view toWord(Format format);  // also the ending of a file's name
[[nodiscard]] std::optional<Format> parseFormat(std::string_view word);
[[nodiscard]] std::string_view toWord(Language language);  // as in HTML: "en"
[[nodiscard]] std::optional<Language> parseLanguage(std::string_view word);
[[nodiscard]] std::string_view mediaType(Format format);

// Whether a day belongs into such a report.
[[nodiscard]] bool belongs(Kind kind, const attendance::WorkDay &day);

} // namespace rollcall::reports
