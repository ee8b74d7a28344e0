#include "api/query_names.h"

#include <QHash>

namespace rollcall::api {

using namespace Qt::StringLiterals;

namespace {

QStringList paged(QStringList more = {})
{
    return more << u"cursor"_s << u"limit"_s;
}

QStringList report(QStringList more)
{
    return more << u"bom"_s << u"format"_s << u"kind"_s << u"language"_s;
}

QHash<QString, QStringList> allNames()
{
    const QStringList time{u"from"_s, u"until"_s};
    QHash<QString, QStringList> names{
        {u"alerts"_s, paged({u"kind"_s, u"state"_s})},
        {u"assignments"_s, paged({u"group"_s, u"person"_s, u"shift"_s})},
        {u"attendance"_s, paged({u"day"_s, u"everybody"_s, u"group"_s, u"q"_s, u"status"_s})},
        {u"attendance/days"_s, paged(time + QStringList{u"person"_s})},
        {u"audit"_s, paged(time + QStringList{u"action"_s, u"person"_s})},
        {u"cameras"_s, paged()},
        {u"corrections"_s, paged(time + QStringList{u"person"_s})},
        {u"enrolment-requests"_s, paged({u"state"_s})},
        {u"groups"_s, paged()},
        {u"holidays"_s, paged()},
        {u"invitations"_s, paged()},
        {u"people"_s, paged({u"externalId"_s, u"group"_s, u"order"_s, u"q"_s})},
        {u"people/{id}/picture.jpg"_s, {u"width"_s}},
        {u"reports/day"_s, report({u"day"_s})},
        {u"reports/group"_s, report(time + QStringList{u"group"_s})},
        {u"reports/person"_s, report(time + QStringList{u"person"_s})},
        {u"reports/range"_s, report(time)},
        {u"sessions"_s, {u"account"_s}},
        {u"shifts"_s, paged()},
        {u"sightings"_s, paged(time + QStringList{u"camera"_s, u"person"_s, u"status"_s})},
        {u"summary"_s, {u"day"_s}},
        {u"unknown-faces"_s, paged(time + QStringList{u"camera"_s, u"state"_s})},
        {u"webhooks/{id}/deliveries"_s, paged()},
    };
    for (QStringList &one : names)
        one.sort();
    return names;
}

} // namespace

QStringList queryNamesOf(const QString &pattern)
{
    static const QHash<QString, QStringList> names = allNames();
    return names.value(QStringView(pattern).sliced(QStringView(u"/api/v1/").size()).toString());
}

} // namespace rollcall::api
