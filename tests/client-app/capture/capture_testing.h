#pragma once

#include "capture/video_frame.h"

#include <QByteArray>

#include <mutex>
#include <vector>

namespace rollcall::testing {

// Remembers when pictures were captured and what they were like.
class RecordingSink final : public capture::FrameSink {
public:
    void consume(const capture::VideoFrame &frame) override
    {
        int width = 0;
        int height = 0;
        const GstStructure *structure = gst_caps_get_structure(frame.caps.get(), 0);
        gst_structure_get_int(structure, "width", &width);
        gst_structure_get_int(structure, "height", &height);
        const std::scoped_lock lock{m_mutex};
        m_times.push_back(frame.captured);
        m_arrivals.push_back(media::monotonicNow());
        m_width = width;
        m_height = height;
    }

    [[nodiscard]] size_t count() const
    {
        const std::scoped_lock lock{m_mutex};
        return m_times.size();
    }
    [[nodiscard]] std::vector<media::MonotonicTime> times() const
    {
        const std::scoped_lock lock{m_mutex};
        return m_times;
    }
    [[nodiscard]] std::vector<media::MonotonicTime> arrivals() const
    {
        const std::scoped_lock lock{m_mutex};
        return m_arrivals;
    }
    [[nodiscard]] std::pair<int, int> size() const
    {
        const std::scoped_lock lock{m_mutex};
        return {m_width, m_height};
    }

private:
    mutable std::mutex m_mutex;
    std::vector<media::MonotonicTime> m_times;
    std::vector<media::MonotonicTime> m_arrivals;
    int m_width = 0;
    int m_height = 0;
};

} // namespace rollcall::testing
