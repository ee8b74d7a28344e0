#include "webhooks/feed.h"

#include "store/people_records.h"
#include "store/unknown_faces.h"
#include "webhooks/events.h"

#include <QLoggingCategory>

#include <algorithm>

namespace rollcall::webhooks {

Q_LOGGING_CATEGORY(lcFeed, "rollcall.webhooks.feed", QtInfoMsg)

using namespace Qt::StringLiterals;
using attendance::Day;
using attendance::RegisterEntry;
using attendance::UtcMs;
using store::StoreError;
using store::WebhookRecords;

namespace {

constexpr auto lookAgainEvery = std::chrono::minutes(5);
constexpr auto lookForFacesEvery = std::chrono::seconds(15);
constexpr auto newFaces = std::chrono::hours(24);
constexpr auto lookAgainAfterTrouble = std::chrono::seconds(10);
constexpr auto furthestBack = std::chrono::days(31);

template <typename T>
using Expected = std::expected<T, StoreError>;

// Notes what is new of these entries; true where something was.
class Noting {
public:
    Noting(store::Register &records, const Feed::Parts &parts, UtcMs now)
        : m_records(records)
        , m_webhooks(records.database())
        , m_mostWaiting(parts.mostWaiting)
        , m_now(now)
        , m_today(parts.dayOf(now))
        , m_ids(attendance::systemRandom())
    {
    }

    Expected<bool> entries(const std::vector<RegisterEntry> &entries, UtcMs since)
    {
        bool any = false;
        for (const char *name : registerEvents) {
            const auto known = m_webhooks.noted(name, since);
            if (!known)
                return std::unexpected(known.error());
            for (const RegisterEntry &entry : entries) {
                if (entry.status != attendance::SightingStatus::Confirmed || known->contains(subjectOf(entry)) || !isOver(name, entry))
                    continue;
                const auto noted = one(name, entry);
                if (!noted)
                    return noted;
                any |= *noted;
            }
        }
        return any;
    }

    // Faces that wait for an operator and were seen for the first time since then.
    Expected<bool> faces(UtcMs since)
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
            const auto noted = m_webhooks.note(eventOf(face, m_ids.next(m_now).toString()), m_mostWaiting);
            if (!noted)
                return noted;
            any |= *noted;
        }
        return any;
    }

private:
    // Somebody has left for good when their day is over.
    [[nodiscard]] bool isOver(const char *name, const RegisterEntry &entry) const { return name == checkIn || entry.day < m_today; }

    Expected<bool> one(const char *name, const RegisterEntry &entry)
    {
        const auto person = m_records.person(entry.person);
        if (!person)
            return person.error().code == StoreError::Code::NotFound || person.error().code == StoreError::Code::Gone ? Expected<bool>(false) : std::unexpected(person.error());
        return m_webhooks.note(eventOf(name, entry, *person, m_ids.next(m_now).toString()), m_mostWaiting);
    }

    store::Register &m_records;
    WebhookRecords m_webhooks;
    const int64_t m_mostWaiting;
    const UtcMs m_now;
    const Day m_today;
    attendance::UuidGenerator m_ids;
};

Expected<bool> isWanted(store::Register &records)
{
    const auto webhooks = WebhookRecords(records.database()).webhooks();
    if (!webhooks)
        return std::unexpected(webhooks.error());
    return std::any_of(webhooks->begin(), webhooks->end(), [](const store::Webhook &webhook) { return webhook.state == store::Webhook::State::Active; });
}

// From where on something may not have been noted: the day before the last event, or yesterday.
Expected<UtcMs> startOf(store::Register &records, const Feed::Parts &parts, UtcMs now)
{
    UtcMs start = now;
    for (const char *name : registerEvents) {
        const auto last = WebhookRecords(records.database()).lastNoted(name);
        if (!last)
            return std::unexpected(last.error());
        if (*last && **last < start)
            start = **last;
    }
    const Day day = parts.dayOf(std::max(start, now - furthestBack));
    const Day before = std::chrono::sys_days(day) - std::chrono::days(1);
    return parts.boundsOf(before).first;
}

} // namespace

Feed::Feed(Parts parts, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Feed::catchUp);
    connect(&m_facesTimer, &QTimer::timeout, this, &Feed::lookForFaces);
    m_facesTimer.start(lookForFacesEvery);
}

void Feed::noteSighting(const attendance::Sighting &sighting)
{
    if (sighting.status != attendance::SightingStatus::Confirmed)
        return;  // an operator's agreement is found by the next look
    run([parts = m_parts, sighting, now = m_parts.now()](store::Register &records) -> Expected<bool> {
        if (const auto wanted = isWanted(records); !wanted || !*wanted)
            return wanted;
        const auto bounds = parts.boundsOf(parts.dayOf(sighting.firstSeen));
        const auto day = records.sightings({.person = sighting.person, .from = bounds.first, .until = bounds.second}, {.limit = store::PageRequest::maxLimit, .cursor = {}});
        if (!day)
            return std::unexpected(day.error());
        return Noting(records, parts, now).entries(attendance::makeRegister(day->items, parts.rules, parts.dayOf), bounds.first);
    });
}

void Feed::catchUp()
{
    m_timer.start(lookAgainEvery);
    lookForFaces();
    run([parts = m_parts, now = m_parts.now()](store::Register &records) -> Expected<bool> {
        if (const auto wanted = isWanted(records); !wanted || !*wanted)
            return wanted;
        const auto start = startOf(records, parts, now);
        if (!start)
            return std::unexpected(start.error());
        const auto sightings = records.sightingsBetween(*start, now + std::chrono::hours(1));
        if (!sightings)
            return std::unexpected(sightings.error());
        return Noting(records, parts, now).entries(attendance::makeRegister(*sightings, parts.rules, parts.dayOf), *start);
    });
}

void Feed::lookForFaces()
{
    run([parts = m_parts, now = m_parts.now()](store::Register &records) -> Expected<bool> {
        if (const auto wanted = isWanted(records); !wanted || !*wanted)
            return wanted;
        return Noting(records, parts, now).faces(now - newFaces);
    });
}

void Feed::run(Work work)
{
    m_parts.store.call(std::move(work), this, [this](const Expected<bool> &any) {
        if (!any) {
            qCWarning(lcFeed).noquote() << "Events for webhooks could not be noted; they are looked for again:" << QString::fromStdString(any.error().message);
            m_timer.start(lookAgainAfterTrouble);
        } else if (*any) {
            Q_EMIT noted();
        }
    });
}

} // namespace rollcall::webhooks
