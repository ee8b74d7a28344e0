#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt

#include "ops/metrics.h"
#include "store/retention.h"
#include "store/store.h"

#include <QTimer>

#include <functional>

namespace rollcall::app {

// Deletes what is older than it may be, at the start and every hour, some rows at a time so that nobody waits for it. Lives on the Qt
// thread; what it is given outlives it.
class RetentionKeeper : public QObject {
public:
    RetentionKeeper(store::Store &store, ops::Metrics &metrics, const store::Retention &retention, std::function<attendance::UtcMs()> now, QObject *parent = nullptr);
    void purge();

private:
    void purged(const std::expected<std::map<std::string, int64_t>, store::StoreError> &counts);

    store::Store &m_store;
    ops::Metrics &m_metrics;
    const store::Retention m_retention;
    const std::function<attendance::UtcMs()> m_now;
    QTimer m_timer;
};

} // namespace rollcall::app
