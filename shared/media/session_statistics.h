#pragma once

#include "media/webrtc_peer.h"

namespace rollcall::media {

// Reads the RTP session and jitter buffers of one webrtcbin. Directly from rtpbin, not through webrtcbin's get-stats: that
// one races with the session's end in GStreamer 1.22.0. Not to be called once the pipeline is being stopped.
[[nodiscard]] PeerStats readSessionStatistics(GstElement *webrtcbin);

} // namespace rollcall::media
