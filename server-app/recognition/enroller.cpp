#include "recognition/enroller.h"

#include "recognition/jpeg.h"
#include "recognition/main_face.h"
#include "recognition/picture.h"

#include <string>

namespace rollcall::recognition {

namespace {

constexpr float portraitPart = 2.2F; // of the face box
constexpr int portraitWidth = 480; // pixels at most
constexpr float searchMargin = 0.75F; // faces somewhat too small are found too, to be refused with that reason

Refusal failed(const Error &error)
{
    return {Refusal::Reason::Failed, std::nullopt, error.message};
}

// The one face of the photo.
std::expected<Detection, Refusal> onlyFace(std::span<const Detection> detections, cv::Size size)
{
    const auto main = mainFace(detections, size);
    if (!main) {
        return std::unexpected(Refusal{Refusal::Reason::NoFace, std::nullopt,
            "No face was found in the photo. Send one that shows the face from the front, large and well lit."});
    }
    if (main->rivals > 0) {
        return std::unexpected(Refusal{Refusal::Reason::SeveralFaces, std::nullopt,
            "The photo shows several faces. Send one that shows the person alone."});
    }
    return main->face;
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
    auto pixels = decodePhoto(photo, m_limits);
    if (!pixels)
        return std::unexpected(pixels.error());
    const Picture picture(std::move(*pixels));
    auto detections = workspace.detector->detect(picture, m_engine->minimumEnrolmentFace() * searchMargin);
    if (!detections)
        return std::unexpected(failed(detections.error()));
    const auto detection = onlyFace(*detections, picture.luma().size());
    if (!detection)
        return std::unexpected(detection.error());
    const auto face = workspace.landmarks->find(picture, *detection);
    if (!face)
        return std::unexpected(failed(face.error()));
    const FaceQuality quality = measureQuality(picture, *face);
    if (const auto fault = findFault(quality, enrolmentLimits(m_engine->minimumEnrolmentFace()))) {
        return std::unexpected(Refusal{Refusal::Reason::PoorQuality, fault,
            "The face in the photo is " + std::string(text(*fault)) + ". Send a photo without this fault."});
    }
    auto embedding = workspace.embedder->embed(picture, *face);
    if (!embedding)
        return std::unexpected(failed(embedding.error()));
    auto portrait = encodeJpeg(picture.bgrAround(grown(face->box, portraitPart)).bgr, portraitWidth);
    if (!portrait)
        return std::unexpected(failed(portrait.error()));
    return Enrolment{std::move(*embedding), quality, std::move(*portrait)};
} catch (const std::exception &failure) {
    return std::unexpected(failed({Error::Code::Library, std::string("Reading the photo failed: ") + failure.what()}));
}

} // namespace rollcall::recognition
