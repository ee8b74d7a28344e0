#include "send/rtp_format.h"

namespace rollcall::send {

namespace {

constexpr int vp8PayloadType = 96;
constexpr int h264PayloadType = 102;
constexpr const char *transportWideSequenceNumbers = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

} // namespace

media::RtpFormat rtpFormat(protocol::Codec codec, uint32_t ssrc)
{
    const bool isH264 = codec == protocol::Codec::H264;
    auto caps = media::GstRef<GstCaps>::adopt(
        gst_caps_new_simple("application/x-rtp", "media", G_TYPE_STRING, "video", "encoding-name", G_TYPE_STRING, isH264 ? "H264" : "VP8", "payload",
                            G_TYPE_INT, isH264 ? h264PayloadType : vp8PayloadType, "clock-rate", G_TYPE_INT, 90'000, "ssrc", G_TYPE_UINT, ssrc,
                            "extmap-1", G_TYPE_STRING, transportWideSequenceNumbers, nullptr));
    if (isH264)
        gst_caps_set_simple(caps.get(), "packetization-mode", G_TYPE_STRING, "1", "profile-level-id", G_TYPE_STRING, "42e01f",
                            "level-asymmetry-allowed", G_TYPE_STRING, "1", nullptr);
    return media::RtpFormat{codec, caps};
}

const char *payloaderName(protocol::Codec codec)
{
    return codec == protocol::Codec::H264 ? "rtph264pay" : "rtpvp8pay";
}

} // namespace rollcall::send
