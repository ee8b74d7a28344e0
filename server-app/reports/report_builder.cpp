#include "reports/report_builder.h"

#include "attendance/words.h"
#include "reports/texts.h"

namespace rollcall::reports {

using namespace attendance;

namespace {

std::string subtitleOf(const ReportRequest &request)
{
    const auto text = [&](Text which) { return reports::text(which, request.language); };
    std::string line = toText(request.days.first);
    if (request.days.first != request.days.last)
        line += ' ' + std::string(text(Text::To)) + ' ' + toText(request.days.last);
    line += ", ";
    if (request.person)
        return line + std::string(text(Text::OnePerson)) + ' ' + request.person->toString();
    if (request.group)
        return line + std::string(text(Text::Group)) + ' ' + request.group->toString();
    return line + std::string(text(Text::Everybody));
}

std::string footnoteOf(const ReportSite &site, Language language)
{
    return std::string(text(Text::TimesIn, language)) + ' ' + site.zoneName + ", " + std::string(text(Text::Made, language)) + ' ' + plainText(Cell(site.zone.local(site.now)));
}

} // namespace

attendance::Validity membershipOf(const Member &member, const attendance::LocalZone &zone)
{
    attendance::Validity membership = member.validity;
    if (!membership.from)
        membership.from = zone.dayOf(member.created);
    return membership;
}

std::vector<WorkDay> daysOf(const PersonFacts &facts, const Timetable &timetable, const DayRange &range, const ReportSite &site)
{
    return workDays({.person = facts.member.id, .groups = facts.member.groups, .sightings = facts.sightings, .corrections = facts.corrections,
                     .membership = membershipOf(facts.member, timetable.zone())},
                    timetable, range, site.now, site.debounce);
}

ReportBuilder::ReportBuilder(ReportRequest request, Schedule schedule, const ReportSite &site, ReportWriter &writer)
    : m_request(std::move(request))
    , m_site(site)
    , m_timetable(std::move(schedule), site.zone)
    , m_writer(writer)
{
}

Interval ReportBuilder::needed() const
{
    return eventsNeeded(m_timetable, m_request.days);
}

std::expected<void, ReportError> ReportBuilder::begin()
{
    return m_writer.begin({.title = std::string(title(m_request.kind, m_request.language)), .subtitle = subtitleOf(m_request), .footnote = footnoteOf(m_site, m_request.language),
                           .columns = columnsOf(m_request.kind, m_request.language), .language = m_request.language});
}

std::expected<void, ReportError> ReportBuilder::take(const Batch &batch)
{
    for (const PersonFacts &facts : batch.people) {
        if (auto taken = takePerson(facts); !taken)
            return taken;
    }
    return batch.isLast ? m_writer.end() : std::expected<void, ReportError>();
}

std::expected<void, ReportError> ReportBuilder::takePerson(const PersonFacts &facts)
{
    const std::vector<WorkDay> days = daysOf(facts, m_timetable, m_request.days, m_site);
    if (m_request.kind == Kind::Summary) {
        if (days.empty())
            return {};
        Totals totals;
        for (const WorkDay &day : days)
            totals.add(day);
        toCells(facts.member, totals, m_cells);
        return write();
    }
    static const std::string none;
    for (const WorkDay &day : days) {
        if (!belongs(m_request.kind, day))
            continue;
        const Shift *shift = day.shift ? m_timetable.shift(*day.shift) : nullptr;
        toCells(facts.member, day, shift ? shift->name : none, m_timetable.zone(), m_request.language, m_cells);
        if (auto written = write(); !written)
            return written;
    }
    return {};
}

std::expected<void, ReportError> ReportBuilder::write()
{
    ++m_rows;
    return m_writer.row(m_cells);
}

} // namespace rollcall::reports
