#pragma once

#include "live/marked_frames.h"
#include "media/video_decoder.h"

#include <QByteArray>
#include <QString>

#include <array>
#include <expected>
#include <memory>
#include <vector>

namespace rollcall::live {

class FacePainter;

// Makes JPEGs of decoded pictures from their planes, without a detour over RGB. Its buffers grow to the largest picture and are used again. One
// thread at a time.
class JpegEncoder {
public:
    static constexpr int lowestQuality = 10;
    static constexpr int highestQuality = 95;  // above it files grow and nothing is seen

    JpegEncoder();
    ~JpegEncoder();
    JpegEncoder(const JpegEncoder &) = delete;
    JpegEncoder &operator=(const JpegEncoder &) = delete;

    // A baseline JPEG, 4:2:0, without metadata; the error is libjpeg-turbo's own sentence.
    // A picture that is wider than `widest` is made smaller by the least whole factor that suffices; 0: it stays as it is. `faces` are
    // drawn on it.
    [[nodiscard]] std::expected<QByteArray, QString> encode(const media::VideoPicture &picture, int quality, int widest = 0, const FaceMarks *faces = nullptr);

private:
    struct Planes {
        std::array<const unsigned char *, 3> data{};
        std::array<int, 3> strides{};
    };
    [[nodiscard]] Planes planesOf(const media::VideoPicture &picture, int divisor);
    [[nodiscard]] Planes copyOf(const media::VideoPicture &picture, int divisor);
    [[nodiscard]] Planes paintedCopyOf(const media::VideoPicture &picture, int divisor, const FaceMarks &faces);

    struct Destroy {
        void operator()(void *compressor) const;
    };
    std::unique_ptr<void, Destroy> m_compressor;
    std::unique_ptr<FacePainter> m_painter;  // once there was something to paint
    std::vector<unsigned char> m_pixels;
    std::vector<unsigned char> m_file;
};

} // namespace rollcall::live
