#pragma once

#include "recognition/dlib_network.h"

#include <dlib/dnn.h>
#include <dlib/opencv.h>

#include <spanstream>

namespace rollcall::recognition {

// The one description of a network of dlib, whatever its layers.
template <typename Network> class DlibNetworkOf final : public DlibNetwork {
public:
    explicit DlibNetworkOf(std::span<const unsigned char> file)
    {
        std::ispanstream stream(std::span(reinterpret_cast<const char *>(file.data()), file.size()));
        deserialize(m_network, stream);
        if (stream.peek() != std::char_traits<char>::eof())
            throw dlib::serialization_error("something follows the network");
    }
    std::vector<float> describe(const cv::Mat &chip) override
    {
        dlib::matrix<dlib::rgb_pixel> pixels;
        dlib::assign_image(pixels, dlib::cv_image<dlib::bgr_pixel>(chip));
        const dlib::matrix<float, 0, 1> &numbers = m_network(pixels);
        return {numbers.begin(), numbers.end()};
    }

private:
    Network m_network;
};

template <typename Network>
[[nodiscard]] std::unique_ptr<DlibNetwork> readDlibNetwork(std::span<const unsigned char> file)
{
    return std::make_unique<DlibNetworkOf<Network>>(file);
}

} // namespace rollcall::recognition
