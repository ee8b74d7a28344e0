#pragma once

#include "media/video_decoder.h"
#include "recognition/frame_view.h"

namespace rollcall::app {

// A decoded frame as recognition sees it; it keeps the picture alive. Its time is that of its arrival. Any thread.
[[nodiscard]] recognition::FrameView viewOf(const media::DecodedFrame &frame);

} // namespace rollcall::app
