#pragma once

#include "attendance/correction.h"
#include "attendance/schedule.h"
#include "attendance/sighting.h"

#include <optional>
#include <string>
#include <string_view>

namespace rollcall::attendance {

// The words under which choices are stored and served: "first-in-last-out", "leave-open", "in", "check-out".
[[nodiscard]] std::string_view toWord(PunchMode mode);
[[nodiscard]] std::string_view toWord(MissingCheckOut rule);
[[nodiscard]] std::string_view toWord(Direction direction);
[[nodiscard]] std::string_view toWord(Correction::Kind kind);
[[nodiscard]] std::string_view toWord(Source source);
// The choice that a word stands for: parseWord<PunchMode>("alternating").
template <typename Choice>
[[nodiscard]] std::optional<Choice> parseWord(std::string_view word);

// "2026-11-21"; texts sort as the days do.
[[nodiscard]] std::string toText(Day day);
// nullopt for anything else, such as 2026-02-30.
[[nodiscard]] std::optional<Day> parseDay(std::string_view text);
// "08:05", counted from midnight.
[[nodiscard]] std::string toClock(Minutes sinceMidnight);
[[nodiscard]] std::optional<Minutes> parseClock(std::string_view text);

} // namespace rollcall::attendance
