#pragma once

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <vector>

namespace rollcall::demo {

using Color = cv::Vec3f;  // BGR, 0..255
using Outline = std::vector<cv::Point2d>;

// A smooth curve through the points; a closed one ends where it begins.
[[nodiscard]] Outline curve(const Outline &through);
[[nodiscard]] Outline closedCurve(const Outline &through);
[[nodiscard]] Outline ellipse(cv::Point2d centre, double halfWidth, double halfHeight);
[[nodiscard]] Outline mirrored(Outline outline);

// How paint lies: opacity 0..1, and softness, the blur of its edge in the canvas's units.
struct Paint {
    Color color;
    double opacity = 1.0;
    double softness = 0.008;
};

// Paints soft shapes on an image of CV_32FC3 in units of its own (a head's: its centre is the origin, y points down, half
// its height is 1). The image outlives the canvas.
class Canvas {
public:
    // `placement` takes a point in units to its pixel.
    Canvas(cv::Mat &image, const cv::Matx23d &placement);

    void fill(const Outline &outline, const Paint &paint);
    void line(const Outline &points, double width, const Paint &paint);
    // Many short strokes as one layer: hair, brows, stubble.
    void strokes(const std::vector<Outline> &strokes, double width, const Paint &paint);

private:
    [[nodiscard]] std::vector<cv::Point> pixels(const Outline &outline) const;
    void layer(const std::vector<std::vector<cv::Point>> &shapes, double reach, const Paint &paint, const auto &draw);

    cv::Mat &m_image;
    cv::Matx23d m_placement;
    double m_scale;  // pixels a unit
};

}  // namespace rollcall::demo
