#include "demo/face_texture.h"

#include <cmath>

namespace rollcall::demo {

namespace {

constexpr double finer = 2.0;  // painted at twice the size, then scaled down: thin lines come out smooth
const Color black{18, 16, 20};
const Color white{238, 240, 240};

// One painting of one face. Features are painted from the skin outwards, in the order of paint().
class FacePainter {
public:
    FacePainter(cv::Mat &image, const Look &look, std::uint64_t seed)
        : m_image{image}
        , m_canvas{image, finer * texturePlacement}
        , m_look{look}
        , m_random{seed}
        , m_dark{look.skin * 0.52F}
        , m_light{look.skin * 0.45F + Color{255, 255, 255} * 0.55F}
    {
    }

    void paint(Eyes eyes)
    {
        skin();
        for (const int side : {-1, 1})
            cheek(side);
        wrinkles();
        nose();
        if (m_look.facialHair == FacialHair::Beard)
            beard();
        mouth();
        if (m_look.facialHair == FacialHair::Moustache)
            moustache();
        for (const int side : {-1, 1}) {
            eyes == Eyes::Open ? openEye(side) : closedEye(side);
            brow(side);
        }
        hair();
        if (m_look.glasses == Glasses::Round)
            glasses();
    }

private:
    double random(double from, double to) { return m_random.uniform(from, to); }

    void skin()
    {
        m_image.setTo(cv::Scalar{m_look.skin[0], m_look.skin[1], m_look.skin[2]});
        m_canvas.fill(ellipse({0, -0.42}, 0.36, 0.17), {m_light, 0.35, 0.1});
        m_canvas.fill(ellipse({0, 0.86}, 0.16, 0.07), {m_light, 0.3, 0.05});
        // Uneven tone, as skin has it, at two sizes.
        for (const double grain : {0.06, 0.25}) {
            const double cells = 1.0 / (grain * textureScale * finer);
            cv::Mat coarse(cvCeil(m_image.rows * cells), cvCeil(m_image.cols * cells), CV_32FC1);
            m_random.fill(coarse, cv::RNG::NORMAL, 0.0, 3.0);
            cv::Mat tone;
            cv::resize(coarse, tone, m_image.size(), 0.0, 0.0, cv::INTER_CUBIC);
            cv::cvtColor(tone, tone, cv::COLOR_GRAY2BGR);
            m_image += tone;
        }
        const int freckles = cvRound(m_look.freckles * 110);
        for (int i = 0; i < freckles; ++i) {
            const double x = random(-0.55, 0.55);
            const double y = 0.24 + 0.5 * std::abs(x) * random(-0.5, 0.4) + random(-0.1, 0.1);
            const double size = random(0.006, 0.013);
            m_canvas.fill(ellipse({x, y}, size, size), {Color{96, 130, 190}, random(0.35, 0.75), 0.004});
        }
    }

    void cheek(int side)
    {
        const Color blush = m_look.skin * 0.75F + Color{60, 50, 200} * 0.25F;
        m_canvas.fill(ellipse({side * 0.42, 0.32}, 0.16, 0.1), {blush, 0.45, 0.08});
        m_canvas.fill(ellipse({side * 0.42, 0.2}, 0.15, 0.05), {m_light, 0.4, 0.06});
        m_canvas.fill(ellipse({side * m_look.eyeDistance, -0.035}, m_look.eyeHalfWidth * 1.35, 0.13), {m_dark, 0.42, 0.05});
        m_canvas.fill(ellipse({side * 0.6, 0.55}, 0.1, 0.25), {m_dark, 0.3, 0.1});
    }

