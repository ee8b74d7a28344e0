#include "api/health_routes.h"

#include "api/answering.h"

namespace rollcall::api {

using namespace Qt::StringLiterals;
using net::Method;
using net::Request;
using net::Responder;
using net::Right;

namespace {

double seconds(std::chrono::milliseconds duration)
{
    return std::chrono::duration<double>(duration).count();
}

} // namespace

ops::StoreTotals totalsOf(const store::StoreHealth &health)
{
    ops::StoreTotals totals{.waiting = health.waiting, .oldestSeconds = seconds(health.oldest), .written = health.written, .failures = health.failures, .outbox = {}};
    if (const auto &outbox = health.outbox) {
        totals.outbox = ops::StoreTotals::Outbox{.reachable = outbox->reachable, .waiting = outbox->waiting, .oldestSeconds = seconds(outbox->oldest),
                                                 .delivered = outbox->delivered, .setAside = outbox->setAside, .failures = outbox->failures};
    }
    return totals;
}

HealthRoutes::HealthRoutes(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
}

void HealthRoutes::addRoutes(net::Router &router)
{
    router.add(Method::Get, u"/healthz"_s, Right::ViewHealth, handler(this, &HealthRoutes::showHealth));
    router.add(Method::Get, u"/readyz"_s, Right::ViewHealth, handler(this, &HealthRoutes::showReadiness));
    router.add(Method::Get, u"/metrics"_s, Right::ViewMetrics, handler(this, &HealthRoutes::showMetrics));
}

// Whoever is not signed in hears whether the server works, and nothing else.
void HealthRoutes::showHealth(const Request &request, Responder responder)
{
    // Alive is alive: a full disk is not mended by a restart, see /readyz.
    QJsonObject json{{u"status"_s, u"ok"_s}};
    if (request.caller.may(Right::ViewSystem))
        json.insert(u"version"_s, QStringLiteral(ROLLCALL_VERSION));
    responder.json(json);
}

void HealthRoutes::showReadiness(const Request &request, Responder responder)
{
    const store::StoreHealth health = m_parts.store.health();
    const bool isRetrying = health.state == store::StoreHealth::State::Retrying;
    if (!request.caller.may(Right::ViewSystem)) {
        if (isRetrying)
            return responder.problem(503, u"The register is not available."_s);
        return responder.json({{u"status"_s, health.outbox && !health.outbox->reachable ? u"degraded"_s : u"ready"_s}});
    }
    if (isRetrying)
        return responder.problem(503, u"The register is not available, %1 sightings wait in memory: %2"_s.arg(health.waiting).arg(toText(health.problem)));
    // Without the register elsewhere cameras are served and nothing is lost: taking this server out of service would help nobody.
    if (health.outbox && !health.outbox->reachable)
        return responder.json({{u"status"_s, u"degraded"_s}, {u"waiting"_s, qint64(health.outbox->waiting)}, {u"problem"_s, toText(health.outbox->problem)}});
    responder.json({{u"status"_s, u"ready"_s}});
}

void HealthRoutes::showMetrics(const Request &, Responder responder)
{
    m_parts.metrics.setStore(totalsOf(m_parts.store.health()));
    responder.send({.status = 200, .contentType = ops::Metrics::contentType, .body = QByteArray::fromStdString(m_parts.metrics.text())});
}

} // namespace rollcall::api
