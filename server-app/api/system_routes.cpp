#include "api/system_routes.h"

#include "api/answering.h"
#include "api/summary_routes.h"
#include "store/alert_records.h"
#include "store/invitation_records.h"

namespace rollcall::api {

using namespace Qt::StringLiterals;
using net::Method;
using net::Request;
using net::Responder;
using net::Right;

namespace {

struct Counted {
    qint64 cameras = 0;
    qint64 alerts = 0;
    qint64 mails = 0;
    qint64 requests = 0;
};

Expected<Counted> count(store::Register &records)
{
    const auto cameras = knownCameras(records);
    if (!cameras)
        return std::unexpected(cameras.error());
    store::AlertRecords alerts(records.database());
    const auto underWay = alerts.underWay();
    if (!underWay)
        return std::unexpected(underWay.error());
    const auto mails = alerts.mailState();
    if (!mails)
        return std::unexpected(mails.error());
    const auto requests = store::InvitationRecords(records.database()).waiting();
    if (!requests)
        return std::unexpected(requests.error());
    return Counted{.cameras = qint64(cameras->cameras.size()), .alerts = qint64(underWay->size()), .mails = mails->waiting, .requests = *requests};
}

void insertInto(QJsonObject &json, const QString &object, const QString &key, const QJsonValue &value)
{
    QJsonObject inner = json.value(object).toObject();
    inner.insert(key, value);
    json.insert(object, inner);
}

} // namespace

SystemRoutes::SystemRoutes(store::Store &store, std::function<QJsonObject()> state, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_state(std::move(state))
{
}

void SystemRoutes::addRoutes(net::Router &router)
{
    router.add(Method::Get, u"/api/v1/system"_s, Right::ViewSystem, handler(this, &SystemRoutes::show));
}

// Without the register it is all the more worth looking at: what is counted there is null then.
void SystemRoutes::show(const Request &, Responder responder)
{
    m_store.call([](store::Register &records) { return count(records); }, this, [this, shared = net::share(std::move(responder))](const Expected<Counted> &counted) {
        QJsonObject json = m_state();
        const auto orNull = [&](qint64 number) { return counted ? QJsonValue(number) : QJsonValue(); };
        const Counted numbers = counted.value_or(Counted());
        insertInto(json, u"cameras"_s, u"known"_s, orNull(numbers.cameras));
        insertInto(json, u"alerts"_s, u"open"_s, orNull(numbers.alerts));
        insertInto(json, u"mail"_s, u"waiting"_s, orNull(numbers.mails));
        insertInto(json, u"enrolmentRequests"_s, u"waiting"_s, orNull(numbers.requests));
        shared->json(json);
    });
}

} // namespace rollcall::api
