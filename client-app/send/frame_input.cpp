#include "send/frame_input.h"

#include <gst/app/gstappsrc.h>
#include <gst/video/video.h>

#include <utility>

namespace rollcall::send {

using media::GstRef;
using media::MonotonicTime;

namespace {

constexpr int rateOfUnknown = 30;  // for a source that does not state its rate
constexpr MonotonicTime leastBetweenKeyframes = std::chrono::milliseconds(500);
// One that waits for room on the way waits no longer, in case that it is not the way that is full.
constexpr MonotonicTime longestWithoutKeyframe = std::chrono::seconds(4);
constexpr int rarerWhenLimited = 4;  // key frames that nobody asked for: a slow line carries one in the time of ten other pictures

rate::Time toTime(MonotonicTime time)
{
    return std::chrono::duration_cast<rate::Time>(time);
}

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
    // Whoever asks what is sent now, as the server does in the same breath, hears of the new wish.
    if (m_source)
        m_present = presentOf(*m_source, m_wanted);
}

void FrameInput::setLimit(const std::optional<NetworkLimit> &limit)
{
    const std::scoped_lock lock{m_mutex};
    m_wanted.limit = limit;
}

void FrameInput::setOpen(bool open)
{
    const std::scoped_lock lock{m_mutex};
    m_open = open;
}

void FrameInput::requestKeyframe()
{
    const std::scoped_lock lock{m_mutex};
    if (!keyframeIsUnderWay())
        m_keyframeWanted = true;
}

void FrameInput::setKeyframeInterval(MonotonicTime interval)
{
    const std::scoped_lock lock{m_mutex};
    m_keyframeInterval = interval;
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

void FrameInput::confirmSent(MonotonicTime sentUntil, MonotonicTime now)
{
    const std::scoped_lock lock{m_mutex};
    m_holdBack.confirm(toTime(sentUntil), toTime(now));
}

void FrameInput::expectNoConfirmation()
{
    const std::scoped_lock lock{m_mutex};
    m_holdBack.reset();
}

bool FrameInput::wasWayFull() const
{
    const std::scoped_lock lock{m_mutex};
    return m_holdBack.wasFull(toTime(media::monotonicNow()));
}

bool FrameInput::repeatLastPacket()
{
    const std::scoped_lock lock{m_mutex};
    return m_holdBack.repeatLast(toTime(media::monotonicNow()));
}

void FrameInput::noteLeft(MonotonicTime captured)
{
    const std::scoped_lock lock{m_mutex};
    m_holdBack.noteLeft(toTime(captured), toTime(media::monotonicNow()));
}

rate::HoldBack::Admission FrameInput::admit(MonotonicTime captured)
{
    const std::scoped_lock lock{m_mutex};
    return m_holdBack.admit(toTime(captured), toTime(media::monotonicNow()));
}

// Under the lock.
bool FrameInput::keyframeIsUnderWay() const
{
    return m_lastKeyframe && m_holdBack.isUnderWay(toTime(*m_lastKeyframe));
}

bool FrameInput::keyframeDue(MonotonicTime captured, rate::HoldBack::Admission admission)
{
    const std::scoped_lock lock{m_mutex};
    const MonotonicTime passed = m_lastKeyframe ? captured - *m_lastKeyframe : longestWithoutKeyframe;
    const MonotonicTime interval = m_wanted.limit ? m_keyframeInterval * rarerWhenLimited : m_keyframeInterval;
    const bool wanted = m_keyframeWanted || (m_lastKeyframe && passed >= interval);
    const bool waits = admission == rate::HoldBack::Admission::Alone && passed < longestWithoutKeyframe;
    if (!wanted || waits || passed < leastBetweenKeyframes)
        return false;
    m_keyframeWanted = false;
    m_lastKeyframe = captured;
    return true;
}

void FrameInput::setFormat(const EncoderStage &stage, const Format &format, const capture::VideoFrame &frame)
{
    g_object_set(stage.format.get(), "caps", encoderInput(*stage.kind, format.size).get(), nullptr);
    gst_app_src_set_caps(GST_APP_SRC(stage.source.get()), withFrameRate(frame.caps.get(), format.frameRate).get());
    m_format = format;
    m_sourceCaps = frame.caps;
}

FrameInput::Present FrameInput::presentOf(const Source &source, const Plan &plan)
{
    Picture wished{fitted(source.size, plan.wish), std::min(source.frameRate, plan.wish.frameRate.value_or(source.frameRate)), 0};
    wished.bitrateKbps = plan.wish.bitrateKbps.value_or(automaticBitrateKbps(*wished.size, wished.frameRate));
    Picture sent = wished;
    if (plan.limit) {
        sent.size = scaled(*wished.size, plan.limit->scale);
        sent.frameRate = std::min(wished.frameRate, plan.limit->frameRate);
        sent.bitrateKbps = std::min(wished.bitrateKbps, plan.limit->bitrateKbps);
    }
    return {sent, wished};
}

// The caps keep the wished rate under a limit: another one would make encoders begin anew, with a key frame at the worst moment.
void FrameInput::adopt(const Plan &plan, const capture::VideoFrame &frame)
{
    const Source source{sizeOf(frame.caps.get()), frameRateOf(frame.caps.get())};
    const auto [sent, wished] = presentOf(source, plan);
    const bool limitsRate = sent.frameRate < wished.frameRate;
    m_pace.setLimit(limitsRate ? std::optional(sent.frameRate) : plan.wish.frameRate);

    const EncoderStage &stage = *plan.stage;
    const Format format{*sent.size, wished.frameRate};
    const bool sameStage = m_adopted && m_adopted->stage == plan.stage;
    if (!sameStage || m_format != format || !m_sourceCaps || !gst_caps_is_equal(m_sourceCaps.get(), frame.caps.get()))
        setFormat(stage, format, frame);
    if (!sameStage)
        m_told.reset();
    const double share = stage.kind->budgetsByCaps ? double(wished.frameRate) / sent.frameRate : 1;
    m_bitrateKbps = int(sent.bitrateKbps * share);
    m_adopted = plan;
    const std::scoped_lock lock{m_mutex};
    m_source = source;
    m_present = presentOf(source, m_wanted);  // a wish that came meanwhile counts already
}

// Of the time since the last picture that passed, how much it would have been had none been left out since.
double FrameInput::shareOfWait(MonotonicTime captured)
{
    const auto last = std::exchange(m_lastPassed, captured);
    const auto leftOut = std::exchange(m_leftOutSince, std::nullopt);
    if (!last || !leftOut || *leftOut <= *last || captured <= *leftOut)
        return 1;
    return double((*leftOut - *last).count()) / double((captured - *last).count());
}

// An encoder that shares its bitrate out by the pictures' times would put the bits of those that were left out into this one, and a key frame
// would grow with the wait; but that was for the way to become free.
void FrameInput::tellBitrate(const EncoderStage &stage, MonotonicTime captured)
{
    const EncoderKind &kind = *stage.kind;
    const std::pair told{m_bitrateKbps, kind.setBitrateForShare ? shareOfWait(captured) : 1.0};
    if (m_told == told)
        return;
    if (kind.setBitrateForShare)
        kind.setBitrateForShare(stage.encoder.get(), told.first, told.second);
    else
        kind.setBitrate(stage.encoder.get(), told.first);
    m_told = told;
}

void FrameInput::consume(const capture::VideoFrame &frame)
{
    const auto plan = planIfOpen();
    if (!plan) {
        m_lastPassed.reset();
        return;
    }
    const bool sameCaps = m_sourceCaps && gst_caps_is_equal(m_sourceCaps.get(), frame.caps.get());
    if (!sameCaps || m_adopted != plan)
        adopt(*plan, frame);
    if (!m_pace.accepts(frame.captured))
        return;
    const auto admission = admit(frame.captured);
    if (admission == rate::HoldBack::Admission::No) {
        m_leftOutSince = m_leftOutSince.value_or(frame.captured);
        return;
    }
    tellBitrate(*plan->stage, frame.captured);
    if (keyframeDue(frame.captured, admission))
        forceKeyframe(plan->stage->encoder.get());
    // A shallow copy: the pixels are shared, the time is the one that all pipelines agree on.
    auto picture = GstRef<GstBuffer>::adopt(gst_buffer_copy(frame.buffer.get()));
    GST_BUFFER_PTS(picture.get()) = GstClockTime(frame.captured.count());
    GST_BUFFER_DTS(picture.get()) = GST_CLOCK_TIME_NONE;
    gst_app_src_push_buffer(GST_APP_SRC(plan->stage->source.get()), picture.release());
    m_handedOn.fetch_add(1, std::memory_order_relaxed);
}

} // namespace rollcall::send
