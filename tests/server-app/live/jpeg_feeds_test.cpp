// Feeds over a real decoder: a camera in this process whose RTP goes straight into the registry's Camera.

#include "live/jpeg_feeds.h"
#include "media/gstreamer.h"
#include "media/pipeline.h"
#include "support/media_testing.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <gtest/gtest.h>

using namespace rollcall;
using namespace rollcall::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

// What a taker was given.
struct Album {
    explicit Album(std::unique_ptr<live::JpegTaker> from)
        : taker(std::move(from))
    {
        QObject::connect(taker.get(), &live::JpegTaker::picture, taker.get(), [this](const live::JpegPicture &picture) { pictures.push_back(picture); });
        QObject::connect(taker.get(), &live::JpegTaker::ended, taker.get(), [this] { ended = true; });
    }
    std::vector<live::JpegPicture> pictures;
    bool ended = false;
    std::unique_ptr<live::JpegTaker> taker;
};

class JpegFeedsTest : public ::testing::Test {
protected:
    JpegFeedsTest()
    {
        QObject::connect(camera, &ingest::Camera::keyframeNeeded, &context, [this] { sender.forceKeyframe(); });
        connectCamera();
        sender.start();
    }
    ~JpegFeedsTest() override { sender.setSink({}); }
    void connectCamera()
    {
        camera->rtpInput()->setFormat(sender.format());
        sender.setSink(camera->rtpInput());
        camera->setState(ingest::Camera::State::Streaming);
    }
    [[nodiscard]] std::unique_ptr<live::JpegTaker> take(live::JpegWish wish = {}) { return feeds.take(id, wish); }
    [[nodiscard]] int total(const QString &series) const
    {
        const QRegularExpression line(u"(?m)^"_s + series + u"\\{camera=\"door\"\\} (\\d+)"_s);
        return line.match(QString::fromStdString(metrics.text())).captured(1).toInt();
    }
    // While frames went on arriving, none was decoded.
    [[nodiscard]] bool restsWhileFramesArrive() const
    {
        const int decoded = total(u"rollcall_frames_decoded_total"_s);
        const int received = total(u"rollcall_frames_received_total"_s);
        return waitUntil([&] { return total(u"rollcall_frames_received_total"_s) >= received + 10; })
            && total(u"rollcall_frames_decoded_total"_s) == decoded;
    }

    const protocol::CameraId id{u"door"_s};
    QObject context;
    ops::Metrics metrics;
    ingest::CameraRegistry cameras{metrics};
    ingest::Camera *camera = cameras.camera(id);
    live::JpegFeeds feeds{cameras};
    TestSender sender{protocol::Codec::Vp8};
};

} // namespace

TEST_F(JpegFeedsTest, decodesOnlyWhileSomebodyTakes)
{
    EXPECT_TRUE(restsWhileFramesArrive());
    auto first = std::make_unique<Album>(take());
    auto second = std::make_unique<Album>(take());
    EXPECT_TRUE(waitUntil([&] { return first->pictures.size() >= 3 && second->pictures.size() >= 3; }));
    first.reset();
    const size_t before = second->pictures.size();
    EXPECT_TRUE(waitUntil([&] { return second->pictures.size() >= before + 3; }));
    second.reset();
    EXPECT_EQ(feeds.takerCount(), 0);
    EXPECT_TRUE(waitUntil([&] { return restsWhileFramesArrive(); }));
    const Album again(take());
    EXPECT_TRUE(waitUntil([&] { return !again.pictures.empty(); }));
}

TEST_F(JpegFeedsTest, encodesOnceForTakersOfDifferentRates)
{
    const Album often(take({.picturesPerSecond = 30, .quality = 50}));
    const Album seldom(take({.picturesPerSecond = 5, .quality = 80}));
    ASSERT_TRUE(waitUntil([&] { return seldom.pictures.size() >= 6; }));
    for (const live::JpegPicture &picture : seldom.pictures) {
        EXPECT_TRUE(std::ranges::any_of(often.pictures, [&](const live::JpegPicture &other) { return other.bytes.constData() == picture.bytes.constData(); }));
    }
    // Five intervals of a fifth of a second, whatever the load was: the grid does not drift.
    const auto span = seldom.pictures[5].received - seldom.pictures[0].received;
    EXPECT_GE(span, 880ms);
    EXPECT_GT(often.pictures.size(), seldom.pictures.size());
}

TEST_F(JpegFeedsTest, staysThroughABreakOfTheCamera)
{
    const Album album(take());
    ASSERT_TRUE(waitUntil([&] { return !album.pictures.empty(); }));
    sender.setSink({});
    camera->setState(ingest::Camera::State::Away);
    QCoreApplication::processEvents();
    const size_t before = album.pictures.size();
    connectCamera();
    EXPECT_TRUE(waitUntil([&] { return album.pictures.size() >= before + 3; }));
    EXPECT_FALSE(album.ended);
}

TEST_F(JpegFeedsTest, knowsNoCameraThatWasNeverHere)
{
    EXPECT_EQ(feeds.take(protocol::CameraId(u"attic"_s), {}), nullptr);
}

TEST_F(JpegFeedsTest, endsWithTheCamera)
{
    const Album album(take());
    sender.setSink({});
    camera->setState(ingest::Camera::State::Away);
    for (int i = 0; i < ingest::CameraRegistry::maxCameras; ++i)
        ASSERT_TRUE(cameras.camera(protocol::CameraId(u"other-%1"_s.arg(i))));  // the last one takes the place of the first
    EXPECT_TRUE(album.ended);
    EXPECT_EQ(feeds.take(id, {}), nullptr);
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    ::testing::InitGoogleTest(&argc, argv);
    if (!media::initialiseGStreamer())
        return 1;
    const int result = RUN_ALL_TESTS();
    return media::waitForStoppedPipelines(5s) ? result : 1;
}
