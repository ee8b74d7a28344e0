#include "api/stats_routes.h"

#include "api/answering.h"

#include <QJsonArray>

namespace rollcall::api {

using namespace Qt::StringLiterals;
using net::Method;
using net::Request;
using net::Responder;
using net::Right;

namespace {

QJsonObject toJson(const store::StoreHealth &health)
{
    return {{u"state"_s, health.state == store::StoreHealth::State::Working ? u"working"_s : u"retrying"_s},
            {u"waiting"_s, qint64(health.waiting)},
            {u"oldestMs"_s, qint64(health.oldest.count())},
            {u"written"_s, qint64(health.written)},
            {u"failures"_s, qint64(health.failures)},
            {u"problem"_s, QString::fromStdString(health.problem)}};
}

QJsonArray shortList(const QList<LiveCamera> &cameras)
{
    QJsonArray list;
    for (const LiveCamera &camera : cameras)
        list.append(QJsonObject{{u"id"_s, QString::fromStdString(camera.id.toString())}, {u"state"_s, camera.state}, {u"framesPerSecond"_s, camera.framesPerSecond}});
    return list;
}

} // namespace

StatsRoutes::StatsRoutes(const Parts &parts, const ServerState &state, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_state(state)
{
}

void StatsRoutes::addRoutes(net::Router &router)
{
    router.add(Method::Get, u"/stats"_s, Right::ViewMetrics, handler(this, &StatsRoutes::showStats));
}

void StatsRoutes::showStats(const Request &, Responder responder)
{
    const auto uptime = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - m_start);
    responder.json({{u"version"_s, QStringLiteral(ROLLCALL_VERSION)},
                    {u"uptimeSeconds"_s, qint64(uptime.count())},
                    {u"recognition"_s, m_state.recognition()},
                    {u"cameras"_s, shortList(m_parts.cameras.liveCameras())},
                    {u"store"_s, toJson(m_parts.store.health())}});
}

} // namespace rollcall::api
