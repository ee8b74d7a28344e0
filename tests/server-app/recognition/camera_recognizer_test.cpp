// The order of work on a camera's frames, with made-up detections and embeddings behind the seams.

#include "clip_run.h"

#include "recognition/camera_recognizer.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include <map>

namespace rollcall::recognition::test {

using namespace std::chrono_literals;

namespace {

constexpr Box place{200, 150, 120, 120};

class FakeDetector final : public FaceDetector {
public:
    std::vector<Box> faces{place};
    bool fails = false;
    int runs = 0;
    int wholeRuns = 0; // over a whole frame of 640×480
    std::expected<std::vector<Detection>, Error> detect(const Picture &picture, float) override
    {
        ++runs;
        wholeRuns += picture.width() >= 640 ? 1 : 0;
        if (fails)
            return std::unexpected(Error{Error::Code::Library, "The fake failed."});
        std::vector<Detection> result;
        const Point origin = picture.origin();
        for (const Box &box : faces) {
            const Box shifted{box.x - origin.x, box.y - origin.y, box.width, box.height};
            const Point centre = shifted.centre();
            if (centre.x >= 0 && centre.y >= 0 && centre.x < static_cast<float>(picture.width())
                && centre.y < static_cast<float>(picture.height()))
                result.push_back({shifted, 1, std::nullopt});
        }
        return result;
    }
};

class FakeLandmarks final : public LandmarkFinder {
public:
    float nose = 0.5F; // across the box; 0.3 and 0.7 are the eyes
    std::expected<Face, Error> find(const Picture &, const Detection &detection) override
    {
        const Box &b = detection.box;
        const auto at = [&](float x, float y) { return Point{b.x + x * b.width, b.y + y * b.height}; };
        return Face{b, 1, {at(0.3F, 0.3F), at(0.7F, 0.3F), at(nose, 0.5F), at(0.35F, 0.75F), at(0.65F, 0.75F)}, {}};
    }
};

class FakeEmbedder final : public FaceEmbedder {
public:
    explicit FakeEmbedder(EmbedderId id)
        : m_id(std::move(id))
    {
    }
    std::vector<float> answer{1, 0, 0};
    int runs = 0;
    std::expected<Embedding, Error> embed(const Picture &, const Face &) override
    {
        ++runs;
        return Embedding{m_id, answer};
    }

private:
    EmbedderId m_id;
};

class Camera : public testing::Test {
protected:
    Camera()
    {
        gallery = galleryOf({{"ada", {1, 0, 0}}, {"ben", {0, 1, 0}}});
        auto fakeDetector = std::make_unique<FakeDetector>();
        auto fakeLandmarks = std::make_unique<FakeLandmarks>();
        auto fakeEmbedder = std::make_unique<FakeEmbedder>(maker);
        detector = fakeDetector.get();
        landmarks = fakeLandmarks.get();
        embedder = fakeEmbedder.get();
        workspace = {std::move(fakeDetector), std::move(fakeLandmarks), std::move(fakeEmbedder)};
        recognizer.emplace(engine);
    }

    static std::shared_ptr<const Gallery> galleryOf(
        const std::vector<std::pair<std::string, std::vector<float>>> &people)
    {
        std::vector<Template> templates;
        for (const auto &[person, values] : people)
            templates.push_back({person, {maker, values}});
        return std::make_shared<Gallery>(Gallery(maker).with(templates));
    }

    // Noise of a seed: frames of different seeds look like motion everywhere.
    static const cv::Mat &noise(uint64_t seed, cv::Size size = {640, 480})
    {
        static std::map<std::pair<uint64_t, int>, cv::Mat> made;
        cv::Mat &picture = made[{seed, size.width}];
        if (picture.empty()) {
            cv::RNG random(seed);
            cv::Mat coarse(size / 20, CV_8UC3);
            random.fill(coarse, cv::RNG::UNIFORM, 0, 190);
            cv::resize(coarse, picture, size, 0, 0, cv::INTER_LINEAR);
            cv::Mat grain(size, CV_8UC3);
            random.fill(grain, cv::RNG::UNIFORM, 0, 60);
            picture += grain;
        }
        return picture;
    }

