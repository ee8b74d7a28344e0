// The program as a whole, over files that are not what they should be. Nobody needs to be recognised for that.

#include "recognize/annotation.h"
#include "recognize/command.h"
#include "recognize/frame_file.h"
#include "recognize/identity_folders.h"

#include <gtest/gtest.h>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

namespace rollcall::recognize::test {

namespace {

namespace fs = std::filesystem;

std::string jpeg(cv::Size size)
{
    cv::Mat picture(size, CV_8UC3, cv::Scalar(90, 120, 150));
    cv::circle(picture, {size.width / 2, size.height / 2}, size.height / 4, cv::Scalar(20, 200, 40), 3);
    std::vector<uchar> bytes;
    cv::imencode(".jpg", picture, bytes);
    return {bytes.begin(), bytes.end()};
}

class Command : public testing::Test {
protected:
    void SetUp() override
    {
        std::string pattern = (fs::temp_directory_path() / "rollcall-recognize-XXXXXX").string();
        m_folder = mkdtemp(pattern.data());
    }
    void TearDown() override { fs::remove_all(m_folder); }

    fs::path write(const fs::path &name, const std::string &content) const
    {
        fs::create_directories((m_folder / name).parent_path());
        std::ofstream(m_folder / name, std::ios::binary) << content;
        return m_folder / name;
    }
    int run(const Options &options)
    {
        std::ostringstream out;
        std::ostringstream err;
        const int code = runCommand(options, out, err);
        printed = out.str();
        complaints = err.str();
        return code;
    }
    [[nodiscard]] Options watch(std::vector<fs::path> inputs) const
    {
        Options options;
        options.people = m_folder / "people";
        options.inputs = std::move(inputs);
        return options;
    }

