// Recognition of several cameras on few threads: more work than there is time for, and what is told of it.

#include "app/recognition_pool.h"

#include "media/gstreamer.h"
#include "support/wait.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <climits>
#include <map>
#include <mutex>
#include <numeric>
#include <span>
#include <thread>

namespace rollcall::app {

using namespace std::chrono_literals;
using namespace recognition;
using testing::waitUntil;

namespace {

constexpr int side = 128;

// A picture of one brightness: another one looks like motion. Nothing in it is sharp.
std::shared_ptr<const media::VideoPicture> plain(int luma)
{
    using media::GstRef;
    const auto caps = GstRef<GstCaps>::adopt(gst_caps_new_simple("video/x-raw", "format", G_TYPE_STRING, "I420", "width", G_TYPE_INT, side,
                                                                 "height", G_TYPE_INT, side, nullptr));
    GstVideoInfo info;
    gst_video_info_from_caps(&info, caps.get());
    const auto buffer = GstRef<GstBuffer>::adopt(gst_buffer_new_allocate(nullptr, info.size, nullptr));
    gst_buffer_memset(buffer.get(), 0, uint8_t(luma), info.size);
    const auto sample = GstRef<GstSample>::adopt(gst_sample_new(buffer.get(), caps.get(), nullptr, nullptr));
    return media::VideoPicture::map(sample.get());
}

// Takes its time, as detectors do on a slow machine.
class SlowDetector final : public FaceDetector {
public:
    explicit SlowDetector(std::chrono::milliseconds cost)
        : m_cost(cost)
    {
    }
    std::expected<std::vector<Detection>, Error> detect(const Picture &, float) override
    {
        std::this_thread::sleep_for(m_cost);
        return std::vector{Detection{Box{20, 20, 80, 80}, 1, std::nullopt}};
    }

private:
    const std::chrono::milliseconds m_cost;
};

class FixedLandmarks final : public LandmarkFinder {
public:
    std::expected<Face, Error> find(const Picture &, const Detection &detection) override
    {
        return Face{detection.box, 1, {Point{40, 40}, {80, 40}, {60, 60}, {45, 80}, {75, 80}}, {}};
    }
};

class NoEmbedder final : public FaceEmbedder {
public:
    std::expected<Embedding, Error> embed(const Picture &, const Face &) override { return Embedding{{"made-up", "1"}, {1, 0}}; }
};

class Recorder final : public ops::CameraMetrics {
public:
    std::atomic<int> recognised = 0;
    std::map<ops::SkipReason, std::atomic<int>> skipped{};
    std::mutex mutex;  // guards the following
    std::vector<std::chrono::nanoseconds> ages;
    std::map<std::string, int> refused;

    Recorder()
    {
        for (const auto reason : {ops::SkipReason::Busy, ops::SkipReason::Still, ops::SkipReason::Budget})
            skipped[reason] = 0;
    }
    void frameReceived() override { }
    void frameDecoded(std::optional<std::chrono::nanoseconds>) override { }
    void frameDropped() override { }
    void frameRecognised(std::optional<std::chrono::nanoseconds> sinceCapture) override
    {
        ++recognised;
        const std::scoped_lock lock{mutex};
        ages.push_back(sinceCapture.value_or(1h));
    }
    void frameSkipped(ops::SkipReason reason) override { ++skipped.at(reason); }
    void faceRefused(std::string_view reason) override
    {
        const std::scoped_lock lock{mutex};
        ++refused[std::string(reason)];
    }
    void livenessRefused(const std::string &) override { }
    void keyframeRequested() override { }
    void viewerCame() override { }
    void viewerLeft() override { }
    void viewerStarted(std::chrono::nanoseconds) override { }
    void viewerSkipped() override { }
    void setRtp(const ops::RtpTotals &) override { }
};

class Pool : public ::testing::Test {
protected:
    static void SetUpTestSuite()
    {
        ASSERT_TRUE(media::initialiseGStreamer());
        s_engine = Engine::load({}).value();
    }
    static void TearDownTestSuite() { s_engine.reset(); }

    void start(std::chrono::milliseconds detectorCost, double share = 1)
    {
        std::vector<std::unique_ptr<Workspace>> workspaces;
        workspaces.push_back(std::make_unique<Workspace>(
            Workspace{std::make_unique<SlowDetector>(detectorCost), std::make_unique<FixedLandmarks>(), std::make_unique<NoEmbedder>()}));
        RecognizerSettings settings;  // every frame is searched
        settings.detectEvery = settings.detectEveryWhileNew = settings.searchWholeEvery = settings.searchAgainEvery = 0ms;
        pool = std::make_unique<RecognitionPool>(s_engine, settings, std::move(workspaces), app::RecognitionLimits{.cameraShare = share});
    }
    void addCameras(int count)
    {
        for (int i = 0; i < count; ++i) {
            recorders.push_back(std::make_shared<Recorder>());
            takers.push_back(pool->addSource(camera(i), recorders.back()));
        }
    }
    static protocol::CameraId camera(int number) { return protocol::CameraId(QStringLiteral("camera-%1").arg(number)); }

