#pragma once

#include "recognition/geometry.h"
#include "recognition/picture.h"

#include <opencv2/core.hpp>

#include <chrono>
#include <optional>
#include <vector>

namespace rollcall::recognition {

// Sees both eyes close for a moment while nose and mouth stay as they are. Compares the eyes with how they looked a moment
// before and judges by what is usual for that face, so it needs no model. One thread at a time.
class BlinkWatch {
public:
    // Every frame. `points` are of this frame, or carried along to it.
    void look(const Picture &picture, const FivePoints &points, std::chrono::nanoseconds time);
    // When eyes that had closed were open again.
    [[nodiscard]] const std::vector<std::chrono::nanoseconds> &blinks() const { return m_blinks; }

    // Of the newest frame: how much the less changed eye, and nose and mouth, are as they were; 1 is the same.
    [[nodiscard]] float eyes() const { return m_eyes; }
    [[nodiscard]] float control() const { return m_controlNow; }

private:
    // What is usual for one part of this face on this camera: correlations from frame to frame.
    struct Usual {
        float mean = 1;
        float variance = 0;
        int count = 0;
        void add(float value);
        // Less than usual by this much and by some standard deviations.
        [[nodiscard]] bool isBelow(float value, float least, float deviations) const;
    };
    void keepOpen(const cv::Mat &chip, std::chrono::nanoseconds time);
    void judge(float left, float right, std::chrono::nanoseconds before, std::chrono::nanoseconds time);

    cv::Mat m_open; // the face with open eyes, aligned
    std::chrono::nanoseconds m_kept{}; // when that was
    std::optional<std::chrono::nanoseconds> m_last; // the frame before
    std::optional<std::chrono::nanoseconds> m_closing; // the last frame with open eyes, while they are closed
    std::vector<std::chrono::nanoseconds> m_blinks;
    Usual m_left;
    Usual m_right;
    Usual m_control;
    float m_eyes = 0;
    float m_controlNow = 0;
};

} // namespace rollcall::recognition
