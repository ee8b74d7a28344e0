// The demo's drawn people through the engine that needs no model: from their photos to names in the moving picture.

#include "clip_run.h"

#include "demo/look.h"
#include "demo/scene.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

namespace rollcall::recognition::test {

namespace {

constexpr uint64_t seed = 1;

class DrawnPeople : public testing::Test {
protected:
    static void SetUpTestSuite()
    {
        s_engine = engineWith({});
        ASSERT_TRUE(s_engine);
        auto made = s_engine->makeWorkspace();
        ASSERT_TRUE(made) << made.error().message;
        s_workspace = std::move(*made);
    }
    static void TearDownTestSuite()
    {
        s_workspace.reset();
        s_engine.reset();
    }

    static Gallery enrolAll(const demo::Scene &scene)
    {
        const Enroller enroller(s_engine);
        std::vector<Template> templates;
        for (const demo::Person &person : demo::enrolledPeople()) {
            for (int i = 0; i < demo::Scene::photoCount; ++i) {
                auto enrolment = enroller.enrol(encoded(scene.photo(person.id, i)), *s_workspace);
                EXPECT_TRUE(enrolment) << person.id << " " << i << ": " << enrolment.error().message;
                if (enrolment)
                    templates.push_back({std::string(person.id), std::move(enrolment->embedding)});
            }
        }
        return s_engine->emptyGallery().with(templates);
    }

    static inline std::shared_ptr<const Engine> s_engine;
    static inline std::unique_ptr<Workspace> s_workspace;
};

Truth truthOf(const demo::Scene &scene)
{
    Truth truth;
    truth.framesPerSecond = demo::Scene::framesPerSecond;
    for (const demo::Appearance &walk : demo::Scene::timeline()) {
        const bool known =
            std::ranges::find(demo::enrolledPeople(), walk.person, &demo::Person::id) != demo::enrolledPeople().end();
        truth.timeline.push_back({std::string(walk.person), known, walk.from, walk.to});
    }
    for (int frame = 0; frame < demo::Scene::frameCount; frame += 15) {
        for (const demo::VisibleFace &face : scene.faces(frame)) {
            const cv::Rect &box = face.box;
            truth.faces[frame].push_back({std::string(face.person),
                {static_cast<float>(box.x), static_cast<float>(box.y), static_cast<float>(box.width),
                    static_cast<float>(box.height)}});
        }
    }
    return truth;
}

} // namespace

TEST_F(DrawnPeople, EveryPhotoCanBeEnrolled)
{
    const demo::Scene scene(seed);
    const Gallery gallery = enrolAll(scene);
    EXPECT_EQ(gallery.personCount(), demo::enrolledPeople().size());
    EXPECT_EQ(gallery.templateCount(), demo::enrolledPeople().size() * demo::Scene::photoCount);
}

// The kept portrait is all that is left of a photo when a better engine is installed later.
TEST_F(DrawnPeople, APortraitCanBeEnrolledInsteadOfItsPhoto)
{
    const demo::Scene scene(seed);
    const Gallery gallery = enrolAll(scene);
    const Enroller enroller(s_engine);
    for (const demo::Person &person : demo::enrolledPeople()) {
        const auto first = enroller.enrol(encoded(scene.photo(person.id, 0)), *s_workspace);
        ASSERT_TRUE(first) << first.error().message;
        const auto again = enroller.enrol(first->portrait, *s_workspace);
        ASSERT_TRUE(again) << again.error().message;
        const SearchResult found = gallery.search(again->embedding);
        EXPECT_EQ(found.best->person, person.id);
        EXPECT_GT(found.best->score, 0.75F);
    }
}

TEST_F(DrawnPeople, AnEnrolmentPhotoOfTwoPeopleIsRefused)
{
    const demo::Scene scene(seed);
    cv::Mat both;
    cv::hconcat(scene.photo(demo::enrolledPeople()[0].id, 0), scene.photo(demo::enrolledPeople()[1].id, 0), both);
    const auto enrolment = Enroller(s_engine).enrol(encoded(both), *s_workspace);
    ASSERT_FALSE(enrolment);
    EXPECT_EQ(enrolment.error().reason, Refusal::Reason::SeveralFaces);
}

TEST_F(DrawnPeople, APhotoThatIsTooDarkTooSmallOrTooBlurredIsRefusedWithThatReason)
{
    const demo::Scene scene(seed);
    const cv::Mat photo = scene.photo(demo::enrolledPeople()[0].id, 0);
    const auto faultOf = [&](const cv::Mat &picture) {
        const auto enrolment = Enroller(s_engine).enrol(encoded(picture, ".png"), *s_workspace);
        return enrolment ? std::nullopt : enrolment.error().fault;
    };
    EXPECT_EQ(faultOf(photo), std::nullopt);
    EXPECT_EQ(faultOf(photo * 0.15), QualityFault::TooDark);
    cv::Mat blurred;
    cv::GaussianBlur(photo, blurred, {}, 5);
    EXPECT_EQ(faultOf(blurred), QualityFault::TooBlurred);
    const auto whole = Enroller(s_engine).enrol(encoded(photo), *s_workspace);
    ASSERT_TRUE(whole);
    const double scale = 38 / static_cast<double>(whole->quality.width);
    cv::Mat small;
    cv::resize(photo, small, {}, scale, scale, cv::INTER_AREA);
    EXPECT_EQ(faultOf(small), QualityFault::TooSmall);
}

TEST_F(DrawnPeople, EveryEnrolledPersonIsNamedAndTheStrangerNever)
{
    const demo::Scene scene(seed);
    const Gallery gallery = enrolAll(scene);
    const Truth truth = truthOf(scene);
    const auto source = [&](int frame) { return frame < demo::Scene::frameCount ? scene.frame(frame) : cv::Mat(); };
    const ClipReport report = runClip(source, truth, s_engine, gallery);
    report.print("drawn people, " + s_engine->name(), truth);

    EXPECT_EQ(report.wrongConfirmations(), 0);
    EXPECT_EQ(report.wrongFaces, 0);
    for (const demo::Person &person : demo::enrolledPeople()) {
        const bool named = std::ranges::any_of(
            report.confirmations, [&](const Confirmation &c) { return c.person == person.id && c.right; });
        EXPECT_TRUE(named) << person.id;
    }
}

} // namespace rollcall::recognition::test
