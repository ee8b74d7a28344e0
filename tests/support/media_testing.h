#pragma once

#include "media/pipeline.h"
#include "media/rtp.h"
#include "media/video_decoder.h"
#include "support/wait.h"

#include <QObject>

#include <atomic>
#include <memory>
#include <mutex>

namespace rollcall::testing {

// A live test picture (colour bars with a patch of noise), encoded, as RTP, for tests of what comes after an encoder. Its packets
// go to the sink on a streaming thread.
class TestSender {
public:
    explicit TestSender(protocol::Codec codec, int width = 320, int height = 240, int frameRate = 30);
    ~TestSender();

    [[nodiscard]] media::RtpFormat format() const;
    void setSink(std::shared_ptr<media::RtpSink> sink);
    void start();
    void forceKeyframe();
    [[nodiscard]] int packets() const { return m_shared->packets; }

private:
    struct Shared {
        std::mutex mutex;
        std::shared_ptr<media::RtpSink> sink;
        std::atomic<int> packets{0};
    };
    static void attach(GstElement *appsink, const std::shared_ptr<Shared> &shared);

    protocol::Codec m_codec;
    QObject m_context;
    std::shared_ptr<Shared> m_shared = std::make_shared<Shared>();
    std::unique_ptr<media::Pipeline> m_pipeline;
    GstElement *m_encoder = nullptr;
    media::GstRef<GstCaps> m_caps;
};

} // namespace rollcall::testing
