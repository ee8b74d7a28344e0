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
    return m_reference.size() != m_newest.size() || cv::norm(m_newest, m_reference, cv::NORM_INF) >= leastChange;
}

void MotionGate::remember()
{
    std::swap(m_reference, m_newest);
}

void MotionGate::clear()
{
    m_reference.release();
    m_newest.release();
}

} // namespace rollcall::recognition
