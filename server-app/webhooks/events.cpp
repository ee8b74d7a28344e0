#include "webhooks/events.h"

#include "attendance/words.h"
#include "store/day_values.h"

#include <QDateTime>
#include <QJsonDocument>

#include <string_view>

namespace rollcall::webhooks {

using namespace Qt::StringLiterals;

namespace {

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

QJsonObject toJson(const store::Person &person)
{
    return {{u"id"_s, text(person.id.toString())}, {u"name"_s, text(person.name)},
            {u"externalId"_s, person.externalId ? QJsonValue(text(*person.externalId)) : QJsonValue()}};
}

QJsonValue toJson(const std::optional<attendance::Source> &source)
{
    if (!source)
        return {};
    const std::string_view word = toWord(*source);
    return QString::fromUtf8(word.data(), qsizetype(word.size()));
}

} // namespace

QString textOf(attendance::UtcMs time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC).toString(Qt::ISODateWithMs);
}

std::string payloadOf(const char *name, attendance::UtcMs when, const QJsonObject &data)
{
    const QJsonObject payload{{u"type"_s, QString::fromLatin1(name)}, {u"timestamp"_s, textOf(when)}, {u"data"_s, data}};
    return QJsonDocument(payload).toJson(QJsonDocument::Compact).toStdString();
}

store::WebhookEvent toWebhookEvent(const DayEvent &event, const store::Person &person, const std::string &id)
{
    const std::string_view name = event.name;
    QJsonObject data{{u"person"_s, toJson(person)}, {u"day"_s, text(store::toText(event.day))}, {u"at"_s, textOf(event.when)}, {u"source"_s, toJson(event.source)}};
    if (event.camera)
        data.insert(u"camera"_s, text(event.camera->toString()));
    if (event.shift)
        data.insert(u"shift"_s, text(event.shift->toString()));
    if (name == checkOut) {
        data.insert(u"final"_s, event.isFinal);
        data.insert(u"closedByRule"_s, event.isClosedByRule);
    } else if (name == late) {
        data.insert(u"minutes"_s, qint64(event.lateBy.count()));
        data.insert(u"shiftStart"_s, event.shiftStart ? QJsonValue(textOf(*event.shiftStart)) : QJsonValue());
    }
    return {.id = id, .event = event.name, .subject = event.subject, .person = person.id, .when = event.when, .payload = payloadOf(event.name, event.when, data)};
}

store::WebhookEvent toWebhookEvent(const store::UnknownFace &face, const std::string &id)
{
    QJsonObject data{{u"face"_s, text(face.id.toString())}, {u"at"_s, textOf(face.firstSeen)}};
    if (!face.cameras.empty())
        data.insert(u"camera"_s, text(face.cameras.front().toString()));
    return {.id = id, .event = unknown, .subject = face.id.toString(), .when = face.firstSeen, .payload = payloadOf(unknown, face.firstSeen, data)};
}

} // namespace rollcall::webhooks
