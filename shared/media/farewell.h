#pragma once

#include <gst/gst.h>

namespace rollcall::media {

// Tells the other sides of the webrtcbins in this bin that their connections end (DTLS close_notify, RFC 5246 §7.2.1), which ends their consent
// to be sent to at once (RFC 7675 §5.2). webrtcbin 1.22 itself just falls silent. Before the change to NULL, on a thread that may wait:
// returns when the packets are out, after a moment at most.
void sayGoodbye(GstBin *bin);

} // namespace rollcall::media
