#pragma once

#include "recognition/camera_recognizer.h"
#include "recognize/frame_file.h"

#include <QJsonObject>

#include <expected>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace rollcall::recognize {

// What the server's recognition sees in files. A video goes through a CameraRecognizer with the server's settings, every frame
// of it, at its own times. So does a picture, with one difference: there is one look at each face and no other to agree with it,
// so that one look decides. It names the face when it reaches the engine's threshold and margin; the quality gates are the same.
class SightingRun {
public:
    SightingRun(std::shared_ptr<const recognition::Engine> engine, recognition::Gallery gallery,
        std::unique_ptr<recognition::Workspace> workspace);

    // A frame with what was seen on it.
    using Listener = std::function<void(const FilePicture &, const recognition::FrameResult &)>;
    // The error is a sentence. Whatever was heard before it stands.
    [[nodiscard]] std::expected<void, std::string> run(FrameFile &file, const Listener &listener);

private:
    std::shared_ptr<const recognition::Engine> m_engine;
    recognition::Gallery m_gallery;
    std::unique_ptr<recognition::Workspace> m_workspace;
};

// Whether this frame confirmed a name, or that nobody knows the face.
[[nodiscard]] bool isSighting(const recognition::TrackedFace &face);

// The members of a sighting: file, t (seconds), person or null, confidence, box [x, y, width, height] in pixels, track.
[[nodiscard]] QJsonObject sightingJson(
    const std::filesystem::path &file, std::chrono::nanoseconds time, const recognition::TrackedFace &face);
// The same with `state` (tentative, unknown, recognised), `confirmed` (by this frame) and `fault` (why the last look at the
// face did not count, or null).
[[nodiscard]] QJsonObject faceJson(
    const std::filesystem::path &file, std::chrono::nanoseconds time, const recognition::TrackedFace &face);

} // namespace rollcall::recognize
