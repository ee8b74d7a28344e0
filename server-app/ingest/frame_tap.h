#pragma once

#include "media/tap.h"
#include "media/video_decoder.h"

namespace rollcall::ingest {

// Decoded frames to everybody who wants them, on the decoder's thread.
using FrameTap = media::Tap<media::DecodedFrame>;

} // namespace rollcall::ingest
