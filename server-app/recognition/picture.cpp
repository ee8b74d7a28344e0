#include "recognition/picture.h"

#include <opencv2/imgproc.hpp>

#include <cmath>
#include <utility>

namespace rollcall::recognition {

namespace {

// cv::Mat has no view of constant pixels; nothing here writes to them.
cv::Mat planeOf(const uint8_t *pixels, int width, int height, int stride)
{
    return {height, width, CV_8UC1, const_cast<uint8_t *>(pixels), static_cast<size_t>(stride)};
}

// I420 wants the planes one under the other in one block, of even size.
cv::Mat joinPlanes(const cv::Mat &y, const cv::Mat &u, const cv::Mat &v)
{
    const cv::Size size = y.size();
    cv::Mat i420(size.height * 3 / 2, size.width, CV_8UC1);
    y.copyTo(i420.rowRange(0, size.height));
    uint8_t *chroma = i420.ptr(size.height);
    const size_t chromaSize = static_cast<size_t>(size.width / 2) * static_cast<size_t>(size.height / 2);
    cv::Mat uOut(size.height / 2, size.width / 2, CV_8UC1, chroma);
    cv::Mat vOut(size.height / 2, size.width / 2, CV_8UC1, chroma + chromaSize);
    if (u.size() == uOut.size()) {
        u.copyTo(uOut);
        v.copyTo(vOut);
    } else {
        cv::resize(u, uOut, uOut.size(), 0, 0, cv::INTER_LINEAR);
        cv::resize(v, vOut, vOut.size(), 0, 0, cv::INTER_LINEAR);
    }
    cv::Mat bgr;
    cv::cvtColor(i420, bgr, cv::COLOR_YUV2BGR_I420);
    return bgr;
}

int evenUp(int value)
{
    return value + (value & 1);
}

// Averages where it gets smaller. OpenCV halves several times faster than it does anything else: that comes first, where it goes.
cv::Mat scaled(cv::Mat from, cv::Size to)
{
    while (from.cols % 2 == 0 && from.rows % 2 == 0 && from.cols >= 2 * to.width && from.rows >= 2 * to.height) {
        cv::Mat half;
        cv::resize(from, half, from.size() / 2, 0, 0, cv::INTER_AREA);
        from = half;
    }
    if (from.size() == to)
        return from;
    cv::Mat result;
    cv::resize(from, result, to, 0, 0, to.width < from.cols ? cv::INTER_AREA : cv::INTER_LINEAR);
    return result;
}

} // namespace

Picture::Picture(const FrameView &frame)
    : m_luma(planeOf(frame.y, frame.width, frame.height, frame.yStride))
    , m_u(planeOf(frame.u, (frame.width + 1) / 2, (frame.height + 1) / 2, frame.uStride))
    , m_v(planeOf(frame.v, (frame.width + 1) / 2, (frame.height + 1) / 2, frame.vStride))
{
}

Picture::Picture(cv::Mat bgr)
    : m_bgr(std::move(bgr))
{
    cv::cvtColor(m_bgr, m_luma, cv::COLOR_BGR2GRAY);
}

Picture Picture::part(const cv::Rect &area) const
{
    Picture result;
    result.m_luma = m_luma(area);
    result.m_origin = {m_origin.x + static_cast<float>(area.x), m_origin.y + static_cast<float>(area.y)};
    if (!m_bgr.empty()) {
        result.m_bgr = m_bgr(area);
        return result;
    }
    const cv::Rect chroma(area.x / 2, area.y / 2, area.width / 2, area.height / 2);
    result.m_u = m_u(chroma);
    result.m_v = m_v(chroma);
    return result;
}

cv::Mat Picture::bgrScaled(cv::Size size) const
{
    if (!m_bgr.empty())
        return scaled(m_bgr, size);
    // Scaling the planes first is cheaper than converting the whole frame.
    const cv::Size even{evenUp(size.width), evenUp(size.height)};
    const cv::Mat bgr = joinPlanes(scaled(m_luma, even), scaled(m_u, even / 2), scaled(m_v, even / 2));
    return scaled(bgr, size);
}

Picture::Region Picture::bgrAround(const Box &box) const
{
    const Box inside = clipped(box, width(), height());
    int left = static_cast<int>(std::floor(inside.x));
    int top = static_cast<int>(std::floor(inside.y));
    int right = static_cast<int>(std::ceil(inside.right()));
    int bottom = static_cast<int>(std::ceil(inside.bottom()));
    if (right <= left || bottom <= top)
        return {};
    if (!m_bgr.empty())
        return {m_bgr(cv::Rect(left, top, right - left, bottom - top)),
            {static_cast<float>(left), static_cast<float>(top)}};
    left &= ~1;
    top &= ~1;
    // An odd last column or row has chroma of its own but no pair in luma: it is left out.
    right = std::min(evenUp(right), width() & ~1);
    bottom = std::min(evenUp(bottom), height() & ~1);
    if (right <= left || bottom <= top)
        return {};
    const cv::Rect luma(left, top, right - left, bottom - top);
    const cv::Rect chroma(left / 2, top / 2, luma.width / 2, luma.height / 2);
    return {joinPlanes(m_luma(luma), m_u(chroma), m_v(chroma)), {static_cast<float>(left), static_cast<float>(top)}};
}

} // namespace rollcall::recognition
