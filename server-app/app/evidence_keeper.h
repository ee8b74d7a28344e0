#pragma once

#include "app/seen_face.h"
#include "store/store.h"

#include <QObject>
#include <QTimer>

#include <deque>

namespace rollcall::app {

struct EvidenceSettings {
    int days = 30;  // 0: none is kept
    int64_t maxBytes = int64_t{1} << 30;
    int64_t maxParkedBytes = int64_t{256} << 20;  // on this machine, while a register elsewhere is away
};

// Puts the pictures of sightings into the register, after the sightings and never in their way: under load pictures are left out, not
// sightings. Where the register is elsewhere they wait on this machine's disk until their sightings were delivered, however long that
// takes. Lives on the Qt thread; the store outlives it.
class EvidenceKeeper : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t maxWaiting = 256;  // pictures in memory
    static constexpr int maxTries = 30;             // two seconds apart

    EvidenceKeeper(store::Store &store, EvidenceSettings settings, QObject *parent = nullptr);

    void keep(const store::Sighting &sighting, const FaceEvidencePtr &evidence);
    void forget(const store::PersonId &person);
    // Erases what is too old or too much; now and then.
    void purge(attendance::UtcMs now);

    struct Totals {
        uint64_t kept = 0;
        uint64_t leftOut = 0;  // for want of time or of the sighting
    };
    [[nodiscard]] Totals totals() const { return m_totals; }

private:
    struct Waiting {
        store::PersonId person;
        attendance::Uuid sighting;
        FaceEvidencePtr evidence;
        int tries = 0;
    };
    using Results = std::vector<std::expected<void, store::StoreError>>;
    void writeSome();
    void written(std::vector<Waiting> batch, const Results &results);
    [[nodiscard]] bool park(const std::vector<Waiting> &batch);
    void deliver();
    void delivered(const std::vector<store::Outbox::Parked> &pictures, const Results &results);

    store::Store &m_store;
    const EvidenceSettings m_settings;
    std::deque<Waiting> m_waiting;
    bool m_isWriting = false;
    bool m_isDelivering = false;
    bool m_deliverAgain = false;
    QTimer m_again;
    Totals m_totals;
};

} // namespace rollcall::app
