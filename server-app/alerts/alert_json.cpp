#include "alerts/alert_json.h"

#include "alerts/alert_texts.h"
#include "api/json.h"

namespace rollcall::alerts {

using namespace Qt::StringLiterals;

namespace {

QString fromView(std::string_view text) { return QString::fromUtf8(text.data(), qsizetype(text.size())); }

QJsonValue orNull(const std::optional<attendance::UtcMs> &time)
{
    return time ? QJsonValue(api::toText(*time)) : QJsonValue();
}

} // namespace

QJsonObject toJson(const store::AlertEntry &alert)
{
    const Kind kind = parseKind(alert.kind).value_or(Kind::Register);
    const QJsonObject params = paramsOf(alert);
    const QString state = alert.ended ? u"ended"_s : alert.acknowledged ? u"acknowledged"_s : u"open"_s;
    return {{u"id"_s, api::toText(alert.id)}, {u"kind"_s, api::toText(alert.kind)}, {u"severity"_s, fromView(toWord(severityOf(kind)))}, {u"state"_s, state},
            {u"title"_s, titleOf(kind, params, Language::English)}, {u"text"_s, textOf(kind, params, Language::English)}, {u"params"_s, params},
            {u"startedAt"_s, api::toText(alert.started)}, {u"endedAt"_s, orNull(alert.ended)}, {u"acknowledgedAt"_s, orNull(alert.acknowledged)},
            {u"acknowledgedBy"_s, alert.acknowledgedBy ? QJsonValue(api::toText(*alert.acknowledgedBy)) : QJsonValue()}};
}

} // namespace rollcall::alerts
