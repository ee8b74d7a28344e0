#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt

#include "attendance/local_zone.h"
#include "attendance/sighting.h"
#include "store/store.h"

#include <QTimer>

#include <deque>
#include <functional>
#include <map>
#include <set>

namespace rollcall::webhooks {

// From the register to the outbox of webhooks. What is noted follows from the register alone, each event once: after a crash or an outage
// of the database it looks again what happened, so that nothing is left out. Lives on the Qt thread; the store outlives it.
class Feed : public QObject {
    Q_OBJECT

public:
    struct Parts {
        store::Store &store;
        attendance::LocalZone zone;
        std::chrono::milliseconds debounce;
        std::function<attendance::UtcMs()> now;
        int64_t mostWaiting = 100'000;        // deliveries of one receiver; see WebhookRecords::note
        std::chrono::days furthestBack{31};   // less than events are kept: what is forgotten would be told again
    };
    explicit Feed(Parts parts, QObject *parent = nullptr);
    ~Feed() override;

    // These are in the register now (see Store::delivered); one that is known already has only grown.
    void noteSightings(const std::vector<attendance::Sighting> &sightings);
    // Something else was said about this day: a correction, a decision.
    void noteDay(const attendance::PersonId &person, attendance::Day day);
    // Looks through the days since the last look, and goes on doing so now and then; every few seconds for new faces.
    void catchUp();

Q_SIGNALS:
    void noted();  // something waits in the outbox

private:
    struct Pass;
    void lookForFaces();
    void work();
    void trouble(const store::StoreError &error);

    const Parts m_parts;
    std::map<attendance::PersonId, attendance::Day> m_waiting;  // whose days are looked at, from this one on
    std::set<attendance::Uuid> m_known;                         // sightings, the latest ones
    std::deque<attendance::Uuid> m_knownOrder;
    std::shared_ptr<Pass> m_pass;                               // while somebody waits; on the store's thread while m_isWorking
    std::optional<attendance::UtcMs> m_lookBegan;               // a look through all days is under way
    std::optional<attendance::UtcMs> m_lookedUntil;             // everything that happened before is noted
    bool m_isWorking = false;
    QTimer m_timer;
    QTimer m_facesTimer;
};

} // namespace rollcall::webhooks
