#pragma once

#include <chrono>
#include <cstdint>
#include <memory>

namespace rollcall::recognition {

// One decoded frame, seen and not copied: the three planes of I420 (8 bit, BT.601 video range; chroma at half size, rounded
// up). A cheap value; `keepAlive` holds the pixels while any copy lives. The pixels are never written.
struct FrameView {
    int width = 0; // pixels
    int height = 0; // pixels
    const uint8_t *y = nullptr;
    const uint8_t *u = nullptr;
    const uint8_t *v = nullptr;
    int yStride = 0; // bytes between rows
    int uStride = 0;
    int vStride = 0;
    // When the frame was captured, on a clock that never goes back. All timing of recognition comes from here.
    std::chrono::nanoseconds time{};
    std::shared_ptr<const void> keepAlive;

    [[nodiscard]] bool isValid() const
    {
        return width > 0 && height > 0 && y && u && v && yStride >= width && uStride >= (width + 1) / 2
            && vStride >= (width + 1) / 2;
    }
};

} // namespace rollcall::recognition
