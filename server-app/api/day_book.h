#pragma once

#include "api/day_register.h"
#include "api/judged_day.h"
#include "attendance/day_state.h"

#include <deque>
#include <map>
#include <memory>

namespace rollcall::api {

// A page of everybody's day.
struct DayQuery {
    attendance::Day day{};
    bool everybody = false;  // those too who were expected and have not been seen
    std::optional<attendance::DayState> state = {};  // of everybody, those who are it
    std::optional<attendance::GroupName> group = {};
    std::string text = {};   // somewhere in the name, in any case, accents aside; empty: any
    reports::ReportSite site;
    store::PageRequest page;
};

// Everybody's day as the rules judge it. What was judged is kept for as long as it stands: until something that it follows from has
// changed in the database, whoever changed it, or until time makes another day of it. Of one site. On the thread of the register.
class DayBook {
public:
    // With all their entries and events: today and yesterday, which alerts look at, and what people turn pages to.
    static constexpr std::size_t daysKept = 5;
    static constexpr std::size_t countsKept = 400;  // of days, in figures

    DayBook();
    ~DayBook();
    DayBook(const DayBook &) = delete;
    DayBook &operator=(const DayBook &) = delete;

    // In order of check-in; those without one come last.
    [[nodiscard]] Expected<store::Page<DayItem>> page(store::Register &records, const DayQuery &query);
    [[nodiscard]] Expected<CountedDay> counts(store::Register &records, attendance::Day day, const reports::ReportSite &site);
    // The same where it needs no work; nothing where it does.
    [[nodiscard]] Expected<std::optional<CountedDay>> knownCounts(store::Register &records, attendance::Day day, const reports::ReportSite &site);
    // All entries of these states, for who goes through them.
    [[nodiscard]] Expected<std::vector<DayItem>> entries(store::Register &records, attendance::Day day, const reports::ReportSite &site,
                                                         std::span<const attendance::DayState> states);
    // Groups of whoever is in the register at the last look.
    [[nodiscard]] std::vector<attendance::GroupName> groupsOf(const attendance::PersonId &person) const;

private:
    using Marks = JudgedDay::Marks;
    struct Counted {
        Marks marks;
        attendance::UtcMs asOf{};
        attendance::UtcMs until{};
        CountedDay day;
    };
    // Brings the plan up to date, then asks what stands of the day.
    [[nodiscard]] Expected<Marks> marksOf(store::Register &records, attendance::Day day, const reports::ReportSite &site);
    [[nodiscard]] Expected<void> readPlan(store::Register &records, const reports::ReportSite &site);
    [[nodiscard]] Expected<const JudgedDay *> judged(store::Register &records, attendance::Day day, const reports::ReportSite &site);
    [[nodiscard]] Expected<std::unique_ptr<JudgedDay>> upToDate(std::unique_ptr<JudgedDay> known, store::Register &records, attendance::Day day,
                                                                const reports::ReportSite &site, Marks marks);
    void noteCounts(const JudgedDay &day);
    [[nodiscard]] bool isCalled(std::size_t place, const std::string &part);

    std::unique_ptr<const DayPlan> m_plan;
    std::vector<std::string> m_searched;              // the plan's names as they are searched; empty until somebody does
    std::deque<std::unique_ptr<JudgedDay>> m_days;    // of the plan; the last one used first
    std::map<attendance::Day, Counted> m_counts;
};

} // namespace rollcall::api
