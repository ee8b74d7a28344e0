#include "capture/camera_source.h"
#include "capture/capture.h"
#include "client-app/capture/capture_testing.h"
#include "media/gstreamer.h"
#include "support/media_testing.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using namespace rollcall;
using namespace std::chrono_literals;
using capture::Capture;
using rollcall::testing::RecordingSink;
using rollcall::testing::waitUntil;

namespace {

// A capture with everything that it said.
struct Running {
    explicit Running(std::unique_ptr<capture::VideoSource> source, capture::Patience patience = {}, capture::PictureFormat wish = {320, 240, 30})
        : capture(std::move(source), wish, sink, patience)
    {
        QObject::connect(&capture, &Capture::running, &capture, [this] { ++started; });
        QObject::connect(&capture, &Capture::waiting, &capture, [this](const media::Error &error) { troubles.append(error.message); });
        QObject::connect(&capture, &Capture::failed, &capture, [this](const media::Error &error) { failure = error.message; });
        capture.start();
    }
    explicit Running(const QString &source, capture::Patience patience = {}, capture::PictureFormat wish = {320, 240, 30})
        : Running(capture::makeSource(*capture::parseSource(source)), patience, wish)
    {
    }

    std::shared_ptr<RecordingSink> sink = std::make_shared<RecordingSink>();
    Capture capture;
    int started = 0;
    QStringList troubles;
    QString failure;
};

// Takes long for its pictures, and notices when another one comes meanwhile.
class SlowSink final : public capture::FrameSink {
public:
    void consume(const capture::VideoFrame &) override
    {
        if (m_taking.exchange(true))
            ++overlaps;
        ++taken;
        std::this_thread::sleep_for(50ms);
        m_taking = false;
    }
    std::atomic<int> taken{0};
    std::atomic<int> overlaps{0};

private:
    std::atomic<bool> m_taking{false};
};

// Encodes a short clip with GStreamer itself and waits for its end.
void writeClip(const QString &pipeline)
{
    const auto element = media::GstRef<GstElement>::retain(gst_parse_launch(pipeline.toUtf8().constData(), nullptr));
    ASSERT_TRUE(element);
    gst_element_set_state(element.get(), GST_STATE_PLAYING);
    const auto bus = media::GstRef<GstBus>::adopt(gst_element_get_bus(element.get()));
    const auto message = media::GstRef<GstMessage>::adopt(
        gst_bus_timed_pop_filtered(bus.get(), 20 * GST_SECOND, GstMessageType(GST_MESSAGE_EOS | GST_MESSAGE_ERROR)));
    gst_element_set_state(element.get(), GST_STATE_NULL);
    ASSERT_TRUE(message);
    ASSERT_EQ(GST_MESSAGE_TYPE(message.get()), GST_MESSAGE_EOS);
}

void expectSteps(const std::vector<media::MonotonicTime> &times, media::MonotonicTime step)
{
    for (size_t i = 1; i < times.size(); ++i) {
        const auto delta = times[i] - times[i - 1];
        EXPECT_NEAR(std::chrono::duration<double>(delta).count(), std::chrono::duration<double>(step).count(), 0.003) << "picture " << i;
    }
}

TEST(Capture, isOpenedAgainWithoutTwoPicturesAtOnce)
{
    const auto sink = std::make_shared<SlowSink>();
    Capture capture(capture::makeSource(capture::TestPicture{u"ball"_s}), {320, 240, 30}, sink);
    for (int opening = 0; opening < 10; ++opening) {
        capture.start();
        ASSERT_TRUE(waitUntil([&, before = sink->taken.load()] { return sink->taken > before; }));
        capture.stop();  // while a picture is in hand
    }
    EXPECT_EQ(sink->overlaps, 0);
}

class CaptureFile : public ::testing::TestWithParam<const char *> {
protected:
    QTemporaryDir folder;
};

TEST_P(CaptureFile, loopsInRealTimeWithContinuousTimestamps)
{
    const QString path = folder.filePath(u"clip"_s);
    writeClip(u"videotestsrc num-buffers=10 ! video/x-raw,format=I420,width=320,height=240,framerate=25/1 ! "_s + QString::fromLatin1(GetParam())
              + u" ! filesink location="_s + path);
    Running running(path);
    ASSERT_TRUE(waitUntil([&] { return running.sink->count() >= 45; })) << running.troubles.join(u'\n').toStdString() << running.failure.toStdString();
    running.capture.stop();
    EXPECT_EQ(running.sink->size(), std::pair(320, 240));
    EXPECT_EQ(running.troubles, QStringList());
    const auto times = running.sink->times();
    expectSteps(times, 40ms);  // four rounds and a half: the seams are among them
    const auto arrivals = running.sink->arrivals();
    const double seconds = std::chrono::duration<double>(arrivals[44] - arrivals[0]).count();
    EXPECT_NEAR(seconds, 44 * 0.040, 0.3) << "not in real time";
    EXPECT_LT(std::chrono::abs(arrivals[44] - times[44]), media::MonotonicTime(200ms)) << "times are not those of the system clock";
}

INSTANTIATE_TEST_SUITE_P(Formats, CaptureFile,
    ::testing::Values("vp8enc deadline=1 ! webmmux", "x264enc tune=zerolatency ! mp4mux", "x264enc bframes=2 ! h264parse ! mpegtsmux", "jpegenc ! avimux",
                      "x264enc tune=zerolatency ! video/x-h264,stream-format=byte-stream"));

TEST(CaptureFileErrors, missingFileIsFinal)
{
    Running running(u"/nowhere/clip.mp4"_s);
    EXPECT_EQ(running.failure, u"There is no file \u201c/nowhere/clip.mp4\u201d. Check the path."_s);
    EXPECT_EQ(running.capture.state(), Capture::State::Stopped);
}

TEST(CaptureFileErrors, folderIsFinal)
{
    Running running(QDir::tempPath());
    EXPECT_TRUE(running.failure.contains(u"is a folder"_s));
}

TEST(CaptureFileErrors, textIsNotAVideo)
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"notes.mp4"_s));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(QByteArray("not a video at all\n").repeated(100));
    file.close();
    Running running(file.fileName());
    ASSERT_TRUE(waitUntil([&] { return !running.failure.isEmpty(); }));
    EXPECT_TRUE(running.failure.contains(u"is not a video"_s)) << running.failure.toStdString();
}

