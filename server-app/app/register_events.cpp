#include "app/register_events.h"

#include "api/json.h"

#include <QJsonArray>

#include <utility>

using namespace Qt::StringLiterals;

namespace rollcall::app {

namespace {

using net::Right;

QString wordOf(RegisterEvents::SightingChange change)
{
    switch (change) {
    case RegisterEvents::SightingChange::Opened:
        return u"opened"_s;
    case RegisterEvents::SightingChange::Updated:
        return u"updated"_s;
    case RegisterEvents::SightingChange::Corrected:
        return u"corrected"_s;
    }
    return {};
}

QString wordOf(RegisterEvents::PersonChange change)
{
    switch (change) {
    case RegisterEvents::PersonChange::Added:
        return u"added"_s;
    case RegisterEvents::PersonChange::Updated:
        return u"updated"_s;
    case RegisterEvents::PersonChange::Removed:
        return u"removed"_s;
    }
    return {};
}

QString wordOf(RegisterEvents::FaceChange change)
{
    switch (change) {
    case RegisterEvents::FaceChange::Queued:
        return u"queued"_s;
    case RegisterEvents::FaceChange::Updated:
        return u"updated"_s;
    case RegisterEvents::FaceChange::Answered:
        return u"answered"_s;
    }
    return {};
}

} // namespace

RegisterEvents::RegisterEvents(events::Bus &bus, store::Store &store, DayOf dayOf, QObject *parent)
    : QObject(parent)
    , m_bus(bus)
    , m_store(store)
    , m_dayOf(std::move(dayOf))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(gathered);
    connect(&m_timer, &QTimer::timeout, this, &RegisterEvents::flush);
    connect(&store, &store::Store::delivered, this, &RegisterEvents::delivered);
    connect(&store, &store::Store::stateChanged, this, &RegisterEvents::noteAvailability);
    connect(&store, &store::Store::reachableChanged, this, &RegisterEvents::noteAvailability);
}

void RegisterEvents::sighting(const attendance::Sighting &sighting, SightingChange change)
{
    const QString id = QString::fromStdString(sighting.id.toString());
    m_bus.post({.type = u"sighting"_s, .body = {{u"change"_s, wordOf(change)}, {u"sighting"_s, api::toJson(sighting)}}, .right = Right::ViewSightings,
                .camera = QString::fromStdString(sighting.camera.toString()), .key = change == SightingChange::Updated ? id : QString()});
}

// Rows can be fetched once the sightings are where they are fetched from. Those of cameras were told of when they were on this
// machine's disk (RegisterKeeper).
void RegisterEvents::delivered(const std::vector<attendance::Sighting> &sightings)
{
    for (const attendance::Sighting &one : sightings) {
        day(one.person, m_dayOf(one.firstSeen));
        if (one.source != attendance::Source::Face)
            sighting(one, SightingChange::Opened);
    }
}

void RegisterEvents::day(const attendance::PersonId &person, attendance::Day day)
{
    m_days[day].insert(person.toString());
    gather();
}

void RegisterEvents::everyDay()
{
    m_everyDay = true;
    gather();
}

void RegisterEvents::person(const attendance::PersonId &person, PersonChange change)
{
    const auto [entry, isNew] = m_people.emplace(person.toString(), change);
    if (!isNew && entry->second != PersonChange::Added)
        entry->second = change;
    if (change == PersonChange::Removed)
        entry->second = change;
    gather();
}

void RegisterEvents::face(const QString &face, FaceChange change)
{
    m_bus.post({.type = u"unknown-face"_s, .body = {{u"change"_s, wordOf(change)}, {u"id"_s, face}}, .right = Right::ViewPeople, .camera = {},
                .key = change == FaceChange::Updated ? face : QString()});
}

void RegisterEvents::gather()
{
    if (!m_timer.isActive())
        m_timer.start();
}

void RegisterEvents::flush()
{
    flushPeople();
    flushDays();
}

void RegisterEvents::flushDays()
{
    const auto post = [this](const QJsonValue &day, const QJsonValue &people) {
        m_bus.post({.type = u"register"_s, .body = {{u"day"_s, day}, {u"people"_s, people}}, .right = Right::ViewAttendance});
    };
    const auto days = std::exchange(m_days, {});
    if (std::exchange(m_everyDay, false))
        return post(QJsonValue(), QJsonValue());
    for (const auto &[day, people] : days) {
        QJsonArray ids;
        for (const std::string &id : people)
            ids.append(QString::fromStdString(id));
        post(api::toText(day), people.size() > mostPeople ? QJsonValue() : QJsonValue(ids));
    }
}

void RegisterEvents::flushPeople()
{
    const auto changed = std::exchange(m_people, {});
    std::vector<attendance::PersonId> all;
    for (const PersonChange change : {PersonChange::Added, PersonChange::Updated, PersonChange::Removed}) {
        QJsonArray ids;
        for (const auto &[id, what] : changed) {
            if (what != change)
                continue;
            ids.append(QString::fromStdString(id));
            all.emplace_back(id);
        }
        if (ids.isEmpty())
            continue;
        const QJsonValue people = ids.size() > qsizetype(mostPeople) ? QJsonValue() : QJsonValue(ids);
        m_bus.post({.type = u"people"_s, .body = {{u"change"_s, wordOf(change)}, {u"ids"_s, people}}, .right = Right::ViewPeople});
    }
    if (!all.empty())
        Q_EMIT peopleChanged(all);
}

QJsonObject RegisterEvents::availability() const
{
    const store::StoreHealth health = m_store.health();
    const bool isWriting = health.state == store::StoreHealth::State::Working;
    const bool isReached = !health.outbox || health.outbox->reachable;
    QString detail;
    if (!isWriting)
        detail = QString::fromStdString(health.problem);
    else if (!isReached)
        detail = QString::fromStdString(health.outbox->problem);
    return {{u"available"_s, isWriting && isReached}, {u"detail"_s, detail.isEmpty() ? QJsonValue() : QJsonValue(detail)}};
}

void RegisterEvents::noteAvailability()
{
    const QJsonObject now = availability();
    if (m_availability == now)
        return;
    m_availability = now;
    m_bus.post({.type = u"register-available"_s, .body = now, .right = Right::ViewCameras, .camera = {}, .key = u"now"_s});
}

} // namespace rollcall::app
