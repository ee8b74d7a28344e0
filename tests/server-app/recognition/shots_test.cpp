// Pictures to enrol from moving ones: drawn people always, real ones where a folder of them is at hand.

#include "clip_run.h"

#include "demo/scene.h"
#include "recognition/sameness.h"
#include "recognition/shot_collector.h"

#include <gtest/gtest.h>

#include <opencv2/videoio.hpp>

#include <cstdlib>
#include <iostream>

namespace rollcall::recognition::test {

namespace {

namespace fs = std::filesystem;

struct Outcome {
    std::vector<std::vector<std::byte>> photos;
    std::vector<Embedding> faces;
    bool isComplete = false;
    double seconds = 0;
    std::map<std::string, int> hints;
};

// As a session in front of a camera goes; every `step`-th frame, as a busy machine would look.
Outcome collect(const std::function<cv::Mat(int)> &frame, int from, int to, int step, const std::shared_ptr<const Engine> &engine, const Gallery &scale)
{
    const auto workspace = engine->makeWorkspace();
    ShotCollector collector(engine, scale);
    Outcome outcome;
    int index = from;
    for (; index < to && !collector.isComplete(); index += step) {
        const auto looked = collector.look(frameOf(frame(index), std::chrono::milliseconds(index * 1000 / 30)), **workspace);
        EXPECT_TRUE(looked) << looked.error().message;
        ++outcome.hints[std::string(code(collector.hint()))];
    }
    outcome.photos = collector.photos();
    outcome.faces = collector.faces();
    outcome.isComplete = collector.isComplete();
    outcome.seconds = (index - from) / 30.0;
    return outcome;
}

void print(const std::string &title, const Outcome &outcome)
{
    std::cout << title << ": " << outcome.photos.size() << " pictures in " << outcome.seconds << " s" << (outcome.isComplete ? ", complete" : "");
    for (const auto &[hint, count] : outcome.hints)
        std::cout << ", " << hint << ' ' << count;
    std::cout << '\n';
}

} // namespace

TEST(Shots, aDrawnPersonWhoLooksAroundIsEnrolledWithinSeconds)
{
    const auto engine = engineWith({});
    const demo::Scene scene(1);
    const auto frame = [&](int index) { return scene.frame(index); };
    const Outcome outcome = collect(frame, 15, 150, 4, engine, engine->emptyGallery());
    print("drawn ada", outcome);
    EXPECT_GE(outcome.photos.size(), 3U);
    const auto workspace = engine->makeWorkspace();
    for (const auto &photo : outcome.photos) {
        const auto enrolment = Enroller(engine).enrol(photo, **workspace);
        EXPECT_TRUE(enrolment) << enrolment.error().message;
    }
}

TEST(Shots, twoPeopleInThePictureAreNoEnrolment)
{
    const auto engine = engineWith({});
    const demo::Scene scene(1);
    // Both stand there from 11.5 to 13.3 s.
    const Outcome outcome = collect([&](int index) { return scene.frame(index); }, 345, 399, 6, engine, engine->emptyGallery());
    print("drawn chloe and ada", outcome);
    EXPECT_TRUE(outcome.photos.empty());
    EXPECT_GT(outcome.hints.at("several-people"), 0);
}

TEST(Shots, anEmptySceneSaysSo)
{
    const auto engine = engineWith({});
    const demo::Scene scene(1);
    const Outcome outcome = collect([&](int index) { return scene.frame(index); }, 0, 12, 6, engine, engine->emptyGallery());
    EXPECT_EQ(outcome.hints.at("nobody-there"), 2);
}

TEST(Shots, picturesOfRealPeopleAreGoodAndOfOnePerson)
{
    const char *named = std::getenv("ROLLCALL_TEST_FACES");
    const fs::path folder = named && *named ? fs::path(named) : fs::path(ROLLCALL_SOURCE_DIR) / "../shared/faces";
    if (!fs::is_directory(folder / "clips"))
        GTEST_SKIP() << "No labelled faces in " << folder << ": enrolment from real video is NOT tested. Set ROLLCALL_TEST_FACES to their folder.";
    const auto engine = engineWith(folder / "models");
    cv::VideoCapture video((folder / "clips/clip1_one_at_a_time.mp4").string());
    std::vector<cv::Mat> frames;
    for (cv::Mat frame; video.read(frame);)
        frames.push_back(frame.clone());
    ASSERT_GT(frames.size(), 300U);
    // Three people, one after the other: whoever is there at the end was alone in the collection.
    for (const auto &[from, to] : {std::pair{30, 165}, std::pair{195, 315}, std::pair{345, 450}, std::pair{30, 300}}) {
        const Outcome outcome = collect([&](int index) { return frames[size_t(index)]; }, from, std::min(to, int(frames.size())), 3, engine, engine->emptyGallery());
        print("real clip from " + std::to_string(from / 30) + " s", outcome);
        EXPECT_GE(outcome.photos.size(), 1U);
        const auto together = ofOnePerson(outcome.faces, engine->emptyGallery(), samenessRule(*engine, engine->emptyGallery()));
        EXPECT_EQ(std::ranges::count(together, false), 0);
        const auto workspace = engine->makeWorkspace();
        for (const auto &photo : outcome.photos)
            EXPECT_TRUE(Enroller(engine).enrol(photo, **workspace));
    }
}

} // namespace rollcall::recognition::test
