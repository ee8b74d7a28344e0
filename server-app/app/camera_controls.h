#pragma once

#include "api/camera_control.h"
#include "ingest/webrtc_ingest.h"

namespace rollcall::app {

// The API's orders to the cameras that are connected. Qt thread; the ingest outlives it.
class CameraControls final : public api::CameraControl {
public:
    explicit CameraControls(ingest::WebRtcIngest &ingest)
        : m_ingest(ingest)
    {
    }
    void order(const api::CameraOrder &order, std::function<void(const api::CameraAnswer &)> done) override;
    [[nodiscard]] api::CameraAnswer sending(const QString &camera) const override;

private:
    ingest::WebRtcIngest &m_ingest;
};

} // namespace rollcall::app