    fs::path m_folder;
    std::string printed;
    std::string complaints;
};

struct BadFile {
    const char *name;
    std::string content;
    const char *sentence; // a part of it
};

} // namespace

TEST_F(Command, AMissingOrEmptyFolderOfPeopleIsNothingDone)
{
    Options options = watch({"a.jpg"});
    EXPECT_EQ(run(options), NothingDone);
    EXPECT_NE(complaints.find(options.people.string()), std::string::npos);
    fs::create_directories(options.people);
    EXPECT_EQ(run(options), NothingDone);
    EXPECT_NE(complaints.find("no folders"), std::string::npos);
}

TEST_F(Command, APersonWithoutPhotosOrWithoutAFaceIsNamed)
{
    write("people/ada/blank.jpg", jpeg({200, 200}));
    fs::create_directories(m_folder / "people/ben");
    EXPECT_EQ(run(watch({"a.jpg"})), NothingDone);
    EXPECT_NE(complaints.find("blank.jpg: No face"), std::string::npos) << complaints;
    EXPECT_NE(complaints.find("ben: Nobody is enrolled"), std::string::npos) << complaints;
    EXPECT_TRUE(printed.empty());
}

TEST_F(Command, WithoutPhotosThatCanBeUsedNothingIsMeasured)
{
    write("people/ada/blank.jpg", jpeg({200, 200}));
    Options options;
    options.people = m_folder / "people";
    for (const Task task : {Task::Evaluate, Task::Calibrate}) {
        options.task = task;
        EXPECT_EQ(run(options), NothingDone);
        EXPECT_NE(complaints.find("Nothing can be measured"), std::string::npos);
        EXPECT_NE(complaints.find("blank.jpg: No face"), std::string::npos) << complaints;
    }
}

TEST_F(Command, ModelsThatAreMissingOrUnknownAreBadModels)
{
    write("people/ada/blank.jpg", jpeg({200, 200}));
    Options options = watch({"a.jpg"});
    for (const char *engine : {"yunet+reid-0095", "nobody+nothing"}) {
        options.engine = engine;
        EXPECT_EQ(run(options), BadModels);
        EXPECT_NE(complaints.find(engine), std::string::npos);
    }
    options.engine.clear();
    options.models = m_folder / "absent";
    EXPECT_EQ(run(options), BadModels);
}

TEST_F(Command, ListsEveryEngineAndWhatItLacks)
{
    Options options;
    options.task = Task::ListEngines;
    EXPECT_EQ(run(options), AllRead);
    for (const char *engine : {"yunet+reid-0095", "hog+reid-0095", "yunet+patches", "available  hog+patches"})
        EXPECT_NE(printed.find(engine), std::string::npos) << engine;
    EXPECT_NE(printed.find("Missing: yunet_n_320_320.onnx"), std::string::npos);
}

TEST_F(Command, AFileThatIsNoPictureOrVideoIsRefusedWithASentence)
{
    const std::string whole = jpeg({300, 200});
    const std::vector<BadFile> table{{"empty.jpg", "", "empty"}, {"empty.mp4", "", "empty"},
        {"cut.jpg", whole.substr(0, whole.size() / 2), "breaks off"}, {"text.txt", "not a picture", "not a picture"},
        {"text.mp4", std::string(4000, 'x'), "not a video"}, {"moving.gif", "GIF89a\x01\x01", "animated"},
        {"moving.webp", std::string("RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0", 24) + std::string(20, '\1'),
            "animated"},
        {"huge.jpg",
            std::string("\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03", 12) + std::string(9, '\0') + "\xff\xda"
                + std::string(50, '\1'),
            "pixels"}};
    for (const BadFile &row : table) {
        const auto file = FrameFile::open(write(row.name, row.content));
        ASSERT_FALSE(file) << row.name;
        EXPECT_NE(file.error().find(row.sentence), std::string::npos) << row.name << ": " << file.error();
    }
    EXPECT_FALSE(FrameFile::open(m_folder / "absent.png"));
    EXPECT_FALSE(FrameFile::open(m_folder / "absent.webm"));
}

TEST_F(Command, APictureIsOneFrameWhateverItsSize)
{
    for (const cv::Size size : {cv::Size(1, 1), cv::Size(3, 2), cv::Size(301, 201), cv::Size(20000, 40)}) {
        auto file = FrameFile::open(write("picture.jpg", jpeg(size)));
        ASSERT_TRUE(file) << file.error();
        const auto picture = file->next();
        ASSERT_TRUE(picture);
        const auto frame = frameOf(picture->bgr, picture->time);
        EXPECT_TRUE(frame.isValid());
        EXPECT_EQ(frame.width, std::min(size.width, 1600));
        EXPECT_FALSE(file->next());
    }
}

// A stream of JPEGs may change its size from one to the next.
TEST_F(Command, AVideoWhoseSizeChangesIsReadToItsEndInTimeOrder)
{
    const std::string small = jpeg({160, 120});
    const std::string large = jpeg({320, 240});
    auto file = FrameFile::open(write("stream.mjpeg", small + small + large + large));
    ASSERT_TRUE(file) << file.error();
    EXPECT_TRUE(file->isVideo());
    std::chrono::nanoseconds last{-1};
    int frames = 0;
    while (const auto picture = file->next()) {
        EXPECT_GT(picture->time, last);
        last = picture->time;
        ++frames;
    }
    EXPECT_EQ(frames, 4);
}

// As root nothing is unreadable: the test goes on as nobody.
TEST_F(Command, AFolderThatCannotBeReadIsRefusedByItsName)
{
    write("people/ada/blank.jpg", jpeg({200, 200}));
    write("in/a.jpg", jpeg({200, 200}));
    write("in/locked/b.jpg", jpeg({200, 200}));
    fs::permissions(m_folder, fs::perms{0755}); // for nobody, who is in root's group here
    const auto lock = [&](const char *name, fs::perms wanted) { fs::permissions(m_folder / name, wanted); };
    lock("in/locked", fs::perms::none);
    const bool wasRoot = geteuid() == 0;
    constexpr uid_t nobody = 65534;
    ASSERT_TRUE(!wasRoot || seteuid(nobody) == 0);
    const auto files = expandFolders({m_folder / "in"});
    const auto refused = FrameFile::open(m_folder / "in/locked");
    const auto identities = readIdentities(m_folder / "in");
    ASSERT_TRUE(!wasRoot || seteuid(0) == 0);
    lock("in/locked", fs::perms::owner_all);
    EXPECT_EQ(files, (std::vector<fs::path>{m_folder / "in/a.jpg", m_folder / "in/locked"}));
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().find("cannot be read"), std::string::npos);
    ASSERT_FALSE(identities);
    EXPECT_NE(identities.error().find("in/locked cannot be read"), std::string::npos) << identities.error();
}

// A folder of people that is a file, or leads to itself, is no folder.
TEST_F(Command, AFolderOfPeopleThatIsNoneIsNothingDone)
{
    write("people", "x");
    EXPECT_EQ(run(watch({"a.jpg"})), NothingDone);
    EXPECT_NE(complaints.find("people cannot be read"), std::string::npos) << complaints;
    fs::remove(m_folder / "people");
    fs::create_symlink("people", m_folder / "people");
    EXPECT_EQ(run(watch({"a.jpg"})), NothingDone);
    EXPECT_NE(complaints.find("people cannot be read"), std::string::npos) << complaints;
}

