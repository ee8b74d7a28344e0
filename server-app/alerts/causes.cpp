#include "alerts/causes.h"

#include "attendance/words.h"
#include "store/camera_presence.h"
#include "store/unknown_faces.h"

#include <algorithm>
#include <set>

namespace rollcall::alerts {

using namespace Qt::StringLiterals;
using api::toText;
using attendance::UtcMs;

namespace {

constexpr int facesOfCamera = 100;
constexpr int roomToSpare = 1;  // percent

qint64 minutesBetween(UtcMs from, UtcMs until)
{
    return std::chrono::floor<std::chrono::minutes>(until - from).count();
}

bool concernsAny(const Rule &rule, const std::vector<attendance::GroupName> &groups)
{
    return !rule.names || std::ranges::any_of(groups, [&](const attendance::GroupName &group) { return rule.concerns(group.toString()); });
}

// "absent so far" of a shift that goes on.
bool isMissing(const attendance::WorkDay &day)
{
    return day.status == attendance::DayStatus::Absent && day.marks.has(attendance::Mark::InProgress) && day.shiftStart;
}

Cause missing(Kind kind, const api::DayItem &item, qint64 minutes)
{
    const std::string day = attendance::toText(item.day.day);
    const std::string shift = item.day.shift ? item.day.shift->toString() : std::string();
    return {.kind = kind, .subject = item.day.person.toString() + ' ' + day + ' ' + shift, .person = item.day.person,
            .params = {{u"person"_s, toText(item.day.person.toString())}, {u"name"_s, toText(item.name)}, {u"day"_s, toText(day)}, {u"shift"_s, toText(shift)},
                       {u"shiftStart"_s, toText(*item.day.shiftStart)}, {u"minutes"_s, minutes}}};
}

} // namespace

api::Expected<std::vector<Cause>> causesOfDay(store::Register &records, api::DayBook &days, attendance::Day day, const reports::ReportSite &site, const Rules &rules)
{
    std::vector<Cause> causes;
    if (!rules.late.on && !rules.absent.on)
        return causes;
    static constexpr std::array states{attendance::DayState::Absent};
    const auto absent = days.entries(records, day, site, states);
    if (!absent)
        return std::unexpected(absent.error());
    for (const api::DayItem &item : *absent) {
        if (!isMissing(item.day))
            continue;
        const qint64 minutes = minutesBetween(*item.day.shiftStart, site.now);
        const auto groups = days.groupsOf(item.day.person);
        const bool isAbsent = rules.absent.on && minutes >= rules.absent.minutes && concernsAny(rules.absent, groups);
        if (isAbsent)
            causes.push_back(missing(Kind::Absent, item, minutes));
        else if (rules.late.on && minutes >= rules.late.minutes && concernsAny(rules.late, groups))
            causes.push_back(missing(Kind::Late, item, minutes));
    }
    return causes;
}

api::Expected<std::vector<Cause>> causesOfFaces(store::Register &records, const Rules &rules)
{
    std::vector<Cause> causes;
    if (!rules.unknownFace.on || !rules.unknownFace.names)
        return causes;
    const auto cameras = records.cameras();
    if (!cameras)
        return std::unexpected(cameras.error());
    std::set<std::string> told;
    for (const std::string &camera : *rules.unknownFace.names) {
        const auto faces = store::UnknownFaces(records.database()).faces({.state = store::UnknownFaceState::Waiting, .camera = store::CameraId(camera)}, {.limit = facesOfCamera, .cursor = {}});
        if (!faces)
            return std::unexpected(faces.error());
        const auto known = std::ranges::find(*cameras, store::CameraId(camera), &store::Camera::id);
        for (const store::UnknownFace &face : faces->items) {
            if (!told.insert(face.id.toString()).second)
                continue;
            causes.push_back({.kind = Kind::UnknownFace, .subject = face.id.toString(), .person = {},
                              .params = {{u"face"_s, toText(face.id.toString())}, {u"camera"_s, toText(camera)}, {u"cameraName"_s, known == cameras->end() ? QString() : toText(known->name)},
                                         {u"at"_s, toText(face.firstSeen)}}});
        }
    }
    return causes;
}

std::vector<Cause> causesOfCameras(const std::vector<store::Camera> &known, const QList<api::LiveCamera> &live, UtcMs begun, const Rules &rules, UtcMs now,
                                   const std::function<bool(const std::string &subject)> &isUnderWay)
{
    std::set<store::CameraId> here;
    for (const api::LiveCamera &camera : live)
        here.insert(camera.id);
    std::vector<Cause> causes;
    for (const store::Camera &camera : known) {
        const auto age = now - camera.lastSeen;  // of what a clock says that was set since, nothing is known
        // One that was here a moment ago may have gone to another server; who wants to know at once is told of it all the same.
        const bool mayBeElsewhere = rules.cameraAway.minutes > 0 && std::chrono::abs(age) < store::CameraPresence::known;
        if (here.contains(camera.id) || mayBeElsewhere)
            continue;
        const UtcMs since = age < age.zero() ? begun : std::max(camera.lastSeen, begun);
        const qint64 minutes = minutesBetween(since, now);
        const std::string &id = camera.id.toString();
        if (!rules.cameraAway.on || !rules.cameraAway.concerns(id) || (minutes < rules.cameraAway.minutes && !isUnderWay(id)))
            continue;
        causes.push_back({.kind = Kind::CameraAway, .subject = id, .person = {},
                          .params = {{u"camera"_s, toText(id)}, {u"cameraName"_s, toText(camera.name)}, {u"minutes"_s, minutes}, {u"since"_s, toText(since)}}});
    }
    return causes;
}

std::vector<Cause> causesOfStore(const store::StoreHealth &health, const std::optional<DiskSpace> &disk, const Rules &rules, bool diskIsUnderWay, const ThisServer &server)
{
    std::vector<Cause> causes;
    const auto add = [&](Kind kind, QJsonObject params) {
        if (!server.name.isEmpty())
            params.insert(u"server"_s, server.name);
        causes.push_back({.kind = kind, .subject = ownSubject(kind, server.id), .person = {}, .params = std::move(params)});
    };
    const bool isRetrying = health.state == store::StoreHealth::State::Retrying;
    const bool isUnreached = health.outbox && !health.outbox->reachable;
    if (rules.registerAway.on && (isRetrying || isUnreached))
        add(Kind::Register, {{u"problem"_s, toText(isRetrying ? health.problem : health.outbox->problem)}, {u"waiting"_s, qint64(isRetrying ? health.waiting : health.outbox->waiting)}});
    const auto oldest = health.outbox && health.outbox->waiting > 0 ? std::chrono::floor<std::chrono::minutes>(health.outbox->oldest) : std::chrono::minutes(0);
    if (rules.outbox.on && health.outbox && health.outbox->waiting > 0 && oldest.count() >= rules.outbox.minutes)
        add(Kind::Outbox, {{u"minutes"_s, qint64(oldest.count())}, {u"waiting"_s, qint64(health.outbox->waiting)}});
    const int bound = rules.disk.percent + (diskIsUnderWay ? roomToSpare : 0);
    if (rules.disk.on && disk && disk->totalBytes > 0 && disk->freeBytes < disk->totalBytes / 100 * bound)
        add(Kind::Disk, {{u"path"_s, disk->path}, {u"freeBytes"_s, qint64(disk->freeBytes)}, {u"totalBytes"_s, qint64(disk->totalBytes)}});
    return causes;
}

} // namespace rollcall::alerts
