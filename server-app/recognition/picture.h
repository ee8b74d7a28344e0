#pragma once

#include "recognition/frame_view.h"
#include "recognition/geometry.h"

#include <opencv2/core.hpp>

#include <optional>

namespace rollcall::recognition {

// The pixels that detectors and embedders look at: a frame's planes or a decoded photo. Converts only what is asked for, so
// that a frame of which one face is needed is never turned to BGR as a whole. One thread; a FrameView must stay valid.
class Picture {
public:
    explicit Picture(const FrameView &frame);
    explicit Picture(cv::Mat bgr); // CV_8UC3

    [[nodiscard]] int width() const { return m_luma.cols; }
    [[nodiscard]] int height() const { return m_luma.rows; }

    // The part of it in this rectangle, which must lie inside; its pixels are shared. For a frame the corner and the size must
    // be even. Coordinates on it begin at the part's corner.
    [[nodiscard]] Picture part(const cv::Rect &area) const;
    // Where a part begins in the whole picture.
    [[nodiscard]] Point origin() const { return m_origin; }

    // CV_8UC1 at full size; a view of the frame's own plane.
    [[nodiscard]] const cv::Mat &luma() const { return m_luma; }
    // CV_8UC3, the whole picture at another size.
    [[nodiscard]] cv::Mat bgrScaled(cv::Size size) const;
    // CV_8UC3 of a region, and where it really starts (chroma has half the resolution, so a frame's region grows to even edges).
    struct Region {
        cv::Mat bgr;
        Point origin;
    };
    // The region around `box` that lies in the picture; empty when none does.
    [[nodiscard]] Region bgrAround(const Box &box) const;

private:
    Picture() = default;
    cv::Mat m_luma;
    cv::Mat m_bgr; // photos only
    cv::Mat m_u; // frames only
    cv::Mat m_v;
    Point m_origin;
};

} // namespace rollcall::recognition
