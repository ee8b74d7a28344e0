#pragma once

#include "recognition/picture.h"

#include <opencv2/core.hpp>

#include <chrono>
#include <vector>

namespace rollcall::recognition {

// Tells a body from a plane: when a face turns, the points of a flat picture of it move by one homography; those of a head do
// not, for its nose runs ahead, nor do those of a face that speaks. Motion without any turn says nothing. One thread at a time.
class ReliefWatch {
public:
    // Now and then, ten times a second at most.
    void look(const Picture &picture, const Box &face, std::chrono::nanoseconds time);
    [[nodiscard]] int reliefs() const { return m_reliefs; } // looks that showed depth
    [[nodiscard]] int flats() const { return m_flats; } // looks that showed a tilted plane
    // Of the newest look, in pixels of a face 128 wide: what shift, scale and roll leave unexplained, and what a homography does.
    [[nodiscard]] float turn() const { return static_cast<float>(m_turn); }
    [[nodiscard]] float rest() const { return static_cast<float>(m_rest); }

private:
    void keep(const cv::Mat &chip, std::chrono::nanoseconds time);
    void compare(const cv::Mat &chip);

    cv::Mat m_key; // the face that points are followed from
    std::chrono::nanoseconds m_keyTime{};
    std::vector<cv::Point2f> m_points; // on m_key
    std::vector<cv::Point2f> m_places; // on the newest look
    int m_reliefs = 0;
    int m_flats = 0;
    double m_turn = 0;
    double m_rest = 0;
};

} // namespace rollcall::recognition
