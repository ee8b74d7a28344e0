#include "recognition/jpeg.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cstring>

namespace rollcall::recognition {

std::expected<std::vector<std::byte>, Error> encodeJpeg(const cv::Mat &bgr, int maximumWidth)
try {
    constexpr int quality = 90;
    if (bgr.empty() || maximumWidth < 1)
        return std::unexpected(Error{
            Error::Code::BadPicture, "There are no pixels to make a JPEG of: the face lies outside its picture."});
    cv::Mat scaled = bgr;
    if (bgr.cols > maximumWidth)
        cv::resize(bgr, scaled, {maximumWidth, std::max(1, bgr.rows * maximumWidth / bgr.cols)}, 0, 0, cv::INTER_AREA);
    std::vector<uchar> encoded;
    if (!cv::imencode(".jpg", scaled, encoded, {cv::IMWRITE_JPEG_QUALITY, quality}))
        return std::unexpected(Error{Error::Code::Library, "OpenCV could not encode a JPEG."});
    std::vector<std::byte> bytes(encoded.size());
    std::memcpy(bytes.data(), encoded.data(), encoded.size());
    return bytes;
} catch (const std::exception &failure) {
    return std::unexpected(Error{Error::Code::Library, std::string("A JPEG could not be made: ") + failure.what()});
}

} // namespace rollcall::recognition