TEST(CaptureFileErrors, soundAloneIsNotAVideo)
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"sound.ogg"_s);
    writeClip(u"audiotestsrc num-buffers=50 ! vorbisenc ! oggmux ! filesink location="_s + path);
    Running running(path);
    ASSERT_TRUE(waitUntil([&] { return !running.failure.isEmpty(); }));
    EXPECT_TRUE(running.failure.contains(u"is not a video"_s)) << running.failure.toStdString();
}

TEST(CaptureTest, givesTheWishedFormatOnTheSharedClock)
{
    Running running(u"test"_s, {}, {400, 300, 20});
    ASSERT_TRUE(waitUntil([&] { return running.sink->count() >= 20; }));
    EXPECT_EQ(running.started, 1);
    EXPECT_EQ(running.sink->size(), std::pair(400, 300));
    expectSteps(running.sink->times(), 50ms);
    EXPECT_LT(std::chrono::abs(running.sink->arrivals()[10] - running.sink->times()[10]), media::MonotonicTime(200ms));
}

TEST(CaptureTest, unknownPatternNamesTheKnownOnes)
{
    Running running(u"test:nonsense"_s);
    EXPECT_TRUE(running.failure.contains(u"smpte"_s)) << running.failure.toStdString();
}

TEST(CaptureTest, failingSourceIsOpenedAgain)
{
    capture::Patience patience;
    patience.firstRetry = 20ms;
    patience.longestRetry = 40ms;
    Running running(u"pipeline:videotestsrc is-live=true ! identity error-after=5"_s, patience);
    ASSERT_TRUE(waitUntil([&] { return running.started >= 3; }));
    EXPECT_GE(running.troubles.size(), 2);
    EXPECT_TRUE(running.troubles.first().startsWith(u"The custom pipeline failed"_s)) << running.troubles.first().toStdString();
    const auto times = running.sink->times();
    EXPECT_TRUE(std::is_sorted(times.begin(), times.end())) << "times go on over a restart";
}

TEST(CaptureTest, endingSourceIsOpenedAgain)
{
    capture::Patience patience;
    patience.firstRetry = 20ms;
    Running running(u"pipeline:videotestsrc is-live=true num-buffers=5"_s, patience);
    ASSERT_TRUE(waitUntil([&] { return running.started >= 2; }));
    EXPECT_EQ(running.troubles.first(), u"The custom pipeline came to its end."_s);
}

TEST(CaptureTest, sourceThatNeverGivesAPictureIsDiagnosed)
{
    capture::Patience patience;
    patience.firstPicture = 200ms;
    Running running(u"pipeline:videotestsrc is-live=true ! valve drop=true"_s, patience);
    ASSERT_TRUE(waitUntil([&] { return !running.troubles.isEmpty(); }));
    EXPECT_TRUE(running.troubles.first().contains(u"gives no picture"_s));
}

