#include "demo/look.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rollcall::demo {

namespace {

const std::array<Person, 3> cast{{
    {.id = "ada",
     .name = "Ada Example",
     .look = {.skin = {178, 202, 236}, .hair = {34, 58, 112}, .iris = {150, 120, 70}, .lips = {112, 104, 206},
              .shirt = {120, 112, 28}, .halfWidth = 0.76, .jaw = 2.1, .eyeDistance = 0.325, .eyeHalfWidth = 0.155,
              .eyeOpening = 0.078, .eyeTilt = 0.02, .browThickness = 0.032, .browArch = 0.055, .browTilt = 0.01,
              .noseHalfWidth = 0.115, .noseTip = 0.34, .mouthHalfWidth = 0.25, .mouth = 0.59, .lipThickness = 0.062,
              .smile = 0.045, .freckles = 1.0, .wrinkles = 0.0, .hairStyle = Hair::Long,
              .facialHair = FacialHair::None, .glasses = Glasses::None}},
    {.id = "ben",
     .name = "Ben Sample",
     .look = {.skin = {150, 180, 216}, .hair = {28, 34, 46}, .iris = {60, 84, 104}, .lips = {112, 118, 182},
              .shirt = {112, 66, 40}, .halfWidth = 0.74, .jaw = 3.1, .eyeDistance = 0.275, .eyeHalfWidth = 0.125,
              .eyeOpening = 0.058, .eyeTilt = 0.01, .browThickness = 0.068, .browArch = 0.012, .browTilt = 0.012,
              .noseHalfWidth = 0.155, .noseTip = 0.40, .mouthHalfWidth = 0.23, .mouth = 0.65, .lipThickness = 0.042,
              .smile = 0.02, .freckles = 0.0, .wrinkles = 0.25, .hairStyle = Hair::Short,
              .facialHair = FacialHair::Beard, .glasses = Glasses::None}},
    {.id = "chloe",
     .name = "Chloe Fiction",
     .look = {.skin = {72, 104, 152}, .hair = {22, 24, 30}, .iris = {30, 44, 64}, .lips = {76, 66, 150},
              .shirt = {40, 130, 214}, .halfWidth = 0.68, .jaw = 1.95, .eyeDistance = 0.29, .eyeHalfWidth = 0.15,
              .eyeOpening = 0.068, .eyeTilt = 0.035, .browThickness = 0.042, .browArch = 0.045, .browTilt = 0.035,
              .noseHalfWidth = 0.165, .noseTip = 0.36, .mouthHalfWidth = 0.235, .mouth = 0.61, .lipThickness = 0.092,
              .smile = 0.03, .freckles = 0.0, .wrinkles = 0.0, .hairStyle = Hair::Bun,
              .facialHair = FacialHair::None, .glasses = Glasses::Round}},
}};

const Person passerBy{
    .id = "stranger",
    .name = "a stranger",
    .look = {.skin = {158, 178, 224}, .hair = {164, 166, 170}, .iris = {134, 126, 96}, .lips = {122, 122, 190},
             .shirt = {92, 92, 96}, .halfWidth = 0.715, .jaw = 2.4, .eyeDistance = 0.30, .eyeHalfWidth = 0.12,
             .eyeOpening = 0.05, .eyeTilt = -0.015, .browThickness = 0.055, .browArch = 0.055, .browTilt = -0.025,
             .noseHalfWidth = 0.135, .noseTip = 0.42, .mouthHalfWidth = 0.26, .mouth = 0.655, .lipThickness = 0.036,
             .smile = 0.02, .freckles = 0.0, .wrinkles = 1.0, .hairStyle = Hair::Bald,
             .facialHair = FacialHair::Moustache, .glasses = Glasses::None}};

}  // namespace

std::span<const Person> enrolledPeople()
{
    return cast;
}

const Person &stranger()
{
    return passerBy;
}

double halfWidthAt(const Look &look, double y)
{
    const double exponent = y < 0.0 ? 2.3 : look.jaw;
    const double height = std::min(1.0, std::abs(y));
    return look.halfWidth * std::pow(1.0 - std::pow(height, exponent), 1.0 / 2.1);
}

}  // namespace rollcall::demo