    void wrinkles()
    {
        const double depth = m_look.wrinkles;
        if (depth <= 0.0)
            return;
        const Paint crease{m_dark, 0.6 * depth, 0.012};
        for (const double y : {-0.56, -0.46, -0.37})
            m_canvas.line(curve({{-0.34, y + 0.03}, {-0.12, y - 0.015}, {0.12, y - 0.01}, {0.34, y + 0.035}}), 0.012, crease);
        for (const int side : {-1, 1}) {
            m_canvas.line(curve({{side * (m_look.noseHalfWidth + 0.04), m_look.noseTip - 0.02},
                                 {side * (m_look.mouthHalfWidth + 0.05), m_look.mouth - 0.12},
                                 {side * (m_look.mouthHalfWidth + 0.07), m_look.mouth + 0.05}}), 0.014, crease);
            const double x = m_look.eyeDistance + m_look.eyeHalfWidth;
            for (const double rise : {-0.04, 0.0, 0.04})
                m_canvas.line({{side * (x + 0.03), rise}, {side * (x + 0.1), rise * 2.2}}, 0.008, crease);
            m_canvas.line(curve({{side * (m_look.eyeDistance - 0.1), 0.1}, {side * m_look.eyeDistance, 0.135},
                                 {side * (m_look.eyeDistance + 0.11), 0.1}}), 0.012, crease);
        }
    }

    void nose()
    {
        const double half = m_look.noseHalfWidth;
        const double tip = m_look.noseTip;
        for (const int side : {-1, 1}) {
            m_canvas.line(curve({{side * 0.1, -0.12}, {side * half * 0.5, 0.05}, {side * half * 0.72, tip - 0.1}}), 0.05,
                          {m_dark, 0.32, 0.028});
            m_canvas.line(curve({{side * half * 0.72, tip - 0.1}, {side * half * 1.02, tip - 0.02}, {side * half * 0.98, tip + 0.045},
                                 {side * half * 0.7, tip + 0.07}}), 0.02, {m_dark * 0.85F, 0.7, 0.012});
            m_canvas.fill(ellipse({side * half * 0.48, tip + 0.065}, half * 0.24, 0.022), {m_dark * 0.4F, 0.85, 0.01});
        }
        m_canvas.line(curve({{0, -0.08}, {0, 0.1}, {0, tip - 0.08}}), half * 0.42, {m_light, 0.45, 0.025});
        m_canvas.fill(ellipse({0, tip - 0.02}, half * 0.42, 0.05), {m_light, 0.6, 0.025});
        m_canvas.line(curve({{-half * 0.45, tip + 0.075}, {0, tip + 0.095}, {half * 0.45, tip + 0.075}}), 0.025, {m_dark, 0.55, 0.014});
        m_canvas.fill(ellipse({0, tip + 0.15}, half * 0.5, 0.03), {m_dark, 0.25, 0.02});
    }

    void mouth()
    {
        const double half = m_look.mouthHalfWidth;
        const double thick = m_look.lipThickness;
        const double y = m_look.mouth;
        const double corner = y - m_look.smile;
        const Outline upper = closedCurve({{-half, corner}, {-half * 0.45, y - thick * 0.85}, {-half * 0.14, y - thick * 1.05},
                                           {0, y - thick * 0.8}, {half * 0.14, y - thick * 1.05}, {half * 0.45, y - thick * 0.85},
                                           {half, corner}, {half * 0.4, y + 0.006}, {-half * 0.4, y + 0.006}});
        const Outline lower = closedCurve({{-half * 0.96, corner}, {-half * 0.4, y}, {half * 0.4, y}, {half * 0.96, corner},
                                           {half * 0.5, y + thick * 1.15}, {0, y + thick * 1.5}, {-half * 0.5, y + thick * 1.15}});
        m_canvas.fill(ellipse({0, y + thick * 1.5 + 0.055}, half * 0.6, 0.032), {m_dark, 0.55, 0.025});
        m_canvas.fill(upper, {m_look.lips * 0.8F, 0.95, 0.01});
        m_canvas.fill(lower, {m_look.lips, 0.95, 0.01});
        m_canvas.fill(ellipse({0, y + thick * 0.75}, half * 0.35, thick * 0.25), {m_light, 0.35, 0.016});
        m_canvas.line(curve({{-half, corner}, {-half * 0.45, y + 0.004}, {0, y + 0.012}, {half * 0.45, y + 0.004}, {half, corner}}), 0.02,
                      {m_look.lips * 0.32F, 0.9, 0.006});
        for (const int side : {-1, 1})
            m_canvas.fill(ellipse({side * (half + 0.015), corner}, 0.02, 0.022), {m_dark, 0.6, 0.014});
    }

