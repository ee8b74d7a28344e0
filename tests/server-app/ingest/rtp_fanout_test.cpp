#include "ingest/rtp_fanout.h"

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <thread>

using namespace rollcall;
using namespace rollcall::ingest;

namespace {

struct RecordingSink : media::RtpSink {
    void setFormat(const media::RtpFormat &format) override { heard.push_back(format.codec == protocol::Codec::Vp8 ? "vp8" : "h264"); }
    void consume(const media::RtpPacket &) override
    {
        heard.emplace_back("packet");
        if (atPacket)
            atPacket();
    }
    std::vector<std::string> heard;
    std::function<void()> atPacket;
};

using Heard = std::vector<std::string>;
const media::RtpFormat vp8{protocol::Codec::Vp8, {}};
const media::RtpFormat h264{protocol::Codec::H264, {}};

} // namespace

TEST(RtpFanout, everyTakerHearsTheFormatBeforeItsFirstPacket)
{
    RtpFanout fanout;
    const auto early = std::make_shared<RecordingSink>();
    const auto late = std::make_shared<RecordingSink>();
    fanout.add(early);
    fanout.setFormat(vp8);
    fanout.consume({});
    fanout.add(late);
    fanout.consume({});
    EXPECT_EQ(early->heard, (Heard{"vp8", "packet", "packet"}));
    EXPECT_EQ(late->heard, (Heard{"vp8", "packet"}));
}

TEST(RtpFanout, aNewFormatIsToldOnceToEverybody)
{
    RtpFanout fanout;
    const auto sink = std::make_shared<RecordingSink>();
    fanout.add(sink);
    fanout.setFormat(vp8);
    fanout.consume({});
    fanout.setFormat(vp8);  // another connection: what the packets are may be the same, their line is not
    fanout.setFormat(h264);
    fanout.consume({});
    fanout.consume({});
    EXPECT_EQ(sink->heard, (Heard{"vp8", "packet", "h264", "packet", "packet"}));
}

TEST(RtpFanout, aTakerThatCameAgainHearsTheFormatAgain)
{
    RtpFanout fanout;
    const auto sink = std::make_shared<RecordingSink>();
    fanout.setFormat(vp8);
    fanout.add(sink);
    fanout.consume({});
    fanout.remove(sink);
    fanout.consume({});
    fanout.add(sink);
    fanout.consume({});
    EXPECT_EQ(sink->heard, (Heard{"vp8", "packet", "vp8", "packet"}));
}

TEST(RtpFanout, takersMayComeAndGoDuringDelivery)
{
    RtpFanout fanout;
    const auto newcomer = std::make_shared<RecordingSink>();
    auto leaving = std::make_shared<RecordingSink>();
    const std::weak_ptr<RecordingSink> gone = leaving;
    fanout.setFormat(vp8);
    fanout.add(leaving);
    bool left = false;
    leaving->atPacket = [&] {
        if (std::exchange(left, true))
            return;
        fanout.remove(std::exchange(leaving, nullptr));
        fanout.add(newcomer);
    };
    fanout.consume({});
    EXPECT_TRUE(gone.expired());
    EXPECT_TRUE(newcomer->heard.empty());
    fanout.consume({});
    EXPECT_EQ(newcomer->heard, (Heard{"vp8", "packet"}));
}

// Two senders as at a takeover, and takers that come and go meanwhile: each taker is called by one thread at a time.
TEST(RtpFanout, eachTakerIsCalledByOneThreadAtATime)
{
    struct Strict : media::RtpSink {
        void setFormat(const media::RtpFormat &) override { step(); }
        void consume(const media::RtpPacket &) override
        {
            step();
            ++packets;
        }
        void step()
        {
            if (inside.exchange(true))
                together = true;
            std::this_thread::yield();
            inside = false;
        }
        std::atomic<bool> inside{false};
        std::atomic<bool> together{false};
        std::atomic<int> packets{0};
    };
    RtpFanout fanout;
    const auto steady = std::make_shared<Strict>();
    fanout.add(steady);
    {
        const auto send = [&] {
            for (int i = 0; i < 2'000; ++i) {
                if (i % 100 == 0)
                    fanout.setFormat(vp8);
                fanout.consume({});
            }
        };
        std::jthread one(send);
        std::jthread other(send);
        for (int i = 0; i < 500; ++i) {
            const auto passing = std::make_shared<Strict>();
            fanout.add(passing);
            fanout.remove(passing);
        }
    }
    EXPECT_EQ(steady->packets, 4'000);
    EXPECT_FALSE(steady->together);
}

namespace {

struct KeyframeRecorder : media::RtpSink {
    void setFormat(const media::RtpFormat &) override { heard += 'f'; }
    void consume(const media::RtpPacket &packet) override { heard += packet.beginsKeyframe ? 'K' : 'p'; }
    std::string heard;
};

media::RtpPacket at(std::chrono::nanoseconds age, bool beginsKeyframe)
{
    return {{}, media::monotonicNow() - age, {}, beginsKeyframe};
}

} // namespace

TEST(RtpFanout, aNewcomerBeginsWithTheLastKeyframeAtOnce)
{
    using namespace std::chrono_literals;
    RtpFanout fanout;
    fanout.setFormat(vp8);
    fanout.consume(at(300ms, false));
    fanout.consume(at(200ms, true));
    fanout.consume(at(100ms, false));
    const auto newcomer = std::make_shared<KeyframeRecorder>();
    EXPECT_TRUE(fanout.addFromKeyframe(newcomer));
    EXPECT_EQ(newcomer->heard, "fKp");
    fanout.consume(at(0ms, false));
    EXPECT_EQ(newcomer->heard, "fKpp");
}

TEST(RtpFanout, nothingOldIsKeptForNewcomers)
{
    using namespace std::chrono_literals;
    RtpFanout fanout;
    const auto newcomer = std::make_shared<KeyframeRecorder>();
    fanout.setFormat(vp8);
    fanout.consume(at(800ms, true));
    fanout.consume(at(100ms, false));  // too long after it
    EXPECT_FALSE(fanout.addFromKeyframe(newcomer));
    fanout.consume(at(0ms, true));
    fanout.setFormat(h264);  // another connection
    EXPECT_FALSE(fanout.addFromKeyframe(std::make_shared<KeyframeRecorder>()));
    for (std::size_t i = 0; i <= RtpFanout::keptPackets; ++i)
        fanout.consume(at(0ms, i == 0));
    EXPECT_FALSE(fanout.addFromKeyframe(std::make_shared<KeyframeRecorder>()));
}
