#pragma once

#include "recognition/engine.h"
#include "recognition/error.h"
#include "recognition/frame_view.h"
#include "recognition/shot_picker.h"

#include <cstddef>
#include <expected>
#include <optional>
#include <span>
#include <vector>

namespace rollcall::recognition {

// A look at a frame, and what is needed to enrol from it.
struct Shot {
    Look look; // without likeness
    std::optional<Embedding> embedding; // where there is one face without fault
};

// Looks at a frame as enrolment would at a photo. Any thread, each with its own workspace.
[[nodiscard]] std::expected<Shot, Error> lookAt(const FrameView &frame, const Engine &engine, Workspace &workspace);

// The face with its surroundings as a JPEG that enrolment takes like any other photo.
[[nodiscard]] std::expected<std::vector<std::byte>, Error> photoOf(const FrameView &frame, const Box &face);

} // namespace rollcall::recognition