    // The two lids of one eye from its inner to its outer corner.
    Outline lid(int side, double opening) const
    {
        const double x = m_look.eyeDistance;
        const double half = m_look.eyeHalfWidth;
        const double tilt = m_look.eyeTilt;
        return curve({{side * (x - half), tilt * 0.5 + 0.012}, {side * (x - half * 0.45), -opening * 0.82}, {side * x, -opening - tilt * 0.3},
                      {side * (x + half * 0.55), -opening * 0.75 - tilt * 0.7}, {side * (x + half), -tilt}});
    }

    void openEye(int side)
    {
        const double x = side * m_look.eyeDistance;
        const double opening = m_look.eyeOpening;
        Outline shape = lid(side, opening);
        const Outline lower = lid(side, -opening * 0.72);
        shape.insert(shape.end(), lower.rbegin(), lower.rend());
        m_canvas.fill(shape, {white * 0.94F, 1.0, 0.004});
        // The lids cut the iris: it is painted whole, then what lies outside the eye is put back.
        const cv::Mat before = m_image.clone();
        const double iris = opening * 1.02;
        m_canvas.fill(ellipse({x, -0.008}, iris, iris), {m_look.iris * 0.6F, 1.0, 0.004});
        m_canvas.fill(ellipse({x, 0.004}, iris * 0.8, iris * 0.8), {m_look.iris * 1.15F, 0.9, 0.01});
        m_canvas.fill(ellipse({x, -0.008}, iris * 0.46, iris * 0.46), {black, 1.0, 0.004});
        restoreOutside(shape, before);
        m_canvas.fill(ellipse({x + 0.022, -0.03}, 0.014, 0.014), {white, 0.95, 0.004});
        m_canvas.line(lid(side, opening * 0.8), 0.02, {m_dark * 0.5F, 0.3, 0.02});
        m_canvas.line(lid(side, opening), 0.026, {black, 0.92, 0.006});
        m_canvas.line(lower, 0.012, {m_dark * 0.7F, 0.7, 0.008});
        crease(side);
    }

    void closedEye(int side)
    {
        const Outline line = lid(side, -m_look.eyeOpening * 0.4);
        m_canvas.fill(ellipse({side * m_look.eyeDistance, -0.01}, m_look.eyeHalfWidth * 0.85, m_look.eyeOpening * 0.8), {m_look.skin, 0.6, 0.02});
        m_canvas.line(line, 0.028, {black, 0.9, 0.007});
        crease(side);
    }

    void crease(int side)
    {
        Outline fold = lid(side, m_look.eyeOpening + 0.03);
        for (cv::Point2d &point : fold)
            point.y -= 0.018;
        m_canvas.line(fold, 0.014, {m_dark * 0.8F, 0.65, 0.01});
    }

    void restoreOutside(const Outline &shape, const cv::Mat &before)
    {
        cv::Mat inside = cv::Mat::zeros(m_image.size(), CV_32FC3);
        Canvas{inside, finer * texturePlacement}.fill(shape, {Color{1, 1, 1}, 1.0, 0.004});
        m_image = before + (m_image - before).mul(inside);
    }