TEST(CaptureTest, sourceThatFallsSilentIsOpenedAgain)
{
    capture::Patience patience;
    patience.silence = 200ms;
    patience.firstRetry = 20ms;
    // One picture, then it waits for the next one, which is due in a second.
    Running running(u"pipeline:videotestsrc is-live=true ! video/x-raw,framerate=1/1"_s, patience);
    ASSERT_TRUE(waitUntil([&] { return running.started >= 2; }));
    EXPECT_TRUE(running.troubles.first().contains(u"gives no picture"_s));
}

TEST(CaptureTest, filesOfACustomPipelineAreShownFromNow)
{
    Running running(u"pipeline:videotestsrc num-buffers=1000 ! video/x-raw,framerate=25/1"_s);
    ASSERT_TRUE(waitUntil([&] { return running.sink->count() >= 25; }));
    expectSteps(running.sink->times(), 40ms);
    const auto arrivals = running.sink->arrivals();
    EXPECT_NEAR(std::chrono::duration<double>(arrivals[24] - arrivals[0]).count(), 0.96, 0.3);
}

TEST(CaptureTest, stopsBeforeTheFirstPicture)
{
    for (int i = 0; i < 20; ++i) {
        Running running(u"test"_s);
        running.capture.stop();
        EXPECT_EQ(running.capture.state(), Capture::State::Stopped);
    }
    EXPECT_TRUE(media::waitForStoppedPipelines(10s));
}

// A camera of the given kind, made of a test picture.
std::unique_ptr<capture::VideoSource> fakeCamera(const QString &pipeline)
{
    return std::make_unique<capture::CameraSource>(capture::CameraDevice{u"/dev/video7"_s}, [pipeline](const QString &) {
        return std::expected<media::GstRef<GstElement>, media::Error>(
            media::GstRef<GstElement>::retain(gst_parse_bin_from_description((pipeline + u" ! identity"_s).toUtf8().constData(), TRUE, nullptr)));
    });
}

TEST(CaptureCamera, decodesACameraThatGivesMjpegOnly)
{
    Running running(fakeCamera(u"videotestsrc is-live=true ! video/x-raw,width=640,height=480,framerate=30/1 ! jpegenc"_s), {}, {640, 480, 30});
    ASSERT_TRUE(waitUntil([&] { return running.sink->count() >= 10; })) << running.troubles.join(u'\n').toStdString();
    EXPECT_EQ(running.sink->size(), std::pair(640, 480));
}

TEST(CaptureCamera, takesTheWishedFormatOfARawCamera)
{
    Running running(fakeCamera(u"videotestsrc is-live=true"_s), {}, {640, 480, 30});
    ASSERT_TRUE(waitUntil([&] { return running.sink->count() >= 10; })) << running.troubles.join(u'\n').toStdString();
    EXPECT_EQ(running.sink->size(), std::pair(640, 480));
}

TEST(CaptureCamera, takesWhatACameraHasThatLacksTheWishedFormat)
{
    Running running(fakeCamera(u"videotestsrc is-live=true ! video/x-raw,format=YUY2,width=176,height=144,framerate=15/1"_s), {}, {640, 480, 30});
    ASSERT_TRUE(waitUntil([&] { return running.sink->count() >= 5; })) << running.troubles.join(u'\n').toStdString();
    EXPECT_EQ(running.sink->size(), std::pair(176, 144));
}

TEST(CaptureCamera, missingCameraIsWaitedFor)
{
    Running running(u"/dev/video-none"_s);
    ASSERT_EQ(running.troubles.size(), 1);
    EXPECT_TRUE(running.troubles.first().startsWith(u"There is no camera at /dev/video-none."_s));
    EXPECT_EQ(running.capture.state(), Capture::State::Waiting);
}

TEST(CaptureCamera, somethingElseThanACameraIsDiagnosed)
{
    Running running(u"/dev/null"_s);
    ASSERT_TRUE(waitUntil([&] { return !running.troubles.isEmpty(); }));
    EXPECT_TRUE(running.troubles.first().contains(u"/dev/null"_s)) << running.troubles.first().toStdString();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    ::testing::InitGoogleTest(&argc, argv);
    if (!media::initialiseGStreamer())
        return 1;
    const int result = RUN_ALL_TESTS();
    return media::waitForStoppedPipelines(std::chrono::seconds(10)) ? result : 1;
}
