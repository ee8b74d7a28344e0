#include "alerts/alert_keeper.h"

#include "alerts/alert_json.h"
#include "alerts/alert_texts.h"
#include "api/summary_routes.h"
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

} // namespace

struct AlertKeeper::Seen {
    store::StoredAlertRules rules = {};
    std::vector<AlertEntry> underWay = {};  // where they were not known yet
    std::vector<Cause> causes = {};
    std::vector<store::Camera> cameras = {};
};

AlertKeeper::AlertKeeper(Parts parts, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
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
    const auto causes = causesOfStore(m_parts.store.health(), m_parts.disk(), m_rules, m_book.isUnderWay(Kind::Disk, "disk"));
    const attendance::UtcMs now = m_parts.now();
    apply(m_book.update(looked, causes, now, [this, now] { return m_ids.next(now).toString(); }));
}

api::Expected<AlertKeeper::Seen> AlertKeeper::see(store::Register &records, api::DayBook &days, const reports::ReportSite &site, attendance::Day today, bool restored)
{
    Seen seen;
    AlertRecords alerts(records.database());
    auto rules = alerts.rules();
    if (!rules)
        return std::unexpected(std::move(rules.error()));
    seen.rules = std::move(*rules);
    const Rules current = rulesOf(seen.rules);
    if (!restored) {
        auto underWay = alerts.underWay();
        if (!underWay)
            return std::unexpected(std::move(underWay.error()));
        seen.underWay = std::move(*underWay);
    }
    auto cameras = api::knownCameras(records);
    if (!cameras)
        return std::unexpected(std::move(cameras.error()));
    seen.cameras = std::move(cameras->cameras);
    // A shift of the night goes on in the morning.
    for (const attendance::Day day : {attendance::addDays(today, -1), today}) {
        auto causes = causesOfDay(records, days, day, site, current);
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
    m_parts.store.call([days = m_parts.days, site, today = m_parts.calendar.dayOf(now), restored = m_isRestored](store::Register &records) {
        return see(records, *days, site, today, restored);
    }, this, [this](const api::Expected<Seen> &seen) {
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
    if (!m_isRestored) {
        m_isRestored = true;
        for (AlertEntry &useless : m_book.restore(std::move(seen.underWay))) {
            useless.ended = now;
            m_unwritten.insert(m_unwritten.begin(), Write{.alert = std::move(useless), .isEnd = true});
        }
    }
    const auto ofCameras = causesOfCameras(seen.cameras, m_parts.cameras.liveCameras(), m_awaySince, m_rules, now,
                                           [this](const std::string &subject) { return m_book.isUnderWay(Kind::CameraAway, subject); });
    std::ranges::copy(ofCameras, std::back_inserter(seen.causes));
    static constexpr std::array looked{Kind::Late, Kind::Absent, Kind::UnknownFace, Kind::CameraAway};
    apply(m_book.update(looked, seen.causes, now, [this, now] { return m_ids.next(now).toString(); }));
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
        m_parts.events.post({.type = u"alert-ended"_s, .body = {{u"id"_s, QString::fromStdString(alert.id)}}, .right = net::Right::ViewAlerts});
        m_unwritten.push_back({.alert = std::move(alert), .isEnd = true, .mail = false, .webhook = rule.webhook});
    }
    flush();
}

void AlertKeeper::flush()
{
    if (m_isWriting || m_unwritten.empty())
        return;
    m_isWriting = true;
    const auto write = [writes = m_unwritten](store::Register &records) -> api::Expected<bool> {
        attendance::UuidGenerator ids(attendance::systemRandom());
        AlertRecords alerts(records.database());
        bool tellsWebhooks = false;
        for (const Write &one : writes) {
            bool isNew = one.isRetried;
            if (one.isEnd) {
                if (auto ended = alerts.end(one.alert.id, *one.alert.ended); !ended)
                    return std::unexpected(std::move(ended.error()));
                isNew = true;
            } else {
                AlertEntry begun = one.alert;
                const auto done = alerts.begin(begun, one.mail);
                if (!done)
                    return std::unexpected(done.error());
                isNew = isNew || *done;
            }
            if (!one.webhook || !isNew)
                continue;
            const auto told = one.isEnd ? tellWebhooks(records.database(), webhooks::alertEnded, one.alert, *one.alert.ended, ids)
                                        : tellWebhooks(records.database(), webhooks::alert, one.alert, one.alert.started, ids);
            if (!told)
                return told;
            tellsWebhooks |= *told;
        }
        return tellsWebhooks;
    };
    m_parts.store.call(write, this, [this, writes = std::exchange(m_unwritten, {})](const api::Expected<bool> &result) mutable { flushed(std::move(writes), result); });
}

void AlertKeeper::flushed(std::vector<Write> writes, const std::expected<bool, store::StoreError> &result)
{
    m_isWriting = false;
    if (result) {
        if (*result && m_parts.webhookNoted)
            m_parts.webhookNoted();
        if (std::ranges::any_of(writes, &Write::mail))
            Q_EMIT mailWaits();
        return flush();
    }
    qCWarning(lcAlerts).noquote() << "Alerts could not be written down; it is tried again:" << QString::fromStdString(result.error().message);
    for (Write &one : writes) {
        if (std::exchange(one.mail, false))
            Q_EMIT mailUnstored(one.alert);
        one.isRetried = true;
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

} // namespace rollcall::alerts
