#include "api/camera_record_routes.h"

#include "api/answering.h"
#include "api/json_fields.h"
#include "api/request_contract.h"

#include <algorithm>

namespace rollcall::api {

using namespace Qt::StringLiterals;
using net::Method;
using net::Request;
using net::Responder;
using net::Right;
using store::CameraRecord;
using store::CameraRecords;

namespace {

attendance::CameraId cameraOf(const Request &request)
{
    return attendance::CameraId(request.parameter(u"camera"_s).toStdString());
}

// The name's version stands before what else the answer says, which is another one every two seconds while the camera is here.
QByteArray tagOf(const CameraRecord &record, const QJsonObject &json)
{
    return '"' + QByteArray::number(qint64(record.version)) + '-' + entityTagOf(json).sliced(1);
}

std::optional<int64_t> nameVersionOf(QByteArray tag)
{
    if (tag.startsWith("W/"))
        tag.remove(0, 2);
    if (!tag.startsWith('"') || !tag.contains('-'))
        return std::nullopt;
    bool isNumber = false;
    const qint64 version = tag.sliced(1, tag.indexOf('-') - 1).toLongLong(&isNumber);
    return isNumber ? std::optional<int64_t>(version) : std::nullopt;
}

} // namespace

CameraRecordRoutes::CameraRecordRoutes(Parts parts, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
{
}

void CameraRecordRoutes::addRoutes(net::Router &router)
{
    const QString camera = u"/api/v1/cameras/{camera}"_s;
    router.add(Method::Get, camera, Right::ViewCameras, handler(this, &CameraRecordRoutes::show));
    router.add(Method::Patch, camera, Right::ManageCameras, handler(this, &CameraRecordRoutes::change));
    router.add(Method::Delete, camera, Right::ManageCameras, handler(this, &CameraRecordRoutes::remove));
}

void CameraRecordRoutes::answer(Responder &responder, const CameraRecord &record) const
{
    const auto live = m_parts.directory.liveCameras();
    const auto here = std::find_if(live.begin(), live.end(), [&](const LiveCamera &camera) { return camera.id == record.camera.id; });
    QJsonObject json = here == live.end() ? toJson(record.camera) : toJson(*here);
    json.insert(u"name"_s, toText(record.camera.name));
    json.insert(u"ownName"_s, toText(record.ownName));
    json.insert(u"givenName"_s, record.givenName ? QJsonValue(toText(*record.givenName)) : QJsonValue());
    responder.json(json, 200, {{"ETag", tagOf(record, json)}});
}

void CameraRecordRoutes::show(const Request &request, Responder responder)
{
    m_parts.store.call([id = cameraOf(request)](store::Register &records) { return CameraRecords(records.database()).camera(id); }, this,
                       answering<CameraRecord>(std::move(responder), [this](Responder &answerer, const CameraRecord &record) { answer(answerer, record); }));
}

void CameraRecordRoutes::change(const Request &request, Responder responder)
{
    const QByteArray match = request.header("if-match").trimmed();
    if (match.isEmpty())
        return responder.problem(428, u"Send \"If-Match\" with the ETag of the camera that you read, so that nobody's changes are overwritten."_s);
    const auto version = nameVersionOf(match);
    if (!version && match != "*")
        return responder.problem(412, u"\"If-Match\" is not the ETag of this camera."_s);
    auto fields = JsonFields::ofBody(request);
    if (!fields)
        return responder.problem(fields.error().status, fields.error().detail);
    const bool isNamed = fields->has(u"name"_s);
    const auto name = fields->optionalText(u"name"_s);
    if (const auto problem = fields->problem())
        return responder.problem(problem->status, problem->detail);
    if (!isNamed)
        return responder.problem(400, u"Send \"name\"; null stands for what the camera calls itself."_s);
    const auto given = name ? std::optional(name->toStdString()) : std::nullopt;
    m_parts.store.call([id = cameraOf(request), given, version, actor = actorOf(request), now = m_parts.now()](store::Register &records) {
        return CameraRecords(records.database()).rename(id, given, version, actor, now);
    }, this, answering<CameraRecord>(std::move(responder), [this](Responder &answerer, const CameraRecord &record) {
        m_parts.book.nameGiven(record.camera.id, record.givenName);
        answer(answerer, record);
    }));
}

// The stream ends first, as a camera that is here would be written down anew; but not where the register could not forget it.
void CameraRecordRoutes::remove(const Request &request, Responder responder)
{
    m_parts.store.call([id = cameraOf(request)](store::Register &records) { return CameraRecords(records.database()).camera(id); }, this,
                       [this, id = cameraOf(request), actor = actorOf(request), shared = net::share(std::move(responder))](const Expected<CameraRecord> &known) {
        if (!known && known.error().code != store::StoreError::Code::NotFound)  // it may be paired and have never been here
            return shared->send(problemOf(known.error()));
        forget(id, actor, std::move(*shared));
    });
}

void CameraRecordRoutes::forget(const attendance::CameraId &camera, const std::string &actor, Responder responder)
{
    m_parts.book.letGo(camera);
    m_parts.store.call([camera, actor, now = m_parts.now()](store::Register &records) { return CameraRecords(records.database()).forget(camera, actor, now); }, this,
                       [this, camera, shared = net::share(std::move(responder))](const Expected<void> &forgotten) {
        m_parts.book.wasForgotten(camera, forgotten.has_value());
        if (!forgotten)
            return shared->send(problemOf(forgotten.error()));
        shared->send({.status = 204, .contentType = {}, .body = {}});
    });
}

} // namespace rollcall::api
