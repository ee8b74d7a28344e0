#pragma once

#include "media/gst_ref.h"
#include "media/owner_handle.h"
#include "media/webrtc_peer.h"

#ifndef GST_USE_UNSTABLE_API
#define GST_USE_UNSTABLE_API
#endif
#include <gst/webrtc/webrtc.h>

#include <functional>
#include <memory>

namespace rollcall::media {

// webrtcbin's session descriptions, and how it answers when one is asked of it.
using DescriptionPtr = std::unique_ptr<GstWebRTCSessionDescription, FreeWith<gst_webrtc_session_description_free>>;

[[nodiscard]] DescriptionPtr makeDescription(SdpType type, const QString &text);

struct PromiseReply {
    DescriptionPtr description;
    QString error;
};

// A promise whose reply reaches the owner's thread, if the owner still lives. `field`: where the reply has the description.
[[nodiscard]] GstRef<GstPromise> promiseTo(const OwnerHandle &owner, const char *field, std::function<void(std::shared_ptr<PromiseReply>)> then);

} // namespace rollcall::media
