#pragma once

#include "api/day_plan.h"
#include "attendance/day_state.h"

#include <tuple>

namespace rollcall::api {

struct CountedDay {
    attendance::DayCounts counts;
    bool isOver = false;
};

// Everybody's day as the rules judge it, kept with the events that it follows from: when something changes, only what changed is read,
// and only whom it concerns is judged again. Of one plan, which outlives it. On the thread of the register.
class JudgedDay {
public:
    using Marks = store::RegisterChanges::EventMarks;
    // The moment, the place among people and the shift: an order that entries which come between two pages do not disturb.
    using Order = std::tuple<int64_t, std::string_view, std::string_view>;

    // `marks`: those of the database, asked for before anything is read, so that what is read is never older than they are.
    [[nodiscard]] static Expected<std::unique_ptr<JudgedDay>> judge(store::Register &records, const DayPlan &plan, attendance::Day day, const reports::ReportSite &site, Marks marks);
    // Brings it up to date. After an error it is of no use.
    [[nodiscard]] Expected<void> refresh(store::Register &records, const reports::ReportSite &site, Marks marks);

    // Which instants the day can follow from.
    [[nodiscard]] static attendance::Interval needed(const DayPlan &plan, attendance::Day day);

    [[nodiscard]] attendance::Day day() const { return m_day; }
    [[nodiscard]] const Marks &marks() const { return m_marks; }
    [[nodiscard]] attendance::UtcMs asOf() const { return m_asOf; }
    [[nodiscard]] attendance::UtcMs until() const { return m_until; }  // from then on time alone makes another day of it
    [[nodiscard]] const CountedDay &counted() const { return m_counted; }

    // In order of check-in; those without one come last.
    struct Entry {
        std::size_t place = 0;  // of the plan's members
        std::size_t turn = 0;   // among the entries of that person
    };
    [[nodiscard]] const std::vector<Entry> &entries() const { return m_entries; }
    [[nodiscard]] const attendance::WorkDay &at(const Entry &entry) const { return m_people[entry.place].days[entry.turn]; }
    [[nodiscard]] static Order orderOf(const attendance::WorkDay &day);

private:
    struct Person {
        std::vector<attendance::Sighting> sightings;  // by time
        std::vector<attendance::Correction> corrections;
        std::vector<attendance::WorkDay> days;
        attendance::UtcMs until = attendance::UtcMs::max();  // time alone changes them
    };
    using Fresh = std::unordered_map<std::size_t, std::vector<attendance::Sighting>>;  // by place

    JudgedDay(const DayPlan &plan, attendance::Day day);
    [[nodiscard]] Expected<void> readAll(store::Register &records);
    [[nodiscard]] Expected<void> readChanged(store::Register &records, const Marks &now, std::vector<bool> &touched);
    void replace(const attendance::Interval &hours, Fresh fresh, std::vector<bool> &touched);
    void judgePeople(const std::vector<bool> &touched, const reports::ReportSite &site);
    void sum();

    const DayPlan *m_plan;
    const attendance::Day m_day;
    const attendance::Interval m_needed;
    Marks m_marks;
    attendance::UtcMs m_asOf{};
    attendance::UtcMs m_until{};
    std::vector<Person> m_people;  // as in the plan
    std::vector<Entry> m_entries;
    CountedDay m_counted;
};

} // namespace rollcall::api
