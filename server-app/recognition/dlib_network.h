#pragma once

#include <opencv2/core.hpp>

#include <memory>
#include <span>
#include <vector>

namespace rollcall::recognition {

// A network of dlib that turns a face chip into numbers. dlib's network types take the compiler minutes, so each has a file of
// its own behind this class. One thread at a time.
class DlibNetwork {
public:
    static constexpr int chipSide = 150; // pixels
    virtual ~DlibNetwork() = default;
    // `chip`: BGR, chipSide × chipSide. Throws what dlib throws.
    [[nodiscard]] virtual std::vector<float> describe(const cv::Mat &chip) = 0;
};

// From the bytes of a model file. They throw what dlib throws when it is the file of another network.
[[nodiscard]] std::unique_ptr<DlibNetwork> readResnet(std::span<const unsigned char> file);
[[nodiscard]] std::unique_ptr<DlibNetwork> readDensenet(std::span<const unsigned char> file);

} // namespace rollcall::recognition
