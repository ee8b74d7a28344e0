#include "send/picture_size.h"

#include <algorithm>
#include <cmath>

namespace rollcall::send {

namespace {

constexpr double bitsPerPixel = 0.1;
constexpr int lowestBitrateKbps = 150;
constexpr int highestBitrateKbps = 6000;
constexpr int lowestSide = 16;

int even(double side)
{
    return std::max(lowestSide, int(std::lround(side / 2)) * 2);
}

} // namespace

PictureSize fitted(PictureSize source, const protocol::Encoding &wish)
{
    double scale = 1;
    if (wish.width)
        scale = std::min(scale, double(*wish.width) / source.width);
    if (wish.height)
        scale = std::min(scale, double(*wish.height) / source.height);
    return PictureSize{even(source.width * scale), even(source.height * scale)};
}

PictureSize scaled(PictureSize size, double factor)
{
    return PictureSize{even(size.width * factor), even(size.height * factor)};
}

int automaticBitrateKbps(PictureSize size, int frameRate)
{
    const double kbps = bitsPerPixel * size.width * size.height * frameRate / 1000;
    return std::clamp(int(kbps), lowestBitrateKbps, highestBitrateKbps);
}

} // namespace rollcall::send
