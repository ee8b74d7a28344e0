#include "api/json.h"

#include "api/local_calendar.h"

#include <QDateTime>

namespace rollcall::api {

using namespace Qt::StringLiterals;

QString toText(attendance::UtcMs time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC).toString(Qt::ISODateWithMs);
}

std::optional<attendance::UtcMs> parseTime(const QString &text)
{
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid() || time.timeSpec() == Qt::LocalTime)
        return std::nullopt;
    return attendance::UtcMs(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
}

QString toText(attendance::Day day)
{
    return toDate(day).toString(Qt::ISODate);
}

std::optional<attendance::Day> parseDay(const QString &text)
{
    const QDate date = QDate::fromString(text, u"yyyy-MM-dd"_s);
    if (!date.isValid())
        return std::nullopt;
    return toDay(date);
}

QJsonObject toJson(const store::Person &person)
{
    return {{u"id"_s, toText(person.id.toString())}, {u"name"_s, toText(person.name)}, {u"created"_s, toText(person.created)}, {u"photos"_s, person.photos}};
}

QJsonObject toJson(const store::Sighting &sighting)
{
    return {{u"id"_s, toText(sighting.id.toString())}, {u"person"_s, toText(sighting.person.toString())}, {u"camera"_s, toText(sighting.camera.toString())},
            {u"firstSeen"_s, toText(sighting.firstSeen)}, {u"lastSeen"_s, toText(sighting.lastSeen)}, {u"confidence"_s, sighting.confidence}};
}

QJsonObject toJson(const attendance::RegisterEntry &entry, const QString &name)
{
    QJsonArray cameras;
    for (const auto &camera : entry.cameras)
        cameras.append(toText(camera.toString()));
    return {{u"person"_s, toText(entry.person.toString())}, {u"name"_s, name}, {u"day"_s, toText(entry.day)}, {u"checkIn"_s, toText(entry.checkIn)},
            {u"lastSeen"_s, toText(entry.lastSeen)}, {u"sightings"_s, qint64(entry.sightings)}, {u"cameras"_s, cameras}};
}

QJsonObject toJson(const LiveCamera &camera)
{
    QJsonObject json{{u"id"_s, toText(camera.id.toString())}, {u"name"_s, camera.name}, {u"state"_s, camera.state}, {u"connectedSince"_s, toText(camera.connectedSince)}};
    if (!camera.codec.isEmpty())
        json.insert(u"codec"_s, camera.codec);
    if (camera.width > 0 && camera.height > 0) {
        json.insert(u"width"_s, camera.width);
        json.insert(u"height"_s, camera.height);
    }
    if (camera.framesPerSecond > 0)
        json.insert(u"framesPerSecond"_s, camera.framesPerSecond);
    return json;
}

QJsonObject toJson(const store::Camera &camera)
{
    return {{u"id"_s, toText(camera.id.toString())}, {u"name"_s, toText(camera.name)}, {u"state"_s, u"offline"_s}, {u"lastSeen"_s, toText(camera.lastSeen)}};
}

QJsonObject pageJson(const QJsonArray &items, const std::optional<std::string> &next)
{
    return {{u"items"_s, items}, {u"next"_s, next ? QJsonValue(toText(*next)) : QJsonValue()}};
}

net::Answer problemOf(const store::StoreError &error)
{
    using Code = store::StoreError::Code;
    const QString detail = toText(error.message);
    switch (error.code) {
    case Code::NotFound:
        return net::problemAnswer(404, detail);
    case Code::Conflict:
        return net::problemAnswer(409, detail);
    case Code::Invalid:
        return net::problemAnswer(400, detail);
    case Code::Full:
        return net::problemAnswer(507, detail);
    case Code::Busy:
    case Code::Overloaded:
    case Code::Stopped:
    case Code::Io:
    case Code::Unavailable:
    case Code::ReadOnly:
        return net::problemAnswer(503, detail, {{"Retry-After", "5"}});
    case Code::Corrupt:
    case Code::NewerSchema:
        break;
    }
    return net::problemAnswer(500, detail);
}

} // namespace rollcall::api
