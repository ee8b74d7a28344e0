#pragma once

#include "attendance/timetable.h"
#include "reports/report_source.h"
#include "reports/report_writer.h"

#include <memory>

namespace rollcall::reports {

// The site and the moment that a report is made for.
struct ReportSite {
    attendance::LocalZone zone;
    std::string zoneName;  // "Europe/Berlin"
    std::chrono::milliseconds debounce{60'000};
    attendance::UtcMs now{};
};

// Makes rows of what a ReportSource read and hands them to a writer. Keeps nothing of people whose rows are written. One thread at a
// time; the writer outlives it.
class ReportBuilder {
public:
    ReportBuilder(ReportRequest request, attendance::Schedule schedule, const ReportSite &site, ReportWriter &writer);

    // The instants to read for this request.
    [[nodiscard]] attendance::Interval needed() const;
    [[nodiscard]] std::expected<void, ReportError> begin();
    // After the last batch the report is ended.
    [[nodiscard]] std::expected<void, ReportError> take(const Batch &batch);
    [[nodiscard]] int64_t rows() const { return m_rows; }

private:
    [[nodiscard]] std::expected<void, ReportError> takePerson(const PersonFacts &facts);
    [[nodiscard]] std::expected<void, ReportError> write();

    const ReportRequest m_request;
    const ReportSite m_site;
    const attendance::Timetable m_timetable;
    ReportWriter &m_writer;
    std::vector<Cell> m_cells;
    int64_t m_rows = 0;
};

// When a person belongs to the site. Before they were entered nothing is expected of them.
[[nodiscard]] attendance::Validity membershipOf(const Member &member, const attendance::LocalZone &zone);
// The days of one person, as reports and the API have them.
[[nodiscard]] std::vector<attendance::WorkDay> daysOf(const PersonFacts &facts, const attendance::Timetable &timetable, const attendance::DayRange &range,
                                                      const ReportSite &site);

} // namespace rollcall::reports
