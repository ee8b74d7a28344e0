#include "pairing/camera_authorizer.h"

namespace rollcall::pairing {

using namespace Qt::StringLiterals;
using net::Decision;

namespace {

constexpr auto retrySoon = std::chrono::seconds(2);
constexpr QByteArrayView bearer = "Bearer ";

QString howToPair(const QString &camera)
{
    return u"Pair it: \u201crollcall-server pair --camera %1\u201d on the server makes a code for it."_s.arg(camera);
}

} // namespace

Decision CameraAuthorizer::authorize(const net::Access &access) const
{
    if (access.right == net::Right::PairCamera)
        return Decision::allow();  // whoever has no code gets nothing
    if (access.right == net::Right::SendVideo)
        return sendVideo(access);
    return m_loopback.authorize(access);
}

Decision CameraAuthorizer::sendVideo(const net::Access &access) const
{
    const bool hasToken = access.authorization.startsWith(bearer);
    // A token that is shown has to be good, wherever it comes from: the camera should learn that it was revoked.
    if (hasToken && !access.camera.isEmpty())
        return judge(access.camera, access.authorization.sliced(bearer.size()));
    if (m_opening == Loopback::Open && net::isLoopback(access.peer))
        return m_loopback.authorize(access);
    if (access.camera.isEmpty())
        return Decision::allow();  // to say who it is; nothing else is taken from it before
    return Decision::refuse(u"This camera is not paired with the server. "_s + howToPair(access.camera), 401);
}

Decision CameraAuthorizer::judge(const QString &camera, const QByteArray &token) const
{
    switch (m_cameras.check(camera, token)) {
    case PairedCameras::Verdict::Good:
        return Decision::allow();
    case PairedCameras::Verdict::Wrong:
        return Decision::refuse(u"The server knows the camera %1 by another pairing than this one. "_s.arg(camera) + howToPair(camera));
    case PairedCameras::Verdict::Revoked:
        return Decision::refuse(u"This camera's pairing was revoked on the server. "_s + howToPair(camera));
    case PairedCameras::Verdict::NotPaired:
        return Decision::refuse(u"The server knows no pairing of the camera %1. "_s.arg(camera) + howToPair(camera));
    case PairedCameras::Verdict::NotKnownYet:
        break;
    }
    Decision later = Decision::refuse(u"The server cannot look up pairings at the moment, since its register is not reached."_s, 503);
    later.retryAfter = retrySoon;
    return later;
}

} // namespace rollcall::pairing
