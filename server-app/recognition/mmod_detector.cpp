#include "recognition/mmod_detector.h"

#include "recognition/square_box.h"

#include <dlib/dnn.h>
#include <dlib/opencv.h>

#include <algorithm>
#include <cmath>
#include <spanstream>

namespace rollcall::recognition {

namespace {

constexpr float windowSize = 80; // pixels; the smallest face that the network was trained to find
constexpr float greatestScale = 2; // enlarging further finds no more faces
constexpr float mostPixels = 1.5e6F; // of the scaled picture; dlib's unrolled convolutions take more than a gigabyte at that
constexpr int shortestSide = 100; // the layers need some room

// The layers of mmod_human_face_detector.dat, as dlib's example dnn_mmod_face_detection_ex publishes them.
template <long filters, typename Subnet> using Halving = dlib::con<filters, 5, 5, 2, 2, Subnet>;
template <long filters, typename Subnet> using Keeping = dlib::con<filters, 5, 5, 1, 1, Subnet>;
template <typename Subnet>
using Downsampler = dlib::relu<
    dlib::affine<Halving<32, dlib::relu<dlib::affine<Halving<32, dlib::relu<dlib::affine<Halving<16, Subnet>>>>>>>>>;
template <typename Subnet> using Step = dlib::relu<dlib::affine<Keeping<45, Subnet>>>;
using FaceNetwork = dlib::loss_mmod<
    dlib::con<1, 9, 9, 1, 1, Step<Step<Step<Downsampler<dlib::input_rgb_image_pyramid<dlib::pyramid_down<6>>>>>>>>;

} // namespace

struct MmodDetector::Network {
    FaceNetwork faces;
};

MmodDetector::MmodDetector(std::unique_ptr<Network> network)
    : m_network(std::move(network))
{
}

MmodDetector::~MmodDetector() = default;

std::expected<std::unique_ptr<FaceDetector>, Error> MmodDetector::create(std::shared_ptr<const ModelFile> file)
try {
    auto network = std::make_unique<Network>();
    std::ispanstream stream(std::span(reinterpret_cast<const char *>(file->bytes.data()), file->bytes.size()));
    dlib::deserialize(network->faces, stream);
    return std::unique_ptr<FaceDetector>(new MmodDetector(std::move(network)));
} catch (const std::exception &) {
    return std::unexpected(unusable(file->path, "it is damaged or not the face detector of dlib"));
}

cv::Size MmodDetector::searchedSize(cv::Size picture, float minimumFace)
{
    const auto width = static_cast<float>(picture.width);
    const auto height = static_cast<float>(picture.height);
    const float bound = std::sqrt(mostPixels / (width * height));
    const float scale = std::min({greatestScale, windowSize / std::max(minimumFace, 1.F), bound});
    const auto side = [&](float length) { return std::max(shortestSide, static_cast<int>(std::lround(length * scale))); };
    return {side(width), side(height)};
}

std::expected<std::vector<Detection>, Error> MmodDetector::detect(const Picture &picture, float minimumFace)
try {
    const cv::Size size = searchedSize({picture.width(), picture.height()}, minimumFace);
    const cv::Mat scaled = picture.bgrScaled(size);
    const float xFactor = static_cast<float>(picture.width()) / static_cast<float>(size.width);
    const float yFactor = static_cast<float>(picture.height()) / static_cast<float>(size.height);

    dlib::matrix<dlib::rgb_pixel> pixels;
    dlib::assign_image(pixels, dlib::cv_image<dlib::bgr_pixel>(scaled));
    std::vector<Detection> detections;
    for (const dlib::mmod_rect &found : m_network->faces(pixels)) {
        const Box box{static_cast<float>(found.rect.left()) * xFactor, static_cast<float>(found.rect.top()) * yFactor,
            static_cast<float>(found.rect.width()) * xFactor, static_cast<float>(found.rect.height()) * yFactor};
        detections.push_back({faceOfSquare(box), static_cast<float>(found.detection_confidence), std::nullopt});
    }
    return detections;
} catch (const std::exception &failure) {
    return std::unexpected(Error{Error::Code::Library, std::string("dlib's face network failed: ") + failure.what()});
}

} // namespace rollcall::recognition
