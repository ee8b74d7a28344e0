#include "send/frame_input.h"

#include <gst/app/gstappsrc.h>
#include <gst/video/video.h>

#include <utility>

namespace rollcall::send {

using media::GstRef;
using media::MonotonicTime;

namespace {

constexpr int rateOfUnknown = 30;  // for a source that does not state its rate
constexpr MonotonicTime keyframeInterval = std::chrono::milliseconds(500);

PictureSize sizeOf(const GstCaps *caps)
{
    PictureSize size;
    const GstStructure *structure = gst_caps_get_structure(caps, 0);
    gst_structure_get_int(structure, "width", &size.width);
    gst_structure_get_int(structure, "height", &size.height);
    return size;
}

int frameRateOf(const GstCaps *caps)
{
    int numerator = 0;
    int denominator = 1;
    gst_structure_get_fraction(gst_caps_get_structure(caps, 0), "framerate", &numerator, &denominator);
    return numerator > 0 && denominator > 0 ? std::max(1, (numerator + denominator / 2) / denominator) : rateOfUnknown;
}

// The source's caps with the rate that is let through: encoders budget their bits by it.
GstRef<GstCaps> withFrameRate(GstCaps *caps, int frameRate)
{
    auto copy = GstRef<GstCaps>::adopt(gst_caps_copy(caps));
    gst_caps_set_simple(copy.get(), "framerate", GST_TYPE_FRACTION, frameRate, 1, nullptr);
    return copy;
}

GstRef<GstCaps> encoderInput(const EncoderKind &kind, PictureSize size)
{
    return GstRef<GstCaps>::adopt(gst_caps_new_simple("video/x-raw", "format", G_TYPE_STRING, kind.rawFormat, "width", G_TYPE_INT, size.width,
                                                      "height", G_TYPE_INT, size.height, "pixel-aspect-ratio", GST_TYPE_FRACTION, 1, 1, nullptr));
}

void forceKeyframe(GstElement *encoder)
{
    const auto pad = GstRef<GstPad>::adopt(gst_element_get_static_pad(encoder, "src"));
    gst_pad_send_event(pad.get(), gst_video_event_new_upstream_force_key_unit(GST_CLOCK_TIME_NONE, TRUE, 0));
}

} // namespace

void FrameInput::setStage(std::shared_ptr<const EncoderStage> stage)
{
    const std::scoped_lock lock{m_mutex};
    std::swap(m_wanted.stage, stage);  // the old one is released with the argument, after the lock
}

void FrameInput::setWish(const protocol::Encoding &wish)
{
    const std::scoped_lock lock{m_mutex};
    m_wanted.wish = wish;
}

void FrameInput::setOpen(bool open)
{
    const std::scoped_lock lock{m_mutex};
    m_open = open;
}

void FrameInput::requestKeyframe()
{
    const std::scoped_lock lock{m_mutex};
    m_keyframeWanted = true;
}

FrameInput::Present FrameInput::present() const
{
    const std::scoped_lock lock{m_mutex};
    return m_present;
}

std::optional<FrameInput::Plan> FrameInput::planIfOpen() const
{
    const std::scoped_lock lock{m_mutex};
    return m_open && m_wanted.stage ? std::optional(m_wanted) : std::nullopt;
}

bool FrameInput::keyframeDue(MonotonicTime now)
{
    const std::scoped_lock lock{m_mutex};
    if (!m_keyframeWanted || (m_lastKeyframe && now - *m_lastKeyframe < keyframeInterval))
        return false;
    m_keyframeWanted = false;
    m_lastKeyframe = now;
    return true;
}

void FrameInput::adopt(const Plan &plan, const capture::VideoFrame &frame)
{
    const EncoderStage &stage = *plan.stage;
    const PictureSize size = fitted(sizeOf(frame.caps.get()), plan.wish);
    const int sourceRate = frameRateOf(frame.caps.get());
    const int frameRate = std::min(sourceRate, plan.wish.frameRate.value_or(sourceRate));
    const int bitrateKbps = plan.wish.bitrateKbps.value_or(automaticBitrateKbps(size, frameRate));
    m_pace.setLimit(plan.wish.frameRate);
    g_object_set(stage.format.get(), "caps", encoderInput(*stage.kind, size).get(), nullptr);
    gst_app_src_set_caps(GST_APP_SRC(stage.source.get()), withFrameRate(frame.caps.get(), frameRate).get());
    stage.kind->setBitrate(stage.encoder.get(), bitrateKbps);
    m_adopted = plan;
    m_sourceCaps = frame.caps;
    const std::scoped_lock lock{m_mutex};
    m_present = Present{size, frameRate, bitrateKbps};
}

void FrameInput::consume(const capture::VideoFrame &frame)
{
    const auto plan = planIfOpen();
    if (!plan)
        return;
    const bool sameCaps = m_sourceCaps && gst_caps_is_equal(m_sourceCaps.get(), frame.caps.get());
    if (!sameCaps || m_adopted != plan)
        adopt(*plan, frame);
    if (!m_pace.accepts(frame.captured))
        return;
    if (keyframeDue(frame.captured))
        forceKeyframe(plan->stage->encoder.get());
    // A shallow copy: the pixels are shared, the time is the one that all pipelines agree on.
    auto picture = GstRef<GstBuffer>::adopt(gst_buffer_copy(frame.buffer.get()));
    GST_BUFFER_PTS(picture.get()) = GstClockTime(frame.captured.count());
    GST_BUFFER_DTS(picture.get()) = GST_CLOCK_TIME_NONE;
    gst_app_src_push_buffer(GST_APP_SRC(plan->stage->source.get()), picture.release());
}

} // namespace rollcall::send
