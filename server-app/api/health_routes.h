#pragma once

#include "api/parts.h"
#include "net/router.h"

#include <QObject>

namespace rollcall::api {

// The store's figures as the metrics take them.
[[nodiscard]] ops::StoreTotals totalsOf(const store::StoreHealth &health);

// /healthz, /readyz and /metrics. Network thread.
class HealthRoutes : public QObject {
public:
    explicit HealthRoutes(const Parts &parts, QObject *parent = nullptr);
    void addRoutes(net::Router &router);

private:
    void showHealth(const net::Request &request, net::Responder responder);
    void showReadiness(const net::Request &request, net::Responder responder);
    void showMetrics(const net::Request &request, net::Responder responder);

    const Parts m_parts;
};

} // namespace rollcall::api
