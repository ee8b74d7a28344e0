#include "recognition/motion_gate.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace rollcall::recognition {

namespace {

constexpr int area = 8; // small pixels, side of the averaged square
constexpr double leastChange = 4; // of an average, in steps of luma

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

cv::Rect MotionGate::movedArea() const
{
    const cv::Rect all(cv::Point(), m_pictureSize);
    if (m_startOfArea.size() != m_newest.size())
        return all;
    const cv::Rect cells = cv::boundingRect(m_movedSince);
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
