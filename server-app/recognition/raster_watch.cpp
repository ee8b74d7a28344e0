#include "recognition/raster_watch.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace rollcall::recognition {

namespace {

constexpr int side = 64; // pixels of the picture, unscaled
constexpr int looksNeeded = 5;
constexpr float memory = 0.85F; // of the mean spectrum
constexpr float lowest = 0.14F; // cycles a pixel: features of faces are coarser
constexpr float highest = 0.49F;
constexpr int blocks = 8; // pixels of a block of the video codec, whose edges are a raster too
constexpr float standsOut = 3; // times what is usual at its radius: what else is worth a closer look
constexpr int nearby = 4; // bins: what a peak is compared with

const cv::Mat &window()
{
    static const cv::Mat hann = [] {
        cv::Mat made;
        cv::createHanningWindow(made, {side, side}, CV_32F);
        return made;
    }();
    return hann;
}

// Frequencies from −side/2 to side/2 in both directions, the middle at (side/2, side/2).
cv::Mat spectrumOf(const cv::Mat &patch)
{
    cv::Mat values;
    patch.convertTo(values, CV_32F);
    values -= cv::mean(values);
    values = values.mul(window());
    cv::Mat transform;
    cv::dft(values, transform, cv::DFT_COMPLEX_OUTPUT);
    cv::Mat power(side, side, CV_32F);
    for (int y = 0; y < side; ++y) {
        const auto *from = transform.ptr<cv::Vec2f>(y);
        auto *to = power.ptr<float>((y + side / 2) % side);
        for (int x = 0; x < side; ++x)
            to[(x + side / 2) % side] = from[x][0] * from[x][0] + from[x][1] * from[x][1];
    }
    const double sum = cv::sum(power)[0];
    return sum > 0 ? cv::Mat(power / sum) : power;
}

bool isBlockEdge(int fx, int fy)
{
    constexpr int step = side / blocks;
    const auto nearMultiple = [](int f) { return std::abs(std::abs(f) - (std::abs(f) + step / 2) / step * step) <= 1; };
    return (std::abs(fx) <= 1 && nearMultiple(fy)) || (std::abs(fy) <= 1 && nearMultiple(fx));
}

float radiusOf(int fx, int fy)
{
    return std::hypot(static_cast<float>(fx), static_cast<float>(fy));
}

// The greater of what is usual around the peak and what lies before and behind it on the line from the middle: edges of hair
// and glasses are such lines, and no peaks.
float surroundings(const cv::Mat &spectrum, int fx, int fy)
{
    std::vector<float> ring;
    for (int dy = -nearby; dy <= nearby; ++dy) {
        for (int dx = -nearby; dx <= nearby; ++dx) {
            if (std::max(std::abs(dx), std::abs(dy)) > 2)
                ring.push_back(spectrum.at<float>((fy + dy + side / 2 + side) % side, (fx + dx + side / 2 + side) % side));
        }
    }
    const auto middle = ring.begin() + static_cast<ptrdiff_t>(ring.size() / 2);
    std::ranges::nth_element(ring, middle);
    const float radius = radiusOf(fx, fy);
    float along = 0;
    for (const int step : {-nearby, -nearby + 1, nearby - 1, nearby}) {
        const float scale = 1 + static_cast<float>(step) / radius;
        const int x = static_cast<int>(std::lround(static_cast<float>(fx) * scale)) + side / 2 + side;
        const int y = static_cast<int>(std::lround(static_cast<float>(fy) * scale)) + side / 2 + side;
        along += spectrum.at<float>(y % side, x % side) / 4;
    }
    return std::max(*middle, along);
}

// A face's spectrum falls with the frequency: what is usual at each radius.
std::array<float, side> usualPowers(const cv::Mat &spectrum)
{
    std::array<float, side> sums{};
    std::array<float, side> counts{};
    for (int fy = 0; fy < side / 2; ++fy) {
        for (int fx = -side / 2 + 1; fx < side / 2; ++fx) {
            const auto radius = static_cast<size_t>(radiusOf(fx, fy));
            sums[radius] += spectrum.at<float>(fy + side / 2, fx + side / 2);
            ++counts[radius];
        }
    }
    for (size_t i = 0; i < sums.size(); ++i)
        sums[i] /= std::max(counts[i], 1.F);
    return sums;
}

float highestPeak(const cv::Mat &spectrum)
{
    const auto usual = usualPowers(spectrum);
    float strongest = 0;
    for (int fy = 0; fy < side / 2; ++fy) { // the other half is its mirror image
        for (int fx = -side / 2 + 1; fx < side / 2; ++fx) {
            const float radius = radiusOf(fx, fy);
            const float power = spectrum.at<float>(fy + side / 2, fx + side / 2);
            const bool isWanted = radius >= lowest * side && radius <= highest * side && !isBlockEdge(fx, fy);
            if (isWanted && power > standsOut * usual[static_cast<size_t>(radius)])
                strongest = std::max(strongest, power / std::max(surroundings(spectrum, fx, fy), 1e-12F));
        }
    }
    return strongest;
}

} // namespace

void RasterWatch::look(const cv::Mat &luma, const Box &face)
{
    const Point centre = face.centre();
    const cv::Rect area(static_cast<int>(centre.x) - side / 2, static_cast<int>(centre.y) - side / 2, side, side);
    if (face.width < side || (area & cv::Rect({}, luma.size())) != area)
        return;
    const cv::Mat spectrum = spectrumOf(luma(area));
    m_spectrum = m_spectrum.empty() ? spectrum : cv::Mat(m_spectrum * memory + spectrum * (1 - memory));
    if (++m_looks >= looksNeeded)
        m_strength = highestPeak(m_spectrum);
}

} // namespace rollcall::recognition
