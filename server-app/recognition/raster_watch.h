#pragma once

#include "recognition/geometry.h"

#include <opencv2/core.hpp>

#include <optional>

namespace rollcall::recognition {

// Looks for what screens and prints lay over a face: the grid of a display's pixels, its moiré with the camera's, the dots of a
// halftone. They are narrow peaks in the spectrum of a face, which is smooth otherwise. One thread at a time.
class RasterWatch {
public:
    // `luma`: the whole picture at full size, for a finer raster is gone from a smaller one. Faces of less than 64 pixels say
    // nothing.
    void look(const cv::Mat &luma, const Box &face);
    // How far the highest peak of the mean spectrum stands out of its surroundings, as a ratio of powers; absent before there
    // are looks enough.
    [[nodiscard]] std::optional<float> strength() const { return m_strength; }

private:
    cv::Mat m_spectrum; // mean of the newest looks, each of power 1
    int m_looks = 0;
    std::optional<float> m_strength;
};

} // namespace rollcall::recognition
