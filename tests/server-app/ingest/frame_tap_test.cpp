#include "ingest/frame_tap.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

using namespace rollcall;
using namespace rollcall::ingest;

namespace {

std::shared_ptr<const FrameTap::Taker> taker(FrameTap::Taker function)
{
    return std::make_shared<const FrameTap::Taker>(std::move(function));
}

media::DecodedFrame frame(uint32_t rtpTimestamp)
{
    media::DecodedFrame made;
    made.rtpTimestamp = rtpTimestamp;
    return made;
}

} // namespace

TEST(FrameTap, everyTakerGetsEveryFrameWhileItIsThere)
{
    FrameTap tap;
    std::vector<uint32_t> first;
    std::vector<uint32_t> second;
    const auto one = taker([&](const media::DecodedFrame &taken) { first.push_back(taken.rtpTimestamp); });
    const auto two = taker([&](const media::DecodedFrame &taken) { second.push_back(taken.rtpTimestamp); });
    EXPECT_TRUE(tap.isEmpty());
    tap.add(one);
    tap.deliver(frame(1));
    tap.add(two);
    tap.deliver(frame(2));
    tap.remove(one);
    EXPECT_FALSE(tap.isEmpty());
    tap.deliver(frame(3));
    tap.remove(two);
    EXPECT_TRUE(tap.isEmpty());
    tap.deliver(frame(4));
    EXPECT_EQ(first, (std::vector<uint32_t>{1, 2}));
    EXPECT_EQ(second, (std::vector<uint32_t>{2, 3}));
}

TEST(FrameTap, aTakerMayLeaveDuringDelivery)
{
    FrameTap tap;
    int frames = 0;
    std::shared_ptr<const FrameTap::Taker> self;
    self = taker([&](const media::DecodedFrame &) {
        ++frames;
        tap.remove(std::exchange(self, nullptr));
    });
    tap.add(self);
    tap.deliver({});
    tap.deliver({});
    EXPECT_EQ(frames, 1);
    EXPECT_TRUE(tap.isEmpty());
}

// What a taker holds ends outside the lock: its end may look at the tap.
TEST(FrameTap, aTakersCapturesAreDestroyedOutsideTheLock)
{
    FrameTap tap;
    bool looked = false;
    auto capture = std::shared_ptr<void>(nullptr, [&](void *) { looked = tap.isEmpty(); });
    auto last = taker([held = std::move(capture)](const media::DecodedFrame &) {});
    tap.add(last);
    std::weak_ptr<const FrameTap::Taker> gone = last;
    tap.remove(std::exchange(last, nullptr));
    EXPECT_TRUE(gone.expired());
    EXPECT_TRUE(looked);
}

TEST(FrameTap, takersComeAndGoWhileFramesFlow)
{
    FrameTap tap;
    std::atomic<int> frames{0};
    std::atomic<bool> done{false};
    std::jthread decoder([&] {
        while (!done)
            tap.deliver({});
    });
    for (int i = 0; i < 1'000; ++i) {
        const auto passing = taker([&](const media::DecodedFrame &) { ++frames; });
        tap.add(passing);
        tap.remove(passing);
    }
    const auto steady = taker([&](const media::DecodedFrame &) { frames = -1'000'000; });
    tap.add(steady);
    while (frames >= 0)
        std::this_thread::yield();
    done = true;
    decoder.join();
    EXPECT_LT(frames, 0);
}
