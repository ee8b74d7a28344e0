#include "recognition/alignment.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace rollcall::recognition {

namespace {

Point mean(std::span<const Point> points)
{
    Point sum;
    for (const Point &point : points)
        sum = {sum.x + point.x, sum.y + point.y};
    return {sum.x / static_cast<float>(points.size()), sum.y / static_cast<float>(points.size())};
}

float scaleOf(const cv::Matx23f &transform)
{
    return std::hypot(transform(0, 0), transform(1, 0));
}

// Where the chip lies in the picture.
Box sourceOf(const cv::Matx23f &transform, cv::Size size)
{
    cv::Matx23f inverse;
    cv::invertAffineTransform(transform, inverse);
    const auto width = static_cast<float>(size.width);
    const auto height = static_cast<float>(size.height);
    float left = INFINITY;
    float top = INFINITY;
    float right = -INFINITY;
    float bottom = -INFINITY;
    for (const Point corner : {Point{0, 0}, Point{width, 0}, Point{0, height}, Point{width, height}}) {
        const Point p = transformed(inverse, corner);
        left = std::min(left, p.x);
        top = std::min(top, p.y);
        right = std::max(right, p.x);
        bottom = std::max(bottom, p.y);
    }
    constexpr float border = 2; // pixels, for interpolation
    return {left - border, top - border, right - left + 2 * border, bottom - top + 2 * border};
}

cv::Mat chip(cv::Mat region, Point origin, cv::Matx23f transform, cv::Size size)
{
    transform(0, 2) += transform(0, 0) * origin.x + transform(0, 1) * origin.y;
    transform(1, 2) += transform(1, 0) * origin.x + transform(1, 1) * origin.y;
    if (const float scale = scaleOf(transform); scale < 0.6F) {
        const cv::Size smaller(std::max(1, static_cast<int>(static_cast<float>(region.cols) * scale)),
            std::max(1, static_cast<int>(static_cast<float>(region.rows) * scale)));
        const float x = static_cast<float>(region.cols) / static_cast<float>(smaller.width);
        const float y = static_cast<float>(region.rows) / static_cast<float>(smaller.height);
        cv::Mat averaged;
        cv::resize(region, averaged, smaller, 0, 0, cv::INTER_AREA);
        region = averaged;
        transform = {transform(0, 0) * x, transform(0, 1) * y, transform(0, 2), transform(1, 0) * x,
            transform(1, 1) * y, transform(1, 2)};
    }
    cv::Mat result;
    cv::warpAffine(region, result, transform, size, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    return result;
}

} // namespace

cv::Matx23f similarity(std::span<const Point> from, std::span<const Point> to)
{
    const Point a = mean(from);
    const Point b = mean(to);
    float dot = 0;
    float cross = 0;
    float spread = 0;
    for (size_t i = 0; i < from.size(); ++i) {
        const Point p{from[i].x - a.x, from[i].y - a.y};
        const Point q{to[i].x - b.x, to[i].y - b.y};
        dot += p.x * q.x + p.y * q.y;
        cross += p.x * q.y - p.y * q.x;
        spread += p.x * p.x + p.y * p.y;
    }
    if (!(spread > 0))
        return {1, 0, b.x - a.x, 0, 1, b.y - a.y};
    const float c = dot / spread;
    const float s = cross / spread;
    return {c, -s, b.x - c * a.x + s * a.y, s, c, b.y - s * a.x - c * a.y};
}

Point transformed(const cv::Matx23f &transform, const Point &point)
{
    return {transform(0, 0) * point.x + transform(0, 1) * point.y + transform(0, 2),
        transform(1, 0) * point.x + transform(1, 1) * point.y + transform(1, 2)};
}

std::optional<float> turnOf(const FivePoints &points)
{
    const Point eyes{points[1].x - points[0].x, points[1].y - points[0].y};
    const float square = eyes.x * eyes.x + eyes.y * eyes.y;
    if (!(square > 0))
        return std::nullopt;
    const float place = ((points[2].x - points[0].x) * eyes.x + (points[2].y - points[0].y) * eyes.y) / square;
    return std::clamp((place - 0.5F) * 2, -2.F, 2.F);
}

cv::Mat bgrChip(const Picture &picture, const cv::Matx23f &transform, cv::Size size)
{
    const auto [region, origin] = picture.bgrAround(sourceOf(transform, size));
    return region.empty() ? cv::Mat() : chip(region, origin, transform, size);
}

cv::Mat lumaChip(const Picture &picture, const cv::Matx23f &transform, cv::Size size)
{
    const Box source = clipped(sourceOf(transform, size), picture.width(), picture.height());
    const int left = static_cast<int>(source.x);
    const int top = static_cast<int>(source.y);
    const cv::Rect area = cv::Rect(left, top, static_cast<int>(std::ceil(source.right())) - left,
                              static_cast<int>(std::ceil(source.bottom())) - top)
        & cv::Rect(0, 0, picture.width(), picture.height());
    if (area.empty())
        return {};
    return chip(picture.luma()(area), {static_cast<float>(left), static_cast<float>(top)}, transform, size);
}

} // namespace rollcall::recognition
