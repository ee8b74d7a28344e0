#pragma once

#include "demo/canvas.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace rollcall::demo {

enum class Hair { Long, Short, Bun, Bald };
enum class FacialHair { None, Beard, Moustache };
enum class Glasses { None, Round };

// What makes one drawn person different from another. Lengths are in head units: half the head's height is 1, its centre
// is the origin and y points down.
struct Look {
    Color skin, hair, iris, lips, shirt;
    double halfWidth;       // of the face at its widest
    double jaw;             // exponent of the lower outline: 1.8 pointed, 3 square
    double eyeDistance;     // of each eye from the middle
    double eyeHalfWidth;
    double eyeOpening;
    double eyeTilt;         // outer corner up
    double browThickness;
    double browArch;
    double browTilt;        // outer end up
    double noseHalfWidth;
    double noseTip;         // y
    double mouthHalfWidth;
    double mouth;           // y
    double lipThickness;
    double smile;           // corners up
    double freckles;        // how many, 0..1
    double wrinkles;        // how deep, 0..1
    Hair hairStyle;
    FacialHair facialHair;
    Glasses glasses;
};

// A drawn person of the demo. Nobody real: names and faces are made up.
struct Person {
    std::string_view id;
    std::string_view name;
    Look look;
};

// The people whom the demo enrols.
[[nodiscard]] std::span<const Person> enrolledPeople();
// The one who walks past without being enrolled.
[[nodiscard]] const Person &stranger();

// Half the width of the face at height y, -1 (top of the skull) to 1 (chin).
[[nodiscard]] double halfWidthAt(const Look &look, double y);

}  // namespace rollcall::demo
