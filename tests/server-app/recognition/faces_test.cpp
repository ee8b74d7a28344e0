// Real faces, where a folder of labelled ones is at hand (ROLLCALL_TEST_FACES, default ../shared/faces).

#include "clip_run.h"

#include "recognition/photo.h"
#include "recognition/photo_review.h"

#include <gtest/gtest.h>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>

#include <cstdlib>
#include <iostream>
#include <utility>

namespace rollcall::recognition::test {

namespace {

namespace fs = std::filesystem;

fs::path facesFolder()
{
    const char *named = std::getenv("ROLLCALL_TEST_FACES");
    return named && *named ? fs::path(named) : fs::path(ROLLCALL_SOURCE_DIR) / "../shared/faces";
}

using Photos = std::map<std::string, std::vector<fs::path>>; // by person

struct Division {
    Photos known;
    Photos searched; // the other photos of the known, and all of the others
};

Division divide()
{
    Photos identities;
    for (const fs::directory_entry &entry : fs::recursive_directory_iterator(facesFolder() / "photos")) {
        if (entry.is_regular_file() && entry.path().extension() == ".jpg")
            identities[entry.path().parent_path().filename().string()].push_back(entry.path());
    }
    Division division;
    size_t number = 0;
    for (auto &[person, photos] : identities) {
        std::ranges::sort(photos);
        const bool isKnown = photos.size() >= 3 && number++ % 2 == 0;
        if (isKnown)
            division.known[person] = {photos[0], photos[1]};
        division.searched[person] = {photos.begin() + (isKnown ? 2 : 0), photos.end()};
    }
    return division;
}

class Faces : public testing::Test {
protected:
    void SetUp() override
    {
        if (!fs::is_directory(facesFolder() / "clips"))
            GTEST_SKIP() << "No labelled faces in " << facesFolder()
                         << ": accuracy on real faces is NOT tested. Set ROLLCALL_TEST_FACES to their folder.";
    }

    static std::vector<Template> enrolled(const Photos &photos, const std::shared_ptr<const Engine> &engine)
    {
        const Enroller enroller(engine);
        const auto workspace = engine->makeWorkspace();
        std::vector<Template> templates;
        for (const auto &[person, files] : photos) {
            for (const fs::path &file : files) {
                auto enrolment = enroller.enrol(fileBytes(file), **workspace);
                if (enrolment)
                    templates.push_back({person, std::move(enrolment->embedding)});
                else
                    std::cout << "refused: " << file.filename() << ": " << enrolment.error().message << '\n';
            }
        }
        return templates;
    }

