#pragma once

#include "capture/video_source.h"

namespace rollcall::capture {

// A network camera (RFC 2326, RFC 7826), over UDP and, where that does not get through, TCP. Sound is not asked for.
class RtspSource final : public VideoSource {
public:
    explicit RtspSource(RtspAddress spec);
    [[nodiscard]] QString name() const override;
    [[nodiscard]] std::expected<media::GstRef<GstElement>, media::Error> makeElement(const PictureFormat &wish) override;
    [[nodiscard]] media::Error explain(const media::Error &reported) const override;
    [[nodiscard]] media::Error explainSilence() const override;
    [[nodiscard]] media::Error explainEnd() const override;
    // The connection is made first, then a key frame has to come, and rtspsrc may try UDP in vain for 5 s.
    [[nodiscard]] std::chrono::milliseconds firstPictureLimit() const override { return std::chrono::seconds(12); }

private:
    [[nodiscard]] QString withoutSecrets(QString text) const;
    RtspAddress m_spec;
};

} // namespace rollcall::capture