    void brow(int side)
    {
        const double inner = m_look.eyeDistance - m_look.eyeHalfWidth * 1.12;
        const double outer = m_look.eyeDistance + m_look.eyeHalfWidth * 1.2;
        const double base = -m_look.eyeOpening - 0.11;
        const double thick = m_look.browThickness;
        const auto spine = [&](double t) {
            const double lift = m_look.browArch * std::sin(3.0 * std::min(t, 0.97)) + m_look.browTilt * t;
            return cv::Point2d{side * (inner + (outer - inner) * t), base - lift};
        };
        Outline middle;
        std::vector<Outline> hairs;
        for (int i = 0; i <= 12; ++i)
            middle.push_back(spine(i / 12.0));
        m_canvas.line(middle, thick * 0.75, {m_look.hair, 0.72, 0.012});
        const int count = cvRound(60 + 900 * thick);
        for (int i = 0; i < count; ++i) {
            const double t = random(0.0, 1.0);
            const double room = thick * (t < 0.65 ? 1.0 : 1.0 - (t - 0.65) * 2.2);
            const cv::Point2d root = spine(t) + cv::Point2d{0.0, random(-0.5, 0.5) * room};
            hairs.push_back({root, root + cv::Point2d{side * random(0.02, 0.05), random(-0.035, 0.0) * (1.0 - t)}});
        }
        m_canvas.strokes(hairs, 0.007, {m_look.hair * 0.75F, 0.85, 0.003});
    }

    void beard()
    {
        const double mouth = m_look.mouth;
        const double edge = m_look.halfWidth * 1.1;
        Outline area = {{-edge, 0.16}, {-edge * 0.72, 0.34}, {-0.34, mouth - 0.14}, {-0.13, mouth - 0.135}, {0, mouth - 0.115}};
        const Outline right = mirrored(area);
        area.insert(area.end(), right.rbegin() + 1, right.rend());
        area.insert(area.end(), {{edge, 1.1}, {-edge, 1.1}});
        m_canvas.fill(area, {m_look.hair * 1.15F, 0.82, 0.03});
        const std::vector<cv::Point2f> polygon{area.begin(), area.end()};
        std::vector<Outline> hairs;
        for (int i = 0; i < 1800; ++i) {
            const cv::Point2d root{random(-edge, edge), random(0.2, 1.02)};
            if (cv::pointPolygonTest(polygon, root, false) > 0)
                hairs.push_back({root, root + cv::Point2d{root.x * 0.05 + random(-0.02, 0.02), random(0.03, 0.06)}});
        }
        m_canvas.strokes(hairs, 0.006, {m_look.hair * 1.7F + Color{14, 18, 26}, 0.45, 0.003});
    }

    void moustache()
    {
        const double y = m_look.mouth - m_look.lipThickness - 0.02;
        const double half = m_look.mouthHalfWidth;
        std::vector<Outline> hairs;
        for (int i = 0; i < 520; ++i) {
            const double t = random(-1.0, 1.0);
            const cv::Point2d root{t * half * 0.92, y - 0.1 * (1.0 - t * t) + random(-0.01, 0.05)};
            hairs.push_back({root, root + cv::Point2d{t * 0.05 + random(-0.01, 0.01), random(0.045, 0.075)}});
        }
        m_canvas.strokes(hairs, 0.011, {m_look.hair * 0.62F, 0.75, 0.006});
        m_canvas.strokes({hairs.begin(), hairs.begin() + 170}, 0.007, {m_look.hair * 1.35F, 0.7, 0.004});
    }

