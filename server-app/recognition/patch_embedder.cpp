#include "recognition/patch_embedder.h"

#include "recognition/alignment.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace rollcall::recognition {

namespace {

constexpr int chipSide = 160;
constexpr size_t bins = 8; // directions of a full circle
constexpr int cellsAcross = 4;
constexpr int patchNumbers = cellsAcross * cellsAcross * bins;
constexpr std::array patchSides{28, 56}; // pixels of the chip

// The five points on the chip: eyes 56 pixels apart.
constexpr FivePoints reference{Point{52, 62}, Point{108, 62}, Point{80, 92}, Point{57, 120}, Point{103, 120}};

// Of dlib's 68 points: brows, eyes, nose, mouth; the jaw line says more about the pose than about the person.
constexpr std::array contourIndices{17, 19, 21, 22, 24, 26, 36, 39, 42, 45, 27, 29, 30, 31, 35, 48, 51, 54, 57, 8};

// The place, among them, of each one's mirror image.
constexpr std::array<size_t, contourIndices.size()> mirroredIndices{
    5, 4, 3, 2, 1, 0, 9, 8, 7, 6, 10, 11, 12, 14, 13, 17, 16, 15, 18, 19};

// Where the same places are on an average aligned face, for when only the five points are known.
constexpr std::array<Point, contourIndices.size()> averagePlaces{Point{33, 52}, Point{47, 44}, Point{66, 49},
    Point{94, 49}, Point{113, 44}, Point{127, 52}, Point{42, 63}, Point{62, 63}, Point{98, 63}, Point{118, 63},
    Point{80, 62}, Point{80, 82}, Point{80, 92}, Point{70, 98}, Point{90, 98}, Point{57, 120}, Point{80, 112},
    Point{103, 120}, Point{80, 130}, Point{80, 153}};

// Gradient of the chip: one plane a direction, so that a cell's histogram is a row of box sums.
std::array<cv::Mat, bins> directionSums(const cv::Mat &chip)
{
    cv::Mat smooth;
    cv::GaussianBlur(chip, smooth, {}, 1.0);
    cv::Mat gx;
    cv::Mat gy;
    cv::Sobel(smooth, gx, CV_32F, 1, 0);
    cv::Sobel(smooth, gy, CV_32F, 0, 1);
    std::array<cv::Mat, bins> planes;
    for (cv::Mat &plane : planes)
        plane = cv::Mat::zeros(chip.size(), CV_32F);
    constexpr float perRadian = bins / (2 * std::numbers::pi_v<float>);
    for (int row = 0; row < chip.rows; ++row) {
        const auto *x = gx.ptr<float>(row);
        const auto *y = gy.ptr<float>(row);
        for (int column = 0; column < chip.cols; ++column) {
            // Square root: a strong edge should not drown the weak ones around it.
            const float strength = std::sqrt(std::hypot(x[column], y[column]));
            const float place = (std::atan2(y[column], x[column]) + std::numbers::pi_v<float>)*perRadian;
            const int lower = static_cast<int>(place);
            const float part = place - static_cast<float>(lower);
            planes[static_cast<size_t>(lower % bins)].ptr<float>(row)[column] += strength * (1 - part);
            planes[static_cast<size_t>((lower + 1) % bins)].ptr<float>(row)[column] += strength * part;
        }
    }
    std::array<cv::Mat, bins> sums;
    for (size_t i = 0; i < planes.size(); ++i)
        cv::integral(planes[i], sums[i], CV_32F);
    return sums;
}

float sumOf(const cv::Mat &integral, cv::Rect area)
{
    area &= cv::Rect(0, 0, integral.cols - 1, integral.rows - 1);
    if (area.empty())
        return 0;
    const auto *top = integral.ptr<float>(area.y);
    const auto *bottom = integral.ptr<float>(area.y + area.height);
    return bottom[area.x + area.width] - bottom[area.x] - top[area.x + area.width] + top[area.x];
}

// Appends one patch's numbers, length 1, none above a fifth of it by much (Lowe 2004): one glint or shadow edge must not be all there is.
void appendPatch(std::vector<float> &values, const std::array<cv::Mat, bins> &sums, Point centre, int side)
{
    const int cell = side / cellsAcross;
    const int left = static_cast<int>(std::lround(centre.x)) - side / 2;
    const int top = static_cast<int>(std::lround(centre.y)) - side / 2;
    const size_t first = values.size();
    for (int row = 0; row < cellsAcross; ++row) {
        for (int column = 0; column < cellsAcross; ++column) {
            for (const cv::Mat &sum : sums)
                values.push_back(sumOf(sum, {left + column * cell, top + row * cell, cell, cell}));
        }
    }
    const std::span patch(values.data() + first, patchNumbers);
    const auto normalise = [&] {
        float squares = 1e-6F;
        for (const float value : patch)
            squares += value * value;
        for (float &value : patch)
            value /= std::sqrt(squares);
    };
    normalise();
    for (float &value : patch)
        value = std::min(value, 0.2F);
    normalise();
}

// The descriptor plus that of the mirrored face, which has the same numbers in other places. A face is nearly symmetric, the
// light on it and its turn are not: this takes half of them out.
std::vector<float> withMirrorImage(const std::vector<float> &values)
{
    constexpr size_t places = contourIndices.size();
    std::vector<float> result(values.size());
    size_t to = 0;
    for (size_t size = 0; size < patchSides.size(); ++size) {
        for (size_t place = 0; place < places; ++place) {
            for (size_t row = 0; row < cellsAcross; ++row) {
                for (size_t column = 0; column < cellsAcross; ++column) {
                    for (size_t bin = 0; bin < bins; ++bin, ++to) {
                        const size_t patch = size * places + mirroredIndices[place];
                        const size_t cell = (patch * cellsAcross + row) * cellsAcross + (cellsAcross - 1 - column);
                        // Left and right change places, above and below stay.
                        result[to] = values[to] + values[cell * bins + (bins + bins / 2 - bin) % bins];
                    }
                }
            }
        }
    }
    return result;
}

// The landmarks on the chip. Landmarks that fell off the chip are taken at its edge.
std::array<Point, contourIndices.size()> placesOn(const cv::Matx23f &transform, const Face &face)
{
    if (face.contour.empty())
        return averagePlaces;
    std::array<Point, contourIndices.size()> places;
    for (size_t i = 0; i < places.size(); ++i) {
        const Point p = transformed(transform, face.contour[static_cast<size_t>(contourIndices[i])]);
        places[i] = {std::clamp(p.x, 0.F, chipSide - 1.F), std::clamp(p.y, 0.F, chipSide - 1.F)};
    }
    return places;
}

} // namespace

