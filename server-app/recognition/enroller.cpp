#include "recognition/enroller.h"

#include "recognition/jpeg.h"
#include "recognition/picture.h"

#include <algorithm>
#include <string>

namespace rollcall::recognition {

namespace {

constexpr float bystander = 0.4F; // a face of at most this part of the main one's area is somebody behind
constexpr float edge = 0.02F; // of the picture: a face that comes so near its border is somebody at the side
constexpr float portraitPart = 2.2F; // of the face box
constexpr int portraitWidth = 480; // pixels at most
constexpr float searchMargin = 0.75F; // faces somewhat too small are found too, to be refused with that reason

Refusal failed(const Error &error)
{
    return {Refusal::Reason::Failed, std::nullopt, error.message};
}

bool isAtEdge(const Box &box, cv::Size size)
{
    const float x = edge * static_cast<float>(size.width);
    const float y = edge * static_cast<float>(size.height);
    return box.x < x || box.y < y || box.right() > static_cast<float>(size.width) - x
        || box.bottom() > static_cast<float>(size.height) - y;
}

// The one face of the photo.
std::expected<Detection, Refusal> onlyFace(std::vector<Detection> detections, cv::Size size)
{
    if (detections.empty()) {
        return std::unexpected(Refusal{Refusal::Reason::NoFace, std::nullopt,
            "No face was found in the photo. Send one that shows the face from the front, large and well lit."});
    }
    const auto weight = [&](const Detection &detection) {
        return detection.box.area() * (isAtEdge(detection.box, size) ? bystander : 1);
    };
    std::ranges::sort(detections, std::ranges::greater{}, weight);
    if (detections.size() > 1 && weight(detections[1]) > bystander * weight(detections[0])) {
        return std::unexpected(Refusal{Refusal::Reason::SeveralFaces, std::nullopt,
            "The photo shows several faces. Send one that shows the person alone."});
    }
    return detections[0];
}

QualityLimits enrolmentLimits(float minimumWidth)
{
    QualityLimits limits;
    limits.minimumWidth = minimumWidth;
    limits.minimumSharpness = 15;
    return limits;
}

} // namespace

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
    const auto detection = onlyFace(std::move(*detections), picture.luma().size());
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
