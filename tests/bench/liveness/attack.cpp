#include "attack.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rollcall::bench {

namespace {

constexpr double pi = std::numbers::pi;

double uniform(std::mt19937 &random, double from, double to)
{
    return std::uniform_real_distribution<double>(from, to)(random);
}

bool isScreen(Species species)
{
    return species == Species::ScreenHeld || species == Species::ScreenStill;
}

bool isStill(Species species)
{
    return species == Species::PrintStill || species == Species::ScreenStill;
}

// Fewer colours, less contrast, and the dots of the print.
cv::Mat printed(const cv::Mat &picture, double halftone, double dots)
{
    cv::Mat grey;
    cv::cvtColor(picture, grey, cv::COLOR_BGR2GRAY);
    cv::cvtColor(grey, grey, cv::COLOR_GRAY2BGR);
    cv::Mat result = picture * 0.62 + grey * 0.15 + cv::Scalar::all(34);
    cv::GaussianBlur(result, result, {}, 0.7);
    if (halftone <= 0)
        return result;
    for (int y = 0; y < result.rows; ++y) {
        for (int x = 0; x < result.cols; ++x) {
            const double a = std::cos(2 * pi * (x * 0.966 + y * 0.259) / halftone);
            const double b = std::cos(2 * pi * (y * 0.966 - x * 0.259) / halftone);
            auto &pixel = result.at<cv::Vec3b>(y, x);
            for (int c = 0; c < 3; ++c)
                pixel[c] = cv::saturate_cast<uchar>(pixel[c] * (1 + dots * a * b));
        }
    }
    return result;
}

// How bright each colour of the screen is at a place of it: three stripes a pixel, and a dark line between rows.
cv::Vec3d stripes(double x, double y)
{
    const double across = x - std::floor(x);
    const double down = y - std::floor(y);
    if (down > 0.85)
        return {};
    const int colour = 2 - std::min(2, static_cast<int>(across * 3));
    cv::Vec3d result;
    result[colour] = across * 3 - std::floor(across * 3) < 0.85 ? 1 / (0.85 * 0.85 / 3) : 0;
    return result;
}

} // namespace

std::string_view text(Species species)
{
    switch (species) {
    case Species::PrintHeld:
        return "print in a hand";
    case Species::PrintCutOut:
        return "cut-out print in a hand";
    case Species::PrintStill:
        return "print that does not move";
    case Species::ScreenHeld:
        return "film on a phone in a hand";
    case Species::ScreenStill:
        return "film on a standing screen";
    }
    return {};
}

Attack::Attack(Species species, const FaceFilm &film, unsigned seed)
    : m_species(species)
    , m_film(film)
    , m_random(seed)
    , m_person(m_random)
{
    const int half = static_cast<int>(film.conditions().faceWidth * 1.25);
    m_crop = cv::Rect(cvRound(film.faceCentre().x) - half, cvRound(film.faceCentre().y) - half, 2 * half, 2 * half + 20)
        & cv::Rect({}, FaceFilm::size);
    if (uniform(m_random, 0, 1) < 0.5) {
        m_halftone = uniform(m_random, 2.6, 4.5);
        m_dots = uniform(m_random, 0.08, 0.25);
    }
    m_pitch = uniform(m_random, 0.3, 2);
    m_period = uniform(m_random, 1.8, 4);
    m_phase = uniform(m_random, 0, 1);
    if (!isStill(species)) {
        m_sway = uniform(m_random, 8, 40);
        m_tilt = uniform(m_random, 0.05, 0.4);
    }
}

cv::Mat Attack::shown(double seconds) const
{
    if (isScreen(m_species))
        return m_film.frame(m_person.at(seconds))(m_crop).clone();
    return printed(m_film.frame({})(m_crop), m_halftone, m_dots);
}

// From the content to the camera's picture: a plane that is shifted, turned and tilted before a lens.
cv::Matx33d Attack::placement(double seconds) const
{
    const auto wave = [&](double period, double phase) {
        return std::sin(2 * pi * (seconds / (m_period * period) + m_phase + phase));
    };
    const double yaw = m_tilt * wave(1.1, 0.2);
    const double pitch = 0.5 * m_tilt * wave(0.8, 0.5);
    const double roll = 0.2 * m_tilt * wave(1.4, 0.8);
    const double tremor = m_sway > 0 ? 0.6 * std::sin(2 * pi * 8 * seconds) : 0;
    constexpr double focal = 700;
    const cv::Matx33d turn = cv::Matx33d(std::cos(yaw), 0, std::sin(yaw), 0, 1, 0, -std::sin(yaw), 0, std::cos(yaw))
        * cv::Matx33d(1, 0, 0, 0, std::cos(pitch), -std::sin(pitch), 0, std::sin(pitch), std::cos(pitch))
        * cv::Matx33d(std::cos(roll), -std::sin(roll), 0, std::sin(roll), std::cos(roll), 0, 0, 0, 1);
    const double middleX = m_crop.width / 2.0;
    const double middleY = m_crop.height / 2.0;
    const double x = m_crop.x + middleX + m_sway * wave(1, 0) + tremor;
    const double y = m_crop.y + middleY + 0.6 * m_sway * wave(0.7, 0.35);
    // Content (u, v) lies at turn·(u−middle, v−middle, 0) + (0, 0, focal), then the lens.
    const cv::Matx33d plane(turn(0, 0), turn(0, 1), 0, turn(1, 0), turn(1, 1), 0, turn(2, 0), turn(2, 1), focal);
    const cv::Matx33d lens(focal, 0, x, 0, focal, y, 0, 0, 1);
    const cv::Matx33d centred(1, 0, -middleX, 0, 1, -middleY, 0, 0, 1);
    return lens * plane * centred;
}

