#include "reports/csv_writer.h"
#include "reports/html_writer.h"
#include "reports/json_writer.h"
#include "reports/report_builder.h"
#include "reports/texts.h"

#include <gtest/gtest.h>

using namespace rollcall::reports;
using namespace rollcall::attendance;
using namespace std::chrono_literals;

namespace {

constexpr Day monday = std::chrono::year{2026} / 11 / 23;
LocalMs clock(Day day, Minutes time) { return std::chrono::local_days(day) + time; }

const ReportHead head{.title = "Att & Co", .subtitle = "2026-11-23", .footnote = "Times in UTC",
                      .columns = {{"name", "Name", CellKind::Text, 20}, {"secret", "Hidden", CellKind::Text, 5, false}, {"date", "Date", CellKind::Date},
                                  {"in", "In", CellKind::Time}, {"n", "N", CellKind::Number}, {"w", "Worked", CellKind::Duration}}};
const std::vector<Cell> row{std::string("Ada <b> \"q\", x\n"), std::string("h"), monday, clock(addDays(monday, 1), 6h + 5min), int64_t{-3}, Minutes(455)};

template <typename Writer, typename... Options>
std::string written(const std::vector<std::vector<Cell>> &rows, Options... options)
{
    std::string out;
    Writer writer(out, options...);
    EXPECT_TRUE(writer.begin(head));
    for (const auto &cells : rows)
        EXPECT_TRUE(writer.row(cells));
    EXPECT_TRUE(writer.end());
    return out;
}

} // namespace

TEST(CsvWriter, writesRfc4180)
{
    EXPECT_EQ(written<CsvWriter>({row}, false),
              "Name,Hidden,Date,In,N,Worked\r\n\"Ada <b> \"\"q\"\", x\n\",h,2026-11-23,2026-11-24 06:05,-3,7:35\r\n");
    EXPECT_EQ(written<CsvWriter>({}, true).substr(0, 7), "\xef\xbb\xbfName");
}

TEST(CsvWriter, neutralisesTextsThatSpreadsheetsTakeForFormulas)
{
    for (const char *evil : {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "=HYPERLINK(\"http://x\",\"y\")"}) {
        std::string out;
        CsvWriter writer(out, false);
        ASSERT_TRUE(writer.row(std::vector<Cell>{std::string(evil), int64_t{-1}}));
        EXPECT_EQ(out.substr(0, 2), "\"'") << evil;
        EXPECT_TRUE(out.ends_with(",-1\r\n")) << out;  // a number stays one
    }
    EXPECT_FALSE(looksLikeFormula("Ada = Bob"));
    EXPECT_FALSE(looksLikeFormula(""));
}

TEST(JsonWriter, writesOneObject)
{
    EXPECT_EQ(written<JsonWriter>({row, {std::string("\x01\xff\xc3\xa9\xed\xa0\x80"), {}, {}, {}, {}, {}}}),
              "{\"title\":\"Att & Co\",\"subtitle\":\"2026-11-23\",\"footnote\":\"Times in UTC\",\"rows\":[\n"
              "{\"name\":\"Ada <b> \\\"q\\\", x\\n\",\"secret\":\"h\",\"date\":\"2026-11-23\",\"in\":\"2026-11-24 06:05\",\"n\":-3,\"w\":455},\n"
              "{\"name\":\"\\u0001\xef\xbf\xbd\xc3\xa9\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\",\"secret\":null,\"date\":null,\"in\":null,\"n\":null,\"w\":null}\n]}\n");
}

TEST(HtmlWriter, escapesAndPrintsWhatPaperHasRoomFor)
{
    const std::string html = written<HtmlWriter>({row});
    EXPECT_NE(html.find("<h1>Att &amp; Co</h1>"), std::string::npos);
    EXPECT_NE(html.find("<tr><td>Ada &lt;b&gt; &quot;q&quot;, x\n</td><td>2026-11-23</td><td>06:05 +1</td><td class=\"r\">-3</td><td class=\"r\">7:35</td></tr>"),
              std::string::npos) << html;
    EXPECT_EQ(html.find("Hidden"), std::string::npos);
    EXPECT_EQ(html.find("<b>"), std::string::npos);
}

TEST(PrintWriter, endsWithALineThatSaysSo)
{
    const std::string lines = written<PrintWriter>({row});
    EXPECT_TRUE(lines.ends_with("[\"Ada <b> \\\"q\\\", x\\n\",\"2026-11-23\",\"06:05 +1\",\"-3\",\"7:35\"]\n\"end\"\n")) << lines;
}

TEST(ReportKinds, chooseTheirDays)
{
    WorkDay day;
    const auto in = [&](Kind kind) { return belongs(kind, day); };
    EXPECT_TRUE(in(Kind::Days));
    EXPECT_FALSE(in(Kind::Late) || in(Kind::Early) || in(Kind::Absent) || in(Kind::Overtime) || in(Kind::Exceptions));
    day.marks.add(Mark::Late);
    EXPECT_TRUE(in(Kind::Late));
    EXPECT_FALSE(in(Kind::Exceptions));
    day.marks.add(Mark::MissingCheckOut);
    EXPECT_TRUE(in(Kind::Exceptions));
    day = {};
    day.status = DayStatus::Absent;
    EXPECT_TRUE(in(Kind::Absent));
    day.status = DayStatus::Exception;
    EXPECT_TRUE(in(Kind::Exceptions));
    day = {};
    day.overtime = 1min;
    EXPECT_TRUE(in(Kind::Overtime));
    for (const Kind kind : {Kind::Days, Kind::Late, Kind::Early, Kind::Absent, Kind::Overtime, Kind::Exceptions, Kind::Summary})
        EXPECT_EQ(parseKind(toWord(kind)), kind);
    EXPECT_FALSE(parseKind("everything"));
}

