#include "recognition/enroller.h"

#include "recognition/jpeg.h"
#include "recognition/photo_review.h"

#include <string>

namespace rollcall::recognition {

namespace {

constexpr float portraitPart = 2.2F; // of the face box
constexpr int portraitWidth = 480; // pixels at most

Refusal failed(const Error &error)
{
    return {Refusal::Reason::Failed, std::nullopt, error.message};
}

} // namespace

QualityLimits enrolmentLimits(float minimumWidth)
{
    QualityLimits limits;
    limits.minimumWidth = minimumWidth;
    limits.minimumSharpness = 15;
    return limits;
}

Enroller::Enroller(std::shared_ptr<const Engine> engine, PhotoLimits limits)
    : m_engine(std::move(engine))
    , m_limits(limits)
{
}

std::expected<Enrolment, Refusal> Enroller::enrol(std::span<const std::byte> photo, Workspace &workspace) const
try {
    const ReviewedPhoto seen = reviewPhoto(photo, *m_engine, workspace, m_limits);
    if (seen.review.refusal)
        return std::unexpected(*seen.review.refusal);
    const Picture &picture = *seen.picture;
    const Face &face = *seen.face;
    auto embedding = workspace.embedder->embed(picture, face);
    if (!embedding)
        return std::unexpected(failed(embedding.error()));
    auto portrait = encodeJpeg(picture.bgrAround(grown(face.box, portraitPart)).bgr, portraitWidth);
    if (!portrait)
        return std::unexpected(failed(portrait.error()));
    return Enrolment{std::move(*embedding), seen.review.quality, std::move(*portrait)};
} catch (const std::exception &failure) {
    return std::unexpected(failed({Error::Code::Library, std::string("Reading the photo failed: ") + failure.what()}));
}

} // namespace rollcall::recognition
