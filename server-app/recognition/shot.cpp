#include "recognition/shot.h"

#include "recognition/alignment.h"
#include "recognition/enroller.h"
#include "recognition/jpeg.h"
#include "recognition/main_face.h"
#include "recognition/picture.h"

#include <algorithm>
#include <string>

namespace rollcall::recognition {

namespace {

constexpr float photoPart = 2.4F; // of the face box: detectors want some surroundings
constexpr int photoWidth = 640; // pixels at most
constexpr float videoFace = 64; // pixels: video is blurred more than photos, and the person can come nearer
constexpr float searchMargin = 0.75F; // faces somewhat too small are found too where that is cheap, to be asked nearer

} // namespace

std::expected<Shot, Error> lookAt(const FrameView &frame, const Engine &engine, Workspace &workspace)
try {
    if (!frame.isValid())
        return std::unexpected(Error{Error::Code::BadPicture, "The frame has no pixels."});
    const Picture picture(frame);
    Shot shot;
    shot.look.time = frame.time;
    const float smallest = std::max(videoFace, engine.minimumEnrolmentFace());
    const float searched = std::max(smallest * searchMargin, engine.minimumFace(frame.height));
    const auto detections = workspace.detector->detect(picture, searched);
    if (!detections)
        return std::unexpected(detections.error());
    const auto main = mainFace(*detections, picture.luma().size());
    if (!main)
        return shot;
    shot.look.faces = 1 + main->rivals;
    shot.look.box = main->face.box;
    if (main->rivals > 0)
        return shot;
    const auto face = workspace.landmarks->find(picture, main->face);
    if (!face)
        return std::unexpected(face.error());
    shot.look.quality = measureQuality(picture, *face);
    shot.look.fault = findFault(shot.look.quality, enrolmentLimits(smallest));
    shot.look.yaw = turnOf(face->points).value_or(0);
    if (shot.look.fault)
        return shot;
    auto embedding = workspace.embedder->embed(picture, *face);
    if (!embedding)
        return std::unexpected(embedding.error());
    shot.embedding = std::move(*embedding);
    return shot;
} catch (const std::exception &failure) {
    return std::unexpected(
        Error{Error::Code::Library, std::string("Looking for a face to enrol failed: ") + failure.what()});
}

std::expected<std::vector<std::byte>, Error> photoOf(const FrameView &frame, const Box &face)
try {
    return encodeJpeg(Picture(frame).bgrAround(grown(face, photoPart)).bgr, photoWidth);
} catch (const std::exception &failure) {
    return std::unexpected(
        Error{Error::Code::Library, std::string("A photo could not be cut out of a frame: ") + failure.what()});
}

} // namespace rollcall::recognition
