#pragma once

#include "capture/video_source.h"

#include <functional>

namespace rollcall::capture {

// A camera of this machine. Raw pictures are preferred; one that gives only MJPEG or H.264 is decoded.
class CameraSource final : public VideoSource {
public:
    // Makes the element that opens the camera; the default asks the operating system's way (camera_element.h).
    using ElementMaker = std::function<std::expected<media::GstRef<GstElement>, media::Error>(const QString &id)>;

    explicit CameraSource(CameraDevice spec);
    CameraSource(CameraDevice spec, ElementMaker maker);
    [[nodiscard]] QString name() const override;
    [[nodiscard]] std::expected<media::GstRef<GstElement>, media::Error> makeElement(const PictureFormat &wish) override;
    [[nodiscard]] media::Error explain(const media::Error &reported) const override;
    [[nodiscard]] media::Error explainSilence() const override;
    [[nodiscard]] media::Error explainEnd() const override;

private:
    CameraDevice m_spec;
    ElementMaker m_maker;
};

} // namespace rollcall::capture
