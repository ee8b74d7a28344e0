#include "live/jpeg_encoder.h"

#include "live/face_painter.h"

#include <turbojpeg.h>

#include <algorithm>

namespace rollcall::live {

namespace {

// From the samples of video to those of JPEG (JFIF: all of 0..255). Written so that the compiler makes vectors of 16 bits of it:
// the products just fit. 16 becomes 0, 235 becomes 255, and for chroma 128 stays 128.
unsigned char expandLuma(unsigned char sample)
{
    const uint16_t above = std::min<uint16_t>(std::max<uint16_t>(sample, 16) - 16, 219);
    return static_cast<unsigned char>(uint16_t(above * 298 + 128) >> 8);
}

unsigned char expandChroma(unsigned char sample)
{
    const uint16_t above = std::min<uint16_t>(std::max<uint16_t>(sample, 16) - 16, 224);
    return static_cast<unsigned char>(uint16_t(above * 292 + 64) >> 8);
}

// Copies a plane; what JPEG has beyond the picture's odd last column and row repeats these.
template <typename Expand>
void copyPlane(const media::VideoPicture &picture, int plane, int rows, int columns, unsigned char *to, Expand expand)
{
    const int realRows = plane == 0 ? picture.height() : rows;
    const int realColumns = plane == 0 ? picture.width() : columns;
    for (int y = 0; y < rows; ++y, to += columns) {
        const unsigned char *from = picture.plane(plane) + std::min(y, realRows - 1) * picture.stride(plane);
        for (int x = 0; x < realColumns; ++x)
            to[x] = expand(from[x]);
        to[columns - 1] = to[realColumns - 1];
    }
}

int realSize(int size, int plane)
{
    return plane == 0 ? size : (size + 1) / 2;
}

// The same with each `divisor` by `divisor` samples averaged.
template <typename Expand>
void shrinkPlane(const media::VideoPicture &picture, int plane, int divisor, int rows, int columns, unsigned char *to, Expand expand)
{
    const int realRows = realSize(picture.height(), plane);
    const int realColumns = realSize(picture.width(), plane);
    for (int y = 0; y < rows; ++y) {
        const int top = std::min(y * divisor, realRows - 1);
        const int bottom = std::min(top + divisor, realRows);
        for (int x = 0; x < columns; ++x) {
            const int left = std::min(x * divisor, realColumns - 1);
            const int right = std::min(left + divisor, realColumns);
            int sum = 0;
            for (int row = top; row < bottom; ++row) {
                const unsigned char *from = picture.plane(plane) + row * picture.stride(plane);
                for (int column = left; column < right; ++column)
                    sum += from[column];
            }
            const int count = (bottom - top) * (right - left);
            *to++ = expand(static_cast<unsigned char>((sum + count / 2) / count));
        }
    }
}

int divisorFor(int pictureWidth, int width)
{
    return width <= 0 ? 1 : std::max(1, (pictureWidth + width - 1) / width);
}

} // namespace

void JpegEncoder::Destroy::operator()(void *compressor) const
{
    tjDestroy(compressor);
}

JpegEncoder::JpegEncoder()
    : m_compressor(tjInitCompress())
{
}

JpegEncoder::~JpegEncoder() = default;

JpegEncoder::Planes JpegEncoder::planesOf(const media::VideoPicture &picture, int divisor)
{
    const bool isEven = picture.width() % 2 == 0 && picture.height() % 2 == 0;
    if (divisor == 1 && picture.isFullRange() && isEven)
        return {{picture.plane(0), picture.plane(1), picture.plane(2)}, {picture.stride(0), picture.stride(1), picture.stride(2)}};
    return copyOf(picture, divisor);
}

JpegEncoder::Planes JpegEncoder::copyOf(const media::VideoPicture &picture, int divisor)
{
    const int width = std::max(1, picture.width() / divisor);
    const int height = std::max(1, picture.height() / divisor);
    Planes planes;
    m_pixels.resize(std::max<size_t>(m_pixels.size(), tjBufSizeYUV2(width, 1, height, TJSAMP_420)));
    unsigned char *to = m_pixels.data();
    for (int plane = 0; plane < 3; ++plane) {
        const int columns = tjPlaneWidth(plane, width, TJSAMP_420);
        const int rows = tjPlaneHeight(plane, height, TJSAMP_420);
        const auto copy = [&](auto expand) {
            if (divisor > 1)
                shrinkPlane(picture, plane, divisor, rows, columns, to, expand);
            else
                copyPlane(picture, plane, rows, columns, to, expand);
        };
        if (picture.isFullRange())
            copy([](unsigned char sample) { return sample; });
        else if (plane == 0)
            copy([](unsigned char sample) { return expandLuma(sample); });
        else
            copy([](unsigned char sample) { return expandChroma(sample); });
        planes.data[size_t(plane)] = to;
        planes.strides[size_t(plane)] = columns;
        to += rows * columns;
    }
    return planes;
}

// On the size that is sent, so that names can be read on small pictures too.
JpegEncoder::Planes JpegEncoder::paintedCopyOf(const media::VideoPicture &picture, int divisor, const FaceMarks &faces)
{
    const Planes planes = copyOf(picture, divisor);
    Canvas canvas{.planes = {}, .strides = planes.strides, .width = std::max(1, picture.width() / divisor), .height = std::max(1, picture.height() / divisor)};
    for (size_t plane = 0; plane < planes.data.size(); ++plane)
        canvas.planes[plane] = m_pixels.data() + (planes.data[plane] - m_pixels.data());
    if (!m_painter)
        m_painter = std::make_unique<FacePainter>();
    m_painter->paint(canvas, faces);
    return planes;
}

std::expected<QByteArray, QString> JpegEncoder::encode(const media::VideoPicture &picture, int quality, int widest, const FaceMarks *faces)
{
    const int divisor = divisorFor(picture.width(), widest);
    const int width = std::max(1, picture.width() / divisor);
    const int height = std::max(1, picture.height() / divisor);
    const Planes planes = faces && !faces->empty() ? paintedCopyOf(picture, divisor, *faces) : planesOf(picture, divisor);
    m_file.resize(std::max<size_t>(m_file.size(), tjBufSize(width, height, TJSAMP_420)));
    unsigned char *file = m_file.data();
    unsigned long size = m_file.size();
    auto sources = planes.data;
    const int failed = tjCompressFromYUVPlanes(m_compressor.get(), sources.data(), width, planes.strides.data(), height, TJSAMP_420,
                                               &file, &size, std::clamp(quality, lowestQuality, highestQuality), TJFLAG_NOREALLOC);
    if (failed)
        return std::unexpected(QString::fromUtf8(tjGetErrorStr2(m_compressor.get())));
    return QByteArray(reinterpret_cast<const char *>(file), qsizetype(size));
}

} // namespace rollcall::live
