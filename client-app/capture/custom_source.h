#pragma once

#include "capture/video_source.h"

namespace rollcall::capture {

// A pipeline in GStreamer's launch syntax, written by the operator. It runs with the rights of this program: its text comes
// from the operator's own command line or settings only, never from the network.
class CustomSource final : public VideoSource {
public:
    explicit CustomSource(CustomPipeline spec);
    [[nodiscard]] QString name() const override;
    [[nodiscard]] std::expected<media::GstRef<GstElement>, media::Error> makeElement(const PictureFormat &wish) override;
    [[nodiscard]] media::Error explain(const media::Error &reported) const override;
    [[nodiscard]] media::Error explainSilence() const override;
    [[nodiscard]] media::Error explainEnd() const override;

private:
    CustomPipeline m_spec;
};

// What is wrong with a pipeline's text and at which word of it, from the parser's complaint.
[[nodiscard]] QString explainParseError(const QString &text, const QString &complaint);

} // namespace rollcall::capture
