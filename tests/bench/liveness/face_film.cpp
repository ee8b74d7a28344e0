#include "face_film.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rollcall::bench {

namespace {

double uniform(std::mt19937 &random, double from, double to)
{
    return std::uniform_real_distribution<double>(from, to)(random);
}

// A wall with pictures, so that there is something to see that stays.
cv::Mat paintRoom(bool isPlain, std::mt19937 &random)
{
    cv::Mat room(FaceFilm::size, CV_8UC3, cv::Scalar(170, 180, 185));
    if (isPlain)
        return room;
    for (int i = 0; i < 60; ++i) {
        const cv::Point corner(static_cast<int>(uniform(random, 0, 640)), static_cast<int>(uniform(random, 0, 480)));
        const cv::Size extent(static_cast<int>(uniform(random, 8, 70)), static_cast<int>(uniform(random, 8, 70)));
        const cv::Scalar colour(uniform(random, 40, 220), uniform(random, 40, 220), uniform(random, 40, 220));
        cv::rectangle(room, {corner, extent}, colour, i % 3 == 0 ? 2 : cv::FILLED);
    }
    cv::GaussianBlur(room, room, {}, 1.2);
    return room;
}

double smooth(double from, double to, double value)
{
    const double t = std::clamp((value - from) / (to - from), 0.0, 1.0);
    return t * t * (3 - 2 * t);
}

// The photo's border fades into the room.
cv::Mat joined(const cv::Mat &room, const cv::Mat &photo, const cv::Rect &place)
{
    cv::Mat result = room.clone();
    const cv::Rect visible = place & cv::Rect({}, room.size());
    constexpr double border = 14;
    for (int y = visible.y; y < visible.br().y; ++y) {
        for (int x = visible.x; x < visible.br().x; ++x) {
            const int inner = std::min({x - place.x, place.br().x - 1 - x, y - place.y, place.br().y - 1 - y});
            const double opacity = smooth(0, border, inner);
            auto &pixel = result.at<cv::Vec3b>(y, x);
            const auto &from = photo.at<cv::Vec3b>(y - place.y, x - place.x);
            for (int c = 0; c < 3; ++c)
                pixel[c] = cv::saturate_cast<uchar>(from[c] * opacity + pixel[c] * (1 - opacity));
        }
    }
    return result;
}

} // namespace

FilmConditions variedConditions(std::mt19937 &random)
{
    FilmConditions result;
    result.faceWidth = uniform(random, 90, 170);
    result.brightness = uniform(random, 0.55, 1.15);
    result.sideLight = uniform(random, 0, 0.4);
    result.noise = uniform(random, 1, 5);
    result.quality = static_cast<int>(uniform(random, 65, 92));
    result.head = uniform(random, 0.62, 0.85);
    result.isRoomPlain = uniform(random, 0, 1) < 0.25;
    return result;
}