// Each photo is refused by its name with its reason, and the others are still looked at.
TEST_F(Command, EveryUnusablePhotoOfAPersonIsNamedWithItsReason)
{
    const std::string whole = jpeg({200, 200});
    const std::vector<BadFile> table{{"empty.jpg", "", "it is empty"}, {"cut.jpg", whole.substr(0, whole.size() / 2), "breaks off"},
        {"dot.jpg", jpeg({1, 1}), "No face"}, {"wide.jpg", jpeg({20000, 60}), "No face"}, {"moving.gif", "GIF89a\1\0\1\0", "animated"},
        {"letter.pdf", "%PDF-1.7 letter", "format is unknown"}, {"page.html", "<!DOCTYPE html>", "format is unknown"},
        {"program", std::string("\x7f" "ELF\2\1\1\0", 8), "format is unknown"}};
    for (const BadFile &row : table)
        write(fs::path("people/ada") / row.name, row.content);
    EXPECT_EQ(run(watch({"a.jpg"})), NothingDone);
    for (const BadFile &row : table) {
        const size_t line = complaints.find(std::string(row.name) + ": ");
        ASSERT_NE(line, std::string::npos) << row.name << " in " << complaints;
        const std::string sentence = complaints.substr(line, complaints.find('\n', line) - line);
        EXPECT_NE(sentence.find(row.sentence), std::string::npos) << sentence;
    }
    EXPECT_EQ(std::ranges::count(complaints, '\n'), static_cast<ptrdiff_t>(table.size()) + 2); // the person, and that nobody is left
}

// A folder of several people's photos is nobody's; a link that leads nowhere is a photo that cannot be read. Both are named.
TEST_F(Command, WhatIsNoPhotoInAPersonsFolderIsNamed)
{
    write("people/ada/blank.jpg", jpeg({200, 200}));
    write("people/ada/others/ben.jpg", jpeg({200, 200}));
    fs::create_symlink("gone.jpg", m_folder / "people/ada/link.jpg");
    ASSERT_EQ(mkfifo((m_folder / "people/ada/pipe").c_str(), 0600), 0);
    EXPECT_EQ(run(watch({"a.jpg"})), NothingDone);
    EXPECT_NE(complaints.find("ada/others: This folder inside a person's folder is left out."), std::string::npos) << complaints;
    EXPECT_NE(complaints.find("ada/link.jpg: The file cannot be read: No such file"), std::string::npos) << complaints;
    EXPECT_EQ(complaints.find("ben.jpg"), std::string::npos) << complaints;
    EXPECT_EQ(complaints.find("pipe"), std::string::npos) << complaints;
    EXPECT_FALSE(FrameFile::open(m_folder / "people/ada/pipe"));
}

TEST_F(Command, FoldersAreReadInOrderAndHiddenFilesAreNot)
{
    for (const char *name : {"in/b.jpg", "in/a/z.jpg", "in/.hidden/x.jpg", "in/.y.jpg"})
        write(name, "x");
    const fs::path in = m_folder / "in";
    EXPECT_EQ(expandFolders({in, "absent.jpg"}), (std::vector<fs::path>{in / "a/z.jpg", in / "b.jpg", "absent.jpg"}));
}

TEST_F(Command, AnnotatedCopiesOfOneNameAreNumberedAndNeverTakeThePlaceOfWhatIsRead)
{
    const std::vector<fs::path> files{write("a/1.jpg", "x"), write("b/1.jpg", "x"), write("b/1-2.jpg", "x"), write("c/1.jpg", "x")};
    const fs::path out = m_folder / "out";
    EXPECT_EQ(copyNames(files, out, true), (std::vector<fs::path>{out / "1.jpg", out / "1-2.jpg", out / "1-2-2.jpg", out / "1-3.jpg"}));
    EXPECT_EQ(copyNames({files[0]}, m_folder / "copy.jpg", false), std::vector<fs::path>{m_folder / "copy.jpg"});
    for (const fs::path &folder : {m_folder / "b", m_folder / "out/../b"}) {
        const auto refused = copyNames(files, folder, true);
        ASSERT_FALSE(refused) << folder;
        EXPECT_NE(refused.error().find("to be read"), std::string::npos) << refused.error();
    }
    fs::create_directory_symlink(m_folder / "a", m_folder / "link");
    EXPECT_FALSE(copyNames({files[0]}, m_folder / "link/1.jpg", false));
}

} // namespace rollcall::recognize::test
