#pragma once

// What every way of enrolling asks of photos: the API, the import, the camera. Pure but for what decoding costs: any thread.

#include "recognition/engine.h"
#include "recognition/enroller.h"
#include "recognition/sameness.h"

#include <cstddef>
#include <expected>
#include <span>
#include <string>
#include <vector>

namespace rollcall::enrol {

struct PhotoProblem {
    std::string reason;   // for programs: "several-faces", "too-dark", "somebody-else"
    std::string message;  // a sentence for the operator
};
// What a photo gives. The embedding is biometric: never logged.
using PhotoVerdict = std::expected<recognition::Embedding, PhotoProblem>;

// One photo by itself: a picture, one face, large, sharp and bright enough.
[[nodiscard]] PhotoVerdict examinePhoto(std::span<const std::byte> photo, const recognition::Enroller &enroller, recognition::Workspace &workspace);

// The photos of one enrolment together, and with what the person is enrolled by already: those that show somebody else are refused, all
// of them where nobody can say who is meant. `scale` is the gallery whose scores count.
void refuseOthers(std::vector<PhotoVerdict> &photos, std::span<const recognition::Embedding> known, const recognition::Gallery &scale,
                  const recognition::SamenessRule &rule);

// "too-dark", "no-face": by what programs tell refusals apart.
[[nodiscard]] std::string reasonOf(const recognition::Refusal &refusal);

} // namespace rollcall::enrol
