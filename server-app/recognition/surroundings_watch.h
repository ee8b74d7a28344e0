#pragma once

#include "recognition/geometry.h"

#include <opencv2/core.hpp>

#include <chrono>
#include <vector>

namespace rollcall::recognition {

// A photo or a screen that somebody holds moves as one piece: what is beside and above the head moves with the face while the
// room stays. Behind a person the room begins there. Says nothing while the face stays, the camera moves, or the surroundings
// are plain. One thread at a time.
class SurroundingsWatch {
public:
    // Now and then. `small`: the whole picture, scaled down; `face` in its pixels.
    void look(const cv::Mat &small, const Box &face, std::chrono::nanoseconds time);
    [[nodiscard]] int fixed() const { return m_fixed; } // looks that showed surroundings fixed to the face
    [[nodiscard]] int free() const { return m_free; } // looks that showed the room beside it

private:
    void keep(const cv::Mat &small, const Box &face, std::chrono::nanoseconds time);
    void compare(const cv::Mat &small);

    cv::Mat m_key;
    Box m_keyFace;
    std::chrono::nanoseconds m_keyTime{};
    std::vector<cv::Point2f> m_onFace; // on m_key
    std::vector<cv::Point2f> m_beside;
    std::vector<cv::Point2f> m_far;
    int m_fixed = 0;
    int m_free = 0;
};

} // namespace rollcall::recognition