namespace {

// Two people; one of them late on Monday and absent on Tuesday.
Schedule schoolWeek()
{
    Shift shift;
    shift.id = ShiftId("day");
    shift.name = "Day";
    shift.start = 8h;
    shift.end = 16h;
    shift.days.bits = 0x1f;
    Schedule schedule;
    schedule.shifts = {shift};
    schedule.assignments = {{.id = "a", .who = GroupName("staff"), .shift = shift.id, .validity = {}}};
    return schedule;
}

Sighting seen(const char *person, UtcMs when)
{
    return {.id = {}, .person = PersonId(person), .camera = CameraId("door"), .firstSeen = when, .lastSeen = when, .confidence = 1, .track = 1};
}

std::string report(Kind kind, Language language = Language::English)
{
    const UtcMs midnight = std::chrono::sys_days(monday);
    std::string out;
    CsvWriter writer(out, false);
    const ReportSite site{.zone = LocalZone([](UtcMs) { return 0s; }), .zoneName = "UTC", .debounce = 60s, .now = midnight + 72h};
    ReportBuilder builder({.kind = kind, .person = {}, .group = {}, .days = {monday, addDays(monday, 1)}, .language = language}, schoolWeek(), site, writer);
    const Member ada{.id = PersonId("ada"), .name = "Ada", .groups = {GroupName("staff")}, .validity = {}, .created = midnight - 1000h};
    const Member bob{.id = PersonId("bob"), .name = "Bob", .groups = {}, .validity = {}, .created = midnight - 1000h};
    EXPECT_TRUE(builder.begin());
    EXPECT_TRUE(builder.take({.people = {{.member = ada, .sightings = {seen("ada", midnight + 8h + 20min), seen("ada", midnight + 16h)}, .corrections = {}}}, .isLast = false}));
    EXPECT_TRUE(builder.take({.people = {{.member = bob, .sightings = {seen("bob", midnight + 9h)}, .corrections = {}}}, .isLast = true}));
    return out.substr(out.find("\r\n") + 2);
}

} // namespace

TEST(ReportBuilder, makesRowsOfDays)
{
    EXPECT_EQ(report(Kind::Days), "ada,Ada,staff,2026-11-23,Day,late,2026-11-23 08:20,2026-11-23 16:00,8:00,7:40,,0:20,,,,face,face\r\n"
                                  "ada,Ada,staff,2026-11-24,Day,absent,,,8:00,,,,,,,,\r\n"
                                  "bob,Bob,,2026-11-23,,present,2026-11-23 09:00,,,,,,,,,face,\r\n");
    EXPECT_EQ(report(Kind::Late), "ada,Ada,staff,2026-11-23,Day,late,2026-11-23 08:20,2026-11-23 16:00,8:00,7:40,,0:20,,,,face,face\r\n");
    EXPECT_EQ(report(Kind::Absent), "ada,Ada,staff,2026-11-24,Day,absent,,,8:00,,,,,,,,\r\n");
    EXPECT_EQ(report(Kind::Overtime), "");
    EXPECT_EQ(report(Kind::Absent, Language::German), "ada,Ada,staff,2026-11-24,Day,abwesend,,,8:00,,,,,,,,\r\n");
    EXPECT_EQ(report(Kind::Late, Language::French), "ada,Ada,staff,2026-11-23,Day,en retard,2026-11-23 08:20,2026-11-23 16:00,8:00,7:40,,0:20,,,,visage,visage\r\n");
}

TEST(ReportTexts, areThereInEveryLanguage)
{
    for (const Language language : {Language::English, Language::German, Language::French}) {
        EXPECT_EQ(parseLanguage(toWord(language)), language);
        for (int which = 0; which <= int(Text::Continued); ++which)
            EXPECT_FALSE(text(static_cast<Text>(which), language).empty()) << which;
        for (const Kind kind : {Kind::Days, Kind::Late, Kind::Early, Kind::Absent, Kind::Overtime, Kind::Exceptions, Kind::Summary}) {
            EXPECT_FALSE(title(kind, language).empty());
            for (const Column &column : columnsOf(kind, language))
                EXPECT_FALSE(column.title.empty()) << column.key;
        }
        for (const Mark mark : allMarks)
            EXPECT_FALSE(words(mark, language).empty()) << int(mark);
    }
    EXPECT_FALSE(parseLanguage("xx"));
}

TEST(ReportBuilder, addsUpAPerson)
{
    EXPECT_EQ(report(Kind::Summary), "ada,Ada,staff,2,1,1,0,0,1,0,0,7:40,0:00,0:20,0:00\r\nbob,Bob,,0,1,0,0,0,0,0,0,0:00,0:00,0:00,0:00\r\n");
}