FaceFilm::FaceFilm(
    const cv::Mat &photo, const recognition::Face &face, const FilmConditions &conditions, unsigned seed)
    : m_conditions(conditions)
{
    std::mt19937 random(seed);
    m_room = paintRoom(conditions.isRoomPlain, random);
    const double scale = conditions.faceWidth / static_cast<double>(face.box.width);
    cv::resize(photo, m_photo, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
    const recognition::Point middle = face.box.centre();
    m_centre = {320, 235};
    m_place = {{static_cast<int>(std::lround(m_centre.x - static_cast<double>(middle.x) * scale)),
                   static_cast<int>(std::lround(m_centre.y - static_cast<double>(middle.y) * scale))},
        m_photo.size()};
    for (size_t i = 0; i < 2; ++i) {
        const recognition::Point eye = face.points[i];
        m_eyes[i] = {static_cast<double>(eye.x) * scale + m_place.x, static_cast<double>(eye.y) * scale + m_place.y};
    }
    m_eyeDistance = cv::norm(m_eyes[1] - m_eyes[0]);
    m_still = joined(m_room, m_photo, m_place);
}

// Where in the still picture the colour of this place comes from.
cv::Point2f FaceFilm::source(double x, double y, const FacePose &pose) const
{
    const double faceWidth = m_conditions.faceWidth;
    const double u = (x - m_centre.x) / faceWidth - pose.shift.x;
    const double v = (y - m_centre.y) / faceWidth - pose.shift.y;
    const double part = 1 - smooth(m_conditions.head, m_conditions.head + 0.28, std::hypot(u, v * 0.8)); // of the head's motion: all of it, to nothing beside it
    const double egg = std::sqrt(std::max(0.0, 1 - u * u / 0.56 - v * v / 0.95)) * 0.5;
    const double nose = 0.17 * std::exp(-u * u / 0.012 - (v - 0.05) * (v - 0.05) / 0.03);
    const double depth = egg + nose - 0.35;
    const double dx = depth * std::sin(pose.yaw) - u * (1 - std::cos(pose.yaw)) + pose.shift.x;
    const double dy = depth * std::sin(pose.pitch) - v * (1 - std::cos(pose.pitch)) + pose.shift.y;
    double fromX = x - part * dx * faceWidth;
    double fromY = y - part * dy * faceWidth;
    for (const cv::Point2d &eye : m_eyes) { // the skin above comes down over the eye
        const double a = (fromX - eye.x) / (0.34 * m_eyeDistance);
        const double b = (fromY - eye.y) / (0.26 * m_eyeDistance);
        if (std::abs(a) < 1 && std::abs(b) < 1)
            fromY -= pose.closing * 0.24 * m_eyeDistance * (1 - a * a) * (1 - b * b);
    }
    return {static_cast<float>(fromX), static_cast<float>(fromY)};
}

cv::Mat FaceFilm::frame(const FacePose &pose) const
{
    const int reach = static_cast<int>(m_conditions.faceWidth * 1.5);
    const cv::Rect area =
        cv::Rect(cvRound(m_centre.x) - reach, cvRound(m_centre.y) - reach, 2 * reach, 2 * reach) & cv::Rect({}, size);
    cv::Mat map(area.size(), CV_32FC2);
    for (int y = 0; y < area.height; ++y) {
        for (int x = 0; x < area.width; ++x)
            map.at<cv::Point2f>(y, x) = source(x + area.x, y + area.y, pose);
    }
    cv::Mat result = m_still.clone();
    cv::Mat part;
    cv::remap(m_still, part, map, cv::noArray(), cv::INTER_CUBIC, cv::BORDER_REPLICATE);
    part.copyTo(result(area));
    return result;
}

Idling::Idling(std::mt19937 &random)
{
    const bool isStill = uniform(random, 0, 1) < 0.2;
    m_yaw = isStill ? 0.015 : uniform(random, 0.05, 0.22);
    m_pitch = isStill ? 0.01 : uniform(random, 0.02, 0.1);
    m_sway = isStill ? 0.01 : uniform(random, 0.03, 0.15);
    m_period = uniform(random, 2, 4);
    m_phase = uniform(random, 0, 1);
    m_firstBlink = uniform(random, 0.8, 4);
    m_blinkEvery = uniform(random, 2.5, 5);
}

double Idling::closingOf(double sinceBlink)
{
    constexpr double length = 0.18;
    if (sinceBlink < 0 || sinceBlink > length)
        return 0;
    return std::min(1.0, 1.6 * std::sin(std::numbers::pi * sinceBlink / length));
}

FacePose Idling::at(double seconds) const
{
    const auto wave = [&](double period, double phase) {
        return std::sin(2 * std::numbers::pi * (seconds / (m_period * period) + m_phase + phase));
    };
    FacePose pose;
    pose.yaw = m_yaw * wave(1, 0);
    pose.pitch = m_pitch * wave(0.77, 0.3);
    pose.shift = {m_sway * wave(1.3, 0.1), 0.4 * m_sway * wave(0.9, 0.6)};
    const double since = seconds - m_firstBlink;
    pose.closing = since < 0 ? 0 : closingOf(std::fmod(since, m_blinkEvery));
    return pose;
}

namespace {

cv::Mat lit(const cv::Mat &scene, const FilmConditions &conditions)
{
    cv::Mat factors(1, scene.cols, CV_32FC3);
    for (int x = 0; x < scene.cols; ++x)
        factors.at<cv::Vec3f>(0, x) = cv::Vec3f::all(
            static_cast<float>(conditions.brightness * (1 - conditions.sideLight * x / std::max(1, scene.cols - 1))));
    cv::Mat result;
    cv::multiply(scene, cv::repeat(factors, scene.rows, 1), result, 1, CV_8UC3);
    return result;
}

} // namespace

cv::Mat filmed(const cv::Mat &picture, const FilmConditions &conditions, std::mt19937 &random)
{
    const cv::Mat scene = lit(picture, conditions);
    cv::Mat noise(scene.size(), CV_16SC3);
    cv::RNG generator(random());
    generator.fill(noise, cv::RNG::NORMAL, 0, conditions.noise);
    cv::Mat noisy;
    cv::add(scene, noise, noisy, cv::noArray(), CV_8UC3);
    std::vector<uchar> bytes;
    cv::imencode(".jpg", noisy, bytes, {cv::IMWRITE_JPEG_QUALITY, conditions.quality});
    return cv::imdecode(bytes, cv::IMREAD_COLOR);
}

} // namespace rollcall::bench
