#include "alerts/alert_routes.h"

#include "alerts/alert_json.h"
#include "api/answering.h"
#include "api/list_query.h"
#include "api/person_patch.h"
#include "api/request_contract.h"

#include <QJsonDocument>

namespace rollcall::alerts {

using namespace Qt::StringLiterals;
using api::answering;
using api::Expected;
using api::handler;
using net::Method;
using net::Request;
using net::Responder;
using net::Right;
using store::AlertEntry;
using store::AlertFilter;
using store::AlertRecords;

namespace {

std::string idOf(const Request &request) { return request.parameter(u"id"_s).toStdString(); }

std::expected<AlertFilter, QString> parseFilter(const Request &request)
{
    static const QHash<QString, AlertFilter::State> states{{u"open"_s, AlertFilter::State::Open}, {u"acknowledged"_s, AlertFilter::State::Acknowledged}, {u"ended"_s, AlertFilter::State::Ended}};
    AlertFilter filter;
    if (const auto state = request.queryValue(u"state"_s)) {
        if (!states.contains(*state))
            return std::unexpected(u"\"state\" must be open, acknowledged or ended."_s);
        filter.state = states.value(*state);
    }
    if (const auto kind = request.queryValue(u"kind"_s)) {
        if (!parseKind(kind->toStdString()))
            return std::unexpected(u"\"kind\" must be late, absent, unknown-face, camera-away, register, disk or outbox."_s);
        filter.kind = kind->toStdString();
    }
    return filter;
}

bool matches(const AlertEntry &alert, const AlertFilter &filter)
{
    if (filter.kind && alert.kind != *filter.kind)
        return false;
    return !filter.state || (*filter.state == AlertFilter::State::Open && !alert.acknowledged) || (*filter.state == AlertFilter::State::Acknowledged && alert.acknowledged);
}

QByteArray tagOf(int64_t version) { return "\"rules-" + QByteArray::number(qint64(version)) + '"'; }

std::optional<int64_t> versionOf(const QByteArray &tag)
{
    bool isNumber = false;
    const qint64 version = tag.startsWith("\"rules-") && tag.endsWith('"') ? tag.sliced(7).chopped(1).toLongLong(&isNumber) : 0;
    return isNumber ? std::optional(int64_t{version}) : std::nullopt;
}

} // namespace

AlertRoutes::AlertRoutes(Parts parts, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
{
}

void AlertRoutes::addRoutes(net::Router &router)
{
    router.add(Method::Get, u"/api/v1/alerts"_s, Right::ViewAlerts, handler(this, &AlertRoutes::list));
    router.add(Method::Get, u"/api/v1/alerts/{id}"_s, Right::ViewAlerts, handler(this, &AlertRoutes::show));
    router.add(Method::Post, u"/api/v1/alerts/{id}/acknowledge"_s, Right::AnswerAlerts, handler(this, &AlertRoutes::acknowledge));
    router.add(Method::Get, u"/api/v1/alert-rules"_s, Right::ManageAlerts, handler(this, &AlertRoutes::showRules));
    router.add(Method::Put, u"/api/v1/alert-rules"_s, Right::ManageAlerts, handler(this, &AlertRoutes::setRules));
    router.add(Method::Post, u"/api/v1/alert-rules/test-mail"_s, Right::ManageAlerts, handler(this, &AlertRoutes::testMail));
}

void AlertRoutes::list(const Request &request, Responder responder)
{
    const auto page = api::parsePage(request);
    if (!page)
        return responder.problem(400, page.error());
    const auto filter = parseFilter(request);
    if (!filter)
        return responder.problem(400, filter.error());
    m_parts.store.call([filter = *filter, page = *page](store::Register &records) { return AlertRecords(records.database()).alerts(filter, page); }, this,
                       [this, filter = *filter, shared = net::share(std::move(responder))](const Expected<store::Page<AlertEntry>> &alerts) {
        // That the register is away is itself an alert: it must be seen.
        const bool isAway = !alerts && alerts.error().code != store::StoreError::Code::Invalid;
        if (isAway && filter.state != AlertFilter::State::Ended) {
            QJsonArray items;
            const auto underWay = m_parts.keeper.underWay();
            for (auto alert = underWay.rbegin(); alert != underWay.rend(); ++alert) {
                if (matches(*alert, filter))
                    items.append(toJson(*alert));
            }
            return shared->json(api::pageJson(items, std::nullopt));
        }
        if (!alerts)
            return shared->send(api::problemOf(alerts.error()));
        shared->json(api::toPageJson(*alerts, [](const AlertEntry &alert) { return toJson(alert); }));
    });
}

void AlertRoutes::show(const Request &request, Responder responder)
{
    m_parts.store.call([id = idOf(request)](store::Register &records) { return AlertRecords(records.database()).alert(id); }, this,
                       answering<AlertEntry>(std::move(responder), [](Responder &answerer, const AlertEntry &alert) { answerer.json(toJson(alert)); }));
}

void AlertRoutes::acknowledge(const Request &request, Responder responder)
{
    m_parts.store.call([id = idOf(request), by = api::actorOf(request), now = m_parts.now()](store::Register &records) { return AlertRecords(records.database()).acknowledge(id, by, now); }, this,
                       answering<AlertEntry>(std::move(responder), [this](Responder &answerer, const AlertEntry &alert) {
        m_parts.keeper.acknowledged(alert);
        answerer.json(toJson(alert));
    }));
}

void AlertRoutes::answerRules(Responder &responder, int64_t version, const Rules &rules) const
{
    QJsonObject json = toJson(rules);
    json.insert(u"version"_s, qint64(version));
    json.insert(u"mailOn"_s, m_parts.mails.isOn());
    responder.json(json, 200, {{"ETag", tagOf(version)}});
}

void AlertRoutes::showRules(const Request &, Responder responder)
{
    m_parts.store.call([](store::Register &records) { return AlertRecords(records.database()).rules(); }, this,
                       answering<store::StoredAlertRules>(std::move(responder), [this](Responder &answerer, const store::StoredAlertRules &stored) {
        const auto rules = parseRules(QJsonDocument::fromJson(QByteArray::fromStdString(stored.rules)).object());
        answerRules(answerer, stored.version, rules.value_or(Rules()));
    }));
}

void AlertRoutes::setRules(const Request &request, Responder responder)
{
    const QByteArray match = request.header("if-match");
    if (match.isEmpty())
        return responder.problem(428, u"Send \"If-Match\" with the ETag of the rules that you read, so that nobody's changes are overwritten."_s);
    const auto version = versionOf(match);
    if (!version)
        return responder.problem(412, u"\"If-Match\" is not the ETag of the rules."_s);
    const auto body = api::parseObject(request);
    if (!body)
        return responder.problem(400, body.error());
    const auto rules = parseRules(*body);
    if (!rules)
        return responder.problem(rules.error().status, rules.error().detail);
    const std::string text = QJsonDocument(toJson(*rules)).toJson(QJsonDocument::Compact).toStdString();
    m_parts.store.call([text, version = *version](store::Register &records) { return AlertRecords(records.database()).setRules(text, version); }, this,
                       answering<int64_t>(std::move(responder), [this, rules = *rules](Responder &answerer, int64_t changed) {
        m_parts.keeper.setRules(rules);
        answerRules(answerer, changed, rules);
    }));
}

void AlertRoutes::testMail(const Request &, Responder responder)
{
    if (!m_parts.mails.isOn())
        return responder.problem(409, u"This server sends no mail: set smtp-url and smtp-from, and start it again."_s);
    if (m_parts.keeper.rules().mailTo.isEmpty())
        return responder.problem(409, u"There is nobody to send mail to: add an address to the rules first."_s);
    m_parts.mails.sendTest(this, [shared = net::share(std::move(responder))](const std::expected<void, QString> &sent) {
        if (!sent)
            return shared->problem(502, sent.error());
        shared->json({{u"sent"_s, true}});
    });
}

} // namespace rollcall::alerts
