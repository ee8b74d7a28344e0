#include "reports/report_source.h"

#include "store/event_records.h"

#include <algorithm>

namespace rollcall::reports {

namespace {

constexpr int personDaysAtOnce = 4'000;  // some milliseconds of reading
// Withdrawals may name corrections that are a little outside: windows reach into other days.
constexpr int daysAround = 3;

} // namespace

ReportSource::ReportSource(ReportRequest request)
    : m_request(std::move(request))
{
}

std::expected<attendance::Schedule, store::StoreError> ReportSource::schedule(store::Register &records)
{
    return store::ScheduleRecords(records.database()).schedule();
}

int ReportSource::peopleAtOnce() const
{
    const int days = attendance::daysBetween(m_request.days.first, m_request.days.last) + 1;
    return std::clamp(personDaysAtOnce / days, 1, store::PageRequest::maxLimit);
}

std::expected<Batch, store::StoreError> ReportSource::next(store::Register &records, const attendance::Interval &needed)
{
    store::EventRecords events(records.database());
    store::Page<store::Member> page;
    if (m_request.person) {
        auto member = events.member(*m_request.person);
        if (!member)
            return std::unexpected(std::move(member.error()));
        page.items.push_back(std::move(*member));
    } else {
        auto members = events.members(m_request.group, {.limit = peopleAtOnce(), .cursor = m_cursor});
        if (!members)
            return std::unexpected(std::move(members.error()));
        page = std::move(*members);
    }
    Batch batch;
    store::CorrectionRecords corrections(records.database());
    for (store::Member &member : page.items) {
        auto sightings = events.sightingsOf(member.id, needed.from, needed.until);
        if (!sightings)
            return std::unexpected(std::move(sightings.error()));
        auto corrected = corrections.ofDays(member.id, attendance::addDays(m_request.days.first, -daysAround), attendance::addDays(m_request.days.last, daysAround));
        if (!corrected)
            return std::unexpected(std::move(corrected.error()));
        batch.people.push_back({.member = std::move(member), .sightings = std::move(*sightings), .corrections = std::move(*corrected)});
    }
    m_cursor = page.next;
    batch.isLast = !page.next;
    return batch;
}

} // namespace rollcall::reports
