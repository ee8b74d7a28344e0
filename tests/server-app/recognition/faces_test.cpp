// Real faces, where a folder of labelled ones is at hand (ROLLCALL_TEST_FACES, default ../shared/faces).

#include "clip_run.h"

#include <gtest/gtest.h>

#include <opencv2/videoio.hpp>

#include <cstdlib>
#include <iostream>

namespace rollcall::recognition::test {

namespace {

namespace fs = std::filesystem;

fs::path facesFolder()
{
    const char *named = std::getenv("ROLLCALL_TEST_FACES");
    return named && *named ? fs::path(named) : fs::path(ROLLCALL_SOURCE_DIR) / "../shared/faces";
}

constexpr const char *allClips[] = {"clip1_one_at_a_time", "clip2_two_together", "clip3_unknown_person"};

struct Clip {
    fs::path video;
    Truth truth;
    std::map<std::string, std::vector<fs::path>> enrol;
};

Clip readClip(const std::string &name)
{
    const fs::path folder = facesFolder();
    Clip clip;
    clip.video = folder / "clips" / (name + ".mp4");
    const cv::FileStorage file((folder / "clips" / (name + ".json")).string(), cv::FileStorage::READ | cv::FileStorage::FORMAT_JSON);
    clip.truth.framesPerSecond = static_cast<double>(file["fps"]);
    for (const cv::FileNode &node : file["timeline"])
        clip.truth.timeline.push_back({node["person"], static_cast<int>(node["known"]) != 0, static_cast<double>(node["from_s"]), static_cast<double>(node["to_s"])});
    for (const cv::FileNode &node : file["boxes_per_second"]) {
        const int frame = static_cast<int>(static_cast<double>(node["t"]) * clip.truth.framesPerSecond);
        for (const cv::FileNode &face : node["faces"]) {
            const cv::FileNode box = face["box"];
            clip.truth.faces[frame].push_back({face["person"], {static_cast<float>(box[0]), static_cast<float>(box[1]), static_cast<float>(box[2]), static_cast<float>(box[3])}});
        }
    }
    for (const cv::FileNode &node : file["enrol"]) {
        for (const cv::FileNode &photo : node)
            clip.enrol[node.name()].push_back(folder / "photos" / static_cast<std::string>(photo));
    }
    return clip;
}

class Faces : public testing::Test {
protected:
    void SetUp() override
    {
        if (!fs::is_directory(facesFolder() / "clips"))
            GTEST_SKIP() << "No labelled faces in " << facesFolder() << ": accuracy on real faces is NOT tested. Set ROLLCALL_TEST_FACES to their folder.";
    }

    static std::vector<Template> enrolled(const std::map<std::string, std::vector<fs::path>> &photos, const std::shared_ptr<const Engine> &engine)
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

    static ClipReport play(const Clip &clip, const std::shared_ptr<const Engine> &engine)
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
        report.print(clip.video.stem().string() + ", " + engine->name(), clip.truth);
        return report;
    }
};

} // namespace

TEST_F(Faces, EveryKnownPersonOfAClipIsConfirmedWithinTwoSecondsAndNoStrangerEver)
{
    const auto engine = engineWith(facesFolder() / "models");
    ASSERT_TRUE(engine);
    for (const char *name : allClips) {
        const Clip clip = readClip(name);
        const ClipReport report = play(clip, engine);
        EXPECT_EQ(report.wrongConfirmations(), 0) << name;
        EXPECT_EQ(report.wrongFaces, 0) << name;
        EXPECT_GE(report.meanOverlap(), 0.6) << name;
        for (const Appearance &appearance : clip.truth.timeline) {
            if (appearance.known) {
                EXPECT_LE(report.delay(appearance).value_or(1e9), 2.0) << name << ": " << appearance.person;
            }
        }
    }
}

TEST_F(Faces, TheEngineWithoutModelsNamesNobodyWrongly)
{
    const auto engine = engineWith({});
    ASSERT_TRUE(engine);
    for (const char *name : allClips) {
        const ClipReport report = play(readClip(name), engine);
        EXPECT_EQ(report.wrongConfirmations(), 0) << name;
    }
}

} // namespace rollcall::recognition::test
