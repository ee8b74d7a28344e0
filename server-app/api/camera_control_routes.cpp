#include "api/camera_control_routes.h"

#include "api/answering.h"
#include "api/json_fields.h"
#include "protocol/limits.h"

namespace rollcall::api {

using namespace Qt::StringLiterals;
using net::Method;
using net::Request;
using net::Responder;
using net::Right;

namespace {

namespace limits = protocol::limits;

int statusOf(CameraControlProblem::Reason reason)
{
    switch (reason) {
    case CameraControlProblem::Reason::NotConnected:
        return 404;
    case CameraControlProblem::Reason::NotControllable:
        return 409;
    case CameraControlProblem::Reason::NoAnswer:
        return 504;
    }
    return 500;
}

QJsonObject toJson(const CameraSending &sending)
{
    QJsonObject json{{u"paused"_s, sending.paused}};
    if (!sending.codec.isEmpty())
        json.insert(u"codec"_s, sending.codec);
    const auto put = [&json](const QString &key, const std::optional<int> &value) {
        if (value)
            json.insert(key, *value);
    };
    put(u"width"_s, sending.width);
    put(u"height"_s, sending.height);
    put(u"frameRate"_s, sending.frameRate);
    put(u"bitrateKbps"_s, sending.bitrateKbps);
    if (!sending.problem.isEmpty())
        json.insert(u"problem"_s, sending.problem);
    return json;
}

void answer(Responder &responder, const CameraAnswer &given)
{
    if (given)
        responder.json(toJson(*given));
    else
        responder.problem(statusOf(given.error().reason), given.error().message);
}

// Absent: stays as it is.
std::optional<int> optionalNumber(JsonFields &fields, const QString &key, int lowest, int highest)
{
    const int absent = lowest - 1;
    const int given = fields.number(key, absent, lowest, highest);
    return given == absent ? std::nullopt : std::optional(given);
}

CameraOrder orderTo(const Request &request)
{
    return {.camera = request.parameter(u"camera"_s)};
}

} // namespace

CameraControlRoutes::CameraControlRoutes(CameraControl &control, QObject *parent)
    : QObject(parent)
    , m_control(control)
{
}

void CameraControlRoutes::addRoutes(net::Router &router)
{
    const QString camera = u"/api/v1/cameras/{camera}/"_s;
    router.add(Method::Get, camera + u"encoding"_s, Right::ViewCameras, handler(this, &CameraControlRoutes::show));
    router.add(Method::Patch, camera + u"encoding"_s, Right::ControlCameras, handler(this, &CameraControlRoutes::change));
    router.add(Method::Post, camera + u"pause"_s, Right::ControlCameras, handler(this, &CameraControlRoutes::pause));
    router.add(Method::Post, camera + u"resume"_s, Right::ControlCameras, handler(this, &CameraControlRoutes::resume));
    router.add(Method::Post, camera + u"keyframe"_s, Right::ControlCameras, handler(this, &CameraControlRoutes::askForKeyframe));
}

void CameraControlRoutes::order(const CameraOrder &order, Responder responder)
{
    m_control.order(order, [shared = net::share(std::move(responder))](const CameraAnswer &given) { answer(*shared, given); });
}

void CameraControlRoutes::show(const Request &request, Responder responder)
{
    answer(responder, m_control.sending(request.parameter(u"camera"_s)));
}

void CameraControlRoutes::change(const Request &request, Responder responder)
{
    auto fields = JsonFields::ofBody(request);
    if (!fields)
        return responder.problem(fields.error().status, fields.error().detail);
    CameraOrder wanted = orderTo(request);
    // Absent stands for itself: an empty word is none of the two.
    const QString unchanged = u"unchanged"_s;
    const QString codec = fields->word(u"codec"_s, {u"vp8"_s, u"h264"_s}, unchanged);
    if (codec != unchanged)
        wanted.codec = codec;
    wanted.width = optionalNumber(*fields, u"width"_s, limits::LowestSide, limits::HighestSide);
    wanted.height = optionalNumber(*fields, u"height"_s, limits::LowestSide, limits::HighestSide);
    wanted.frameRate = optionalNumber(*fields, u"frameRate"_s, 1, limits::HighestFrameRate);
    wanted.bitrateKbps = optionalNumber(*fields, u"bitrateKbps"_s, limits::LowestBitrateKbps, limits::HighestBitrateKbps);
    if (const auto problem = fields->problem())
        return responder.problem(problem->status, problem->detail);
    order(wanted, std::move(responder));
}

void CameraControlRoutes::pause(const Request &request, Responder responder)
{
    CameraOrder wanted = orderTo(request);
    wanted.paused = true;
    order(wanted, std::move(responder));
}

void CameraControlRoutes::resume(const Request &request, Responder responder)
{
    CameraOrder wanted = orderTo(request);
    wanted.paused = false;
    order(wanted, std::move(responder));
}

void CameraControlRoutes::askForKeyframe(const Request &request, Responder responder)
{
    CameraOrder wanted = orderTo(request);
    wanted.keyframe = true;
    order(wanted, std::move(responder));
}

} // namespace rollcall::api