    // Hair that lies on the head; what stands out beside it is the silhouette's part.
    void hair()
    {
        switch (m_look.hairStyle) {
        case Hair::Long:
            hairArea({{-1.0, 0.75}, {-0.72, 0.45}, {-0.68, 0.0}, {-0.6, -0.3}, {-0.38, -0.55}, {-0.12, -0.68}, {0.12, -0.64}, {0.42, -0.5},
                      {0.62, -0.28}, {0.69, 0.0}, {0.72, 0.45}, {1.0, 0.75}});
            break;
        case Hair::Short:
            hairArea({{-1.0, 0.05}, {-0.66, 0.0}, {-0.63, -0.3}, {-0.5, -0.5}, {-0.25, -0.6}, {0.0, -0.56}, {0.3, -0.6}, {0.52, -0.48}, {0.63, -0.3},
                      {0.66, 0.0}, {1.0, 0.05}});
            break;
        case Hair::Bun:
            hairArea({{-1.0, -0.1}, {-0.62, -0.15}, {-0.54, -0.42}, {-0.3, -0.66}, {0.0, -0.74}, {0.3, -0.66}, {0.54, -0.42}, {0.62, -0.15},
                      {1.0, -0.1}});
            break;
        case Hair::Bald:
            for (const int side : {-1, 1})
                m_canvas.fill(ellipse({side * 0.74, -0.1}, 0.13, 0.22), {m_look.hair * 0.85F, 0.85, 0.035});
            m_canvas.fill(ellipse({0.12, -0.7}, 0.2, 0.1), {m_light, 0.55, 0.06});
            break;
        }
    }

    void hairArea(const Outline &hairline)
    {
        Outline area = curve(hairline);
        const std::vector<cv::Point2f> line{area.begin(), area.end()};
        area.insert(area.end(), {{1.0, -1.2}, {-1.0, -1.2}});
        m_canvas.fill(area, {m_dark * 0.6F, 0.55, 0.04});
        m_canvas.fill(area, {m_look.hair, 1.0, 0.012});
        std::vector<Outline> dark;
        std::vector<Outline> shiny;
        for (int i = 0; i < 420; ++i) {
            // From the crown towards a point of the hairline.
            const cv::Point2d end = line[static_cast<std::size_t>(m_random.uniform(0, static_cast<int>(line.size())))];
            const cv::Point2d crown{random(-0.12, 0.12), -1.0};
            const double from = random(0.0, 0.6);
            const auto at = [&](double t) { return crown + (end - crown) * t + cv::Point2d{end.x * 0.35 * t * (1.0 - t) * 4.0, 0.0}; };
            (i % 3 == 0 ? shiny : dark).push_back(curve({at(from), at(from + 0.15), at(from + 0.36)}));
        }
        m_canvas.strokes(dark, 0.008, {m_look.hair * 0.6F, 0.55, 0.004});
        m_canvas.strokes(shiny, 0.008, {m_look.hair * 1.5F + Color{14, 18, 22}, 0.4, 0.005});
    }

    void glasses()
    {
        const Color frame{40, 40, 150};
        const double radius = m_look.eyeHalfWidth * 1.38;
        for (const int side : {-1, 1}) {
            Outline ring = ellipse({side * m_look.eyeDistance * 1.04, 0.01}, radius, radius * 0.92);
            ring.push_back(ring.front());
            m_canvas.line(ring, 0.024, {frame, 0.95, 0.005});
            m_canvas.line({{side * (m_look.eyeDistance * 1.04 + radius), -0.04}, {side * 0.9, -0.1}}, 0.024, {frame, 0.95, 0.005});
        }
        const double bridge = m_look.eyeDistance * 1.04 - radius;
        m_canvas.line(curve({{-bridge, -0.02}, {0, -0.05}, {bridge, -0.02}}), 0.024, {frame, 0.95, 0.005});
    }

    cv::Mat &m_image;
    Canvas m_canvas;
    const Look &m_look;
    cv::RNG m_random;
    Color m_dark;
    Color m_light;
};

}  // namespace

cv::Mat paintFace(const Look &look, Eyes eyes, std::uint64_t seed)
{
    cv::Mat fine(cvRound(textureSize.height * finer), cvRound(textureSize.width * finer), CV_32FC3);
    FacePainter{fine, look, seed}.paint(eyes);
    cv::Mat face;
    cv::resize(fine, face, textureSize, 0.0, 0.0, cv::INTER_AREA);
    return face;
}

}  // namespace rollcall::demo
