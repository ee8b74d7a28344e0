// The import over drawn people and the engine that needs no model: what is enrolled, what is refused and why, and that a run can be continued.

#include "crowd.h"
#include "enrol/csv.h"
#include "enrol/import_report.h"
#include "enrol/register_target.h"
#include "enrol/stored_templates.h"
#include "store/migrations.h"
#include "store/sqlite_database.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

#include <fstream>

namespace rollcall::enrol {

namespace {

namespace fs = std::filesystem;
using State = PersonResult::State;
using rollcall::testing::crowdPhoto;
using rollcall::testing::jpegOf;

class ImportTest : public ::testing::Test {
protected:
    static void SetUpTestSuite()
    {
        recognition::configureLibraries();
        auto engine = recognition::Engine::load({});
        ASSERT_TRUE(engine) << engine.error().message;
        s_engine = std::move(*engine);
    }
    static void TearDownTestSuite() { s_engine.reset(); }

    void photo(const std::string &name, const cv::Mat &picture) const { testing::writeFile(people() / name, jpegOf(picture)); }
    [[nodiscard]] fs::path people() const { return fs::path(temporary.path().toStdString()) / "people"; }
    [[nodiscard]] std::unique_ptr<store::Register> records() const
    {
        auto database = store::SqliteDatabase::open(fs::path(temporary.path().toStdString()) / "register.sqlite");
        EXPECT_TRUE(database);
        EXPECT_TRUE(store::migrate(**database, store::builtInMigrations((*database)->dialect())));
        return std::make_unique<store::Register>(std::move(*database));
    }
    // Result by name.
    std::map<std::string, PersonResult> import(const ImportOptions &options = {}, const fs::path &path = {})
    {
        auto target = RegisterTarget::create(s_engine, records(), options, 2, [] { return attendance::UtcMs{}; });
        const auto list = readImportList(path.empty() ? people() : path);
        EXPECT_TRUE(target && list);
        std::map<std::string, PersonResult> results;
        const auto done = ImportRun(**target).run(list->people, [&](const ListedPerson &person, const PersonResult &result, const ImportCounts &) {
            results[person.name] = result;
        });
        EXPECT_TRUE(done) << done.error();
        counts = done.value_or(ImportCounts{});
        return results;
    }
    [[nodiscard]] std::map<std::string, int> enrolled() const
    {
        std::map<std::string, int> photos;
        const auto page = records()->people({.limit = 500, .cursor = {}});
        for (const store::Person &person : page->items)
            photos[person.name] = person.photos;
        return photos;
    }

