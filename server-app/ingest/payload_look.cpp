#include "ingest/payload_look.h"

namespace rollcall::ingest {

namespace {

using Bytes = std::span<const uint8_t>;

// RFC 7741 §4.2, §4.3
PayloadLook lookAtVp8(Bytes payload)
{
    constexpr uint8_t extended = 0x80;
    constexpr uint8_t startOfFirstPartition = 0x10;
    constexpr uint8_t partitionIndex = 0x07;
    constexpr uint8_t hasPictureId = 0x80;
    constexpr uint8_t hasLevel = 0x40;
    constexpr uint8_t hasLayerOrKeyIndex = 0x30;
    constexpr uint8_t isLongPictureId = 0x80;
    constexpr uint8_t isInterFrame = 0x01;
    if (payload.empty() || !(payload[0] & startOfFirstPartition) || (payload[0] & partitionIndex) != 0)
        return {};
    std::size_t place = 1;
    if (payload[0] & extended) {
        if (payload.size() < 2)
            return {};
        const uint8_t fields = payload[1];
        place = 2;
        if (fields & hasPictureId)
            place += place < payload.size() && (payload[place] & isLongPictureId) ? 2 : 1;
        place += fields & hasLevel ? 1 : 0;
        place += fields & hasLayerOrKeyIndex ? 1 : 0;
    }
    return {.ofKeyframe = place < payload.size() && !(payload[place] & isInterFrame)};
}

constexpr uint8_t nalTypeBits = 0x1f;
constexpr uint8_t nalIdr = 5;
constexpr uint8_t nalSequenceParameters = 7;

PayloadLook lookAtNal(Bytes nal)
{
    if (nal.empty())
        return {};
    const uint8_t type = nal[0] & nalTypeBits;
    PayloadLook look{.ofKeyframe = type == nalIdr || type == nalSequenceParameters};
    if (type == nalSequenceParameters && nal.size() >= 4)
        look.h264Profile = uint32_t(nal[1]) << 16 | uint32_t(nal[2]) << 8 | nal[3];
    return look;
}

// RFC 6184 §5.6 to §5.8
PayloadLook lookAtH264(Bytes payload)
{
    constexpr uint8_t aggregated = 24;
    constexpr uint8_t fragmentOfOne = 28;
    constexpr uint8_t isFirstFragment = 0x80;
    if (payload.empty())
        return {};
    const uint8_t type = payload[0] & nalTypeBits;
    if (type == fragmentOfOne)
        return {.ofKeyframe = payload.size() >= 2 && (payload[1] & isFirstFragment) && (payload[1] & nalTypeBits) == nalIdr};
    if (type != aggregated)
        return lookAtNal(payload);
    PayloadLook whole;
    for (Bytes rest = payload.subspan(1); rest.size() > 2;) {
        const std::size_t size = std::size_t(rest[0]) << 8 | rest[1];
        if (size > rest.size() - 2)
            break;
        const PayloadLook one = lookAtNal(rest.subspan(2, size));
        whole.ofKeyframe |= one.ofKeyframe;
        if (one.h264Profile)
            whole.h264Profile = one.h264Profile;
        rest = rest.subspan(2 + size);
    }
    return whole;
}

} // namespace

PayloadLook lookAt(protocol::Codec codec, Bytes payload)
{
    return codec == protocol::Codec::Vp8 ? lookAtVp8(payload) : lookAtH264(payload);
}

} // namespace rollcall::ingest
