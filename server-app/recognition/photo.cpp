#include "recognition/photo.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <string>
#include <string_view>

namespace rollcall::recognition {

namespace {

// Reads numbers out of bytes; outside of them everything is 0, so that a header's parser needs no checks at each step.
class Bytes {
public:
    explicit Bytes(std::span<const std::byte> bytes)
        : m_bytes(bytes)
    {
    }
    [[nodiscard]] size_t size() const { return m_bytes.size(); }
    [[nodiscard]] uint32_t at(size_t place) const
    {
        return place < m_bytes.size() ? std::to_integer<uint32_t>(m_bytes[place]) : 0;
    }
    [[nodiscard]] uint32_t big16(size_t place) const { return at(place) << 8 | at(place + 1); }
    [[nodiscard]] uint32_t big32(size_t place) const { return big16(place) << 16 | big16(place + 2); }
    [[nodiscard]] uint32_t little16(size_t place) const { return at(place + 1) << 8 | at(place); }
    [[nodiscard]] uint32_t little24(size_t place) const { return at(place + 2) << 16 | little16(place); }
    [[nodiscard]] uint32_t little32(size_t place) const { return little16(place + 2) << 16 | little16(place); }
    [[nodiscard]] bool has(size_t place, std::string_view text) const
    {
        for (size_t i = 0; i < text.size(); ++i) {
            if (place + i >= m_bytes.size() || at(place + i) != static_cast<unsigned char>(text[i]))
                return false;
        }
        return true;
    }

private:
    std::span<const std::byte> m_bytes;
};

struct JpegFrame {
    PhotoSize size;
    bool isComplete = false; // an end-of-image marker follows the picture's own data
};

// Segments up to the frame header and the first scan (ITU-T T.81, Annex B). A thumbnail inside a segment is skipped with it.
std::optional<JpegFrame> readJpeg(const Bytes &bytes)
{
    JpegFrame frame;
    size_t place = 2;
    while (place + 4 <= bytes.size()) {
        if (bytes.at(place) != 0xFF)
            return std::nullopt;
        const uint32_t marker = bytes.at(place + 1);
        if (marker == 0xFF) { // fill byte
            ++place;
            continue;
        }
        const bool isFrame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (isFrame)
            frame.size = {bytes.big16(place + 7), bytes.big16(place + 5)};
        if (marker == 0xDA) {
            while (++place + 1 < bytes.size() && !frame.isComplete)
                frame.isComplete = bytes.at(place) == 0xFF && bytes.at(place + 1) == 0xD9;
            return frame;
        }
        const size_t length = bytes.big16(place + 2);
        if (length < 2)
            return std::nullopt;
        place += 2 + length;
    }
    return frame.size.width > 0 ? std::optional(frame) : std::nullopt;
}

// RFC 9649 §2.5–2.7.
PhotoSize readWebp(const Bytes &bytes)
{
    if (bytes.has(12, "VP8X"))
        return {int64_t{bytes.little24(24)} + 1, int64_t{bytes.little24(27)} + 1};
    if (bytes.has(12, "VP8L")) {
        const uint32_t packed = bytes.little32(21);
        return {int64_t{packed & 0x3FFF} + 1, int64_t{packed >> 14 & 0x3FFF} + 1};
    }
    return {bytes.little16(26) & 0x3FFF, bytes.little16(28) & 0x3FFF};
}

bool isJpeg(const Bytes &bytes)
{
    return bytes.at(0) == 0xFF && bytes.at(1) == 0xD8;
}

// A PNG with frames says so in a chunk before its first picture (PNG 3rd edition, §11.3.5.1).
bool isAnimatedPng(const Bytes &bytes)
{
    constexpr size_t signature = 8;
    constexpr size_t overhead = 12; // length, type and checksum of a chunk
    if (!bytes.has(0, "\x89PNG\r\n\x1a\n"))
        return false;
    for (size_t place = signature; place < bytes.size() && !bytes.has(place + 4, "IDAT"); place += overhead + bytes.big32(place)) {
        if (bytes.has(place + 4, "acTL"))
            return true;
    }
    return false;
}

// GIF, PNG with frames, and WebP whose extended header announces frames (RFC 9649 §2.7).
bool isAnimated(const Bytes &bytes)
{
    constexpr uint32_t animation = 0x02;
    return bytes.has(0, "GIF8") || (bytes.has(8, "WEBPVP8X") && (bytes.at(20) & animation) != 0) || isAnimatedPng(bytes);
}

std::optional<PhotoSize> readSize(const Bytes &bytes)
{
    if (isJpeg(bytes)) {
        const auto frame = readJpeg(bytes);
        return frame ? std::optional(frame->size) : std::nullopt;
    }
    if (bytes.has(0, "\x89PNG\r\n\x1a\n") && bytes.has(12, "IHDR"))
        return PhotoSize{bytes.big32(16), bytes.big32(20)};
    if (bytes.has(0, "RIFF") && bytes.has(8, "WEBPVP8"))
        return readWebp(bytes);
    if (bytes.has(0, "BM") && bytes.little32(14) >= 40) // top-down pictures have a negative height
        return PhotoSize{bytes.little32(18), std::abs(int64_t{static_cast<int32_t>(bytes.little32(22))})};
    return std::nullopt;
}

Refusal notAPicture(const std::string &why)
{
    return {Refusal::Reason::NotAPicture, std::nullopt,
        "This is not a picture that can be read: " + why + " Send a JPEG, PNG, WebP or BMP photo."};
}

} // namespace

std::optional<PhotoSize> readPhotoSize(std::span<const std::byte> photo)
{
    const auto size = readSize(Bytes(photo));
    return size && size->width > 0 && size->height > 0 ? size : std::nullopt;
}

std::expected<cv::Mat, Refusal> decodePhoto(std::span<const std::byte> photo, const PhotoLimits &limits)
try {
    if (photo.size() > limits.maximumBytes) {
        return std::unexpected(Refusal{Refusal::Reason::TooLarge, std::nullopt,
            "The photo has " + std::to_string(photo.size() >> 20) + " MiB, " + std::to_string(limits.maximumBytes >> 20)
                + " are allowed. Send a smaller one."});
    }
    if (isAnimated(Bytes(photo)))
        return std::unexpected(notAPicture("it is animated."));
    const auto size = readPhotoSize(photo);
    if (!size)
        return std::unexpected(
            notAPicture(photo.empty() ? "it is empty." : "its format is unknown or its header is damaged."));
    if (size->width > limits.maximumPixels / size->height) {
        return std::unexpected(Refusal{Refusal::Reason::TooLarge, std::nullopt,
            "The photo has " + std::to_string(size->width) + "×" + std::to_string(size->height) + " pixels, at most "
                + std::to_string(limits.maximumPixels / 1'000'000) + " million are allowed. Send a smaller one."});
    }
    const Bytes bytes(photo);
    if (isJpeg(bytes) && !readJpeg(bytes)->isComplete)
        return std::unexpected(notAPicture("it breaks off in the middle."));
    const cv::Mat encoded(1, static_cast<int>(photo.size()), CV_8UC1, const_cast<std::byte *>(photo.data()));
    cv::Mat decoded = cv::imdecode(encoded, cv::IMREAD_COLOR);
    if (decoded.empty())
        return std::unexpected(notAPicture("its data are damaged."));
    const int longest = std::max(decoded.cols, decoded.rows);
    if (longest > limits.longestSide) {
        const double scale = static_cast<double>(limits.longestSide) / longest;
        cv::Mat smaller;
        cv::resize(decoded, smaller,
            {std::max(1, cvRound(decoded.cols * scale)), std::max(1, cvRound(decoded.rows * scale))}, 0, 0,
            cv::INTER_AREA);
        return smaller;
    }
    return decoded;
} catch (const std::exception &) {
    return std::unexpected(notAPicture("its data are damaged."));
}

} // namespace rollcall::recognition
