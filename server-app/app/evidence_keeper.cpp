#include "app/evidence_keeper.h"

#include "app/face_looks.h"
#include "store/sighting_evidence.h"

#include <QLoggingCategory>

#include <algorithm>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcEvidence, "rollcall.app.evidence", QtInfoMsg)

namespace rollcall::app {

namespace {

constexpr std::size_t batchSize = 16;
constexpr auto tryAgainAfter = std::chrono::seconds(2);

} // namespace

EvidenceKeeper::EvidenceKeeper(store::Store &store, EvidenceSettings settings, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_settings(settings)
{
    m_again.setSingleShot(true);
    m_again.setInterval(tryAgainAfter);
    connect(&m_again, &QTimer::timeout, this, [this] {
        writeSome();
        deliver();
    });
    connect(&m_store, &store::Store::delivered, this, &EvidenceKeeper::deliver);
    deliver();
}

void EvidenceKeeper::keep(const store::Sighting &sighting, const FaceEvidencePtr &evidence)
{
    if (m_settings.days == 0)
        return;
    m_waiting.push_back({.person = sighting.person, .sighting = sighting.id, .evidence = evidence});
    if (m_waiting.size() > maxWaiting) {
        m_waiting.pop_front();
        ++m_totals.leftOut;
    }
    if (!m_again.isActive())
        writeSome();
}

void EvidenceKeeper::forget(const store::PersonId &person)
{
    std::erase_if(m_waiting, [&](const Waiting &waiting) { return waiting.person == person; });
}

void EvidenceKeeper::writeSome()
{
    if (m_isWriting || m_waiting.empty())
        return;
    m_isWriting = true;
    const auto end = m_waiting.begin() + qsizetype(std::min(batchSize, m_waiting.size()));
    std::vector<Waiting> batch(std::make_move_iterator(m_waiting.begin()), std::make_move_iterator(end));
    m_waiting.erase(m_waiting.begin(), end);
    if (park(batch))
        return;
    m_store.call([batch](store::Register &records) -> std::expected<Results, store::StoreError> {
        store::SightingEvidence evidence(records.database());
        Results results;
        for (const Waiting &waiting : batch)
            results.push_back(evidence.keep(waiting.sighting, toEvidence(*waiting.evidence)));
        return results;
    }, this, [this, batch](const std::expected<Results, store::StoreError> &results) {
        m_isWriting = false;
        written(batch, results ? *results : Results(batch.size(), std::unexpected(results.error())));
    });
}

// Beside the sightings in the outbox, where there is one.
bool EvidenceKeeper::park(const std::vector<Waiting> &batch)
{
    const auto work = [batch, maxBytes = m_settings.maxParkedBytes](store::Outbox &outbox) {
        std::vector<store::Outbox::Parked> pictures;
        for (const Waiting &waiting : batch)
            pictures.push_back({.person = waiting.person, .sighting = waiting.sighting, .evidence = toEvidence(*waiting.evidence)});
        return outbox.park(pictures, maxBytes);
    };
    return m_store.callOutbox(work, this, [this, batch](const std::expected<int64_t, store::StoreError> &crowdedOut) {
        m_isWriting = false;
        if (!crowdedOut) {
            qCWarning(lcEvidence).noquote() << batch.size() << "pictures of sightings are not kept:" << QString::fromStdString(crowdedOut.error().message);
            m_totals.leftOut += batch.size();
            m_again.start();
            return;
        }
        if (*crowdedOut > 0)
            qCWarning(lcEvidence) << *crowdedOut << "pictures of sightings are not kept: too many wait for the register";
        m_totals.leftOut += uint64_t(*crowdedOut);
        writeSome();
        deliver();
    });
}

// From the outbox to the register: a few of those whose sightings are there.
void EvidenceKeeper::deliver()
{
    if (m_isDelivering) {
        m_deliverAgain = true;
        return;
    }
    using Pictures = std::vector<store::Outbox::Parked>;
    m_deliverAgain = false;
    m_isDelivering = m_store.callOutbox([](store::Outbox &outbox) { return outbox.deliverable(batchSize); }, this, [this](const std::expected<Pictures, store::StoreError> &found) {
        if (!found || found->empty()) {
            m_isDelivering = false;
            if (!found)
                m_again.start();
            else if (m_deliverAgain)
                deliver();
            return;
        }
        m_store.call([pictures = *found](store::Register &records) -> std::expected<Results, store::StoreError> {
            store::SightingEvidence evidence(records.database());
            Results results;
            for (const store::Outbox::Parked &parked : pictures)
                results.push_back(evidence.keep(parked.sighting, parked.evidence));
            return results;
        }, this, [this, pictures = *found](const std::expected<Results, store::StoreError> &results) {
            delivered(pictures, results ? *results : Results(pictures.size(), std::unexpected(results.error())));
        });
    });
}

void EvidenceKeeper::delivered(const std::vector<store::Outbox::Parked> &pictures, const Results &results)
{
    using Code = store::StoreError::Code;
    std::vector<store::Outbox::Parked> settled;
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        // NotFound: the sighting was erased since.
        const bool isOver = results[i] || results[i].error().code == Code::NotFound || results[i].error().code == Code::Invalid;
        if (isOver)
            settled.push_back(pictures[i]);
        m_totals.kept += results[i] ? 1 : 0;
        m_totals.leftOut += isOver && !results[i] ? 1 : 0;
    }
    const bool all = settled.size() == pictures.size();
    m_store.callOutbox([settled](store::Outbox &outbox) { return outbox.unpark(settled); }, this, [this, all](const std::expected<void, store::StoreError> &done) {
        m_isDelivering = false;
        if (done && all)
            deliver();
        else
            m_again.start();
    });
}

void EvidenceKeeper::written(std::vector<Waiting> batch, const Results &results)
{
    bool all = true;
    for (std::size_t i = 0; i < batch.size(); ++i) {
        if (results[i]) {
            ++m_totals.kept;
            continue;
        }
        all = false;
        if (++batch[i].tries < maxTries && m_waiting.size() < maxWaiting) {
            m_waiting.push_front(std::move(batch[i]));
            continue;
        }
        ++m_totals.leftOut;
        qCWarning(lcEvidence).noquote() << u"the picture of sighting %1 is not kept: %2"_s.arg(QString::fromStdString(batch[i].sighting.toString()),
                                                                                       QString::fromStdString(results[i].error().message));
    }
    if (all)
        writeSome();
    else
        m_again.start();
}

void EvidenceKeeper::purge(attendance::UtcMs now)
{
    const attendance::UtcMs oldest = m_settings.days == 0 ? now : now - std::chrono::days(m_settings.days);
    m_store.call([oldest, bytes = m_settings.days == 0 ? 0 : m_settings.maxBytes](store::Register &records) {
        return store::SightingEvidence(records.database()).purge(oldest, bytes);
    }, this, [](const std::expected<int64_t, store::StoreError> &purged) {
        if (!purged)
            qCWarning(lcEvidence).noquote() << u"old pictures of sightings could not be erased: "_s + QString::fromStdString(purged.error().message);
        else if (*purged > 0)
            qCInfo(lcEvidence) << "erased" << *purged << "pictures of sightings: they are too old or too many";
    });
}

} // namespace rollcall::app
