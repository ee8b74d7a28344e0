#include "webhooks/events.h"

#include "store/day_values.h"

#include <QDateTime>
#include <QJsonDocument>

#include <cstring>

namespace rollcall::webhooks {

using namespace Qt::StringLiterals;

QString textOf(attendance::UtcMs time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC).toString(Qt::ISODateWithMs);
}

std::string payloadOf(const char *name, attendance::UtcMs when, const QJsonObject &data)
{
    const QJsonObject payload{{u"type"_s, QString::fromLatin1(name)}, {u"timestamp"_s, textOf(when)}, {u"data"_s, data}};
    return QJsonDocument(payload).toJson(QJsonDocument::Compact).toStdString();
}

std::string subjectOf(const attendance::RegisterEntry &entry)
{
    return store::toText(entry.day) + ' ' + entry.person.toString();
}

store::WebhookEvent eventOf(const char *name, const attendance::RegisterEntry &entry, const store::Person &person, const std::string &id)
{
    const bool comes = std::strcmp(name, checkIn) == 0;
    const attendance::UtcMs when = comes ? entry.checkIn : entry.lastSeen;
    const QJsonObject who{{u"id"_s, QString::fromStdString(person.id.toString())}, {u"name"_s, QString::fromStdString(person.name)},
                          {u"externalId"_s, person.externalId ? QJsonValue(QString::fromStdString(*person.externalId)) : QJsonValue()}};
    QJsonObject data{{u"person"_s, who}, {u"day"_s, QString::fromStdString(store::toText(entry.day))}, {u"at"_s, textOf(when)}};
    if (comes && !entry.cameras.empty())
        data.insert(u"camera"_s, QString::fromStdString(entry.cameras.front().toString()));
    return {.id = id, .event = name, .subject = subjectOf(entry), .person = person.id, .when = when, .payload = payloadOf(name, when, data)};
}

store::WebhookEvent eventOf(const store::UnknownFace &face, const std::string &id)
{
    QJsonObject data{{u"face"_s, QString::fromStdString(face.id.toString())}, {u"at"_s, textOf(face.firstSeen)}};
    if (!face.cameras.empty())
        data.insert(u"camera"_s, QString::fromStdString(face.cameras.front().toString()));
    return {.id = id, .event = unknown, .subject = face.id.toString(), .when = face.firstSeen, .payload = payloadOf(unknown, face.firstSeen, data)};
}

} // namespace rollcall::webhooks
