#include "recognition/surroundings_watch.h"

#include <opencv2/calib3d.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/video/tracking.hpp>

#include <algorithm>
#include <cmath>

namespace rollcall::recognition {

namespace {

constexpr std::chrono::nanoseconds keptFor = std::chrono::milliseconds(1200);
constexpr size_t onFaceNeeded = 8;
constexpr size_t besideNeeded = 6;
constexpr size_t farNeeded = 8;
constexpr float backError = 0.4F; // small pixels
constexpr double leastMotion = 1.5; // small pixels, and
constexpr double leastPart = 0.06; // face widths that a place moves by before anything is said
constexpr double agrees = 0.35; // of that motion: how far a point may be from where it is expected
constexpr double most = 0.6; // of the points
constexpr float edge = 0.1F; // of the picture's sides
const cv::Size flowWindow(11, 11);
constexpr int flowLevels = 2;

struct Pair {
    cv::Point2f from;
    cv::Point2f to;
};

std::vector<Pair> followed(const cv::Mat &before, const cv::Mat &after, const std::vector<cv::Point2f> &points)
{
    std::vector<Pair> result;
    if (points.empty())
        return result;
    std::vector<cv::Point2f> ends;
    std::vector<cv::Point2f> backs;
    std::vector<uchar> found;
    std::vector<uchar> foundBack;
    std::vector<float> errors;
    cv::calcOpticalFlowPyrLK(before, after, points, ends, found, errors, flowWindow, flowLevels);
    cv::calcOpticalFlowPyrLK(after, before, ends, backs, foundBack, errors, flowWindow, flowLevels);
    for (size_t i = 0; i < points.size(); ++i) {
        if (found[i] && foundBack[i] && cv::norm(backs[i] - points[i]) < static_cast<double>(backError))
            result.push_back({points[i], ends[i]});
    }
    return result;
}

cv::Rect2f part(const Box &face, float left, float top, float right, float bottom) // in face widths from its centre
{
    const Point c = face.centre();
    return {cv::Point2f(c.x + left * face.width, c.y + top * face.width),
        cv::Point2f(c.x + right * face.width, c.y + bottom * face.width)};
}

std::vector<cv::Point2f> cornersIn(const cv::Mat &picture, const cv::Mat &mask, int count)
{
    std::vector<cv::Point2f> corners;
    cv::goodFeaturesToTrack(picture, corners, count, 0.01, 4, mask);
    return corners;
}

void paint(cv::Mat &mask, const cv::Rect2f &area, uchar value)
{
    mask(cv::Rect(area) & cv::Rect({}, mask.size())).setTo(value);
}

cv::Point2f moved(const cv::Point2f &point, const cv::Mat &similarity)
{
    std::vector<cv::Point2f> result;
    cv::transform(std::vector{point}, result, similarity);
    return result.front();
}

} // namespace

void SurroundingsWatch::keep(const cv::Mat &small, const Box &face, std::chrono::nanoseconds time)
{
    m_key = small;
    m_keyFace = face;
    m_keyTime = time;
    cv::Mat mask(small.size(), CV_8U, cv::Scalar(0));
    paint(mask, part(face, -0.42F, -0.5F, 0.42F, 0.5F), 255);
    m_onFace = cornersIn(small, mask, 30);
    mask.setTo(0); // beside and above the head, without the shoulders, which move with it
    paint(mask, part(face, -1.25F, -1.4F, 1.25F, 0.4F), 255);
    paint(mask, part(face, -0.8F, -1.05F, 0.8F, 1.F), 0);
    m_beside = cornersIn(small, mask, 40);
    mask.setTo(255); // the room, if it is one: far from the face, or at the picture's edge
    const auto width = static_cast<float>(small.cols);
    const auto height = static_cast<float>(small.rows);
    const cv::Rect2f nearIt = part(face, -2, -2, 2, 20);
    paint(mask, nearIt & cv::Rect2f(edge * width, edge * height, (1 - 2 * edge) * width, height), 0);
    paint(mask, part(face, -1.3F, -1.3F, 1.3F, 20), 0);
    m_far = cornersIn(small, mask, 40);
}

void SurroundingsWatch::compare(const cv::Mat &small)
{
    const auto face = followed(m_key, small, m_onFace);
    if (face.size() < onFaceNeeded)
        return;
    std::vector<cv::Point2f> from;
    std::vector<cv::Point2f> to;
    for (const Pair &pair : face) {
        from.push_back(pair.from);
        to.push_back(pair.to);
    }
    const cv::Mat motion = cv::estimateAffinePartial2D(from, to, cv::noArray(), cv::RANSAC, 1.0);
    if (motion.empty())
        return;
    const Point middle = m_keyFace.centre();
    const cv::Point2f centre(middle.x, middle.y);
    const double least = std::max(leastMotion, leastPart * static_cast<double>(m_keyFace.width));
    const double shift = cv::norm(moved(centre, motion) - centre);
    if (shift < least)
        return;
    const auto far = followed(m_key, small, m_far);
    const auto stays = std::ranges::count_if(far, [&](const Pair &pair) { return cv::norm(pair.to - pair.from) < agrees * shift; });
    if (far.size() < farNeeded || static_cast<double>(stays) < most * static_cast<double>(far.size()))
        return; // the camera moves, or nobody knows
    int with = 0;
    int without = 0;
    int counted = 0;
    for (const Pair &pair : followed(m_key, small, m_beside)) {
        const cv::Point2f expected = moved(pair.from, motion);
        const double way = cv::norm(expected - pair.from);
        if (way < least)
            continue;
        ++counted;
        with += cv::norm(pair.to - expected) < agrees * way ? 1 : 0;
        without += cv::norm(pair.to - pair.from) < agrees * way ? 1 : 0;
    }
    if (counted < static_cast<int>(besideNeeded))
        return;
    if (with > most * counted)
        ++m_fixed;
    else if (without > most * counted)
        ++m_free;
}

void SurroundingsWatch::look(const cv::Mat &small, const Box &face, std::chrono::nanoseconds time)
{
    const bool isNew = m_key.size() != small.size() || time - m_keyTime > keptFor;
    if (m_key.size() == small.size())
        compare(small);
    if (isNew)
        keep(small, face, time);
}

} // namespace rollcall::recognition
