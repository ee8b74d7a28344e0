#include "admin/picture_converter.h"

#include <algorithm>

namespace rollcall::admin {

namespace {

// Even sides, as subsampled formats convert best; never enlarged: that is the painter's work.
QSize fitted(QSize source, QSize limit)
{
    const QSize size = source.width() > limit.width() || source.height() > limit.height() ? source.scaled(limit, Qt::KeepAspectRatio) : source;
    return {std::max(2, size.width() & ~1), std::max(2, size.height() & ~1)};
}

GstStructure *quickConversion()
{
    return gst_structure_new("tile", GST_VIDEO_CONVERTER_OPT_RESAMPLER_METHOD, GST_TYPE_VIDEO_RESAMPLER_METHOD, GST_VIDEO_RESAMPLER_METHOD_LINEAR,
                             GST_VIDEO_CONVERTER_OPT_DITHER_METHOD, GST_TYPE_VIDEO_DITHER_METHOD, GST_VIDEO_DITHER_NONE, nullptr);
}

} // namespace

bool PictureConverter::prepare(const GstVideoInfo &from, QSize size)
{
    if (m_converter && gst_video_info_is_equal(&from, &m_from) && size == QSize(m_to.width, m_to.height))
        return true;
    m_from = from;
    gst_video_info_set_format(&m_to, GST_VIDEO_FORMAT_BGRx, guint(size.width()), guint(size.height()));
    m_to.fps_n = from.fps_n;
    m_to.fps_d = from.fps_d;
    m_converter.reset(gst_video_converter_new(&m_from, &m_to, quickConversion()));
    return m_converter != nullptr;
}

QImage PictureConverter::convert(const media::VideoPicture &picture, QSize limit)
{
    if (limit.isEmpty() || !prepare(picture.info(), fitted({picture.width(), picture.height()}, limit)))
        return {};
    QImage image(m_to.width, m_to.height, QImage::Format_RGB32);
    if (image.isNull())
        return {};
    // The image's own memory is written to: its lines are as long as GStreamer's are for this format.
    const auto buffer = media::GstRef<GstBuffer>::adopt(
        gst_buffer_new_wrapped_full(GstMemoryFlags(0), image.bits(), gsize(image.sizeInBytes()), 0, gsize(image.sizeInBytes()), nullptr, nullptr));
    GstVideoFrame to;
    if (!gst_video_frame_map(&to, &m_to, buffer.get(), GST_MAP_WRITE))
        return {};
    gst_video_converter_frame(m_converter.get(), &picture.frame(), &to);
    gst_video_frame_unmap(&to);
    return image;
}

} // namespace rollcall::admin
