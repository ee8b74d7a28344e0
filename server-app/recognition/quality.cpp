#include "recognition/quality.h"

#include "recognition/alignment.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace rollcall::recognition {

namespace {

constexpr int measuredWidth = 96; // pixels; sharpness is compared at one size

// Blur is a lack of fine detail at the size at which faces are compared: a large face is measured after scaling down.
void measurePixels(const Picture &picture, const Face &face, FaceQuality &quality)
{
    const Box seen = clipped(grown(face.box, 0.8F), picture.width(), picture.height());
    const cv::Rect area = cv::Rect(static_cast<int>(seen.x), static_cast<int>(seen.y), static_cast<int>(seen.width),
                              static_cast<int>(seen.height))
        & cv::Rect(0, 0, picture.width(), picture.height());
    if (area.width < 4 || area.height < 4)
        return;
    cv::Mat pixels = picture.luma()(area);
    quality.brightness = static_cast<float>(cv::mean(pixels)[0]);
    if (area.width > measuredWidth) {
        cv::Mat smaller;
        cv::resize(pixels, smaller, {measuredWidth, std::max(4, area.height * measuredWidth / area.width)}, 0, 0,
            cv::INTER_AREA);
        pixels = smaller;
    }
    cv::Mat edges;
    cv::Laplacian(pixels, edges, CV_16S);
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(edges, mean, deviation);
    quality.sharpness = static_cast<float>(deviation[0] * deviation[0]);
}

} // namespace

std::string_view text(QualityFault fault)
{
    switch (fault) {
    case QualityFault::TooSmall:
        return "too small";
    case QualityFault::CutOff:
        return "cut off by the edge of the picture";
    case QualityFault::TooDark:
        return "too dark";
    case QualityFault::TooBright:
        return "too bright";
    case QualityFault::TooBlurred:
        return "too blurred";
    case QualityFault::TurnedAway:
        return "turned away";
    }
    return "not good enough";
}

float FaceQuality::score() const
{
    const float size = std::min(1.F, width / 120);
    const float sharp = std::min(1.F, std::sqrt(sharpness / 400));
    const float frontal = 1 - std::min(1.F, turn);
    return size * (0.3F + 0.7F * sharp) * (0.4F + 0.6F * frontal) * inside;
}

float FaceQuality::voteWeight() const
{
    constexpr float ordinary =
        0.4F; // score of a sharp face 60 pixels wide, or of a large one that is blurred or half turned
    return std::clamp(score() / ordinary, 0.5F, 1.5F);
}

FaceQuality measureQuality(const Picture &picture, const Face &face)
{
    FaceQuality quality;
    quality.width = face.box.width;
    quality.turn = std::abs(turnOf(face.points).value_or(1));
    quality.inside =
        face.box.area() > 0 ? clipped(face.box, picture.width(), picture.height()).area() / face.box.area() : 0;
    measurePixels(picture, face, quality);
    return quality;
}

std::optional<QualityFault> findFault(const FaceQuality &quality, const QualityLimits &limits)
{
    if (quality.width < limits.minimumWidth)
        return QualityFault::TooSmall;
    if (quality.inside < limits.minimumInside)
        return QualityFault::CutOff;
    if (quality.brightness < limits.darkest)
        return QualityFault::TooDark;
    if (quality.brightness > limits.brightest)
        return QualityFault::TooBright;
    if (quality.sharpness < limits.minimumSharpness)
        return QualityFault::TooBlurred;
    if (quality.turn > limits.greatestTurn)
        return QualityFault::TurnedAway;
    return std::nullopt;
}

} // namespace rollcall::recognition
