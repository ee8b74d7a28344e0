#pragma once

#include "capture/video_source.h"

namespace rollcall::bench {

// Another source, its pictures brought to exactly the wished size: a clip is what it is, a benchmark asks for a size.
class EnlargedSource final : public capture::VideoSource {
public:
    explicit EnlargedSource(std::unique_ptr<capture::VideoSource> source)
        : m_source(std::move(source))
    {
    }

    [[nodiscard]] QString name() const override { return m_source->name(); }
    [[nodiscard]] std::expected<media::GstRef<GstElement>, media::Error> makeElement(const capture::PictureFormat &wish) override;
    [[nodiscard]] media::Error explain(const media::Error &reported) const override { return m_source->explain(reported); }
    [[nodiscard]] media::Error explainSilence() const override { return m_source->explainSilence(); }
    [[nodiscard]] media::Error explainEnd() const override { return m_source->explainEnd(); }

private:
    std::unique_ptr<capture::VideoSource> m_source;
};

} // namespace rollcall::bench
