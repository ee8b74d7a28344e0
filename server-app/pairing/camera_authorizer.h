#pragma once

#include "net/authorizer.h"
#include "pairing/paired_cameras.h"

namespace rollcall::pairing {

// This machine may do everything; a paired camera may send its video from anywhere; anybody may try to pair with a code. Network
// thread; the cameras outlive it.
class CameraAuthorizer final : public net::Authorizer {
public:
    explicit CameraAuthorizer(const PairedCameras &cameras)
        : m_cameras(cameras)
    {
    }
    [[nodiscard]] net::Decision authorize(const net::Access &access) const override;

private:
    [[nodiscard]] net::Decision sendVideo(const net::Access &access) const;
    [[nodiscard]] net::Decision judge(const QString &camera, const QByteArray &token) const;

    const PairedCameras &m_cameras;
    const net::LoopbackAuthorizer m_loopback;
};

} // namespace rollcall::pairing
