#include "recognition/photo_review.h"

#include "recognition/alignment.h"
#include "recognition/enroller.h"
#include "recognition/main_face.h"

#include <string>

namespace rollcall::recognition {

namespace {

constexpr float searchMargin = 0.75F; // faces somewhat too small are found too, to be refused with that reason

Refusal failed(const Error &error)
{
    return {Refusal::Reason::Failed, std::nullopt, error.message};
}

ReviewedPhoto refused(ReviewedPhoto photo, Refusal refusal)
{
    photo.review.refusal = std::move(refusal);
    return photo;
}

ReviewedPhoto look(std::span<const std::byte> photo, const Engine &engine, Workspace &workspace, const PhotoLimits &limits)
{
    ReviewedPhoto seen;
    auto pixels = decodePhoto(photo, limits);
    if (!pixels)
        return refused(std::move(seen), pixels.error());
    seen.review.size = pixels->size();
    const Picture &picture = seen.picture.emplace(std::move(*pixels));
    const auto detections = workspace.detector->detect(picture, engine.minimumEnrolmentFace() * searchMargin);
    if (!detections)
        return refused(std::move(seen), failed(detections.error()));
    const auto main = mainFace(*detections, picture.luma().size());
    if (!main) {
        return refused(std::move(seen), {Refusal::Reason::NoFace, std::nullopt,
            "No face was found in the photo. Send one that shows the face from the front, large and well lit."});
    }
    seen.review.faces = 1 + main->rivals;
    seen.review.box = main->face.box;
    if (main->rivals > 0) {
        return refused(std::move(seen), {Refusal::Reason::SeveralFaces, std::nullopt,
            "The photo shows several faces. Send one that shows the person alone."});
    }
    auto face = workspace.landmarks->find(picture, main->face);
    if (!face)
        return refused(std::move(seen), failed(face.error()));
    seen.face = std::move(*face);
    seen.review.quality = measureQuality(picture, *seen.face);
    seen.review.yaw = turnOf(seen.face->points).value_or(0);
    if (const auto fault = findFault(seen.review.quality, enrolmentLimits(engine.minimumEnrolmentFace()))) {
        return refused(std::move(seen), {Refusal::Reason::PoorQuality, fault,
            "The face in the photo is " + std::string(text(*fault)) + ". Send a photo without this fault."});
    }
    return seen;
}

} // namespace

ReviewedPhoto reviewPhoto(std::span<const std::byte> photo, const Engine &engine, Workspace &workspace, const PhotoLimits &limits)
try {
    return look(photo, engine, workspace, limits);
} catch (const std::exception &failure) {
    return refused({}, failed({Error::Code::Library, std::string("Reading the photo failed: ") + failure.what()}));
}

} // namespace rollcall::recognition