    static inline std::shared_ptr<const recognition::Engine> s_engine;
    QTemporaryDir temporary;
    ImportCounts counts;
};

std::string reasonOf(const std::optional<ImportProblem> &problem)
{
    return problem ? problem->reason : std::string();
}

} // namespace

TEST_F(ImportTest, peopleOfAFolderAreEnrolled)
{
    for (int person = 0; person < 6; ++person) {
        for (int i = 0; i < 2; ++i)
            photo("Person " + std::to_string(person) + "/" + std::to_string(i) + ".jpg", crowdPhoto(std::uint64_t(person), i));
    }
    import({.allowDuplicates = true});  // drawn people are alike
    EXPECT_EQ(counts.enrolled, 6U) << toText(counts);
    EXPECT_EQ(enrolled().size(), 6U);
    const recognition::EmbedderId &embedder = s_engine->embedder();
    EXPECT_EQ(records()->templates(embedder.name, versionNumber(embedder.version))->size(), counts.photosUsed);
}

TEST_F(ImportTest, photosThatCannotBeUsedAreRefusedOneByOne)
{
    cv::Mat both;
    cv::hconcat(crowdPhoto(1, 0), crowdPhoto(2, 0), both);
    photo("Ada/good.jpg", crowdPhoto(1, 1));
    photo("Ada/two.jpg", both);
    photo("Ada/wall.jpg", cv::Mat(300, 300, CV_8UC3, cv::Scalar(120, 130, 140)));
    photo("Ada/dark.jpg", crowdPhoto(1, 2) * 0.15);
    photo("Ben/wall.jpg", cv::Mat(300, 300, CV_8UC3, cv::Scalar(120, 130, 140)));
    testing::writeFile(people() / "Ada/not a picture.jpg", {'h', 'e', 'l', 'l', 'o'});
    testing::writeFile(people() / "Ada/empty.jpg", {});
    auto cut = jpegOf(crowdPhoto(1, 3));
    cut.resize(cut.size() / 2);
    testing::writeFile(people() / "Ada/cut.jpg", cut);
    fs::create_directories(people() / "Cleo");

    auto results = import();
    std::map<std::string, std::string> reasons;
    for (const PhotoResult &result : results["Ada"].photos)
        reasons[result.name] = reasonOf(result.problem);
    EXPECT_EQ(reasons, (std::map<std::string, std::string>{{"Ada/good.jpg", ""}, {"Ada/two.jpg", "several-faces"}, {"Ada/wall.jpg", "no-face"}, {"Ada/dark.jpg", reasons["Ada/dark.jpg"]},
                           {"Ada/not a picture.jpg", "not-a-picture"}, {"Ada/empty.jpg", "not-a-picture"}, {"Ada/cut.jpg", "not-a-picture"}}));
    EXPECT_TRUE(reasons["Ada/dark.jpg"] == "too-dark" || reasons["Ada/dark.jpg"] == "no-face") << reasons["Ada/dark.jpg"];
    EXPECT_EQ(results["Ada"].state, State::Enrolled);
    EXPECT_EQ(results["Ben"].state, State::Refused);
    EXPECT_EQ(reasonOf(results["Ben"].problem), "no-usable-photo");
    EXPECT_EQ(results["Cleo"].state, State::Enrolled);
    EXPECT_EQ(reasonOf(results["Cleo"].problem), "no-photo");
    EXPECT_EQ(enrolled(), (std::map<std::string, int>{{"Ada", 1}, {"Cleo", 0}}));
}

TEST_F(ImportTest, aPersonUnderTwoNamesIsEnrolledOnce)
{
    photo("Ada/1.jpg", crowdPhoto(1, 0));
    photo("Ada/2.jpg", crowdPhoto(1, 1));
    photo("Zoe/1.jpg", crowdPhoto(1, 0));
    photo("Zoe/2.jpg", crowdPhoto(1, 2));
    auto results = import();
    EXPECT_EQ(results["Zoe"].state, State::Refused);
    EXPECT_EQ(reasonOf(results["Zoe"].problem), "duplicate");
    EXPECT_NE(results["Zoe"].problem->message.find("Ada"), std::string::npos);
    EXPECT_EQ(enrolled().size(), 1U);
    EXPECT_EQ(import()["Zoe"].state, State::Refused) << "also found in the register";
    EXPECT_EQ(import({.allowDuplicates = true})["Zoe"].state, State::Enrolled);
    EXPECT_EQ(enrolled().size(), 2U);
}

TEST_F(ImportTest, aFileThatIsThereTwiceIsOnePhoto)
{
    photo("Ada/1.jpg", crowdPhoto(1, 0));
    photo("Ada/copy.jpg", crowdPhoto(1, 0));
    import();
    EXPECT_EQ(enrolled(), (std::map<std::string, int>{{"Ada", 1}}));
    EXPECT_EQ(import()["Ada"].state, State::Unchanged);
}

TEST_F(ImportTest, runAgainItDoublesNobodyAndAddsWhatIsNew)
{
    photo("Ada/1.jpg", crowdPhoto(1, 0));
    photo("Ben/1.jpg", crowdPhoto(2, 0));
    import();
    auto again = import();
    EXPECT_EQ(counts.unchanged, 2U);
    EXPECT_EQ(counts.photosUsed, 0U);
    photo("Ada/2.jpg", crowdPhoto(1, 1));
    photo("Cleo/1.jpg", crowdPhoto(3, 0));
    again = import();
    EXPECT_EQ(again["Ada"].state, State::Extended);
    EXPECT_EQ(again["Ben"].state, State::Unchanged);
    EXPECT_EQ(again["Cleo"].state, State::Enrolled);
    EXPECT_EQ(enrolled(), (std::map<std::string, int>{{"Ada", 2}, {"Ben", 1}, {"Cleo", 1}}));
}

TEST_F(ImportTest, aDryRunEnrolsNobodyAndNoticesDuplicatesWithinTheList)
{
    photo("Ada/1.jpg", crowdPhoto(1, 0));
    photo("Zoe/1.jpg", crowdPhoto(1, 0));
    auto results = import({.dryRun = true});
    EXPECT_EQ(results["Ada"].state, State::Enrolled);
    EXPECT_EQ(reasonOf(results["Zoe"].problem), "duplicate");
    EXPECT_TRUE(enrolled().empty());
}

TEST_F(ImportTest, anIdOfAnotherNameIsRefused)
{
    const fs::path csv = people().parent_path() / "people.csv";
    std::ofstream(csv) << "id,name\n7,Ada\n";
    import({}, csv);
    std::ofstream(csv) << "id,name\n7,Ben\n8,Cleo\n";
    auto results = import({}, csv);
    EXPECT_EQ(reasonOf(results["Ben"].problem), "id-taken");
    EXPECT_EQ(results["Cleo"].state, State::Enrolled);
    EXPECT_EQ(enrolled(), (std::map<std::string, int>{{"Ada", 0}, {"Cleo", 0}}));
}

TEST_F(ImportTest, externalIdsAndGroupsAreKept)
{
    const fs::path csv = people().parent_path() / "people.csv";
    std::ofstream(csv) << "id,name,external_id,groups\nada,Ada,E-1,Staff;Night;Staff\nben,Ben,E-1,\ncleo,Cleo,," << std::string(101, 'g') << "\n";
    auto results = import({}, csv);
    EXPECT_EQ(results["Ada"].state, State::Enrolled);
    EXPECT_EQ(reasonOf(results["Ben"].problem), "external-id-taken");
    EXPECT_EQ(reasonOf(results["Cleo"].problem), "bad-groups");
    const auto ada = records()->person(attendance::PersonId("ada"));
    EXPECT_EQ(ada->externalId, "E-1");
    EXPECT_EQ(ada->groups, (std::vector<std::string>{"Night", "Staff"}));
}

TEST_F(ImportTest, reportsSayWhatBecameOfEachPersonAndPhoto)
{
    const ListedPerson ada{.where = "people.csv, line 2", .id = attendance::PersonId("ada"), .name = "Ada, \"the\" <b>first</b>"};
    const PersonResult result{.state = State::Enrolled, .photos = {{"a.jpg", {}}, {"b,\n.jpg", ImportProblem{"no-face", "No face."}}}};
    const fs::path folder = temporary.path().toStdString();
    for (const char *name : {"report.csv", "report.json"}) {
        auto report = ImportReport::open(folder / name);
        ASSERT_TRUE(report) << report.error();
        (*report)->add(ada, result);
        ASSERT_TRUE((*report)->finish({.people = 1, .enrolled = 1}));
    }
    std::ifstream in(folder / "report.csv", std::ios::binary);
    const auto records = parseCsv(std::string{std::istreambuf_iterator<char>(in), {}});
    ASSERT_TRUE(records);
    ASSERT_EQ(records->size(), 3U);
    EXPECT_EQ((*records)[1].fields, (std::vector<std::string>{ada.where, "ada", ada.name, "", "enrolled", "", ""}));
    EXPECT_EQ((*records)[2].fields, (std::vector<std::string>{ada.where, "ada", ada.name, "b,\n.jpg", "refused", "no-face", "No face."}));
    QFile json(temporary.filePath(QStringLiteral("report.json")));
    ASSERT_TRUE(json.open(QIODevice::ReadOnly));
    const QJsonObject person = QJsonDocument::fromJson(json.readAll())[QStringLiteral("people")][0].toObject();
    EXPECT_EQ(person[QStringLiteral("name")].toString().toStdString(), ada.name);
    EXPECT_EQ(person[QStringLiteral("photos")][1][QStringLiteral("reason")].toString(), QStringLiteral("no-face"));
    EXPECT_FALSE(ImportReport::open(folder / "no such folder" / "report.csv"));
}

} // namespace rollcall::enrol
