#pragma once

#include "media/video_decoder.h"

#include <QImage>
#include <QSize>

#include <memory>

namespace rollcall::admin {

// Decoded pictures as images, scaled and converted in one step. One thread.
class PictureConverter {
public:
    // Not larger than `limit` (pixels), of the picture's shape; null where it cannot be converted.
    [[nodiscard]] QImage convert(const media::VideoPicture &picture, QSize limit);

private:
    struct FreeConverter {
        void operator()(GstVideoConverter *converter) const { gst_video_converter_free(converter); }
    };
    [[nodiscard]] bool prepare(const GstVideoInfo &from, QSize size);

    GstVideoInfo m_from{};
    GstVideoInfo m_to{};
    std::unique_ptr<GstVideoConverter, FreeConverter> m_converter;
};

} // namespace rollcall::admin
