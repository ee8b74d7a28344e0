#include "api/summary_routes.h"

#include "api/answering.h"
#include "store/camera_pairings.h"
#include "store/camera_presence.h"

#include <algorithm>
#include <set>

namespace rollcall::api {

using namespace Qt::StringLiterals;
using attendance::DayCounts;
using net::Method;
using net::Request;
using net::Responder;
using net::Right;

// One request on its way: days are judged one at a time, so that reports and other lists get their turn in between.
struct SummaryRoutes::Work {
    Responder responder;
    attendance::Day day{};
    reports::ReportSite site;
    std::vector<CountedDay> days = {};  // the oldest first, as far as they are there
};

namespace {

QJsonObject toJson(const DayCounts &counts)
{
    return {{u"expected"_s, qint64(counts.expected)}, {u"here"_s, qint64(counts.here)}, {u"unplanned"_s, qint64(counts.unplanned)}, {u"late"_s, qint64(counts.late)},
            {u"absent"_s, qint64(counts.absent)}, {u"notYet"_s, qint64(counts.notYet)}, {u"excused"_s, qint64(counts.excused)}, {u"left"_s, qint64(counts.left)}};
}

QJsonObject trendJson(attendance::Day day, const DayCounts &counts)
{
    return {{u"day"_s, toText(day)}, {u"expected"_s, qint64(counts.expected)}, {u"here"_s, qint64(counts.here)}, {u"late"_s, qint64(counts.late)},
            {u"absent"_s, qint64(counts.absent)}, {u"excused"_s, qint64(counts.excused)}};
}

} // namespace

Expected<KnownCameras> knownCameras(store::Register &records)
{
    auto cameras = records.cameras();
    if (!cameras)
        return std::unexpected(std::move(cameras.error()));
    const auto pairings = store::CameraPairings(records.database()).pairings();
    if (!pairings)
        return std::unexpected(pairings.error());
    std::set<store::CameraId> revoked;
    for (const store::CameraPairing &pairing : *pairings) {
        if (pairing.revoked)
            revoked.insert(pairing.camera);
    }
    std::erase_if(*cameras, [&](const store::Camera &camera) { return revoked.contains(camera.id); });
    return KnownCameras{std::move(*cameras), records.database().dialect() == store::Dialect::PostgreSql};
}

bool isElsewhere(const store::Camera &camera, std::optional<attendance::UtcMs> left, attendance::UtcMs now)
{
    return std::chrono::abs(now - camera.lastSeen) < store::CameraPresence::known && !(left && camera.lastSeen <= *left);
}

SummaryRoutes::SummaryRoutes(const RegisterParts &parts, const CameraDirectory &cameras, std::shared_ptr<DayBook> days, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_cameras(cameras)
    , m_days(std::move(days))
{
}

void SummaryRoutes::addRoutes(net::Router &router)
{
    router.add(Method::Get, u"/api/v1/summary"_s, Right::ViewAttendance, handler(this, &SummaryRoutes::show));
}

void SummaryRoutes::show(const Request &request, Responder responder)
{
    const auto asked = request.queryValue(u"day"_s);
    const auto day = asked ? parseDay(*asked) : m_parts.calendar.dayOf(m_parts.now());
    if (!day)
        return responder.problem(400, u"\"day\" must be a date, like 2026-11-21."_s);
    goOn(std::make_shared<Work>(Work{.responder = std::move(responder), .day = *day, .site = siteOf(m_parts)}));
}

void SummaryRoutes::goOn(const std::shared_ptr<Work> &work)
{
    struct Piece {
        std::vector<CountedDay> days;
        KnownCameras cameras;
    };
    const int first = int(work->days.size());
    const auto next = [days = m_days, day = work->day, site = work->site, first](store::Register &records) -> Expected<Piece> {
        Piece piece;
        // All that needs no work, and one that does.
        for (int i = first; i < trendDays; ++i) {
            const attendance::Day of = attendance::addDays(day, i - trendDays + 1);
            auto known = piece.days.empty() ? Expected<std::optional<CountedDay>>(days->counts(records, of, site)) : days->knownCounts(records, of, site);
            if (!known)
                return std::unexpected(std::move(known.error()));
            if (!*known)
                return piece;
            piece.days.push_back(**known);
        }
        auto cameras = knownCameras(records);
        if (!cameras)
            return std::unexpected(std::move(cameras.error()));
        piece.cameras = std::move(*cameras);
        return piece;
    };
    m_parts.store.call(next, this, [this, work](const Expected<Piece> &piece) {
        if (!piece)
            return work->responder.send(problemOf(piece.error()));
        work->days.insert(work->days.end(), piece->days.begin(), piece->days.end());
        if (work->days.size() < std::size_t(trendDays))
            return goOn(work);
        QJsonObject json = toJson(work->days.back().counts);
        QJsonArray trend;
        for (int i = 0; i < trendDays; ++i)
            trend.append(trendJson(attendance::addDays(work->day, i - trendDays + 1), work->days[std::size_t(i)].counts));
        json.insert(u"day"_s, toText(work->day));
        json.insert(u"isOver"_s, work->days.back().isOver);
        json.insert(u"trend"_s, trend);
        insertCameras(json, piece->cameras, work->site.now);
        work->responder.json(json);
    }, store::Store::Kind::Report);
}

void SummaryRoutes::insertCameras(QJsonObject &json, const KnownCameras &known, attendance::UtcMs now) const
{
    std::set<attendance::CameraId> all;
    for (const LiveCamera &camera : m_cameras.liveCameras())
        all.insert(camera.id);
    qint64 away = 0;
    for (const store::Camera &camera : known.cameras) {
        if (all.insert(camera.id).second && !(known.areShared && isElsewhere(camera, m_cameras.leftAt(camera.id), now)))
            ++away;
    }
    json.insert(u"camerasAway"_s, away);
    json.insert(u"cameras"_s, qint64(all.size()));
}

} // namespace rollcall::api
