#pragma once

#include "live/jpeg_encoder.h"
#include "media/frame_pace.h"
#include "media/latest_value.h"
#include "media/owner_handle.h"
#include "media/round_robin.h"

#include <atomic>
#include <functional>
#include <mutex>

namespace rollcall::live {

// A picture of a camera, ready to be sent. The bytes are shared by all who have it.
struct JpegPicture {
    QByteArray bytes;
    media::MonotonicTime received{};
};

// One camera's way from its decoder over the worker to its feed: the newest frame, the newest JPEG, no queue.
class JpegWork : public media::RoundRobin<JpegWork>::Place {
public:
    // `encoded` is called on the worker, whenever a picture is there and the one before was taken.
    JpegWork(QString camera, std::function<void()> encoded);

    // Any thread. What the most demanding taker wants.
    void want(int picturesPerSecond, int quality, int width);
    // The thread of whoever gives the frames, one at a time. True when the worker has to be woken.
    [[nodiscard]] bool offer(const MarkedFrame &frame);
    // Worker.
    void serve(JpegEncoder &encoder);
    // The feed's thread.
    [[nodiscard]] std::optional<JpegPicture> take() { return m_encoded.take(); }

private:
    const QString m_camera;
    const std::function<void()> m_ready;
    std::atomic<int> m_rate{1};
    std::atomic<int> m_quality{JpegEncoder::lowestQuality};
    std::atomic<int> m_width{0};
    std::mutex m_paceMutex;  // a camera's new decoder may begin before the last frame of the old one has left
    media::FramePace m_pace;
    media::LatestValue<MarkedFrame> m_newest;
    media::LatestValue<JpegPicture> m_encoded;
    bool m_failing = false;  // worker
};

using JpegWorker = media::RoundRobin<JpegWork>;

} // namespace rollcall::live
