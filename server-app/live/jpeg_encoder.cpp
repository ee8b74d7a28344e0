#include "live/jpeg_encoder.h"

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

JpegEncoder::Planes JpegEncoder::planesOf(const media::VideoPicture &picture)
{
    const bool isEven = picture.width() % 2 == 0 && picture.height() % 2 == 0;
    if (picture.isFullRange() && isEven)
        return {{picture.plane(0), picture.plane(1), picture.plane(2)}, {picture.stride(0), picture.stride(1), picture.stride(2)}};
    Planes planes;
    m_pixels.resize(std::max<size_t>(m_pixels.size(), tjBufSizeYUV2(picture.width(), 1, picture.height(), TJSAMP_420)));
    unsigned char *to = m_pixels.data();
    for (int plane = 0; plane < 3; ++plane) {
        const int columns = tjPlaneWidth(plane, picture.width(), TJSAMP_420);
        const int rows = tjPlaneHeight(plane, picture.height(), TJSAMP_420);
        if (picture.isFullRange())
            copyPlane(picture, plane, rows, columns, to, [](unsigned char sample) { return sample; });
        else if (plane == 0)
            copyPlane(picture, plane, rows, columns, to, [](unsigned char sample) { return expandLuma(sample); });
        else
            copyPlane(picture, plane, rows, columns, to, [](unsigned char sample) { return expandChroma(sample); });
        planes.data[size_t(plane)] = to;
        planes.strides[size_t(plane)] = columns;
        to += rows * columns;
    }
    return planes;
}

std::expected<QByteArray, QString> JpegEncoder::encode(const media::VideoPicture &picture, int quality)
{
    const Planes planes = planesOf(picture);
    m_file.resize(std::max<size_t>(m_file.size(), tjBufSize(picture.width(), picture.height(), TJSAMP_420)));
    unsigned char *file = m_file.data();
    unsigned long size = m_file.size();
    auto sources = planes.data;
    const int failed = tjCompressFromYUVPlanes(m_compressor.get(), sources.data(), picture.width(), planes.strides.data(), picture.height(), TJSAMP_420,
                                               &file, &size, std::clamp(quality, lowestQuality, highestQuality), TJFLAG_NOREALLOC);
    if (failed)
        return std::unexpected(QString::fromUtf8(tjGetErrorStr2(m_compressor.get())));
    return QByteArray(reinterpret_cast<const char *>(file), qsizetype(size));
}

} // namespace rollcall::live
