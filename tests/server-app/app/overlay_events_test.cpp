// Faces of frames on their way to viewers: the very frame, the right words.

#include "app/overlay_events.h"
#include "app/recognition_pool.h"

#include "demo/scene.h"
#include "media/gstreamer.h"
#include "support/wait.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include <cmath>
#include <mutex>

namespace rollcall::app {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using recognition::Engine;
using recognition::FaceState;
using recognition::TrackedFace;
using testing::waitUntil;

namespace {

constexpr int width = 640;
constexpr int height = 480;
constexpr quint32 ticksPerFrame = 3'000;  // 90 kHz at 30 frames a second

std::shared_ptr<const media::VideoPicture> pictureOf(const cv::Mat &bgr)
{
    using media::GstRef;
    cv::Mat i420;
    cv::cvtColor(bgr, i420, cv::COLOR_BGR2YUV_I420);
    const auto caps = GstRef<GstCaps>::adopt(gst_caps_new_simple("video/x-raw", "format", G_TYPE_STRING, "I420", "width", G_TYPE_INT, width, "height", G_TYPE_INT, height, nullptr));
    const auto buffer = GstRef<GstBuffer>::adopt(gst_buffer_new_memdup(i420.data, i420.total()));
    const auto sample = GstRef<GstSample>::adopt(gst_sample_new(buffer.get(), caps.get(), nullptr, nullptr));
    return media::VideoPicture::map(sample.get());
}

class Metrics {
public:
    static std::shared_ptr<ops::CameraMetrics> make()
    {
        static ops::Metrics metrics;
        return metrics.camera("door");
    }
};

TrackedFace face(FaceState state, std::optional<std::string> person = {})
{
    TrackedFace made;
    made.track = recognition::TrackId(7);
    made.box = {64, 48, 128, 96};
    made.state = state;
    made.person = std::move(person);
    made.confidence = 0.8;
    return made;
}

recognition::FrameResult resultWith(TrackedFace face)
{
    recognition::FrameResult result;
    result.width = width;
    result.height = height;
    result.faces.push_back(std::move(face));
    return result;
}

FaceMarker marker(bool suggests = false)
{
    return {.nameOf = [](const std::string &person) { return person == "anna" ? u"Anna"_s : QString(); }, .suggests = suggests};
}

double distance(const cv::Rect &truth, const live::FaceMark &mark)
{
    const double dx = truth.x + truth.width / 2.0 - (mark.x + mark.width / 2) * width;
    const double dy = truth.y + truth.height / 2.0 - (mark.y + mark.height / 2) * height;
    return std::hypot(dx, dy);
}

// Mean distance from each mark to the nearest face of the frame that is so many frames away.
double meanDistance(const demo::Scene &scene, const std::map<int, live::FaceMarks> &marked, int shift)
{
    double sum = 0;
    int count = 0;
    for (const auto &[index, marks] : marked) {
        const auto truth = scene.faces(std::max(0, index + shift));
        for (const live::FaceMark &mark : marks) {
            double nearest = width;
            for (const demo::VisibleFace &visible : truth)
                nearest = std::min(nearest, distance(visible.box, mark));
            sum += nearest;
            ++count;
        }
    }
    return count > 0 ? sum / count : width;
}

} // namespace

TEST(FaceMarker, saysWhatRecognitionKnows)
{
    using State = live::FaceMark::State;
    const auto only = [](const live::FaceMarks &marks) { return marks.at(0); };
    const live::FaceMark known = only(marker().marks(resultWith(face(FaceState::Recognised, "anna"))));
    EXPECT_EQ(known.state, State::Known);
    EXPECT_EQ(known.person, u"anna"_s);
    EXPECT_EQ(known.name, u"Anna"_s);
    EXPECT_DOUBLE_EQ(known.confidence, 0.8);
    EXPECT_EQ(known.track, 7U);
    EXPECT_DOUBLE_EQ(known.x, 0.1);
    EXPECT_DOUBLE_EQ(known.y, 0.1);
    EXPECT_DOUBLE_EQ(known.width, 0.2);
    EXPECT_DOUBLE_EQ(known.height, 0.2);
    EXPECT_EQ(only(marker(true).marks(resultWith(face(FaceState::Recognised, "anna")))).state, State::Suggested);
    EXPECT_EQ(only(marker().marks(resultWith(face(FaceState::Unknown)))).state, State::Unknown);

    TrackedFace dark = face(FaceState::Tentative);
    dark.fault = recognition::QualityFault::TooDark;
    EXPECT_EQ(only(marker().marks(resultWith(dark))).state, State::Deciding);
    EXPECT_EQ(only(marker().marks(resultWith(dark))).refused, u"too dark"_s);
    dark.state = FaceState::Recognised;
    dark.person = "anna";
    EXPECT_TRUE(only(marker().marks(resultWith(dark))).refused.isEmpty()) << "who is known needs no reason";
    dark.isHeldBack = true;
    dark.challenge = recognition::Challenge::TurnLeft;
    const live::FaceMark held = only(marker().marks(resultWith(dark)));
    EXPECT_EQ(held.state, State::Deciding);
    EXPECT_TRUE(held.person.isEmpty()) << "a name that does not count is not told";
    EXPECT_EQ(held.challenge, u"turn left"_s);
}

TEST(FaceMarker, cutsBoxesAtThePicturesEdge)
{
    TrackedFace edge = face(FaceState::Unknown);
    edge.box = {-32, -24, 128, 96};
    const live::FaceMark mark = marker().marks(resultWith(edge)).at(0);
    EXPECT_DOUBLE_EQ(mark.x, 0);
    EXPECT_DOUBLE_EQ(mark.y, 0);
    EXPECT_DOUBLE_EQ(mark.width, 0.15);
    EXPECT_DOUBLE_EQ(mark.height, 0.15);
    for (const recognition::Box &gone : {recognition::Box{-200, 0, 100, 100}, recognition::Box{590, 100, 128, 96}, recognition::Box{100, 100, 0, 0}}) {
        edge.box = gone;
        EXPECT_TRUE(marker().marks(resultWith(edge)).empty());
    }
}

TEST(OverlayEvents, writeWhatTheDocumentSays)
{
    auto marks = std::make_shared<live::FaceMarks>(marker().marks(resultWith(face(FaceState::Recognised, "anna"))));
    marks->push_back({.track = 9, .x = 0.123456, .y = 0, .width = 1, .height = 1, .state = live::FaceMark::State::Deciding, .refused = u"too dark"_s});
    const QJsonObject json = OverlayEvents::toJson(protocol::CameraId(u"door"_s), {.rtpTimestamp = 4'294'967'295U,
        .captured = std::chrono::system_clock::time_point(std::chrono::milliseconds(1'795'280'283'120)), .size = QSize(width, height), .faces = marks});
    EXPECT_EQ(json["camera"_L1].toString(), u"door"_s);
    EXPECT_EQ(json["rtpTimestamp"_L1].toInteger(), 4'294'967'295);
    EXPECT_EQ(json["capturedAt"_L1].toString(), u"2026-11-21T16:58:03.120Z"_s);
    EXPECT_TRUE(json["size"_L1].toArray() == (QJsonArray{width, height}));
    const QJsonObject anna = json["faces"_L1][0].toObject();
    EXPECT_TRUE(anna["box"_L1].toArray() == (QJsonArray{0.1, 0.1, 0.2, 0.2}));
    EXPECT_EQ(anna["state"_L1].toString(), u"known"_s);
    EXPECT_EQ(anna["name"_L1].toString(), u"Anna"_s);
    EXPECT_DOUBLE_EQ(anna["confidence"_L1].toDouble(), 0.8);
    EXPECT_TRUE(anna["refused"_L1].isNull());
    const QJsonObject other = json["faces"_L1][1].toObject();
    EXPECT_EQ(other["refused"_L1].toString(), u"too dark"_s);
    EXPECT_TRUE(other["person"_L1].isNull() && other["name"_L1].isNull() && other["confidence"_L1].isNull());
    EXPECT_DOUBLE_EQ(other["box"_L1][0].toDouble(), 0.1235);
}

// Each mark lies on the face of the frame whose RTP timestamp comes with it; frames before and after fit worse.
TEST(OverlayEvents, marksAreOfTheVeryFrameThatTheyName)
{
    ASSERT_TRUE(media::initialiseGStreamer());
    const demo::Scene scene(1);
    const auto engine = Engine::load({}).value();
    auto pool = RecognitionPool::create(engine, {}, {.threads = 1, .withPictures = false}).value();
    const protocol::CameraId door(u"door"_s);
    EXPECT_EQ(pool->take(door, [](const auto &) { }), nullptr) << "nobody looks at a camera that is not there";
    const auto taker = pool->addSource(door, Metrics::make());

    std::mutex mutex;
    std::map<int, live::FaceMarks> marked;
    int shown = 0;
    auto subscription = pool->take(door, [&](const live::MarkedFrame &frame) {
        const std::scoped_lock lock{mutex};
        ++shown;
        if (frame.faces && !frame.faces->empty())
            marked.emplace(int(frame.frame.rtpTimestamp / ticksPerFrame), *frame.faces);
    });
    ASSERT_TRUE(subscription);
    const auto count = [&] {
        const std::scoped_lock lock{mutex};
        return shown;
    };
    // The first person's way in.
    const int first = int(demo::Scene::timeline().front().from * demo::Scene::framesPerSecond);
    const auto begun = media::monotonicNow();
    for (int index = first; index < first + 75; ++index) {
        media::DecodedFrame frame;
        frame.picture = pictureOf(scene.frame(index));
        frame.rtpTimestamp = quint32(index) * ticksPerFrame;
        frame.received = frame.decoded = begun + std::chrono::milliseconds((index - first) * 33);
        taker(frame);
        ASSERT_TRUE(waitUntil([&] { return count() == index - first + 1; })) << "every frame that was looked at is shown";
    }
    ASSERT_GT(marked.size(), 30U);
    const double here = meanDistance(scene, marked, 0);
    std::printf("mean distance to the face of the frame itself %.1f px, 2 frames earlier %.1f, 2 later %.1f\n", here, meanDistance(scene, marked, -2),
                meanDistance(scene, marked, 2));
    EXPECT_LT(here, 20);
    EXPECT_LT(here, meanDistance(scene, marked, -2));
    EXPECT_LT(here, meanDistance(scene, marked, 2));

    subscription.reset();
    const int before = count();
    media::DecodedFrame last;
    last.picture = pictureOf(scene.frame(0));
    last.received = last.decoded = begun + 10s;
    taker(last);
    pool->stop();  // finishes what is under way
    EXPECT_EQ(count(), before);
}

} // namespace rollcall::app
