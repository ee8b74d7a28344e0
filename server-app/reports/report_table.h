#pragma once

#include "attendance/local_zone.h"
#include "attendance/work_day.h"
#include "reports/report_request.h"
#include "store/event_records.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace rollcall::reports {

using attendance::Day;
using attendance::LocalMs;
using attendance::Minutes;
using store::Member;

// One field of a row. A time is what the clocks of the site showed.
using Cell = std::variant<std::monostate, std::string, int64_t, Day, LocalMs, Minutes>;
enum class CellKind { Text, Number, Date, Time, Duration };

struct Column {
    std::string_view key;    // in JSON, never translated
    std::string_view title;
    CellKind kind = CellKind::Text;
    int width = 10;          // in characters, as spreadsheets count
    bool isPrinted = true;   // on paper there is less room
};

// What stands above the rows.
struct ReportHead {
    std::string title;     // "Late arrivals"
    std::string subtitle;  // "2026-11-01 to 2026-11-30, group Class 5a"
    std::string footnote;  // "Times in Europe/Berlin, made 2026-12-01 08:00"
    std::vector<Column> columns;
    Language language = {};
};

// One person's days in figures.
struct Totals {
    int64_t shifts = 0;
    int64_t attended = 0;
    int64_t late = 0;
    int64_t leftEarly = 0;
    int64_t halfDays = 0;
    int64_t absent = 0;
    int64_t excused = 0;
    int64_t exceptions = 0;
    Minutes worked{};
    Minutes overtime{};
    Minutes lateBy{};
    Minutes earlyBy{};
    void add(const attendance::WorkDay &day);
};

[[nodiscard]] std::vector<Column> columnsOf(Kind kind, Language language);
// Cells in the order of the columns; `cells` keeps its memory from row to row.
void toCells(const Member &member, const attendance::WorkDay &day, const std::string &shiftName, const attendance::LocalZone &zone, Language language,
             std::vector<Cell> &cells);
void toCells(const Member &member, const Totals &totals, std::vector<Cell> &cells);

// "2026-11-21", "2026-11-21 08:05", "7:30"; numbers and texts as they are.
[[nodiscard]] std::string plainText(const Cell &cell);
// "08:05" of the row's own day; "06:05 +1" on the next.
[[nodiscard]] std::string clockText(LocalMs time, const Day *day);

} // namespace rollcall::reports