cv::Mat Attack::onPaper(const cv::Mat &content, const cv::Matx33d &place) const
{
    constexpr int margin = 12;
    cv::Mat paper;
    cv::copyMakeBorder(content, paper, margin, margin, margin, margin, cv::BORDER_CONSTANT, cv::Scalar(225, 232, 230));
    cv::Mat cover(paper.size(), CV_8U, cv::Scalar(255));
    if (m_species == Species::PrintCutOut) {
        const double faceWidth = m_film.conditions().faceWidth;
        cover.setTo(0);
        cv::ellipse(cover, {paper.cols / 2, paper.rows / 2},
            {static_cast<int>(faceWidth * 0.62), static_cast<int>(faceWidth * 0.82)}, 0, 0, 360,
            cv::Scalar(255), cv::FILLED);
    }
    const cv::Matx33d shift(1, 0, -margin, 0, 1, -margin, 0, 0, 1);
    cv::Mat scene = m_film.room().clone();
    cv::Mat warped;
    cv::Mat mask;
    cv::warpPerspective(paper, warped, place * shift, scene.size(), cv::INTER_LINEAR);
    cv::warpPerspective(cover, mask, place * shift, scene.size(), cv::INTER_LINEAR);
    warped.copyTo(scene, mask > 127);
    return scene;
}

// Each pixel of the camera sees nine places of the screen.
cv::Mat Attack::onScreen(const cv::Mat &content, const cv::Matx33d &place) const
{
    constexpr int bezel = 16;
    constexpr int samples = 3;
    constexpr double fill = 1.3; // camera pixels that one pixel gathers its light from: the lens is not perfect
    const cv::Matx33d back = place.inv();
    cv::Mat scene = m_film.room().clone();
    for (int y = 0; y < scene.rows; ++y) {
        for (int x = 0; x < scene.cols; ++x) {
            const cv::Vec3d middle = back * cv::Vec3d(x, y, 1);
            const cv::Point2d at(middle[0] / middle[2], middle[1] / middle[2]);
            if (at.x < -bezel || at.y < -bezel || at.x >= content.cols + bezel || at.y >= content.rows + bezel)
                continue;
            auto &pixel = scene.at<cv::Vec3b>(y, x);
            if (at.x < 0 || at.y < 0 || at.x >= content.cols - 1 || at.y >= content.rows - 1) {
                pixel = {18, 18, 18};
                continue;
            }
            cv::Vec3d light;
            for (int s = 0; s < samples * samples; ++s) {
                const double dx = fill * ((s % samples + 0.5) / samples - 0.5);
                const double dy = fill * ((s / samples + 0.5) / samples - 0.5);
                const cv::Vec3d p = back * cv::Vec3d(x + dx, y + dy, 1);
                light += stripes(p[0] / p[2] / m_pitch, p[1] / p[2] / m_pitch);
            }
            // What the film shows here, between its pixels, through the screen's own gamma and tint.
            const int left = static_cast<int>(at.x);
            const int top = static_cast<int>(at.y);
            const double right = at.x - left;
            const double down = at.y - top;
            for (int c = 0; c < 3; ++c) {
                const double upper = content.at<cv::Vec3b>(top, left)[c] * (1 - right) + content.at<cv::Vec3b>(top, left + 1)[c] * right;
                const double lower =
                    content.at<cv::Vec3b>(top + 1, left)[c] * (1 - right) + content.at<cv::Vec3b>(top + 1, left + 1)[c] * right;
                const double value = std::pow((upper * (1 - down) + lower * down) / 255, 1.15) * (c == 0 ? 1.04 : 0.95);
                pixel[c] = cv::saturate_cast<uchar>(255 * value * light[c] / (samples * samples));
            }
        }
    }
    return scene;
}

cv::Mat Attack::frame(double seconds)
{
    const cv::Mat content = shown(seconds);
    const cv::Matx33d place = placement(seconds);
    return isScreen(m_species) ? onScreen(content, place) : onPaper(content, place);
}

} // namespace rollcall::bench
