#pragma once

#include "capture/video_source.h"

namespace rollcall::capture {

// A video file of any kind that is decodable here, shown in real time and from the start again when it ends. Sound is ignored.
class FileSource final : public VideoSource {
public:
    explicit FileSource(VideoFile spec);
    [[nodiscard]] QString name() const override;
    [[nodiscard]] std::expected<media::GstRef<GstElement>, media::Error> makeElement(const PictureFormat &wish) override;
    [[nodiscard]] media::Error explain(const media::Error &reported) const override;
    [[nodiscard]] media::Error explainSilence() const override;
    [[nodiscard]] media::Error explainEnd() const override;

private:
    VideoFile m_spec;
};

} // namespace rollcall::capture
