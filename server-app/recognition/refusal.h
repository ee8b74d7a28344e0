#pragma once

#include "recognition/quality.h"

#include <optional>
#include <string>

namespace rollcall::recognition {

// Why a photo was not taken for enrolment.
struct Refusal {
    enum class Reason {
        NotAPicture, // not JPEG, PNG, WebP or BMP, or damaged
        TooLarge, // in bytes or pixels
        NoFace,
        SeveralFaces,
        PoorQuality, // `fault` says what
        Failed, // a library failed; the message has its words
    };
    Reason reason = Reason::Failed;
    std::optional<QualityFault> fault;
    std::string message; // a sentence for the operator: what is wrong and what to do
};

} // namespace rollcall::recognition