    static ClipReport play(const LabelledClip &clip, const std::shared_ptr<const Engine> &engine)
    {
        const Gallery gallery = engine->emptyGallery().with(enrolled(clip.enrol, engine));
        EXPECT_EQ(gallery.personCount(), clip.enrol.size());
        cv::VideoCapture video(clip.video.string());
        EXPECT_TRUE(video.isOpened()) << clip.video;
        const auto source = [&](int) {
            cv::Mat frame;
            video.read(frame);
            return frame.clone();
        };
        ClipReport report = runClip(source, clip.truth, engine, gallery);
        report.print(clip.name + ", " + engine->name(), clip.truth);
        return report;
    }
};

} // namespace

TEST_F(Faces, EveryKnownPersonOfAClipIsConfirmedWithinTwoSecondsAndNoStrangerEver)
{
    for (const char *name : {"", "hog+reid-0095"}) {
        const auto engine = engineWith(facesFolder() / "models", name);
        ASSERT_TRUE(engine);
        for (const LabelledClip &clip : readClips(facesFolder())) {
            SCOPED_TRACE(clip.name + ", " + engine->name());
            const ClipReport report = play(clip, engine);
            EXPECT_EQ(report.wrongConfirmations(), 0);
            EXPECT_EQ(report.wrongFaces, 0);
            EXPECT_GE(report.meanOverlap(), 0.6);
            for (const Appearance &appearance : clip.truth.timeline) {
                if (appearance.known) {
                    EXPECT_LE(report.delay(appearance).value_or(1e9), 2.0) << appearance.person;
                }
            }
        }
    }
}

// The same face on a picture of another size has its points in the same places. Those of the search depend on where the face lies on the network's
// grid; from near less so.
TEST_F(Faces, PointsFromNearDependLessOnThePicture)
{
    const auto engine = engineWith(facesFolder() / "models", "yunet+reid-0095");
    ASSERT_TRUE(engine);
    const auto workspace = engine->makeWorkspace();
    const auto theFace = [&](const Picture &picture) -> std::optional<Detection> {
        const auto found = (*workspace)->detector->detect(picture, 36);
        return found && found->size() == 1 ? std::optional(found->front()) : std::nullopt;
    };
    double search = 0;
    double near = 0;
    int asked = 0;
    for (const auto &[person, files] : divide().known) {
        if (asked > 30)
            break;
        const auto bgr = decodePhoto(fileBytes(files[0]), {});
        ASSERT_TRUE(bgr);
        for (const double factor : {0.9, 1.15, 1.3}) {
            cv::Mat other;
            cv::resize(*bgr, other, {}, factor, factor, cv::INTER_LINEAR);
            const Picture pictures[]{Picture(*bgr), Picture(other)};
            const auto first = theFace(pictures[0]);
            const auto second = theFace(pictures[1]);
            if (!first || !second)
                continue;
            const auto firstNear = (*workspace)->landmarks->find(pictures[0], *first);
            const auto secondNear = (*workspace)->landmarks->find(pictures[1], *second);
            ASSERT_TRUE(firstNear && secondNear);
            const auto apart = [&](const FivePoints &a, const FivePoints &b) {
                double sum = 0;
                for (size_t i = 0; i < a.size(); ++i)
                    sum += distance(a[i], {b[i].x / static_cast<float>(factor), b[i].y / static_cast<float>(factor)}) / first->box.width / 5;
                return sum;
            };
            search += apart(*first->points, *second->points);
            near += apart(firstNear->points, secondNear->points);
            ++asked;
        }
    }
    std::cout << "Points of one face on pictures of different sizes, apart by " << 100 * search / asked << " % of the face's width by the search, "
              << 100 * near / asked << " % from near (" << asked << " pairs)\n";
    EXPECT_GE(asked, 20);
    EXPECT_LT(near, 0.8 * search);
}

// A telephone's picture of a face alone. YuNet sees parts of faces that are larger than those that it knows.
TEST_F(Faces, AFaceThatFillsALargePictureIsFoundAsAWhole)
{
    const auto engine = engineWith(facesFolder() / "models", "yunet+reid-0095");
    ASSERT_TRUE(engine);
    const auto workspace = engine->makeWorkspace();
    int asked = 0;
    for (const auto &[person, files] : divide().known) {
        const auto small = reviewPhoto(fileBytes(files[0]), *engine, **workspace, {});
        if (small.review.refusal || ++asked > 8)
            continue;
        const Box box = clipped(grown(small.face->box, 1.25F), small.picture->width(), small.picture->height());
        const cv::Rect area(static_cast<int>(box.x), static_cast<int>(box.y), static_cast<int>(box.width), static_cast<int>(box.height));
        const cv::Mat part = small.picture->bgrAround(box).bgr(cv::Rect(cv::Point(), area.size()));
        const float factor = 1600.F / static_cast<float>(std::max(part.cols, part.rows));
        cv::Mat large;
        cv::resize(part, large, {}, factor, factor, cv::INTER_CUBIC);
        const auto found = (*workspace)->detector->detect(Picture(large), 36);
        ASSERT_TRUE(found);
        ASSERT_FALSE(found->empty()) << person;
        const Box &there = std::ranges::max_element(*found, {}, [](const Detection &face) { return face.box.area(); })->box;
        const Box &whole = small.face->box;
        const Box wanted{(whole.x - box.x) * factor, (whole.y - box.y) * factor, whole.width * factor, whole.height * factor};
        EXPECT_GT(overlap(there, wanted), 0.7) << person;
    }
    EXPECT_GE(asked, 8);
}

// Every identity with three photos or more: half of them enrolled with two, all other photos searched.
TEST_F(Faces, PhotosOfTheEnrolledAreMatchedAndOthersAreNot)
{
    const auto engine = engineWith(facesFolder() / "models");
    ASSERT_TRUE(engine);
    const Division division = divide();
    const Gallery gallery = engine->emptyGallery().with(enrolled(division.known, engine));
    int right = 0;
    int wrong = 0;
    int ofKnown = 0;
    int strangersNamed = 0;
    int ofStrangers = 0;
    for (const Template &probe : enrolled(division.searched, engine)) {
        const Vote vote = judge(gallery.search(probe.embedding), {}, engine->matchRule());
        if (division.known.contains(probe.person)) {
            ++ofKnown;
            right += vote.person == probe.person ? 1 : 0;
            wrong += vote.person && vote.person != probe.person ? 1 : 0;
        } else {
            ++ofStrangers;
            strangersNamed += vote.person ? 1 : 0;
        }
    }
    std::cout << "single photos, " << engine->name() << ": " << gallery.personCount() << " people enrolled; of "
              << ofKnown << " photos of theirs " << right << " right, " << wrong << " wrong; of " << ofStrangers
              << " photos of strangers " << strangersNamed << " named\n";
    EXPECT_EQ(wrong, 0);
    EXPECT_EQ(strangersNamed, 0);
    EXPECT_GE(right, ofKnown * 95 / 100);
}

// "This is not X" is said of one photo of each stranger, X being whoever is nearest. The stranger's other photos do not find X any
// more, and everybody's own photos find them as before.
TEST_F(Faces, ARejectedFaceIsNotTakenForThatPersonAgainAndTheirOwnPhotosStillAre)
{
    const auto engine = engineWith(facesFolder() / "models");
    ASSERT_TRUE(engine);
    const Division division = divide();
    const Gallery gallery = engine->emptyGallery().with(enrolled(division.known, engine));
    std::map<std::string, std::vector<Embedding>> photos;
    for (Template &probe : enrolled(division.searched, engine))
        photos[probe.person].push_back(std::move(probe.embedding));
    std::vector<Rejection> rejections;
    std::map<std::string, std::string> rejected; // whom each stranger was taken for
    for (const auto &[person, own] : photos) {
        if (!division.known.contains(person)) {
            rejected[person] = gallery.search(own.front()).best->person;
            rejections.push_back({rejected[person], own.front()});
        }
    }
    const Gallery told = gallery.withRejections(rejections);
    int before = 0;
    int after = 0;
    int lost = 0;
    int ofKnown = 0;
    for (const auto &[person, own] : photos) {
        for (const Embedding &photo : own) {
            const SearchResult was = gallery.search(photo);
            const SearchResult is = told.search(photo);
            if (const auto wrong = rejected.find(person); wrong != rejected.end()) {
                before += was.best->person == wrong->second ? 1 : 0;
                after += is.best && is.best->person == wrong->second ? 1 : 0;
            } else if (was.best->person == person) {
                ++ofKnown;
                lost += !is.best || is.best->person != person ? 1 : 0;
            }
        }
    }
    std::cout << "rejected faces, " << engine->name() << ": " << rejections.size() << " rejections; " << before
              << " photos of those strangers were nearest to that person, " << after << " are; " << lost << " of "
              << ofKnown << " photos of the enrolled were lost\n";
    EXPECT_GT(before, static_cast<int>(rejections.size()));
    EXPECT_EQ(after, 0);
    EXPECT_EQ(lost, 0);
}

TEST_F(Faces, AModelThatIsCutShortOrAnotherNetworkIsAnErrorThatNamesTheFile)
{
    const fs::path models = facesFolder() / "models";
    const std::string detector = "yunet_n_320_320.onnx";
    const std::string embedder = "face-reidentification-retail-0095.onnx";
    std::string pattern = (fs::temp_directory_path() / "rollcall-models-XXXXXX").string();
    const fs::path folder = mkdtemp(pattern.data());
    const auto failsNaming = [&](const std::string &file) {
        const auto engine = Engine::load({.models = folder, .contourModel = "/nonexistent/landmarks.dat"});
        EXPECT_TRUE(!engine && engine.error().code == Error::Code::ModelUnusable
            && engine.error().message.find(file) != std::string::npos)
            << (engine ? "was taken" : engine.error().message);
        fs::remove(folder / file);
    };
    for (const std::string &file : {detector, embedder}) {
        for (const int percent : {10, 50, 99}) {
            fs::copy_file(models / file, folder / file);
            fs::resize_file(folder / file, fs::file_size(models / file) * static_cast<uintmax_t>(percent) / 100);
            failsNaming(file);
        }
    }
    fs::copy_file(models / embedder, folder / detector);
    failsNaming(detector);
    fs::copy_file(models / detector, folder / embedder);
    failsNaming(embedder);
    fs::remove_all(folder);
}

// DenseNet describes a face together with its mirror image: both are the same to it.
TEST_F(Faces, AFaceAndItsMirrorImageAreOneToDensenet)
{
    const auto engine = engineWith(facesFolder() / "models", "hog+dlib-densenet");
    ASSERT_TRUE(engine);
    const auto workspace = engine->makeWorkspace();
    const Division division = divide();
    ReviewedPhoto seen;
    for (auto person = division.known.begin(); person != division.known.end() && !seen.face; ++person)
        seen = reviewPhoto(fileBytes(person->second.front()), *engine, **workspace, {});
    ASSERT_TRUE(seen.face);
    const Face face{seen.face->box, 1, seen.face->points, {}};
    const cv::Mat upright = seen.picture->bgrScaled({seen.picture->width(), seen.picture->height()});
    cv::Mat turned;
    cv::flip(upright, turned, 1);
    Face mirrored = face;
    for (Point &point : mirrored.points)
        point.x = static_cast<float>(upright.cols - 1) - point.x;
    std::swap(mirrored.points[0], mirrored.points[1]);
    std::swap(mirrored.points[3], mirrored.points[4]);
    const auto one = (*workspace)->embedder->embed(Picture(upright.clone()), face);
    const auto other = (*workspace)->embedder->embed(Picture(turned), mirrored);
    ASSERT_TRUE(one && other);
    EXPECT_GT(dot(one->values, other->values), 0.997F);
}

TEST_F(Faces, TheEngineWithoutModelsNamesNobodyWrongly)
{
    const auto engine = engineWith({});
    ASSERT_TRUE(engine);
    for (const LabelledClip &clip : readClips(facesFolder())) {
        const ClipReport report = play(clip, engine);
        EXPECT_EQ(report.wrongConfirmations(), 0) << clip.name;
        EXPECT_GE(report.meanOverlap(), 0.6) << clip.name;
    }
}

} // namespace rollcall::recognition::test