    FrameResult see(const cv::Mat &picture)
    {
        auto result = recognizer->process(frameOf(picture, now), workspace, *gallery);
        EXPECT_TRUE(result) << result.error().message;
        now += 100ms;
        if (!result)
            return {};
        for (const TrackedFace &face : result->faces) {
            if (face.justConfirmed)
                confirmed.push_back(*face.person);
            unknowns += face.justUnknown ? 1 : 0;
        }
        return *result;
    }
    FrameResult seeMoving(int frames)
    {
        FrameResult last;
        for (int i = 0; i < frames; ++i)
            last = see(noise(1 + static_cast<uint64_t>(m_frame++ % 3)));
        return last;
    }

    static inline const EmbedderId maker{"made-up", "1"};
    static inline const std::shared_ptr<const Engine> engine =
        Engine::load({.models = {}, .contourModel = "/nonexistent/landmarks.dat"}).value();
    std::shared_ptr<const Gallery> gallery;
    FakeDetector *detector = nullptr;
    FakeLandmarks *landmarks = nullptr;
    FakeEmbedder *embedder = nullptr;
    Workspace workspace;
    std::optional<CameraRecognizer> recognizer;
    std::chrono::nanoseconds now = 100s;
    std::vector<std::string> confirmed;
    int unknowns = 0;

private:
    int m_frame = 0;
};

} // namespace

TEST_F(Camera, ANameCountsAfterSeveralAgreeingLooksAndIsToldOnce)
{
    EXPECT_EQ(seeMoving(1).faces.at(0).state, FaceState::Tentative);
    EXPECT_EQ(seeMoving(2).faces.at(0).state, FaceState::Tentative); // three looks in 200 ms: too short
    const FrameResult fourth = seeMoving(1);
    EXPECT_EQ(fourth.faces.at(0).state, FaceState::Recognised);
    EXPECT_EQ(fourth.faces.at(0).person, "ada");
    EXPECT_TRUE(fourth.faces.at(0).justConfirmed);
    EXPECT_GT(fourth.faces.at(0).confidence, 0.9);
    seeMoving(30);
    EXPECT_EQ(confirmed, std::vector<std::string>{"ada"});
}

TEST_F(Camera, AStrangerBecomesUnknownAndIsNeverNamed)
{
    embedder->answer = {0, 0, 1};
    EXPECT_EQ(seeMoving(20).faces.at(0).state, FaceState::Unknown);
    EXPECT_TRUE(confirmed.empty());
    EXPECT_EQ(unknowns, 1);
}

TEST_F(Camera, WithNobodyEnrolledAFaceIsUnknownAndWhatItLookedLikeIsTold)
{
    gallery = std::make_shared<Gallery>(maker);
    for (int i = 0; i < 20 && unknowns == 0; ++i) {
        const TrackedFace face = seeMoving(1).faces.at(0);
        ASSERT_TRUE(face.look.has_value() || !face.justUnknown);
        if (face.look) {
            EXPECT_EQ(face.look->embedding.values, embedder->answer);
        }
    }
    EXPECT_EQ(unknowns, 1);
}

// The register keeps it with the sighting: to be rejected later, or enrolled.
TEST_F(Camera, AConfirmedFaceTellsTheMeanOfItsLooksAndTheBestOfThem)
{
    const std::vector<float> other{0.96F, 0, 0.28F};
    constexpr Box small{210, 160, 90, 90};
    detector->faces = {small};
    seeMoving(2);
    embedder->answer = other;
    const std::chrono::nanoseconds third = now;
    detector->faces = {{200, 150, 112, 112}}; // larger: the best look
    seeMoving(1);
    detector->faces = {small};
    const TrackedFace face = seeMoving(1).faces.at(0);
    ASSERT_TRUE(face.justConfirmed);
    ASSERT_TRUE(face.look);
    EXPECT_EQ(face.look->looks, 4);
    EXPECT_EQ(face.look->time, third);
    EXPECT_EQ(face.look->box.width, 112);
    const std::vector<float> &mean = face.look->embedding.values;
    EXPECT_NEAR(cv::norm(mean), 1, 1e-5);
    EXPECT_GT(mean.at(2), 0.1F); // between the two
    EXPECT_LT(mean.at(2), 0.2F);
    EXPECT_FALSE(seeMoving(1).faces.at(0).look);
}

// Whoever keeps the picture of the best look has to know on which frame it was made.
TEST_F(Camera, TheFrameOfTheBestLookIsTold)
{
    constexpr Box small{210, 160, 90, 90};
    detector->faces = {small};
    const FrameResult first = seeMoving(1);
    ASSERT_TRUE(first.faces.at(0).look);
    EXPECT_EQ(first.faces.at(0).look->time, first.time);
    detector->faces = {{200, 150, 112, 112}};
    const FrameResult better = seeMoving(1);
    EXPECT_EQ(better.faces.at(0).look->time, better.time);
    detector->faces = {small};
    EXPECT_EQ(seeMoving(1).faces.at(0).look->time, better.time);
}

TEST_F(Camera, ARejectionTakesTheNameBackAtOnceAndForGood)
{
    seeMoving(5);
    ASSERT_EQ(confirmed, std::vector<std::string>{"ada"});
    gallery = std::make_shared<Gallery>(gallery->withRejections(std::vector<Rejection>{{"ada", {maker, {1, 0, 0}}}}));
    EXPECT_NE(seeMoving(1).faces.at(0).state, FaceState::Recognised);
    EXPECT_EQ(seeMoving(30).faces.at(0).state, FaceState::Unknown);
    EXPECT_EQ(confirmed.size(), 1U);
}

TEST_F(Camera, ARejectionOfSomebodyElseChangesNothing)
{
    seeMoving(5);
    gallery = std::make_shared<Gallery>(gallery->withRejections(std::vector<Rejection>{{"ben", {maker, {0, 0, 1}}}}));
    EXPECT_EQ(seeMoving(1).faces.at(0).person, "ada");
    EXPECT_EQ(seeMoving(30).faces.at(0).person, "ada");
    EXPECT_EQ(confirmed.size(), 1U);
}

// Each look alone is too far from ada; what they have in common is near enough.
TEST_F(Camera, TheMeanOfTheLooksNamesWhomEachOfThemResemblesALittle)
{
    for (int i = 0; i < 6; ++i) {
        const float noise = i % 2 == 0 ? 0.9165F : -0.9165F;
        embedder->answer = {0.4F, 0, noise};
        seeMoving(1);
    }
    EXPECT_EQ(confirmed, std::vector<std::string>{"ada"});
}

// The mean of somebody's looks does not go on naming them when somebody else has taken their place unseen.
TEST_F(Camera, TheMeanDoesNotSpeakForAFaceThatIsUnlikeIt)
{
    seeMoving(10);
    embedder->answer = {0.1F, 0, 0.995F};
    EXPECT_EQ(seeMoving(40).faces.at(0).person, std::nullopt);
}

TEST_F(Camera, NewFacesAreSearchedWhereSomethingMoved)
{
    const cv::Mat still = noise(9);
    cv::Mat moving = still.clone();
    noise(3)(cv::Rect(0, 0, 100, 100)).copyTo(moving(cv::Rect(500, 40, 100, 100)));
    detector->faces.clear();
    see(still);
    EXPECT_EQ(detector->wholeRuns, 1);
    now += 200ms;
    detector->faces = {{510, 50, 80, 80}};
    EXPECT_EQ(see(moving).faces.size(), 1U);
    EXPECT_EQ(detector->runs, 2);
    EXPECT_EQ(detector->wholeRuns, 1);
}

TEST_F(Camera, AllOfThePictureIsSearchedNowAndThenWhateverMoves)
{
    const cv::Mat still = noise(9);
    detector->faces.clear();
    for (int i = 0; i < 65; ++i) { // in a corner something always moves
        cv::Mat moving = still.clone();
        noise(static_cast<uint64_t>(1 + i % 4))(cv::Rect(0, 0, 100, 100)).copyTo(moving(cv::Rect(530, 20, 100, 100)));
        see(moving);
    }
    EXPECT_GE(detector->runs, 18);
    EXPECT_GE(detector->wholeRuns, 3);
    EXPECT_LE(detector->wholeRuns, 4);
}

TEST_F(Camera, WhatMovesAndIsNarrowerThanAFaceIsSearchedNowAndThenAlone)
{
    const cv::Mat still = noise(9);
    cv::Mat swaying = still.clone();
    for (int x = 48; x < 640; x += 96)
        swaying(cv::Rect(x, 0, 16, 480)).setTo(cv::Scalar::all(255));
    detector->faces.clear();
    int stills = 0;
    for (int i = 0; i < 65; ++i)
        stills += see(i % 2 == 0 ? still : swaying).still ? 1 : 0;
    EXPECT_GE(detector->runs, 2);
    EXPECT_LE(detector->runs, 4);
    EXPECT_GE(stills, 15);
    swaying(cv::Rect(300, 200, 100, 100)).setTo(cv::Scalar::all(0)); // somebody comes
    detector->faces = {{310, 210, 80, 80}};
    see(still);
    now += 200ms;
    EXPECT_EQ(see(swaying).faces.size(), 1U);
}

TEST_F(Camera, ARecognisedFaceIsLookedAtOnlyNowAndThen)
{
    seeMoving(4);
    const int before = embedder->runs;
    seeMoving(60); // six seconds
    EXPECT_GE(embedder->runs - before, 2);
    EXPECT_LE(embedder->runs - before, 3);
}

TEST_F(Camera, ContradictingLooksTakeANameBackAndAnotherMayFollow)
{
    seeMoving(4);
    embedder->answer = {0, 1, 0};
    seeMoving(30);
    EXPECT_EQ(confirmed, (std::vector<std::string>{"ada", "ben"}));
}

TEST_F(Camera, AFaceThatReplacesAnotherIsLookedAtAtOnce)
{
    seeMoving(4);
    detector->faces.clear();
    seeMoving(3);
    embedder->answer = {0, 1, 0};
    detector->faces = {place};
    seeMoving(7);
    EXPECT_EQ(confirmed, (std::vector<std::string>{"ada", "ben"}));
}

TEST_F(Camera, SomebodyRemovedFromTheGalleryIsNoLongerRecognised)
{
    EXPECT_EQ(seeMoving(4).faces.at(0).person, "ada");
    gallery = std::make_shared<Gallery>(gallery->without("ada"));
    EXPECT_EQ(seeMoving(1).faces.at(0).person, std::nullopt);
}

TEST_F(Camera, WhileNothingMovesTheDetectorRestsAndTheFaceStays)
{
    const cv::Mat still = noise(9);
    FrameResult last;
    for (int i = 0; i < 25; ++i)
        last = see(still);
    EXPECT_EQ(detector->runs, 1);
    ASSERT_EQ(last.faces.size(), 1U);
    EXPECT_EQ(last.faces[0].person, "ada"); // looks go on
    for (int i = 0; i < 20; ++i)
        see(still);
    EXPECT_EQ(detector->runs, 2); // once in three seconds all the same
}

TEST_F(Camera, DetectionKeepsItsPaceWhateverTheFrameRate)
{
    seeMoving(4);
    detector->runs = 0;
    for (int i = 0; i < 100; ++i) { // one second in steps of 10 ms
        see(noise(1 + static_cast<uint64_t>(i % 3)));
        now -= 90ms;
    }
    EXPECT_GE(detector->runs, 4);
    EXPECT_LE(detector->runs, 6);
}

TEST_F(Camera, WhileAFaceIsFollowedTheWholePictureIsSearchedLessOften)
{
    RecognizerSettings settings;
    settings.minimumFace = 60.F;
    recognizer.emplace(engine, settings);
    seeMoving(31);
    EXPECT_GT(detector->runs, 10);
    EXPECT_GE(detector->wholeRuns, 3);
    EXPECT_LE(detector->wholeRuns, 9);
}

TEST_F(Camera, AFrameOfAnotherSizeStartsAfresh)
{
    const TrackId before = seeMoving(4).faces.at(0).track;
    const FrameResult result = see(noise(3, {320, 240}));
    EXPECT_EQ(result.width, 320);
    ASSERT_EQ(result.faces.size(), 1U);
    EXPECT_NE(result.faces[0].track, before);
    EXPECT_EQ(result.faces[0].state, FaceState::Tentative);
}

TEST_F(Camera, AFrameFromThePastChangesNothing)
{
    seeMoving(4);
    const int runs = detector->runs;
    now -= 10s;
    const FrameResult result = see(noise(5));
    EXPECT_EQ(detector->runs, runs);
    EXPECT_EQ(result.faces.at(0).person, "ada");
}

TEST_F(Camera, WithoutALivenessPolicyNothingIsSaidOfIt)
{
    const FrameResult result = seeMoving(8);
    EXPECT_EQ(confirmed, std::vector<std::string>{"ada"});
    EXPECT_FALSE(result.faces.at(0).liveness);
    EXPECT_FALSE(result.faces.at(0).isHeldBack);
}

TEST_F(Camera, ANameIsHeldBackWhileItIsNotKnownWhetherTheFaceIsAlive)
{
    RecognizerSettings settings;
    settings.liveness.policy = LivenessPolicy::Passive;
    recognizer.emplace(engine, settings);
    FrameResult result;
    for (int i = 0; i < 30; ++i)
        result = see(noise(1)); // as still as a picture
    const auto isHeldBack = [](const TrackedFace &face) {
        return face.isHeldBack && !face.person && face.state == FaceState::Tentative && face.confidence <= 0;
    };
    EXPECT_TRUE(isHeldBack(result.faces.at(0)));
    ASSERT_TRUE(result.faces.at(0).liveness);
    EXPECT_EQ(result.faces.at(0).liveness->state, LivenessState::Undecided);
    EXPECT_TRUE(result.faces.at(0).liveness->signs.empty());
    now -= 10s;
    EXPECT_TRUE(isHeldBack(see(noise(1)).faces.at(0))); // a frame from the past does not tell the name either
    EXPECT_TRUE(confirmed.empty());
}

TEST_F(Camera, ANameCountsOnceTheChallengeIsMet)
{
    RecognizerSettings settings;
    settings.liveness.policy = LivenessPolicy::Challenge;
    FrameResult result;
    for (settings.liveness.seed = 1; settings.liveness.seed < 50; ++settings.liveness.seed) {
        recognizer.emplace(engine, settings);
        landmarks->nose = 0.5F;
        result = seeMoving(10);
        ASSERT_TRUE(result.faces.at(0).challenge);
        if (result.faces.at(0).challenge == Challenge::TurnLeft)
            break;
    }
    ASSERT_EQ(result.faces.at(0).challenge, Challenge::TurnLeft);
    EXPECT_TRUE(result.faces.at(0).isHeldBack);
    EXPECT_TRUE(confirmed.empty());
    landmarks->nose = 0.62F; // to the picture's right
    result = seeMoving(8);
    EXPECT_EQ(confirmed, std::vector<std::string>{"ada"});
    EXPECT_EQ(result.faces.at(0).person, "ada");
    EXPECT_FALSE(result.faces.at(0).challenge);
    embedder->answer = {0, 1, 0}; // ben's face in the same place has not shown anything
    result = seeMoving(40);
    EXPECT_TRUE(result.faces.at(0).isHeldBack);
    EXPECT_TRUE(result.faces.at(0).challenge);
    EXPECT_EQ(confirmed, std::vector<std::string>{"ada"});
}

TEST_F(Camera, WhoDoesNotDoWhatIsAskedIsRefusedOnce)
{
    RecognizerSettings settings;
    settings.liveness.policy = LivenessPolicy::Challenge;
    recognizer.emplace(engine, settings);
    int refusals = 0;
    FrameResult result;
    for (int i = 0; i < 300; ++i) {
        result = seeMoving(1);
        refusals += result.faces.at(0).justRefused ? 1 : 0;
    }
    EXPECT_EQ(refusals, 1);
    EXPECT_TRUE(confirmed.empty());
    ASSERT_TRUE(result.faces.at(0).liveness);
    EXPECT_EQ(result.faces.at(0).liveness->state, LivenessState::Suspicious);
    EXPECT_EQ(result.faces.at(0).liveness->signs.at(0), LivenessSign::ChallengeFailed);
    EXPECT_FALSE(result.faces.at(0).challenge);
}

TEST_F(Camera, AFrameWithoutPixelsAndAFailingDetectorAreErrorsAndTheNextFrameWorks)
{
    EXPECT_FALSE(recognizer->process(FrameView{}, workspace, *gallery));
    detector->fails = true;
    const auto failed = recognizer->process(frameOf(noise(1), now), workspace, *gallery);
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().message, "The fake failed.");
    detector->fails = false;
    now += 200ms;
    EXPECT_EQ(seeMoving(4).faces.at(0).person, "ada");
}

