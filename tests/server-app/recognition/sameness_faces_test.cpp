// Duplicates and wrong photos among real people, where a folder of them is at hand (ROLLCALL_TEST_FACES, default ../shared/faces).

#include "clip_run.h"

#include "recognition/sameness.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

namespace rollcall::recognition::test {

namespace {

namespace fs = std::filesystem;

constexpr size_t people = 16; // the first half is enrolled
constexpr size_t photosEach = 4;

// Four embeddings of each of the first people who have so many.
std::vector<std::vector<Embedding>> readPeople(const fs::path &folder, const std::shared_ptr<const Engine> &engine)
{
    std::vector<fs::path> identities;
    for (const auto &entry : fs::directory_iterator(folder))
        identities.push_back(entry.path());
    std::ranges::sort(identities);
    const auto workspace = engine->makeWorkspace();
    const Enroller enroller(engine);
    std::vector<std::vector<Embedding>> found;
    for (const fs::path &identity : identities) {
        std::vector<Embedding> photos;
        for (const auto &file : fs::directory_iterator(identity)) {
            auto enrolment = photos.size() < photosEach ? enroller.enrol(fileBytes(file.path()), **workspace) : std::unexpected(Refusal{});
            if (enrolment)
                photos.push_back(std::move(enrolment->embedding));
        }
        if (photos.size() == photosEach)
            found.push_back(std::move(photos));
        if (found.size() == people)
            break;
    }
    return found;
}

} // namespace

TEST(SamenessOfFaces, whoIsEnrolledIsNoticedAndNobodyElse)
{
    const char *named = std::getenv("ROLLCALL_TEST_FACES");
    const fs::path folder = named && *named ? fs::path(named) : fs::path(ROLLCALL_SOURCE_DIR) / "../shared/faces";
    if (!fs::is_directory(folder / "photos"))
        GTEST_SKIP() << "No labelled faces in " << folder << ": duplicates among real people are NOT tested. Set ROLLCALL_TEST_FACES to their folder.";
    const auto engine = engineWith(folder / "models");
    const auto faces = readPeople(folder / "photos", engine);
    ASSERT_EQ(faces.size(), people);
    std::vector<Template> enrolled;
    for (size_t i = 0; i < people / 2; ++i) {
        for (size_t photo = 0; photo < 2; ++photo)
            enrolled.push_back({std::to_string(i), faces[i][photo]});
    }
    const Gallery gallery = engine->emptyGallery().with(enrolled);
    const SamenessRule rule = samenessRule(*engine, gallery);
    int noticed = 0;
    for (size_t i = 0; i < people; ++i) {
        const auto found = findResemblance(std::span(faces[i]).subspan(2), gallery, {}, rule);
        if (i < people / 2)
            noticed += found && found->person == std::to_string(i) ? 1 : 0;
        else
            EXPECT_FALSE(found) << i << " was taken for " << found->person;
        const auto &other = faces[(i + 1) % people];
        EXPECT_EQ(ofOnePerson(std::vector{faces[i][0], other[0], faces[i][1], faces[i][2]}, gallery, rule), (std::vector{true, false, true, true})) << i;
    }
    std::cout << engine->name() << ": " << noticed << " of " << people / 2 << " who are enrolled were noticed\n";
    EXPECT_GE(noticed, engine->trust() == Trust::Registers ? 7 : 1);
}

} // namespace rollcall::recognition::test
