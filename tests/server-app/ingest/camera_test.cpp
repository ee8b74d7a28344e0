#include "ingest/camera.h"
#include "ingest/camera_registry.h"
#include "support/media_testing.h"

#include <gtest/gtest.h>

using namespace rollcall;
using namespace rollcall::ingest;
using namespace rollcall::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

using State = Camera::State;

// Says the format first, as a peer does.
class FormattedInput : public media::RtpSink {
public:
    FormattedInput(std::shared_ptr<media::RtpSink> next, media::RtpFormat format)
        : m_next(std::move(next))
    {
        m_next->setFormat(format);
    }
    void setFormat(const media::RtpFormat &) override { }
    void consume(const media::RtpPacket &packet) override { m_next->consume(packet); }

private:
    const std::shared_ptr<media::RtpSink> m_next;
};

class CameraTest : public ::testing::Test {
protected:
    CameraTest()
    {
        QObject::connect(&camera, &Camera::keyframeNeeded, &camera, [this] {
            ++keyframesWanted;
            sender.forceKeyframe();
        });
        QObject::connect(&camera, &Camera::decodingFailed, &camera, [](const QString &message) { ADD_FAILURE() << message.toStdString(); });
    }
    ~CameraTest() override
    {
        sender.setSink({});
        EXPECT_TRUE(media::waitForStoppedPipelines(10s));
    }
    void stream()
    {
        camera.arrive(u"The door"_s);
        sender.setSink(std::make_shared<FormattedInput>(camera.rtpInput(), sender.format()));
        sender.start();
    }
    // Counts into a number that outlives the camera's decoder.
    FrameSubscription take(const std::shared_ptr<std::atomic<int>> &count)
    {
        return camera.takeFrames([count](const media::DecodedFrame &) { ++*count; });
    }
    bool packetsFlow()
    {
        const int before = sender.packets();
        return waitUntil([&] { return sender.packets() > before + 30; });
    }

    TestSender sender{protocol::Codec::Vp8};
    ops::Metrics metrics;
    Camera camera{protocol::CameraId(u"door"_s), metrics};
    std::shared_ptr<std::atomic<int>> frames = std::make_shared<std::atomic<int>>(0);
    int keyframesWanted = 0;
};

} // namespace

TEST_F(CameraTest, decodingStartsWithTheFirstTakerAndStopsWithTheLast)
{
    stream();
    ASSERT_TRUE(packetsFlow());
    EXPECT_EQ(keyframesWanted, 0);
    EXPECT_TRUE(camera.pictureSize().isEmpty());

    const auto otherFrames = std::make_shared<std::atomic<int>>(0);
    auto subscription = take(frames);
    ASSERT_TRUE(waitUntil([&] { return *frames >= 3; }));
    EXPECT_GE(keyframesWanted, 1);
    EXPECT_EQ(camera.pictureSize(), QSize(320, 240));
    auto other = take(otherFrames);
    ASSERT_TRUE(waitUntil([&] { return *otherFrames >= 3; }));
    subscription = {};
    const int one = *otherFrames;
    ASSERT_TRUE(waitUntil([&] { return *otherFrames >= one + 3; }));

    other = {};
    EXPECT_TRUE(media::waitForStoppedPipelines(10s));  // the decoder's has ended
    const int after = *frames;
    const int otherAfter = *otherFrames;
    ASSERT_TRUE(packetsFlow());
    EXPECT_EQ(*frames, after);
    EXPECT_EQ(*otherFrames, otherAfter);
}

TEST_F(CameraTest, aTakerStaysThroughABreak)
{
    auto subscription = take(frames);
    stream();
    ASSERT_TRUE(waitUntil([&] { return *frames >= 3; }));
    sender.setSink({});
    camera.setState(State::Away);
    EXPECT_TRUE(media::waitForStoppedPipelines(10s));  // a camera that is away costs no decoder

    const int before = *frames;
    camera.arrive({});
    EXPECT_EQ(camera.name(), u"door"_s);
    sender.setSink(std::make_shared<FormattedInput>(camera.rtpInput(), sender.format()));
    ASSERT_TRUE(waitUntil([&] { return *frames >= before + 3; }));
}

TEST_F(CameraTest, aSubscriptionMayOutliveItsCamera)
{
    FrameSubscription subscription;
    {
        Camera shortLived(protocol::CameraId(u"short"_s), metrics);
        subscription = shortLived.takeFrames([](const media::DecodedFrame &) { });
    }
    subscription = {};
}

TEST_F(CameraTest, theStateIsToldWhenItChanges)
{
    int changes = 0;
    QObject::connect(&camera, &Camera::stateChanged, &camera, [&] { ++changes; });
    camera.arrive(u"The door"_s);
    camera.setState(State::Streaming);
    camera.setState(State::Streaming);
    camera.setState(State::Away);
    EXPECT_EQ(changes, 3);
    EXPECT_EQ(camera.name(), u"The door"_s);
}

TEST(CameraRegistry, isBoundedAndLetsTheCameraGoThatIsAwayLongest)
{
    ops::Metrics metrics;
    CameraRegistry registry(metrics);
    QList<protocol::CameraId> removed;
    QObject::connect(&registry, &CameraRegistry::cameraRemoved, &registry, [&](const protocol::CameraId &id) {
        EXPECT_EQ(registry.find(id), nullptr);
        removed.append(id);
    });
    const auto id = [](int number) { return protocol::CameraId(u"camera-%1"_s.arg(number)); };
    for (int i = 0; i < CameraRegistry::maxCameras; ++i)
        registry.camera(id(i))->setState(State::Streaming);
    EXPECT_EQ(registry.camera(id(-1)), nullptr);
    EXPECT_NE(registry.camera(id(5)), nullptr);  // a known one needs no room
    registry.find(id(7))->setState(State::Away);
    registry.find(id(3))->setState(State::Away);
    ASSERT_NE(registry.camera(id(-1)), nullptr);
    EXPECT_EQ(removed, QList{id(7)});
    EXPECT_EQ(registry.cameras().size(), CameraRegistry::maxCameras);
}
