#pragma once

#include <opencv2/core.hpp>

namespace rollcall::recognition {

// Says whether anything moved since the last detector run. Averages of small areas are compared, so that sensor noise does not
// count and a slow change adds up until it does. One thread at a time.
class MotionGate {
public:
    // `small`: the frame's luma, scaled down.
    [[nodiscard]] bool hasMoved(const cv::Mat &small);
    // The picture that hasMoved was last asked about becomes the one to compare with.
    void remember();
    // Where something of this width or more moved since the last call of rememberAll, in small pixels: all that hasMoved was
    // asked about counts, single leaves and the edges of what sways do not. The whole picture while there was no such call,
    // nothing where nothing moved.
    [[nodiscard]] cv::Rect movedArea(float smallest) const;
    void rememberAll();
    void clear();

private:
    cv::Mat m_reference;
    cv::Mat m_newest;
    cv::Mat m_startOfArea; // what movedArea compares with
    cv::Mat m_movedSince; // of each small area: 255 where it moved
    cv::Size m_pictureSize;
};

} // namespace rollcall::recognition
