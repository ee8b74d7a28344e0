#pragma once

#include "net/authorizer.h"
#include "pairing/paired_cameras.h"

namespace rollcall::pairing {

// A paired camera may send its video from anywhere, cameras of this machine need no pairing where that is open; anybody may try to pair with a
// code. Network thread; the cameras outlive it.
class CameraAuthorizer final : public net::Authorizer {
public:
    enum class Loopback { Open, Closed };
    explicit CameraAuthorizer(const PairedCameras &cameras, Loopback loopback = Loopback::Open)
        : m_cameras(cameras)
        , m_opening(loopback)
    {
    }
    [[nodiscard]] net::Decision authorize(const net::Access &access) const override;

private:
    [[nodiscard]] net::Decision sendVideo(const net::Access &access) const;
    [[nodiscard]] net::Decision judge(const QString &camera, const QByteArray &token) const;

    const PairedCameras &m_cameras;
    const Loopback m_opening;
    const net::LoopbackAuthorizer m_loopback;
};

} // namespace rollcall::pairing
