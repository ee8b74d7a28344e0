#pragma once

#include "capture/video_source.h"

namespace rollcall::capture {

// A moving test picture, exactly in the format that was wished.
class TestSource final : public VideoSource {
public:
    explicit TestSource(TestPicture spec);
    [[nodiscard]] QString name() const override;
    [[nodiscard]] std::expected<media::GstRef<GstElement>, media::Error> makeElement(const PictureFormat &wish) override;
    [[nodiscard]] media::Error explain(const media::Error &reported) const override;
    [[nodiscard]] media::Error explainSilence() const override;
    [[nodiscard]] media::Error explainEnd() const override;

private:
    TestPicture m_spec;
};

} // namespace rollcall::capture
