#include "alerts/alert_keeper.h"

#include "alerts/alert_json.h"
#include "alerts/alert_texts.h"
#include "api/summary_routes.h"
#include "store/camera_presence.h"
#include "webhooks/events.h"

#include <QJsonDocument>
#include <QLoggingCategory>

#include <algorithm>

Q_LOGGING_CATEGORY(lcAlerts, "rollcall.alerts", QtInfoMsg)

namespace rollcall::alerts {

using namespace Qt::StringLiterals;
using store::AlertEntry;
using store::AlertRecords;

namespace {

constexpr int64_t mostWaitingForWebhook = 100'000;

Rules rulesOf(const store::StoredAlertRules &stored)
{
    const auto rules = parseRules(QJsonDocument::fromJson(QByteArray::fromStdString(stored.rules)).object());
    return rules.value_or(Rules());
}

api::Expected<bool> tellWebhooks(store::Database &database, const char *event, const AlertEntry &alert, attendance::UtcMs when, attendance::UuidGenerator &ids)
{
    return store::WebhookRecords(database).note({.id = ids.next(when).toString(), .event = event, .subject = alert.id, .person = alert.person, .when = when,
                                                 .payload = webhooks::payloadOf(event, when, toJson(alert))}, mostWaitingForWebhook);
}

// Cameras of this server whose being here was not noted for a while, so that other servers know.
api::Expected<void> tellConnected(store::Register &records, const std::vector<store::Camera> &cameras, const std::vector<store::CameraId> &live, attendance::UtcMs now)
{
    std::vector<store::CameraId> due;
    for (const store::Camera &camera : cameras) {
        if (now - camera.lastSeen >= store::CameraPresence::noted && std::ranges::find(live, camera.id) != live.end())
            due.push_back(camera.id);
    }
    return store::noteConnected(records.database(), due, now);
}

} // namespace

struct AlertKeeper::Question {
    reports::ReportSite site;
    attendance::Day today{};
    std::vector<store::CameraId> live;
};

struct AlertKeeper::Seen {
    store::StoredAlertRules rules = {};
    std::vector<AlertEntry> underWay = {};
    std::vector<Cause> causes = {};
    std::vector<store::Camera> cameras = {};
};

AlertKeeper::AlertKeeper(Parts parts, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
    , m_book(m_parts.server.id)
    , m_begun(m_parts.now())
{
    connect(&m_timer, &QTimer::timeout, this, &AlertKeeper::look);
}

void AlertKeeper::start()
{
    m_timer.start(m_parts.every);
    look();
}

void AlertKeeper::setRules(const Rules &rules)
{
    m_rules = rules;
    look();
}

void AlertKeeper::look()
{
    // What was under way before a restart is known first, so that it goes on instead of beginning anew.
    if (m_isRestored)
        lookHere();
    lookInRegister();
}

void AlertKeeper::lookHere()
{
    static constexpr std::array looked{Kind::Register, Kind::Outbox, Kind::Disk};
    const bool diskIsUnderWay = m_book.isUnderWay(Kind::Disk, ownSubject(Kind::Disk, m_parts.server.id));
    const auto causes = causesOfStore(m_parts.store.health(), m_parts.disk(), m_rules, diskIsUnderWay, m_parts.server);
    const attendance::UtcMs now = m_parts.now();
    apply(m_book.update(looked, causes, now, [this, now] { return m_ids.next(now).toString(); }));
}

api::Expected<AlertKeeper::Seen> AlertKeeper::see(store::Register &records, api::DayBook &days, const Question &question)
{
    Seen seen;
    AlertRecords alerts(records.database());
    auto rules = alerts.rules();
    if (!rules)
        return std::unexpected(std::move(rules.error()));
    seen.rules = std::move(*rules);
    const Rules current = rulesOf(seen.rules);
    auto underWay = alerts.underWay();
    if (!underWay)
        return std::unexpected(std::move(underWay.error()));
    seen.underWay = std::move(*underWay);
    auto cameras = api::knownCameras(records);
    if (!cameras)
        return std::unexpected(std::move(cameras.error()));
    seen.cameras = std::move(cameras->cameras);
    // A register that can only be read still says whom to look for.
    [[maybe_unused]] const auto noted = tellConnected(records, seen.cameras, question.live, question.site.now);
    // A shift of the night goes on in the morning.
    for (const attendance::Day day : {attendance::addDays(question.today, -1), question.today}) {
        auto causes = causesOfDay(records, days, day, question.site, current);
        if (!causes)
            return std::unexpected(std::move(causes.error()));
        std::ranges::move(*causes, std::back_inserter(seen.causes));
    }
    auto faces = causesOfFaces(records, current);
    if (!faces)
        return std::unexpected(std::move(faces.error()));
    std::ranges::move(*faces, std::back_inserter(seen.causes));
    return seen;
}

void AlertKeeper::lookInRegister()
{
    if (m_isLooking)
        return;
    m_isLooking = true;
    const attendance::UtcMs now = m_parts.now();
    const reports::ReportSite site{.zone = m_parts.calendar.zone(), .zoneName = {}, .debounce = m_parts.attendance.debounce, .now = now};
    Question question{.site = site, .today = m_parts.calendar.dayOf(now), .live = {}};
    for (const api::LiveCamera &camera : m_parts.cameras.liveCameras())
        question.live.push_back(camera.id);
    m_parts.store.call([days = m_parts.days, question = std::move(question)](store::Register &records) { return see(records, *days, question); }, this,
                       [this](const api::Expected<Seen> &seen) {
        m_isLooking = false;
        const bool wasRestored = m_isRestored;
        if (seen)
            take(*seen);
        if (!wasRestored)
            lookHere();
        Q_EMIT looked();
    }, store::Store::Kind::Report);
}

void AlertKeeper::take(Seen seen)
{
    m_rules = rulesOf(seen.rules);
    const attendance::UtcMs now = m_parts.now();
    const AlertBook::Joined joined = m_book.join(std::move(seen.underWay));
    if (std::exchange(m_isRestored, true))  // what is from before the start is no news
        tell(joined);
    const auto ofCameras = causesOfCameras(seen.cameras, m_parts.cameras.liveCameras(), m_begun, m_rules, now,
                                           [this](const std::string &subject) { return m_book.isUnderWay(Kind::CameraAway, subject); });
    std::ranges::copy(ofCameras, std::back_inserter(seen.causes));
    static constexpr std::array looked{Kind::Late, Kind::Absent, Kind::UnknownFace, Kind::CameraAway};
    apply(m_book.update(looked, seen.causes, now, [this, now] { return m_ids.next(now).toString(); }));
}

// What another server began, or what somebody said there, is told here as well.
void AlertKeeper::tell(const AlertBook::Joined &joined)
{
    for (const std::string &replaced : joined.replaced)
        postEnd(replaced);
    for (const AlertEntry &alert : joined.changed)
        post(alert);
}

void AlertKeeper::apply(AlertBook::Changes changes)
{
    for (AlertEntry &alert : changes.begun) {
        const Rule &rule = m_rules.of(parseKind(alert.kind).value_or(Kind::Register));
        post(alert);
        m_unwritten.push_back({.alert = std::move(alert), .isEnd = false, .mail = rule.mail, .webhook = rule.webhook});
    }
    for (AlertEntry &alert : changes.ended) {
        const Rule &rule = m_rules.of(parseKind(alert.kind).value_or(Kind::Register));
        postEnd(alert.id);
        m_unwritten.push_back({.alert = std::move(alert), .isEnd = true, .mail = false, .webhook = rule.webhook});
    }
    flush();
}

void AlertKeeper::flush()
{
    if (m_isWriting || m_unwritten.empty())
        return;
    m_isWriting = true;
    m_parts.store.call([writes = m_unwritten](store::Register &records) { return write(records, writes); }, this,
                       [this, writes = m_unwritten](const api::Expected<Written> &result) mutable { flushed(std::move(writes), result); });
    m_unwritten.clear();
}

api::Expected<AlertKeeper::Written> AlertKeeper::write(store::Register &records, const std::vector<Write> &writes)
{
    attendance::UuidGenerator ids(attendance::systemRandom());
    Written written;
    for (const Write &one : writes) {
        const auto tells = writeOne(records, one, ids, written);
        if (!tells)
            return std::unexpected(tells.error());
        written.tellsWebhooks |= *tells;
    }
    return written;
}

api::Expected<bool> AlertKeeper::writeOne(store::Register &records, const Write &one, attendance::UuidGenerator &ids, Written &written)
{
    AlertRecords alerts(records.database());
    if (one.isEnd) {
        if (auto ended = alerts.end(one.alert.id, *one.alert.ended); !ended)
            return std::unexpected(std::move(ended.error()));
        return one.webhook ? tellWebhooks(records.database(), webhooks::alertEnded, one.alert, *one.alert.ended, ids) : false;
    }
    auto begun = alerts.begin(one.alert, one.mail);
    if (!begun)
        return std::unexpected(std::move(begun.error()));
    const bool isOurs = *begun && (*begun)->id == one.alert.id;
    if (*begun)
        written.begun.push_back(std::move(**begun));
    return one.webhook && isOurs ? tellWebhooks(records.database(), webhooks::alert, one.alert, one.alert.started, ids) : false;
}

void AlertKeeper::flushed(std::vector<Write> writes, const api::Expected<Written> &result)
{
    m_isWriting = false;
    if (result) {
        // Where another server was quicker, its alert is the one.
        tell(m_book.giveWay(result->begun));
        if (result->tellsWebhooks && m_parts.webhookNoted)
            m_parts.webhookNoted();
        if (std::ranges::any_of(writes, &Write::mail))
            Q_EMIT mailWaits();
        return flush();
    }
    qCWarning(lcAlerts).noquote() << "Alerts could not be written down; it is tried again:" << QString::fromStdString(result.error().message);
    for (Write &one : writes) {
        if (std::exchange(one.mail, false))
            Q_EMIT mailUnstored(one.alert);
    }
    // Before what came in the meantime; the next look tries again.
    m_unwritten.insert(m_unwritten.begin(), std::make_move_iterator(writes.begin()), std::make_move_iterator(writes.end()));
}

void AlertKeeper::acknowledged(const AlertEntry &alert)
{
    m_book.acknowledge(alert.id, alert.acknowledgedBy.value_or(""), alert.acknowledged.value_or(m_parts.now()));
    post(alert);
}

void AlertKeeper::post(const AlertEntry &alert)
{
    m_parts.events.post({.type = u"alert"_s, .body = {{u"alert"_s, toJson(alert)}}, .right = net::Right::ViewAlerts});
}

void AlertKeeper::postEnd(const std::string &alert)
{
    m_parts.events.post({.type = u"alert-ended"_s, .body = {{u"id"_s, QString::fromStdString(alert)}}, .right = net::Right::ViewAlerts});
}

} // namespace rollcall::alerts
