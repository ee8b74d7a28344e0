#include "recognition/relief_watch.h"

#include "recognition/alignment.h"

#include <opencv2/calib3d.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/video/tracking.hpp>

#include <algorithm>
#include <cmath>

namespace rollcall::recognition {

namespace {

constexpr float faceWidth = 128; // pixels of a chip
const cv::Size chipSize(160, 176);
constexpr int mostPoints = 70;
constexpr size_t pointsNeeded = 24;
constexpr std::chrono::nanoseconds keptFor = std::chrono::milliseconds(1500);
constexpr float backError = 0.6F; // chip pixels a point may miss its start by when followed back
constexpr double outlier = 6; // chip pixels from the plane: a point that was followed wrongly
constexpr double turned = 1.6; // chip pixels that shift, scale and roll leave unexplained, before a turn is one
constexpr double deep = 0.55; // of that, how much a homography leaves with a head …
constexpr double flat = 0.3; // … and with paper
constexpr double depthSeen = 0.9; // chip pixels a homography leaves at least with a head
const cv::Size flowWindow(15, 15);
constexpr int flowLevels = 2;

// The face, and a little around it, at one size.
cv::Mat chipOf(const Picture &picture, const Box &face)
{
    const float scale = faceWidth / std::max(face.width, 1.F);
    const Point centre = face.centre();
    const cv::Matx23f transform(scale, 0, static_cast<float>(chipSize.width) / 2 - scale * centre.x, 0, scale,
        static_cast<float>(chipSize.height) / 2 - scale * centre.y);
    return lumaChip(picture, transform, chipSize);
}

double rootMeanSquare(const std::vector<cv::Point2f> &a, const std::vector<cv::Point2f> &b)
{
    double squares = 0;
    for (size_t i = 0; i < a.size(); ++i)
        squares += cv::normL2Sqr<double>(a[i] - b[i]);
    return std::sqrt(squares / static_cast<double>(a.size()));
}

std::vector<cv::Point2f> byHomography(const std::vector<cv::Point2f> &from, const cv::Mat &homography)
{
    std::vector<cv::Point2f> result;
    cv::perspectiveTransform(from, result, homography);
    return result;
}

std::vector<cv::Point2f> bySimilarity(const std::vector<cv::Point2f> &from, const cv::Mat &similarity)
{
    std::vector<cv::Point2f> result;
    cv::transform(from, result, similarity);
    return result;
}

} // namespace

void ReliefWatch::keep(const cv::Mat &chip, std::chrono::nanoseconds time)
{
    m_key = chip;
    m_keyTime = time;
    cv::Mat oval(chipSize, CV_8U, cv::Scalar(0));
    cv::ellipse(oval, {chipSize.width / 2, chipSize.height / 2},
        {static_cast<int>(faceWidth * 0.46F), static_cast<int>(faceWidth * 0.54F)}, 0, 0, 360, cv::Scalar(255), cv::FILLED);
    cv::goodFeaturesToTrack(chip, m_points, mostPoints, 0.008, 6, oval);
    m_places = m_points;
}

void ReliefWatch::compare(const cv::Mat &chip)
{
    std::vector<cv::Point2f> ends = m_places;
    std::vector<cv::Point2f> backs = m_points;
    std::vector<uchar> found;
    std::vector<uchar> foundBack;
    std::vector<float> errors;
    const cv::TermCriteria enough(cv::TermCriteria::COUNT | cv::TermCriteria::EPS, 20, 0.02);
    cv::calcOpticalFlowPyrLK(
        m_key, chip, m_points, ends, found, errors, flowWindow, flowLevels, enough, cv::OPTFLOW_USE_INITIAL_FLOW);
    cv::calcOpticalFlowPyrLK(
        chip, m_key, ends, backs, foundBack, errors, flowWindow, flowLevels, enough, cv::OPTFLOW_USE_INITIAL_FLOW);
    std::vector<cv::Point2f> from;
    std::vector<cv::Point2f> to;
    for (size_t i = 0; i < m_points.size(); ++i) {
        if (found[i] && foundBack[i] && cv::norm(backs[i] - m_points[i]) < static_cast<double>(backError)) {
            from.push_back(m_points[i]);
            to.push_back(ends[i]);
        }
    }
    m_points = from;
    m_places = to;
    if (from.size() < pointsNeeded)
        return;
    std::vector<uchar> fits;
    cv::findHomography(from, to, cv::RANSAC, outlier, fits, 200);
    std::vector<cv::Point2f> a;
    std::vector<cv::Point2f> b;
    for (size_t i = 0; i < fits.size(); ++i) {
        if (fits[i]) {
            a.push_back(from[i]);
            b.push_back(to[i]);
        }
    }
    if (a.size() < pointsNeeded)
        return;
    const cv::Mat plane = cv::findHomography(a, b, 0);
    const cv::Mat similar = cv::estimateAffinePartial2D(a, b, cv::noArray(), cv::RANSAC, 1000); // all points, least squares
    if (plane.empty() || similar.empty())
        return;
    m_turn = rootMeanSquare(bySimilarity(a, similar), b);
    m_rest = rootMeanSquare(byHomography(a, plane), b);
    if (m_turn < turned)
        return;
    if (m_rest > depthSeen && m_rest > deep * m_turn)
        ++m_reliefs;
    else if (m_rest < flat * m_turn)
        ++m_flats;
}

void ReliefWatch::look(const Picture &picture, const Box &face, std::chrono::nanoseconds time)
{
    const cv::Mat chip = chipOf(picture, face);
    if (chip.empty())
        return;
    if (!m_key.empty() && m_points.size() >= pointsNeeded)
        compare(chip);
    if (m_key.empty() || m_points.size() < pointsNeeded || time - m_keyTime > keptFor)
        keep(chip, time);
}

} // namespace rollcall::recognition
