#include "media/rtp.h"

namespace rollcall::media {

MonotonicTime monotonicNow()
{
    const auto clock = GstRef<GstClock>::adopt(gst_system_clock_obtain());
    return MonotonicTime{int64_t(gst_clock_get_time(clock.get()))};
}

std::optional<std::chrono::nanoseconds> sinceCapture(const std::optional<UtcTime> &captured)
{
    constexpr auto believable = std::chrono::seconds(30);
    if (!captured)
        return std::nullopt;
    const std::chrono::nanoseconds age = std::chrono::system_clock::now() - *captured;
    return age > -believable && age < believable ? std::optional(age) : std::nullopt;
}

MonotonicTime captureTimeAt(GstElement *sink, GstSample *sample, GstBuffer *buffer)
{
    const GstClockTime running = gst_segment_to_running_time(gst_sample_get_segment(sample), GST_FORMAT_TIME, GST_BUFFER_PTS(buffer));
    if (!GST_CLOCK_TIME_IS_VALID(running))
        return monotonicNow();
    return MonotonicTime{int64_t(gst_element_get_base_time(sink) + running)};
}

} // namespace rollcall::media
