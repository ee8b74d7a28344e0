#include "demo/head.h"

#include <algorithm>
#include <cmath>

namespace rollcall::demo {

namespace {

constexpr int outlineSteps = 1000;

cv::Matx23d placement(const Pose &pose, double roll)
{
    const double c = pose.scale * std::cos(roll);
    const double s = pose.scale * std::sin(roll);
    return {c, -s, pose.centre.x, s, c, pose.centre.y};
}

// From the viewer's axes to the head's own.
cv::Matx33d intoHead(const Pose &pose)
{
    const double cy = std::cos(pose.yaw);
    const double sy = std::sin(pose.yaw);
    const double cp = std::cos(pose.pitch);
    const double sp = std::sin(pose.pitch);
    const cv::Matx33d yaw{cy, 0, -sy, 0, 1, 0, sy, 0, cy};
    const cv::Matx33d pitch{1, 0, 0, 0, cp, -sp, 0, sp, cp};
    return pitch * yaw;
}

// The nose stands out of the egg: seen from the side its picture moves further than the skin around it.
cv::Point2d noseShift(const cv::Point2d &at, const Pose &pose)
{
    constexpr double height = 0.2;
    const double bump = height * std::exp(-std::pow(at.x / 0.2, 2) - std::pow((at.y - 0.28) / 0.24, 2));
    return {bump * std::sin(pose.yaw), bump * std::sin(pose.pitch)};
}

cv::Vec3f bilinear(const cv::Mat &image, double x, double y)
{
    x = std::clamp(x, 0.0, image.cols - 1.001);
    y = std::clamp(y, 0.0, image.rows - 1.001);
    const int left = static_cast<int>(x);
    const int top = static_cast<int>(y);
    const auto right = static_cast<float>(x - left);
    const auto down = static_cast<float>(y - top);
    const auto *upper = image.ptr<cv::Vec3f>(top) + left;
    const auto *lower = image.ptr<cv::Vec3f>(top + 1) + left;
    return (upper[0] * (1 - right) + upper[1] * right) * (1 - down) + (lower[0] * (1 - right) + lower[1] * right) * down;
}

}  // namespace

Head::Head(const Look &look, std::uint64_t seed)
    : m_look{look}
    , m_openEyes{paintFace(look, Eyes::Open, seed)}
    , m_closedEyes{paintFace(look, Eyes::Closed, seed)}
{
    for (int i = 0; i <= outlineSteps; ++i)
        m_halfWidths.push_back(halfWidthAt(look, 2.0 * i / outlineSteps - 1.0));
}

double Head::halfWidth(double y) const
{
    const double at = std::clamp((y + 1.0) * 0.5 * outlineSteps, 0.0, outlineSteps - 1e-6);
    const auto step = static_cast<std::size_t>(at);
    return std::lerp(m_halfWidths[step], m_halfWidths[step + 1], at - static_cast<double>(step));
}

void Head::draw(cv::Mat &frame, const Pose &pose, const Light &light) const
{
    Canvas upright{frame, placement(pose, pose.roll * 0.3)};
    Canvas tilted{frame, placement(pose, pose.roll)};
    if (m_look.hairStyle == Hair::Long)
        drawBehind(tilted, pose);
    drawBody(upright);
    if (m_look.hairStyle != Hair::Long)
        drawBehind(tilted, pose);
    drawFace(frame, pose, light);
}

cv::Rect Head::faceBox(const Pose &pose)
{
    const double half = 0.73 * pose.scale;
    const cv::Point2d middle = pose.centre + cv::Point2d{std::sin(pose.yaw) * 0.35, 0.29 + std::sin(pose.pitch) * 0.3} * pose.scale;
    return {cvRound(middle.x - half), cvRound(middle.y - half), cvRound(2 * half), cvRound(2 * half)};
}

void Head::drawBody(Canvas &canvas) const
{
    canvas.fill(closedCurve({{-1.55, 3.4}, {-1.5, 1.9}, {-1.2, 1.54}, {-0.5, 1.3}, {0.5, 1.3}, {1.2, 1.54}, {1.5, 1.9}, {1.55, 3.4}}),
                {m_look.shirt, 1.0, 0.008});
    canvas.fill({{-0.34, 0.5}, {-0.34, 1.22}, {-0.48, 1.35}, {0.0, 1.6}, {0.48, 1.35}, {0.34, 1.22}, {0.34, 0.5}}, {m_look.skin * 0.8F, 1.0, 0.01});
    canvas.fill({{-0.33, 0.5}, {-0.33, 1.06}, {0.0, 1.16}, {0.33, 1.06}, {0.33, 0.5}}, {m_look.skin * 0.56F, 0.8, 0.025});
    canvas.line(curve({{-0.5, 1.33}, {0.0, 1.62}, {0.5, 1.33}}), 0.06, {m_look.shirt * 0.7F, 1.0, 0.01});
}

// What stands out beside and above the face: hair, ears.
void Head::drawBehind(Canvas &canvas, const Pose &pose) const
{
    const double turn = -std::sin(pose.yaw) * 0.12;
    const double side = m_look.halfWidth;
    const Paint hair{m_look.hair * 0.82F, 1.0, 0.012};
    for (const int ear : {-1, 1}) {
        const cv::Point2d at{ear * side * (1.02 + ear * turn * 0.6), 0.1};
        canvas.fill(ellipse(at, 0.1, 0.19), {m_look.skin * 0.82F, 1.0, 0.008});
        canvas.fill(ellipse(at, 0.05, 0.11), {m_look.skin * 0.6F, 0.6, 0.02});
    }
    switch (m_look.hairStyle) {
    case Hair::Long:
        canvas.fill(closedCurve({{turn, -1.12}, {-side * 0.85 + turn, -0.85}, {-side * 1.2 + turn, -0.2}, {-side * 1.25, 0.7}, {-side * 1.15, 1.45},
                                 {0.0, 1.5}, {side * 1.15, 1.45}, {side * 1.25, 0.7}, {side * 1.2 + turn, -0.2}, {side * 0.85 + turn, -0.85}}), hair);
        break;
    case Hair::Bun:
        canvas.fill(ellipse({turn * 2.0, -1.16}, 0.34, 0.28), hair);
        [[fallthrough]];
    case Hair::Short:
        canvas.fill(closedCurve({{turn, -1.09}, {-side * 0.75 + turn, -0.84}, {-side * 1.04 + turn, -0.3}, {-side * 0.95, 0.02}, {side * 0.95, 0.02},
                                 {side * 1.04 + turn, -0.3}, {side * 0.75 + turn, -0.84}}), hair);
        break;
    case Hair::Bald:
        break;
    }
}

void Head::drawFace(cv::Mat &frame, const Pose &pose, const Light &light) const
{
    const cv::Mat &texture = pose.eyes == Eyes::Open ? m_openEyes : m_closedEyes;
    const cv::Matx33d turn = intoHead(pose);
    const cv::Vec3d lamp = cv::normalize(light.from);
    const cv::Vec2d across{std::cos(pose.roll) / pose.scale, std::sin(pose.roll) / pose.scale};
    const int reach = cvCeil(pose.scale * 1.1);
    const cv::Point middle = pose.centre;
    const cv::Rect area = cv::Rect{middle.x - reach, middle.y - reach, 2 * reach, 2 * reach} & cv::Rect{{}, frame.size()};
    for (int row = area.y; row < area.br().y; ++row) {
        auto *pixel = frame.ptr<cv::Vec3f>(row);
        for (int column = area.x; column < area.br().x; ++column) {
            const double dx = column - pose.centre.x;
            const double dy = row - pose.centre.y;
            const double x = across[0] * dx + across[1] * dy;
            const double y = across[0] * dy - across[1] * dx;
            if (std::abs(y) >= 1.0)
                continue;
            // How far inside the outline, in pixels: a border of one pixel is mixed with what is behind.
            const double width = halfWidth(y);
            const double cover = std::clamp(std::min((width - std::abs(x)) * pose.scale, (1.0 - std::abs(y)) * pose.scale * 2.0) + 0.5, 0.0, 1.0);
            if (cover <= 0.0)
                continue;
            const double round = std::sqrt(1.0 - y * y);
            const double u = std::clamp(x / width, -1.0, 1.0) * round;
            const cv::Vec3d surface{u, y, std::sqrt(std::max(0.0, 1.0 - u * u - y * y))};
            const cv::Vec3d own = turn * surface;
            const double ring = std::sqrt(std::max(1e-4, 1.0 - own[1] * own[1]));
            cv::Point2d at{own[0] / ring * halfWidth(own[1]), own[1]};
            at -= noseShift(at, pose);
            const cv::Vec2d texel = texturePlacement * cv::Vec3d{at.x, at.y, 1.0};
            const auto shade = static_cast<float>(light.ambient + light.lamp * std::max(0.0, surface.dot(lamp)));
            const cv::Vec3f color = bilinear(texture, texel[0], texel[1]) * shade;
            pixel[column] += (color - pixel[column]) * static_cast<float>(cover);
        }
    }
}

}  // namespace rollcall::demo
