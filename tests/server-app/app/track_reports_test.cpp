#include "app/track_reports.h"

#include <gtest/gtest.h>

using namespace rollcall;
using namespace rollcall::app;
using namespace std::chrono_literals;
using recognition::FaceState;

namespace {

// One camera with one face, whose looks are as the test says.
class TrackReportsTest : public ::testing::Test {
protected:
    struct Seen {
        FaceState state = FaceState::Tentative;
        std::optional<std::string> person = {};
        float quality = 0;  // of a look made on this frame; 0: none was
        bool isBest = true;
    };
    TrackReports::News see(const Seen &seen, std::chrono::milliseconds later = 100ms)
    {
        now += later;
        recognition::FrameView view{.width = 320, .height = 240, .y = luma.data(), .u = chroma.data(), .v = chroma.data(), .yStride = 320, .uStride = 160, .vStride = 160, .time = now, .keepAlive = nullptr};
        recognition::TrackedFace face;
        face.track = recognition::TrackId{7};
        face.box = {100, 60, 90, 90};
        face.state = seen.state;
        face.person = seen.person;
        face.confidence = 0.8;
        face.justConfirmed = seen.person && seen.person != last;
        last = seen.person;
        if (seen.quality > 0) {
            recognition::FaceQuality quality;
            quality.width = 90 * seen.quality;
            quality.brightness = 120;
            quality.sharpness = 200;
            face.look = recognition::TrackLook{.embedding = {.embedder = {"made-up", "1"}, .values = {seen.quality}}, .looks = 1, .box = face.box,
                                               .time = seen.isBest ? now : now - 1ms, .quality = quality};
        }
        recognition::FrameResult result;
        result.time = now;
        result.width = 320;
        result.height = 240;
        result.faces = {face};
        return reports.update(media::DecodedFrame{.picture = nullptr, .captured = {}, .received = media::monotonicNow(), .decoded = {}}, view, result);
    }

    std::vector<uint8_t> luma = std::vector<uint8_t>(320 * 240, 90);
    std::vector<uint8_t> chroma = std::vector<uint8_t>(160 * 120, 128);
    std::chrono::nanoseconds now{0};
    std::optional<std::string> last;
    TrackReports reports{protocol::CameraId(QStringLiteral("door")), 3, true};
};

} // namespace

TEST_F(TrackReportsTest, aNameIsToldWithTheBestPictureSoFarAndThenNowAndThen)
{
    EXPECT_TRUE(see({.quality = 0.5F}).recognised.empty());
    const auto first = see({.state = FaceState::Recognised, .person = "ada", .quality = 0.4F, .isBest = false}).recognised;
    ASSERT_EQ(first.size(), 1U);
    EXPECT_EQ(first[0].person, "ada");
    EXPECT_EQ(first[0].stream, 3U);
    EXPECT_TRUE(first[0].first);
    ASSERT_TRUE(first[0].evidence);
    EXPECT_EQ(std::to_integer<int>(first[0].evidence->picture[0]), 0xff);  // JPEG
    EXPECT_FLOAT_EQ(first[0].evidence->embedding.values[0], 0.4F);         // what the looks come to by then
    for (int i = 0; i < 19; ++i)
        EXPECT_TRUE(see({.state = FaceState::Recognised, .person = "ada"}).recognised.empty());
    const auto again = see({.state = FaceState::Recognised, .person = "ada"}).recognised;
    ASSERT_EQ(again.size(), 1U);
    EXPECT_FALSE(again[0].first);
    EXPECT_FALSE(again[0].evidence);  // nothing better
    EXPECT_TRUE(see({.state = FaceState::Recognised, .person = "ada", .quality = 0.9F}).recognised.empty());
    const auto better = see({.state = FaceState::Recognised, .person = "ada"}, 2s).recognised;
    ASSERT_EQ(better.size(), 1U);
    ASSERT_TRUE(better[0].evidence);
    EXPECT_GT(better[0].evidence->quality, first[0].evidence->quality);
}

TEST_F(TrackReportsTest, aStrangerIsToldTheSameWay)
{
    EXPECT_TRUE(see({.quality = 0.5F}).unknown.empty());
    const auto first = see({.state = FaceState::Unknown, .quality = 0.6F}).unknown;
    ASSERT_EQ(first.size(), 1U);
    EXPECT_TRUE(first[0].evidence);
    EXPECT_TRUE(see({.state = FaceState::Unknown}).unknown.empty());
    ASSERT_EQ(see({.state = FaceState::Unknown}, 2s).unknown.size(), 1U);
    // They get a name: that is news, and so is their picture for whoever keeps it with the name.
    const auto named = see({.state = FaceState::Recognised, .person = "ada"});
    EXPECT_TRUE(named.unknown.empty());
    ASSERT_EQ(named.recognised.size(), 1U);
    EXPECT_TRUE(named.recognised[0].evidence);
}

TEST_F(TrackReportsTest, withoutPicturesNothingOfTheFaceIsKept)
{
    reports = TrackReports(protocol::CameraId(QStringLiteral("door")), 4, false);
    const auto news = see({.state = FaceState::Recognised, .person = "ada", .quality = 0.6F}).recognised;
    ASSERT_EQ(news.size(), 1U);
    EXPECT_FALSE(news[0].evidence);
}
