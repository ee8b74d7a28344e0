#include "app/camera_controls.h"

using namespace Qt::StringLiterals;

namespace rollcall::app {

namespace {

QString codecName(const std::optional<protocol::Codec> &codec)
{
    if (!codec)
        return {};
    return *codec == protocol::Codec::Vp8 ? u"vp8"_s : u"h264"_s;
}

api::CameraSending toSending(const protocol::Encoding &encoding, bool paused, const QString &problem = {})
{
    return {.codec = codecName(encoding.codec), .width = encoding.width, .height = encoding.height, .frameRate = encoding.frameRate,
            .bitrateKbps = encoding.bitrateKbps, .paused = paused, .problem = problem};
}

api::CameraControlProblem toProblem(ingest::ControlFailure failure)
{
    using Reason = api::CameraControlProblem::Reason;
    switch (failure) {
    case ingest::ControlFailure::NotConnected:
        return {Reason::NotConnected, u"This camera is not connected."_s};
    case ingest::ControlFailure::NotControllable:
        return {Reason::NotControllable, u"This camera takes no orders: its program cannot change what it sends."_s};
    case ingest::ControlFailure::NoAnswer:
        return {Reason::NoAnswer, u"The camera did not answer in time. It may be reconnecting; try again."_s};
    }
    return {};
}

protocol::Control toControl(const api::CameraOrder &order)
{
    protocol::Control control;
    if (order.codec)
        control.encoding.codec = *order.codec == u"vp8"_s ? protocol::Codec::Vp8 : protocol::Codec::H264;
    control.encoding.width = order.width;
    control.encoding.height = order.height;
    control.encoding.frameRate = order.frameRate;
    control.encoding.bitrateKbps = order.bitrateKbps;
    control.paused = order.paused;
    control.keyframe = order.keyframe;
    return control;
}

} // namespace

void CameraControls::order(const api::CameraOrder &order, std::function<void(const api::CameraAnswer &)> done)
{
    m_ingest.control(protocol::CameraId(order.camera), toControl(order), [done = std::move(done)](const ingest::ControlAnswer &answer) {
        if (answer)
            done(toSending(answer->encoding, answer->paused, answer->problem.value_or(QString())));
        else
            done(std::unexpected(toProblem(answer.error())));
    });
}

api::CameraAnswer CameraControls::sending(const QString &camera) const
{
    const ingest::Camera *found = m_ingest.connected(protocol::CameraId(camera));
    if (!found)
        return std::unexpected(toProblem(ingest::ControlFailure::NotConnected));
    return toSending(found->encoding(), found->state() == ingest::Camera::State::Paused);
}

} // namespace rollcall::app
