#include "webhooks/noting.h"

#include "reports/report_source.h"
#include "store/unknown_faces.h"
#include "webhooks/events.h"

#include <algorithm>

namespace rollcall::webhooks {

using attendance::Day;
using attendance::UtcMs;
using store::StoreError;

namespace {

bool isNobody(const StoreError &error)
{
    return error.code == StoreError::Code::NotFound || error.code == StoreError::Code::Gone;
}

} // namespace

Noting::Noting(store::Register &records, const reports::ReportSite &site, int64_t mostWaiting)
    : m_records(records)
    , m_webhooks(records.database())
    , m_site(site)
    , m_mostWaiting(mostWaiting)
    , m_ids(attendance::systemRandom())
{
}

Noting::Expected<bool> Noting::isWanted()
{
    const auto webhooks = m_webhooks.webhooks();
    if (!webhooks)
        return std::unexpected(webhooks.error());
    return std::ranges::any_of(*webhooks, [](const store::Webhook &webhook) { return webhook.state == store::Webhook::State::Active; });
}

Noting::Expected<bool> Noting::days(const attendance::PersonId &person, Day from, const attendance::Timetable &timetable)
{
    const Day today = m_site.zone.dayOf(m_site.now);
    const attendance::DayRange range{from, std::max(from, today)};
    reports::ReportSource source({.kind = reports::Kind::Days, .person = person, .group = {}, .days = range});
    const auto read = source.next(m_records, attendance::eventsNeeded(timetable, range));
    if (!read)
        return isNobody(read.error()) ? Expected<bool>(false) : std::unexpected(read.error());
    const reports::PersonFacts &facts = read->people.front();
    std::vector<DayEvent> events = eventsOf(reports::daysOf(facts, timetable, range, m_site), facts.corrections, today);
    if (events.empty())
        return false;
    const auto known = m_webhooks.noted(person);
    if (!known)
        return std::unexpected(known.error());
    std::erase_if(events, [&](const DayEvent &event) { return known->contains({event.name, event.subject}); });
    if (events.empty())
        return false;
    const auto named = m_records.person(person);
    if (!named)
        return isNobody(named.error()) ? Expected<bool>(false) : std::unexpected(named.error());
    bool any = false;
    for (const DayEvent &event : events) {
        const auto noted = m_webhooks.note(toWebhookEvent(event, *named, m_ids.next(m_site.now).toString()), m_mostWaiting);
        if (!noted)
            return noted;
        any |= *noted;
    }
    return any;
}

Noting::Expected<bool> Noting::faces(UtcMs since)
{
    const auto waiting = store::UnknownFaces(m_records.database()).faces({.state = store::UnknownFaceState::Waiting, .from = since},
                                                                         {.limit = store::PageRequest::maxLimit, .cursor = {}});
    if (!waiting)
        return std::unexpected(waiting.error());
    const auto known = m_webhooks.noted(unknown, since);
    if (!known)
        return std::unexpected(known.error());
    bool any = false;
    for (const store::UnknownFace &face : waiting->items) {
        if (face.firstSeen < since || known->contains(face.id.toString()))
            continue;
        const auto noted = m_webhooks.note(toWebhookEvent(face, m_ids.next(m_site.now).toString()), m_mostWaiting);
        if (!noted)
            return noted;
        any |= *noted;
    }
    return any;
}

Noting::Expected<UtcMs> Noting::start()
{
    const auto webhooks = m_webhooks.webhooks();
    if (!webhooks)
        return std::unexpected(webhooks.error());
    UtcMs start = m_site.now;
    for (const char *name : {checkIn, checkOut}) {
        const auto last = m_webhooks.lastNoted(name);
        if (!last)
            return std::unexpected(last.error());
        for (const store::Webhook &webhook : *webhooks) {
            if (webhook.state == store::Webhook::State::Active && webhook.events.contains(name))
                start = std::min(start, last->value_or(webhook.created));
        }
    }
    return start;
}

} // namespace rollcall::webhooks
