#include "api/json.h"

#include "api/local_calendar.h"
#include "attendance/words.h"
#include "store/unknown_faces.h"

#include <QDateTime>

#include <cmath>

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

namespace {

QJsonValue orNull(const std::optional<attendance::Day> &day)
{
    return day ? QJsonValue(toText(*day)) : QJsonValue();
}

} // namespace

QJsonObject toJson(const store::Consent &consent)
{
    return {{u"date"_s, toText(consent.day)}, {u"by"_s, toText(consent.by)}, {u"withdrawn"_s, orNull(consent.withdrawn)}};
}

QJsonObject toJson(const store::Person &person)
{
    QJsonArray groups;
    for (const std::string &group : person.groups)
        groups.append(toText(group));
    return {{u"id"_s, toText(person.id.toString())}, {u"name"_s, toText(person.name)}, {u"created"_s, toText(person.created)},
            {u"updated"_s, toText(person.updated)}, {u"version"_s, qint64(person.version)}, {u"photos"_s, person.photos},
            {u"externalId"_s, person.externalId ? QJsonValue(toText(*person.externalId)) : QJsonValue()}, {u"groups"_s, groups},
            {u"consent"_s, person.consent ? QJsonValue(toJson(*person.consent)) : QJsonValue()}, {u"validFrom"_s, orNull(person.validFrom)},
            {u"validUntil"_s, orNull(person.validUntil)}, {u"hasPin"_s, person.hasPin}};
}

QJsonObject toJson(const store::Group &group)
{
    return {{u"name"_s, toText(group.name)}, {u"people"_s, qint64(group.people)}};
}

QString toText(attendance::SightingStatus status)
{
    switch (status) {
    case attendance::SightingStatus::Confirmed:
        return u"confirmed"_s;
    case attendance::SightingStatus::Suggested:
        return u"suggested"_s;
    case attendance::SightingStatus::Rejected:
        break;
    }
    return u"rejected"_s;
}

std::optional<attendance::SightingStatus> parseSightingStatus(const QString &text)
{
    using enum attendance::SightingStatus;
    for (const auto status : {Confirmed, Suggested, Rejected}) {
        if (toText(status) == text)
            return status;
    }
    return std::nullopt;
}

QString wordText(std::string_view word)
{
    return QString::fromUtf8(word.data(), qsizetype(word.size()));
}

QJsonObject toJson(const store::Sighting &sighting)
{
    QJsonObject json{{u"id"_s, toText(sighting.id.toString())}, {u"person"_s, toText(sighting.person.toString())}, {u"camera"_s, toText(sighting.camera.toString())},
                     {u"firstSeen"_s, toText(sighting.firstSeen)}, {u"lastSeen"_s, toText(sighting.lastSeen)}, {u"confidence"_s, sighting.confidence},
                     {u"status"_s, toText(sighting.status)}, {u"source"_s, wordText(toWord(sighting.source))}};
    if (sighting.corrected)
        json.insert(u"corrected"_s, true);
    if (const auto &decision = sighting.decision)
        json.insert(u"decision"_s, QJsonObject{{u"status"_s, toText(decision->status)}, {u"at"_s, toText(decision->when)}, {u"by"_s, toText(decision->by)}, {u"reason"_s, toText(decision->reason)}});
    return json;
}

QJsonObject toJson(const attendance::RegisterEntry &entry, const QString &name)
{
    QJsonArray cameras;
    for (const auto &camera : entry.cameras)
        cameras.append(toText(camera.toString()));
    return {{u"person"_s, toText(entry.person.toString())}, {u"name"_s, name}, {u"day"_s, toText(entry.day)}, {u"checkIn"_s, toText(entry.checkIn)},
            {u"lastSeen"_s, toText(entry.lastSeen)}, {u"sightings"_s, qint64(entry.sightings)}, {u"cameras"_s, cameras},
            {u"status"_s, toText(entry.status)}};
}

QJsonObject toJson(const store::UnknownFace &face)
{
    QJsonArray cameras;
    for (const auto &camera : face.cameras)
        cameras.append(toText(camera.toString()));
    QJsonObject json{{u"id"_s, toText(face.id.toString())}, {u"state"_s, toText(store::toText(face.state))}, {u"firstSeen"_s, toText(face.firstSeen)},
                     {u"lastSeen"_s, toText(face.lastSeen)}, {u"sightings"_s, face.sightings}, {u"cameras"_s, cameras}};
    if (face.person)
        json.insert(u"person"_s, toText(face.person->toString()));
    if (face.label)
        json.insert(u"label"_s, toText(*face.label));
    if (face.decided)
        json.insert(u"decision"_s, QJsonObject{{u"at"_s, toText(*face.decided)}, {u"by"_s, toText(face.decidedBy.value_or(""))}});
    return json;
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
    const auto insert = [&](const QString &name, const std::optional<double> &figure, double steps) {
        if (figure)
            json.insert(name, std::round(*figure * steps) / steps);
    };
    insert(u"bitrateKbps"_s, camera.bitrateKbps, 1);
    insert(u"packetLoss"_s, camera.packetLoss, 10'000);
    insert(u"roundTripMs"_s, camera.roundTripMs, 10);
    insert(u"latencyMs"_s, camera.latencyMs, 10);
    if (!camera.challenge.isEmpty())
        json.insert(u"challenge"_s, camera.challenge);
    if (camera.refusedFace)
        json.insert(u"refusedFace"_s, QJsonObject{{u"reason"_s, camera.refusedFace->reason}, {u"at"_s, toText(camera.refusedFace->at)}});
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

net::Answer jpegAnswer(const std::vector<uint8_t> &jpeg)
{
    return {.status = 200, .contentType = "image/jpeg", .body = QByteArray(reinterpret_cast<const char *>(jpeg.data()), qsizetype(jpeg.size())),
            .headers = {{"Cache-Control", "private, no-store"}}};
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
    case Code::Stale:
        return net::problemAnswer(412, detail);
    case Code::Gone:
        return net::problemAnswer(410, u"This person was merged into the person \"%1\": ask for that one."_s.arg(detail));
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
