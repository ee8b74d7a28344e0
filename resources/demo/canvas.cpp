#include "demo/canvas.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rollcall::demo {

namespace {

constexpr int subpixelBits = 4;

cv::Point2d catmullRom(const cv::Point2d &a, const cv::Point2d &b, const cv::Point2d &c, const cv::Point2d &d, double t)
{
    return 0.5 * (2.0 * b + (c - a) * t + (2.0 * a - 5.0 * b + 4.0 * c - d) * t * t + (3.0 * b - a - 3.0 * c + d) * t * t * t);
}

Outline spline(const Outline &through, bool closed)
{
    constexpr int steps = 8;
    const auto count = static_cast<int>(through.size());
    const auto at = [&](int index) {
        return through[static_cast<std::size_t>(closed ? (index + count) % count : std::clamp(index, 0, count - 1))];
    };
    Outline result;
    for (int i = 0; i < (closed ? count : count - 1); ++i) {
        for (int step = 0; step < steps; ++step)
            result.push_back(catmullRom(at(i - 1), at(i), at(i + 1), at(i + 2), static_cast<double>(step) / steps));
    }
    if (!closed)
        result.push_back(through.back());
    return result;
}

// A wide blur costs a Gaussian its width a pixel; three box blurs look the same and cost the same at any width.
void soften(cv::Mat &mask, double sigma)
{
    if (sigma < 0.3)
        return;
    if (sigma < 3.0) {
        cv::GaussianBlur(mask, mask, {}, sigma);
        return;
    }
    const int width = cvRound(std::sqrt(4.0 * sigma * sigma + 1.0)) | 1;
    for (int pass = 0; pass < 3; ++pass)
        cv::blur(mask, mask, {width, width});
}

}  // namespace

Outline curve(const Outline &through)
{
    return spline(through, false);
}

Outline closedCurve(const Outline &through)
{
    return spline(through, true);
}

Outline ellipse(cv::Point2d centre, double halfWidth, double halfHeight)
{
    constexpr int steps = 40;
    Outline result;
    for (int i = 0; i < steps; ++i) {
        const double angle = 2.0 * std::numbers::pi * i / steps;
        result.emplace_back(centre.x + halfWidth * std::cos(angle), centre.y + halfHeight * std::sin(angle));
    }
    return result;
}

Outline mirrored(Outline outline)
{
    for (cv::Point2d &point : outline)
        point.x = -point.x;
    return outline;
}

Canvas::Canvas(cv::Mat &image, const cv::Matx23d &placement)
    : m_image{image}
    , m_placement{placement}
    , m_scale{std::hypot(placement(0, 0), placement(1, 0))}
{
}

std::vector<cv::Point> Canvas::pixels(const Outline &outline) const
{
    std::vector<cv::Point> result;
    result.reserve(outline.size());
    for (const cv::Point2d &point : outline) {
        const cv::Vec2d pixel = m_placement * cv::Vec3d{point.x, point.y, 1.0};
        result.emplace_back(cvRound(pixel[0] * (1 << subpixelBits)), cvRound(pixel[1] * (1 << subpixelBits)));
    }
    return result;
}

// A mask of the shapes is drawn and blurred in the part of the image that it touches, then mixed in.
void Canvas::layer(const std::vector<std::vector<cv::Point>> &shapes, double reach, const Paint &paint, const auto &draw)
{
    const double sigma = paint.softness * m_scale;
    const int margin = cvCeil(reach + 3.0 * sigma) + 2;
    cv::Rect area;
    for (const std::vector<cv::Point> &shape : shapes) {
        const cv::Rect fine = cv::boundingRect(shape);
        area |= cv::Rect{(fine.x >> subpixelBits) - margin, (fine.y >> subpixelBits) - margin,
                         (fine.width >> subpixelBits) + 2 * margin, (fine.height >> subpixelBits) + 2 * margin};
    }
    area &= cv::Rect{{}, m_image.size()};
    if (area.empty())
        return;

    cv::Mat mask = cv::Mat::zeros(area.size(), CV_8UC1);
    for (std::vector<cv::Point> shape : shapes) {
        for (cv::Point &point : shape)
            point -= cv::Point{area.x << subpixelBits, area.y << subpixelBits};
        draw(mask, shape);
    }
    soften(mask, sigma);
    for (int y = 0; y < area.height; ++y) {
        const auto *weight = mask.ptr<uchar>(y);
        auto *pixel = m_image.ptr<cv::Vec3f>(area.y + y) + area.x;
        for (int x = 0; x < area.width; ++x) {
            const auto share = static_cast<float>(weight[x] * paint.opacity / 255.0);
            pixel[x] += (paint.color - pixel[x]) * share;
        }
    }
}

void Canvas::fill(const Outline &outline, const Paint &paint)
{
    layer({pixels(outline)}, 0.0, paint, [](cv::Mat &mask, const std::vector<cv::Point> &shape) {
        cv::fillPoly(mask, std::vector<std::vector<cv::Point>>{shape}, cv::Scalar::all(255), cv::LINE_AA, subpixelBits);
    });
}

void Canvas::line(const Outline &points, double width, const Paint &paint)
{
    strokes({points}, width, paint);
}

void Canvas::strokes(const std::vector<Outline> &strokes, double width, const Paint &paint)
{
    std::vector<std::vector<cv::Point>> shapes;
    shapes.reserve(strokes.size());
    for (const Outline &stroke : strokes)
        shapes.push_back(pixels(stroke));
    const int thickness = std::max(1, cvRound(width * m_scale));
    layer(shapes, thickness, paint, [thickness](cv::Mat &mask, const std::vector<cv::Point> &shape) {
        cv::polylines(mask, shape, false, cv::Scalar::all(255), thickness, cv::LINE_AA, subpixelBits);
    });
}

}  // namespace rollcall::demo
