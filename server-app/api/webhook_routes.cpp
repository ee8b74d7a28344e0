#include "api/webhook_routes.h"

#include "api/answering.h"
#include "api/list_query.h"
#include "api/person_patch.h"
#include "store/webhook_records.h"
#include "webhooks/events.h"
#include "webhooks/signature.h"

namespace rollcall::api {

using namespace Qt::StringLiterals;
using net::Method;
using net::Request;
using net::Responder;
using net::Right;
using store::Webhook;
using store::WebhookRecords;

namespace {

std::string idOf(const Request &request) { return request.parameter(u"id"_s).toStdString(); }

QJsonValue orNull(const std::optional<attendance::UtcMs> &time)
{
    return time ? QJsonValue(toText(*time)) : QJsonValue();
}

QJsonObject toJson(const Webhook &webhook)
{
    QJsonArray events;
    for (const std::string &event : webhook.events)
        events.append(toText(event));
    return {{u"id"_s, toText(webhook.id)}, {u"url"_s, toText(webhook.url)}, {u"events"_s, events}, {u"created"_s, toText(webhook.created)},
            {u"state"_s, toText(store::toText(webhook.state))}, {u"problem"_s, webhook.problem.empty() ? QJsonValue() : QJsonValue(toText(webhook.problem))},
            {u"failingSince"_s, orNull(webhook.failingSince)}, {u"waiting"_s, qint64(webhook.waiting)}};
}

QJsonObject toJson(const store::WebhookDelivery &delivery)
{
    const bool waits = delivery.state == store::WebhookDelivery::State::Waiting;
    return {{u"event"_s, toText(delivery.eventId)}, {u"type"_s, toText(delivery.event)}, {u"at"_s, toText(delivery.when)},
            {u"state"_s, toText(store::toText(delivery.state))}, {u"attempts"_s, qint64(delivery.attempts)},
            {u"nextAttempt"_s, waits ? QJsonValue(toText(delivery.nextAttempt)) : QJsonValue()}, {u"lastAttempt"_s, orNull(delivery.lastAttempt)},
            {u"lastStatus"_s, delivery.lastStatus ? QJsonValue(qint64(*delivery.lastStatus)) : QJsonValue()},
            {u"problem"_s, delivery.lastProblem.empty() ? QJsonValue() : QJsonValue(toText(delivery.lastProblem))}};
}

QString knownEvents()
{
    QStringList names;
    for (const char *name : webhooks::eventNames)
        names.append(QString::fromLatin1(name));
    return names.join(u", "_s);
}

std::expected<Webhook, QString> parseWebhook(const Request &request, const webhooks::AddressRule &rule)
{
    const auto body = parseObject(request);
    if (!body)
        return std::unexpected(body.error());
    const QString url = body->value("url"_L1).toString();
    if (url.isEmpty() || url.size() > WebhookRoutes::urlCharacters)
        return std::unexpected(u"\"url\" must be an address of at most %1 characters."_s.arg(WebhookRoutes::urlCharacters));
    if (const auto sound = webhooks::checkUrl(QUrl(url, QUrl::StrictMode), rule); !sound)
        return std::unexpected(sound.error());
    Webhook webhook{.id = {}, .url = url.toStdString(), .events = {}, .secret = webhooks::newSecret()};
    for (const QJsonValue &event : body->value("events"_L1).toArray()) {
        const std::string name = event.toString().toStdString();
        if (std::find(webhooks::eventNames.begin(), webhooks::eventNames.end(), name) == webhooks::eventNames.end())
            return std::unexpected(u"\"events\" may hold these: %1."_s.arg(knownEvents()));
        webhook.events.insert(name);
    }
    if (webhook.events.empty())
        return std::unexpected(u"\"events\" must be a list of one or more of these: %1."_s.arg(knownEvents()));
    return webhook;
}

} // namespace

WebhookRoutes::WebhookRoutes(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_ids(attendance::systemRandom())
{
}

void WebhookRoutes::addRoutes(net::Router &router)
{
    router.add(Method::Get, u"/api/v1/webhooks"_s, Right::ManageWebhooks, handler(this, &WebhookRoutes::list));
    router.add(Method::Post, u"/api/v1/webhooks"_s, Right::ManageWebhooks, handler(this, &WebhookRoutes::add));
    router.add(Method::Get, u"/api/v1/webhooks/{id}"_s, Right::ManageWebhooks, handler(this, &WebhookRoutes::show));
    router.add(Method::Delete, u"/api/v1/webhooks/{id}"_s, Right::ManageWebhooks, handler(this, &WebhookRoutes::remove));
    router.add(Method::Post, u"/api/v1/webhooks/{id}/enable"_s, Right::ManageWebhooks, handler(this, &WebhookRoutes::enable));
    router.add(Method::Get, u"/api/v1/webhooks/{id}/deliveries"_s, Right::ManageWebhooks, handler(this, &WebhookRoutes::listDeliveries));
}

void WebhookRoutes::list(const Request &, Responder responder)
{
    m_parts.store.call([](store::Register &records) { return WebhookRecords(records.database()).webhooks(); }, this,
                       answering<std::vector<Webhook>>(std::move(responder), [](Responder &answerer, const std::vector<Webhook> &webhooks) {
        QJsonArray items;
        for (const Webhook &webhook : webhooks)
            items.append(toJson(webhook));
        answerer.json(pageJson(items, std::nullopt));  // they are few
    }));
}

void WebhookRoutes::show(const Request &request, Responder responder)
{
    m_parts.store.call([id = idOf(request)](store::Register &records) { return WebhookRecords(records.database()).webhook(id); }, this,
                       answering<Webhook>(std::move(responder), [](Responder &answerer, const Webhook &webhook) { answerer.json(toJson(webhook)); }));
}

void WebhookRoutes::add(const Request &request, Responder responder)
{
    auto webhook = parseWebhook(request, m_parts.webhookAddresses);
    if (!webhook)
        return responder.problem(400, webhook.error());
    webhook->created = m_parts.now();
    webhook->id = m_ids.next(webhook->created).toString();
    m_parts.store.call([webhook = *webhook](store::Register &records) -> Expected<Webhook> {
        if (auto added = WebhookRecords(records.database()).add(webhook); !added)
            return std::unexpected(std::move(added.error()));
        return webhook;
    }, this, answering<Webhook>(std::move(responder), [](Responder &answerer, const Webhook &added) {
        QJsonObject json = toJson(added);
        json.insert(u"secret"_s, webhooks::secretText(added.secret));
        answerer.json(json, 201, {{"Location", "/api/v1/webhooks/" + QByteArray::fromStdString(added.id)}});
    }));
}

void WebhookRoutes::enable(const Request &request, Responder responder)
{
    m_parts.store.call([id = idOf(request)](store::Register &records) -> Expected<Webhook> {
        WebhookRecords webhooks(records.database());
        if (auto done = webhooks.setState(id, Webhook::State::Active, {}); !done)
            return std::unexpected(std::move(done.error()));
        return webhooks.webhook(id);
    }, this, answering<Webhook>(std::move(responder), [this](Responder &answerer, const Webhook &webhook) {
        if (m_parts.outboxChanged)
            m_parts.outboxChanged();
        answerer.json(toJson(webhook));
    }));
}

void WebhookRoutes::remove(const Request &request, Responder responder)
{
    m_parts.store.call([id = idOf(request)](store::Register &records) -> Expected<bool> {
        if (auto done = WebhookRecords(records.database()).remove(id); !done)
            return std::unexpected(std::move(done.error()));
        return true;
    }, this, answering<bool>(std::move(responder), [](Responder &answerer, bool) { answerer.send({.status = 204, .contentType = {}, .body = {}}); }));
}

void WebhookRoutes::listDeliveries(const Request &request, Responder responder)
{
    const auto page = parsePage(request);
    if (!page)
        return responder.problem(400, page.error());
    m_parts.store.call([id = idOf(request), page = *page](store::Register &records) -> Expected<store::Page<store::WebhookDelivery>> {
        WebhookRecords webhooks(records.database());
        if (const auto known = webhooks.webhook(id); !known)
            return std::unexpected(known.error());
        return webhooks.deliveries(id, page);
    }, this, answering<store::Page<store::WebhookDelivery>>(std::move(responder), [](Responder &answerer, const store::Page<store::WebhookDelivery> &deliveries) {
        QJsonArray items;
        for (const store::WebhookDelivery &delivery : deliveries.items)
            items.append(toJson(delivery));
        answerer.json(pageJson(items, deliveries.next));
    }));
}

} // namespace rollcall::api