    // A frame of every camera each few milliseconds, for that long: the load, not a wait for something.
    void feed(std::chrono::milliseconds duration)
    {
        const auto end = std::chrono::steady_clock::now() + duration;
        while (std::chrono::steady_clock::now() < end) {
            media::DecodedFrame frame;
            frame.picture = pictures[size_t(++fed) % pictures.size()];
            frame.received = frame.decoded = media::monotonicNow();
            frame.captured = std::chrono::system_clock::now();
            for (const auto &taker : takers)
                taker(frame);
            std::this_thread::sleep_for(4ms);
        }
    }

    static inline std::shared_ptr<const Engine> s_engine;
    const std::array<std::shared_ptr<const media::VideoPicture>, 7> pictures{plain(60), plain(80), plain(100), plain(120), plain(140), plain(160), plain(180)};
    std::unique_ptr<RecognitionPool> pool;
    std::vector<std::shared_ptr<Recorder>> recorders;
    std::vector<ingest::FrameTap::Taker> takers;
    int fed = 0;
};

std::chrono::nanoseconds mean(std::span<const std::chrono::nanoseconds> times)
{
    return std::accumulate(times.begin(), times.end(), std::chrono::nanoseconds{}) / std::max<int64_t>(1, std::ssize(times));
}

} // namespace

// Six cameras want 250 frames a second each; there is time for about a hundred in all.
TEST_F(Pool, underOverloadEveryCameraGetsAsManyFramesAndNoneFallsBehind)
{
    start(10ms);
    addCameras(6);
    (void)pool->takeLoad();
    feed(2s);
    const double load = pool->takeLoad();
    pool->stop();
    int least = INT_MAX;
    int most = 0;
    for (const auto &recorder : recorders) {
        least = std::min(least, recorder->recognised.load());
        most = std::max(most, recorder->recognised.load());
        // Every frame was recognised or told as left out, but for one that was waiting and one under way at the end.
        EXPECT_NEAR(recorder->recognised.load() + recorder->skipped.at(ops::SkipReason::Busy).load(), fed, 2);
        EXPECT_GT(recorder->skipped.at(ops::SkipReason::Busy).load(), fed / 2);
        ASSERT_GE(recorder->ages.size(), 10U);
        EXPECT_LT(*std::ranges::max_element(recorder->ages), 1s);  // a turn of all cameras takes 60 ms where nothing else runs
        const std::span<const std::chrono::nanoseconds> ages(recorder->ages);
        const size_t part = ages.size() / 3;
        EXPECT_LT(mean(ages.last(part)), 2 * mean(ages.first(part)) + 100ms);
    }
    EXPECT_LE(most - least, 1 + most / 10) << least << " to " << most;
    EXPECT_GT(load, 0.7);
}

TEST_F(Pool, aCameraUsesNoMoreThanItsShareOfAThread)
{
    start(10ms, 0.2);
    addCameras(1);
    (void)pool->takeLoad();
    feed(2s);
    const double load = pool->takeLoad();
    pool->stop();
    EXPECT_GT(recorders[0]->recognised.load(), 5);
    EXPECT_GT(recorders[0]->skipped.at(ops::SkipReason::Budget).load(), 20);
    EXPECT_LT(load, 0.45);  // 0.2, and what a second leaves at the start
}

TEST_F(Pool, whyAFaceWasRefusedIsCountedAndRemembered)
{
    start(1ms);
    addCameras(2);
    EXPECT_FALSE(pool->lastRefused(camera(0)));
    const auto before = std::chrono::system_clock::now() - 1s;
    takers.pop_back();
    ASSERT_TRUE(waitUntil([&] {
        feed(20ms);
        return pool->lastRefused(camera(0)).has_value();
    }));
    const RefusedFace refused = *pool->lastRefused(camera(0));
    EXPECT_EQ(refused.reason, "too blurred");
    EXPECT_GT(refused.when, before);
    EXPECT_FALSE(pool->lastRefused(camera(1)));
    EXPECT_FALSE(pool->lastRefused(camera(7)));  // no such camera
    pool->stop();
    EXPECT_GT(recorders[0]->refused["too blurred"], 0);
}

} // namespace rollcall::app
