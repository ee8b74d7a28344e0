#include "window/preview_sink.h"

#include <algorithm>
#include <utility>

namespace rollcall::window {

namespace {

// Of the source's shape, within the limit, never enlarged; even sides, as subsampled formats convert best.
QSize fittedSize(const GstVideoInfo &source, QSize limit)
{
    const int wide = std::max(1, source.width * std::max(1, source.par_n) / std::max(1, source.par_d));
    const QSize shown = QSize(wide, source.height);
    const QSize fitted = shown.width() > limit.width() || shown.height() > limit.height() ? shown.scaled(limit, Qt::KeepAspectRatio) : shown;
    return QSize(std::max(2, fitted.width() & ~1), std::max(2, fitted.height() & ~1));
}

// Neighbouring pixels are good enough for a preview and cost a fraction of a filter.
GstStructure *quickConversion()
{
    return gst_structure_new("preview", GST_VIDEO_CONVERTER_OPT_RESAMPLER_METHOD, GST_TYPE_VIDEO_RESAMPLER_METHOD, GST_VIDEO_RESAMPLER_METHOD_NEAREST,
                             GST_VIDEO_CONVERTER_OPT_CHROMA_MODE, GST_TYPE_VIDEO_CHROMA_MODE, GST_VIDEO_CHROMA_MODE_NONE,
                             GST_VIDEO_CONVERTER_OPT_MATRIX_MODE, GST_TYPE_VIDEO_MATRIX_MODE, GST_VIDEO_MATRIX_MODE_FULL,
                             GST_VIDEO_CONVERTER_OPT_DITHER_METHOD, GST_TYPE_VIDEO_DITHER_METHOD, GST_VIDEO_DITHER_NONE, nullptr);
}

} // namespace

PreviewSink::PreviewSink(media::OwnerHandle owner, std::function<void()> wake)
    : m_owner(std::move(owner))
    , m_wake(std::move(wake))
{
}

void PreviewSink::setWish(const std::optional<PreviewWish> &wish)
{
    const std::scoped_lock lock{m_mutex};
    m_wish = wish;
}

void PreviewSink::consume(const capture::VideoFrame &frame)
{
    std::optional<PreviewWish> wish;
    {
        const std::scoped_lock lock{m_mutex};
        wish = m_wish;
    }
    if (!wish || wish->size.isEmpty())
        return;
    m_pace.setLimit(wish->picturesPerSecond);
    if (!m_pace.accepts(frame.captured) || !prepare(frame, wish->size))
        return;
    QImage image = convert(frame);
    if (!image.isNull() && m_latest.put(std::move(image)))
        m_owner.post(m_wake);
}

bool PreviewSink::prepare(const capture::VideoFrame &frame, QSize limit)
{
    if (m_converter && m_limit == limit && m_caps && gst_caps_is_equal(m_caps.get(), frame.caps.get()))
        return true;
    m_converter.reset();
    m_limit = limit;
    m_caps = frame.caps;
    if (!gst_video_info_from_caps(&m_from, frame.caps.get()))
        return false;
    const QSize size = fittedSize(m_from, limit);
    gst_video_info_set_format(&m_to, GST_VIDEO_FORMAT_BGRx, guint(size.width()), guint(size.height()));
    m_to.fps_n = m_from.fps_n;
    m_to.fps_d = m_from.fps_d;
    m_converter.reset(gst_video_converter_new(&m_from, &m_to, quickConversion()));
    return m_converter != nullptr;
}

QImage PreviewSink::convert(const capture::VideoFrame &frame)
{
    QImage image(m_to.width, m_to.height, QImage::Format_RGB32);
    GstVideoFrame from;
    if (image.isNull() || !gst_video_frame_map(&from, &m_from, frame.buffer.get(), GST_MAP_READ))
        return {};
    // The image's own memory is written to: its lines are as long as GStreamer's are for this format.
    GstBuffer *raw = gst_buffer_new_wrapped_full(GstMemoryFlags(0), image.bits(), gsize(image.sizeInBytes()), 0, gsize(image.sizeInBytes()), nullptr, nullptr);
    const auto buffer = media::GstRef<GstBuffer>::adopt(raw);
    GstVideoFrame to;
    const bool mapped = gst_video_frame_map(&to, &m_to, buffer.get(), GST_MAP_WRITE);
    if (mapped) {
        gst_video_converter_frame(m_converter.get(), &from, &to);
        gst_video_frame_unmap(&to);
    }
    gst_video_frame_unmap(&from);
    return mapped ? image : QImage();
}

} // namespace rollcall::window
