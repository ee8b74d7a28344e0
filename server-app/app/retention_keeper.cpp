#include "app/retention_keeper.h"

#include <QLoggingCategory>

#include <algorithm>

Q_LOGGING_CATEGORY(lcRetention, "rollcall.app.retention", QtInfoMsg)

namespace rollcall::app {

namespace {

constexpr int64_t rowsAtOnce = 1'000;
constexpr auto every = std::chrono::hours(1);
constexpr auto breath = std::chrono::milliseconds(200);  // between two pieces, for others
constexpr auto afterTrouble = std::chrono::minutes(1);

} // namespace

RetentionKeeper::RetentionKeeper(store::Store &store, ops::Metrics &metrics, const store::Retention &retention, std::function<attendance::UtcMs()> now, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_metrics(metrics)
    , m_retention(retention)
    , m_now(std::move(now))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &RetentionKeeper::purge);
}

void RetentionKeeper::purge()
{
    m_store.call([retention = m_retention, now = m_now()](store::Register &records) { return store::purgeOld(records.database(), retention, rowsAtOnce, now); }, this,
                 [this](const auto &counts) { purged(counts); });
}

void RetentionKeeper::purged(const std::expected<std::map<std::string, int64_t>, store::StoreError> &counts)
{
    if (!counts) {
        qCWarning(lcRetention).noquote() << "What is old could not be deleted, it is tried again:" << QString::fromStdString(counts.error().message);
        m_timer.start(afterTrouble);
        return;
    }
    for (const auto &[kind, rows] : *counts)
        m_metrics.purged(kind, rows);
    const bool more = std::any_of(counts->begin(), counts->end(), [](const auto &count) { return count.second >= rowsAtOnce; });
    m_timer.start(more ? std::chrono::milliseconds(breath) : std::chrono::milliseconds(every));
}

} // namespace rollcall::app
