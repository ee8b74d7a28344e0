#include "recognition/motion_gate.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace rollcall::recognition {

namespace {

constexpr int area = 8; // small pixels, side of the averaged square
constexpr double leastChange = 4; // of an average, in steps of luma
constexpr float surelyMoved = 0.8F; // of a body's width: what lies at its rim may change too little
constexpr double mostOfIt = 0.7; // of a square: by chance a body is here and there as bright as what is behind it

// The marks that lie in a square of this side which is full of them, or nearly so.
cv::Mat broad(const cv::Mat &marks, int side)
{
    if (side <= 1)
        return marks;
    const cv::Size square(side, side);
    cv::Mat share; // of the square that begins here
    cv::boxFilter(marks, share, CV_32F, square, cv::Point(0, 0), true, cv::BORDER_CONSTANT);
    cv::Mat result;
    cv::dilate(share >= mostOfIt * 255, result, cv::Mat(square, CV_8U, cv::Scalar(1)), cv::Point(side - 1, side - 1));
    return result & marks;
}

} // namespace

bool MotionGate::hasMoved(const cv::Mat &small)
{
    const cv::Size size(std::max(1, small.cols / area), std::max(1, small.rows / area));
    cv::resize(small, m_newest, size, 0, 0, cv::INTER_AREA);
    m_pictureSize = small.size();
    if (m_startOfArea.size() == size) {
        cv::Mat change;
        cv::absdiff(m_newest, m_startOfArea, change);
        m_movedSince |= change >= leastChange;
    }
    return m_reference.size() != m_newest.size() || cv::norm(m_newest, m_reference, cv::NORM_INF) >= leastChange;
}

void MotionGate::remember()
{
    m_newest.copyTo(m_reference);
}

cv::Rect MotionGate::movedArea(float smallest) const
{
    const cv::Rect all(cv::Point(), m_pictureSize);
    if (m_startOfArea.size() != m_newest.size())
        return all;
    const cv::Rect cells = cv::boundingRect(broad(m_movedSince, static_cast<int>(smallest * surelyMoved / area)));
    // The last cells have what is left over at the picture's edge.
    const auto end = [](int cell, int cellCount, int pixels) { return cell == cellCount ? pixels : cell * area; };
    const int right = end(cells.br().x, m_newest.cols, m_pictureSize.width);
    const int bottom = end(cells.br().y, m_newest.rows, m_pictureSize.height);
    return cells.empty() ? cv::Rect() : cv::Rect(cells.tl() * area, cv::Point(right, bottom)) & all;
}

void MotionGate::rememberAll()
{
    m_newest.copyTo(m_startOfArea);
    m_movedSince = cv::Mat::zeros(m_newest.size(), CV_8U);
}

void MotionGate::clear()
{
    m_reference.release();
    m_newest.release();
    m_startOfArea.release();
    m_movedSince.release();
}

} // namespace rollcall::recognition
