#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt

#include "attendance/sighting.h"
#include "events/bus.h"
#include "store/store.h"

#include <QTimer>

#include <functional>
#include <map>
#include <optional>
#include <set>

namespace rollcall::app {

// What changed in the register, to pages and windows ("sighting", "register", "people", "unknown-face", "register-available";
// docs/events.md). What comes in a row is gathered for a moment. Lives on the Qt thread; bus and store outlive it.
class RegisterEvents : public QObject {
    Q_OBJECT

public:
    enum class PersonChange { Added, Updated, Removed };
    enum class FaceChange { Queued, Updated, Answered };
    enum class SightingChange { Opened, Updated, Corrected };

    static constexpr std::chrono::milliseconds gathered{250};
    static constexpr std::size_t mostPeople = 200;  // of one message; where there are more, everybody may have changed

    using DayOf = std::function<attendance::Day(attendance::UtcMs)>;
    RegisterEvents(events::Bus &bus, store::Store &store, DayOf dayOf, QObject *parent = nullptr);

    void sighting(const attendance::Sighting &sighting, SightingChange change);
    void day(const attendance::PersonId &person, attendance::Day day);
    // Days and people that nobody can name in short: a schedule, somebody's dates.
    void everyDay();
    void person(const attendance::PersonId &person, PersonChange change);
    void face(const QString &face, FaceChange change);

    // {"available", "detail"}, as at present.
    [[nodiscard]] QJsonObject availability() const;

Q_SIGNALS:
    // They are called otherwise, or nobody any more.
    void peopleChanged(const std::vector<rollcall::attendance::PersonId> &people);

private:
    void delivered(const std::vector<attendance::Sighting> &sightings);
    void noteAvailability();
    void gather();
    void flush();
    void flushDays();
    void flushPeople();

    events::Bus &m_bus;
    store::Store &m_store;
    const DayOf m_dayOf;
    QTimer m_timer;
    std::map<attendance::Day, std::set<std::string>> m_days;
    bool m_everyDay = false;
    std::map<std::string, PersonChange> m_people;
    std::optional<QJsonObject> m_availability;  // as it was told last
};

} // namespace rollcall::app
