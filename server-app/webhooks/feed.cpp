#include "webhooks/feed.h"

#include "store/event_records.h"
#include "webhooks/noting.h"

#include <QLoggingCategory>

#include <algorithm>

namespace rollcall::webhooks {

Q_LOGGING_CATEGORY(lcFeed, "rollcall.webhooks.feed", QtInfoMsg)

using namespace Qt::StringLiterals;
using attendance::Day;
using attendance::PersonId;
using attendance::UtcMs;
using store::StoreError;

namespace {

constexpr auto lookAgainEvery = std::chrono::minutes(5);
constexpr auto lookForFacesEvery = std::chrono::seconds(15);
constexpr auto newFaces = std::chrono::hours(24);
constexpr auto lookAgainAfterTrouble = std::chrono::seconds(10);
constexpr std::size_t peopleAtOnce = 16;       // some milliseconds of the store's time
constexpr std::size_t sightingsKnown = 8'192;  // those that may still grow, and more

template <typename T>
using Expected = std::expected<T, StoreError>;

reports::ReportSite siteOf(const Feed::Parts &parts)
{
    return {.zone = parts.zone, .zoneName = {}, .debounce = parts.debounce, .now = parts.now()};
}

// Everybody of whom something happened since then, with the day before it: what happens early may belong to the shift of a night.
Expected<std::map<PersonId, Day>> peopleSince(store::Register &records, UtcMs since, const reports::ReportSite &site)
{
    const Day day = attendance::addDays(site.zone.dayOf(since), -1);
    const auto people = store::EventRecords(records.database()).peopleWithEvents(site.zone.bounds(day).first, day);
    if (!people)
        return std::unexpected(people.error());
    std::map<PersonId, Day> found;
    for (const PersonId &person : *people)
        found.emplace(person, day);
    return found;
}

} // namespace

// What several pieces of work share: schedules are read once for all who wait.
struct Feed::Pass {
    std::unique_ptr<attendance::Timetable> timetable;
};

Feed::Feed(Parts parts, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Feed::catchUp);
    connect(&m_facesTimer, &QTimer::timeout, this, &Feed::lookForFaces);
    m_facesTimer.start(lookForFacesEvery);
}

Feed::~Feed() = default;

void Feed::noteSightings(const std::vector<attendance::Sighting> &sightings)
{
    for (const attendance::Sighting &sighting : sightings) {
        if (!m_known.insert(sighting.id).second)
            continue;
        m_knownOrder.push_back(sighting.id);
        if (m_knownOrder.size() > sightingsKnown) {
            m_known.erase(m_knownOrder.front());
            m_knownOrder.pop_front();
        }
        noteDay(sighting.person, m_parts.zone.dayOf(sighting.firstSeen));
    }
}

void Feed::noteDay(const PersonId &person, Day day)
{
    const Day from = attendance::addDays(day, -1);  // it may belong to the shift of a night
    const auto [waiting, isNew] = m_waiting.emplace(person, from);
    if (!isNew)
        waiting->second = std::min(waiting->second, from);
    work();
}

void Feed::catchUp()
{
    m_timer.start(lookAgainEvery);
    lookForFaces();
    m_parts.store.call([site = siteOf(m_parts), since = m_lookedUntil, mostWaiting = m_parts.mostWaiting,
                        furthestBack = m_parts.furthestBack](store::Register &records) -> Expected<std::map<PersonId, Day>> {
        Noting noting(records, site, mostWaiting);
        const auto wanted = noting.isWanted();
        if (!wanted)
            return std::unexpected(wanted.error());
        if (!*wanted)
            return std::map<PersonId, Day>();
        const auto start = since ? Expected<UtcMs>(*since) : noting.start();
        if (!start)
            return std::unexpected(start.error());
        return peopleSince(records, std::max(*start, UtcMs(site.now - furthestBack)), site);
    }, this, [this, began = m_parts.now()](const Expected<std::map<PersonId, Day>> &people) {
        if (!people)
            return trouble(people.error());
        m_lookBegan = began;
        for (const auto &[person, day] : *people) {
            const auto [waiting, isNew] = m_waiting.emplace(person, day);
            if (!isNew)
                waiting->second = std::min(waiting->second, day);
        }
        work();
    });
}

// The next few people, one piece of work at a time.
void Feed::work()
{
    if (m_isWorking)
        return;
    if (m_waiting.empty()) {
        m_pass.reset();
        if (m_lookBegan)
            m_lookedUntil = std::exchange(m_lookBegan, std::nullopt);
        return;
    }
    if (!m_pass)
        m_pass = std::make_shared<Pass>();
    std::map<PersonId, Day> some;
    while (!m_waiting.empty() && some.size() < peopleAtOnce)
        some.insert(m_waiting.extract(m_waiting.begin()));
    m_isWorking = true;
    m_parts.store.call([site = siteOf(m_parts), mostWaiting = m_parts.mostWaiting, some, pass = m_pass](store::Register &records) -> Expected<bool> {
        Noting noting(records, site, mostWaiting);
        if (const auto wanted = noting.isWanted(); !wanted || !*wanted)
            return wanted;
        if (!pass->timetable) {
            auto schedule = reports::ReportSource::schedule(records);
            if (!schedule)
                return std::unexpected(std::move(schedule.error()));
            pass->timetable = std::make_unique<attendance::Timetable>(std::move(*schedule), site.zone);
        }
        bool any = false;
        for (const auto &[person, day] : some) {
            const auto noted = noting.days(person, day, *pass->timetable);
            if (!noted)
                return noted;
            any |= *noted;
        }
        return any;
    }, this, [this, some](const Expected<bool> &any) {
        m_isWorking = false;
        if (!any) {
            m_waiting.insert(some.begin(), some.end());
            return trouble(any.error());
        }
        if (*any)
            Q_EMIT noted();
        work();
    });
}

void Feed::lookForFaces()
{
    m_parts.store.call([site = siteOf(m_parts), mostWaiting = m_parts.mostWaiting](store::Register &records) -> Expected<bool> {
        Noting noting(records, site, mostWaiting);
        if (const auto wanted = noting.isWanted(); !wanted || !*wanted)
            return wanted;
        return noting.faces(site.now - newFaces);
    }, this, [this](const Expected<bool> &any) {
        if (!any)
            trouble(any.error());
        else if (*any)
            Q_EMIT noted();
    });
}

void Feed::trouble(const StoreError &error)
{
    qCWarning(lcFeed).noquote() << "Events for webhooks could not be noted; they are looked for again:" << QString::fromStdString(error.message);
    m_lookBegan.reset();  // what was not noted is looked for by the next one
    m_timer.start(lookAgainAfterTrouble);
}

} // namespace rollcall::webhooks
