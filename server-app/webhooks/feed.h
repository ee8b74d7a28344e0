#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt

#include "attendance/register.h"
#include "store/store.h"
#include "store/webhook_records.h"

#include <QTimer>

#include <functional>

namespace rollcall::webhooks {

// From the register to the outbox of webhooks. What is noted follows from the register alone, each event once: after a crash or an outage
// of the database it looks again what happened, so that nothing is left out. Lives on the Qt thread; the store outlives it.
class Feed : public QObject {
    Q_OBJECT

public:
    struct Parts {
        store::Store &store;
        attendance::Rules rules;
        attendance::DayOf dayOf;
        // [first, second) in UTC of a local day.
        std::function<std::pair<attendance::UtcMs, attendance::UtcMs>(attendance::Day)> boundsOf;
        std::function<attendance::UtcMs()> now;
        int64_t mostWaiting = 100'000;  // deliveries of one receiver; see WebhookRecords::note
    };
    explicit Feed(Parts parts, QObject *parent = nullptr);

    // A new sighting is on disk.
    void noteSighting(const attendance::Sighting &sighting);
    // Looks through the days since the last event, and goes on doing so now and then; every few seconds for new faces.
    void catchUp();

Q_SIGNALS:
    void noted();  // something waits in the outbox

private:
    using Work = std::function<std::expected<bool, store::StoreError>(store::Register &)>;
    void run(Work work);
    void lookForFaces();

    const Parts m_parts;
    QTimer m_timer;
    QTimer m_facesTimer;
};

} // namespace rollcall::webhooks
