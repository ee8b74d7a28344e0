#include "enrol/import_list.h"

#include <QTemporaryDir>

#include <gtest/gtest.h>

#include <fstream>

namespace rollcall::enrol {

namespace {

namespace fs = std::filesystem;

class ImportListTest : public testing::Test {
protected:
    fs::path write(const std::string &name, const std::string &text) const
    {
        const fs::path file = folder / std::u8string(name.begin(), name.end());
        fs::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << text;
        return file;
    }
    [[nodiscard]] ImportList read(const std::string &csv) const
    {
        auto list = readImportList(write("people.csv", csv));
        EXPECT_TRUE(list) << list.error();
        return list.value_or(ImportList{});
    }
    [[nodiscard]] std::string errorOf(const std::string &csv) const
    {
        const auto list = readImportList(write("people.csv", csv));
        EXPECT_FALSE(list);
        return list ? std::string() : list.error();
    }

    QTemporaryDir temporary;
    const fs::path folder = fs::canonical(temporary.path().toStdString());
};

std::string reasonOf(const std::optional<ImportProblem> &problem)
{
    return problem ? problem->reason : std::string();
}

bool says(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_F(ImportListTest, aRowIsAPerson)
{
    write("pictures/ada-1.jpg", "x");
    write("ada 2.jpg", "x");
    const ImportList list = read("id,name,external_id,groups,photos\r\nada, Ada Löve ,E-7,Staff; Night shift,pictures/ada-1.jpg; ada 2.jpg\r\n");
    ASSERT_EQ(list.people.size(), 1U);
    const ListedPerson &ada = list.people[0];
    EXPECT_EQ(ada.id.toString(), "ada");
    EXPECT_EQ(ada.name, "Ada Löve");
    EXPECT_EQ(ada.externalId, "E-7");
    EXPECT_EQ(ada.groups, (std::vector<std::string>{"Staff", "Night shift"}));
    ASSERT_EQ(ada.photos.size(), 2U);
    EXPECT_EQ(ada.photos[0].file, folder / "pictures/ada-1.jpg");
    EXPECT_FALSE(ada.photos[0].problem);
    EXPECT_FALSE(ada.photos[1].problem);
    EXPECT_FALSE(ada.problem);
    EXPECT_TRUE(says(ada.where, "people.csv, line 2"));
    EXPECT_TRUE(list.notes.empty());
}

TEST_F(ImportListTest, columnsMayComeInAnyOrderAndUnknownOnesAreNoted)
{
    const ImportList list = read("\xef\xbb\xbfPhotos,Department,NAME\n,Sales,Ada\n");
    EXPECT_EQ(list.people.at(0).name, "Ada");
    ASSERT_EQ(list.notes.size(), 1U);
    EXPECT_TRUE(says(list.notes[0], "Department"));
}

TEST_F(ImportListTest, whatTheFirstLineLacksIsAnErrorOfThatLine)
{
    EXPECT_TRUE(says(errorOf("id,photos\n1,a.jpg\n"), "people.csv, line 1: There is no column \"name\""));
    EXPECT_TRUE(says(errorOf("name,id,name\nAda,1,Ada\n"), "twice"));
    EXPECT_TRUE(says(errorOf(""), "empty"));
    EXPECT_TRUE(says(errorOf("name\nAda\n\"Ben\n"), "people.csv, line 3: "));
    EXPECT_TRUE(says(readImportList(folder / "nowhere.csv").error(), "is not there"));
}

TEST_F(ImportListTest, withoutAnIdItFollowsFromTheName)
{
    const ImportList first = read("name,external_id\nAda,1\nAda,2\nA\u0308nne,\n");
    const ImportList again = read("name,external_id\n\u00c4nne,\nAda,2\n");
    EXPECT_FALSE(first.people[0].problem);
    EXPECT_FALSE(first.people[1].problem);
    EXPECT_NE(first.people[0].id, first.people[1].id);
    EXPECT_EQ(first.people[1].id, again.people[1].id);
    EXPECT_EQ(first.people[2].id, again.people[0].id) << "composed and decomposed letters are the same name";
    EXPECT_EQ(first.people[2].id.toString().size(), 36U);
}

TEST_F(ImportListTest, theSamePersonTwiceIsRefusedTheSecondTime)
{
    const ImportList list = read("id,name\n1,Ada\n2,Ben\n1,Chloe\n,Dora\n,Dora\n");
    EXPECT_EQ(reasonOf(list.people[0].problem), "");
    EXPECT_EQ(reasonOf(list.people[2].problem), "repeated");
    EXPECT_TRUE(says(list.people[2].problem->message, "people.csv, line 2"));
    EXPECT_EQ(reasonOf(list.people[3].problem), "");
    EXPECT_EQ(reasonOf(list.people[4].problem), "repeated");
}

TEST_F(ImportListTest, rowsThatCannotBePeopleAreRefusedAndTheOthersStay)
{
    const std::string large(10'000, 'x');
    const ImportList list = read("id,name,photos\n1,,\n../2,Ben,\n3,Chloe\n4,\"Dora\nLine\",\n5," + large + ",\n" + large + ",Eve,\n6,Fay,\n");
    const std::vector<std::string> expected{"bad-name", "bad-id", "bad-row", "bad-name", "bad-name", "bad-id", ""};
    ASSERT_EQ(list.people.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i)
        EXPECT_EQ(reasonOf(list.people[i].problem), expected[i]) << list.people[i].where;
}

TEST_F(ImportListTest, photosOutsideOfTheFolderAreRefused)
{
    QTemporaryDir elsewhere;
    const std::string secret = elsewhere.filePath(QStringLiteral("secret.jpg")).toStdString();
    std::ofstream(secret) << "x";
    fs::create_symlink(secret, folder / "link.jpg");
    write("inside/a.jpg", "x");
    const ImportList list = read("name,photos\nAda,../secret.jpg;" + secret + ";link.jpg;inside/../../x.jpg;inside/../inside/a.jpg;missing.jpg;inside\n");
    std::vector<std::string> reasons;
    for (const ListedPhoto &photo : list.people[0].photos)
        reasons.push_back(reasonOf(photo.problem));
    EXPECT_EQ(reasons, (std::vector<std::string>{"outside", "outside", "outside", "outside", "", "no-such-file", "no-such-file"}));
}

TEST_F(ImportListTest, oneNamedTwiceAndTooManyAreRefused)
{
    std::string photos;
    for (int i = 0; i < 22; ++i) {
        const std::string name = "p" + std::to_string(i) + ".jpg";
        write(name, "x");
        photos += name + ";";
    }
    const ImportList list = read("name,photos\nAda,p0.jpg;" + photos + "\n");
    const auto &listed = list.people[0].photos;
    EXPECT_EQ(reasonOf(listed[1].problem), "named-twice");
    EXPECT_EQ(reasonOf(listed[20].problem), "");
    EXPECT_EQ(reasonOf(listed[21].problem), "too-many");
}

TEST_F(ImportListTest, aFolderOfFoldersIsAListToo)
{
    write("crowd/<b>Ada & 张伟<b>/1.jpg", "x");
    write("crowd/<b>Ada & 张伟<b>/2.jpg", "x");
    write("crowd/<b>Ada & 张伟<b>/.hidden", "x");
    write("crowd/Ben/inner/3.jpg", "x");
    write("crowd/notes.txt", "x");
    const auto list = readImportList(folder / "crowd");
    ASSERT_TRUE(list) << list.error();
    ASSERT_EQ(list->people.size(), 2U);
    EXPECT_EQ(list->people[0].name, "<b>Ada & 张伟<b>");
    EXPECT_EQ(list->people[1].name, "Ben");
    EXPECT_TRUE(list->people[1].photos.empty());
    EXPECT_EQ(list->notes.size(), 2U);
    EXPECT_FALSE(readImportList(folder / "crowd/Ben/inner"));
}

} // namespace rollcall::enrol