EmbedderId PatchEmbedder::id()
{
    return {"landmark-patches", "2"};
}

std::expected<Embedding, Error> PatchEmbedder::embed(const Picture &picture, const Face &face)
try {
    const cv::Matx23f transform = similarity(face.points, reference);
    const cv::Mat chip = lumaChip(picture, transform, {chipSide, chipSide});
    if (chip.empty())
        return std::unexpected(Error{Error::Code::BadPicture, "A face lies outside its picture."});
    const auto sums = directionSums(chip);
    const auto places = placesOn(transform, face);
    Embedding embedding{id(), {}};
    embedding.values.reserve(places.size() * patchSides.size() * patchNumbers);
    for (const int side : patchSides) {
        for (const Point &place : places)
            appendPatch(embedding.values, sums, place, side);
    }
    embedding.values = withMirrorImage(embedding.values);
    const auto length = static_cast<float>(cv::norm(embedding.values));
    if (!(length > 0))
        return std::unexpected(Error{Error::Code::BadPicture, "A face has no edge at all: it cannot be described."});
    for (float &value : embedding.values)
        value /= length;
    return embedding;
} catch (const std::exception &failure) {
    return std::unexpected(
        Error{Error::Code::Library, std::string("The face could not be described: ") + failure.what()});
}

} // namespace rollcall::recognition