TEST_F(Camera, ABadLookDoesNotVoteAndSaysWhy)
{
    landmarks->nose = 0.72F;
    const FrameResult result = seeMoving(6);
    EXPECT_EQ(result.faces.at(0).fault, QualityFault::TurnedAway);
    EXPECT_EQ(result.faces.at(0).state, FaceState::Tentative);
    EXPECT_EQ(embedder->runs, 0);
    landmarks->nose = 0.5F;
    EXPECT_EQ(seeMoving(5).faces.at(0).person, "ada");
}

TEST_F(Camera, RefusedFacesAndStillFramesAreTold)
{
    landmarks->nose = 0.72F;
    EXPECT_EQ(seeMoving(1).refused, std::vector{QualityFault::TurnedAway});
    landmarks->nose = 0.5F;
    const FrameResult good = seeMoving(1);
    EXPECT_TRUE(good.refused.empty());
    EXPECT_FALSE(good.still);
    seeMoving(6);
    const cv::Mat still = noise(9);
    see(still);
    bool wasStill = false;
    for (int i = 0; i < 6; ++i)
        wasStill |= see(still).still;
    EXPECT_TRUE(wasStill);
}

// With no time left on a frame, whoever waited longest is looked at all the same, and nobody starves.
TEST_F(Camera, AFrameWithoutTimeLeftLooksAtOneFaceAndPutsTheOthersOff)
{
    RecognizerSettings settings;
    settings.frameBudget = 0ms;
    recognizer.emplace(engine, settings);
    detector->faces = {{20, 20, 100, 100}, {300, 20, 100, 100}};
    const FrameResult first = seeMoving(1);
    EXPECT_EQ(first.looks, 1);
    EXPECT_EQ(first.looksPutOff, 1);
    const FrameResult last = seeMoving(12);
    ASSERT_EQ(last.faces.size(), 2U);
    EXPECT_EQ(last.faces[0].person, "ada");
    EXPECT_EQ(last.faces[1].person, "ada");
}

TEST_F(Camera, ACrowdIsLookedAtAFewFacesAFrame)
{
    detector->faces = {{20, 20, 100, 100}, {160, 20, 100, 100}, {300, 20, 100, 100}, {440, 20, 100, 100},
        {20, 200, 100, 100}, {160, 200, 100, 100}};
    const FrameResult first = seeMoving(1);
    EXPECT_EQ(first.faces.size(), 6U);
    EXPECT_EQ(first.looks, 2);
    seeMoving(2);
    EXPECT_EQ(embedder->runs, 6); // each once, nobody twice
}

} // namespace rollcall::recognition::test
