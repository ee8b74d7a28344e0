#include "api/audit_routes.h"

#include "api/answering.h"
#include "api/list_query.h"
#include "store/audit_log.h"

namespace rollcall::api {

using namespace Qt::StringLiterals;
using net::Method;
using net::Request;
using net::Responder;
using net::Right;
using store::AuditLog;

namespace {

QJsonObject toJson(const store::AuditEntry &entry)
{
    return {{u"seq"_s, qint64(entry.seq)}, {u"at"_s, toText(entry.at)}, {u"actor"_s, toText(entry.actor)}, {u"action"_s, toText(entry.action)},
            {u"subject"_s, toText(entry.subject)}, {u"details"_s, toText(entry.details)}, {u"previous"_s, toText(entry.previous)}, {u"hash"_s, toText(entry.hash)}};
}

} // namespace

AuditRoutes::AuditRoutes(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
}

void AuditRoutes::addRoutes(net::Router &router)
{
    router.add(Method::Get, u"/api/v1/audit"_s, Right::ViewAudit, handler(this, &AuditRoutes::list));
    router.add(Method::Get, u"/api/v1/audit/verification"_s, Right::ViewAudit, handler(this, &AuditRoutes::verify));
}

void AuditRoutes::list(const Request &request, Responder responder)
{
    const auto page = parsePage(request);
    if (!page)
        return responder.problem(400, page.error());
    const auto times = parseSightingFilter(request);  // person, from and until are spelled alike
    if (!times)
        return responder.problem(400, times.error());
    store::AuditFilter filter{.from = times->from, .until = times->until};
    if (times->person)
        filter.person = times->person->toString();
    if (const auto action = request.queryValue(u"action"_s))
        filter.action = action->toStdString();
    m_parts.store.call([filter, page = *page](store::Register &records) { return AuditLog(records.database()).list(filter, page); }, this,
                       answering<store::Page<store::AuditEntry>>(std::move(responder), [](Responder &answerer, const store::Page<store::AuditEntry> &entries) {
        QJsonArray items;
        for (const store::AuditEntry &entry : entries.items)
            items.append(toJson(entry));
        answerer.json(pageJson(items, entries.next));
    }));
}

void AuditRoutes::verify(const Request &, Responder responder)
{
    m_parts.store.call([](store::Register &records) { return AuditLog(records.database()).verify(); }, this,
                       answering<store::AuditVerdict>(std::move(responder), [](Responder &answerer, const store::AuditVerdict &verdict) {
        answerer.json({{u"intact"_s, !verdict.brokenAt}, {u"brokenAt"_s, verdict.brokenAt ? QJsonValue(qint64(*verdict.brokenAt)) : QJsonValue()},
                       {u"first"_s, qint64(verdict.first)}, {u"last"_s, qint64(verdict.last)}, {u"head"_s, toText(verdict.head)}});
    }));
}

} // namespace rollcall::api
