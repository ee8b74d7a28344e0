// `rollcall-server people import` as a program: killed half-way and continued, beside a running server and through it.

#include "crowd.h"
#include "e2e/running_server.h"
#include "store/migrations.h"
#include "store/register.h"
#include "store/sqlite_database.h"
#include "support/wait.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <filesystem>
#include <fstream>

using namespace rollcall;
using namespace rollcall::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

namespace fs = std::filesystem;

// Drawing takes the time: once for all tests.
constexpr int people = 40;

class Import : public ::testing::Test {
protected:
    static void SetUpTestSuite()
    {
        s_pictures = std::make_unique<QTemporaryDir>();
        for (int person = 0; person < people; ++person)
            writeFile(folder() / ("Person " + std::to_string(person)) / "photo.jpg", jpegOf(crowdPhoto(std::uint64_t(person), 0)));
    }
    static void TearDownTestSuite() { s_pictures.reset(); }
    static fs::path folder() { return fs::path(s_pictures->path().toStdString()) / "people"; }

    [[nodiscard]] std::unique_ptr<Program> start(const QStringList &options, const QString &dataFolder) const
    {
        auto program = std::make_unique<Program>(u"rollcall-server"_s, QStringList{u"people"_s, u"import"_s, QString::fromStdString(folder().string()), u"--data-dir"_s, dataFolder, u"--allow-duplicates"_s} + options);
        program->start();
        return program;
    }

    static inline std::unique_ptr<QTemporaryDir> s_pictures;
    QTemporaryDir data;
};

// People by the number of their photos; nothing while the register is not there yet.
std::map<int, int> enrolled(const QString &dataFolder)
{
    std::map<int, int> counts;
    const QString file = dataFolder + u"/register.sqlite"_s;
    if (!QFile::exists(file))
        return counts;
    auto database = store::SqliteDatabase::open(file.toStdString());
    if (!database)
        return counts;
    store::Register records(std::move(*database));
    const auto page = records.people({.limit = 500, .cursor = {}});
    if (page) {
        for (const store::Person &person : page->items)
            ++counts[person.photos];
    }
    return counts;
}

int total(const std::map<int, int> &counts)
{
    int sum = 0;
    for (const auto &[photos, count] : counts)
        sum += count;
    return sum;
}

} // namespace

TEST_F(Import, killedHalfWayItGoesOnWhereItWasAndDoublesNobody)
{
    auto first = start({u"--threads"_s, u"1"_s}, data.path());
    // Looked at once it is in SQLite's write-ahead mode: who looks while a file is put into it is in the way.
    const QString ahead = data.path() + u"/register.sqlite-wal"_s;
    ASSERT_TRUE(waitUntil([&] { return QFile::exists(ahead) && total(enrolled(data.path())) >= 5; }, 60s)) << first->output().toStdString();
    first->kill();
    const int before = total(enrolled(data.path()));
    EXPECT_LT(before, people) << "the machine was too fast for this test";

    const QString report = data.filePath(u"report.json"_s);
    auto second = start({u"--report"_s, report}, data.path());
    EXPECT_EQ(second->waitForEnd(100s), 0) << second->output().toStdString();
    EXPECT_EQ(enrolled(data.path()), (std::map<int, int>{{1, people}})) << second->output().toStdString();
    QFile file(report);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    EXPECT_EQ(json[u"unchanged"_s].toInt(), before);
    EXPECT_EQ(json[u"enrolled"_s].toInt(), people - before);
    EXPECT_EQ(json[u"people"_s].toArray().size(), people);
}

TEST_F(Import, besideARunningServerItSaysWhatToDoAndGoesThroughIt)
{
    RunningServer server;
    ASSERT_NO_FATAL_FAILURE(server.start());
    auto beside = start({}, server.dataFolder());
    EXPECT_EQ(beside->waitForEnd(), 1);
    EXPECT_TRUE(beside->output().contains(u"--connect "_s + server.url().toString())) << beside->output().toStdString();

    auto dry = start({u"--dry-run"_s, u"--connect"_s, server.url().toString()}, data.path());
    EXPECT_EQ(dry->waitForEnd(100s), 0) << dry->output().toStdString();
    EXPECT_TRUE(server.items(u"/api/v1/people"_s).isEmpty());

    auto through = start({u"--connect"_s, server.url().toString()}, data.path());
    EXPECT_EQ(through->waitForEnd(100s), 0) << through->output().toStdString();
    EXPECT_EQ(server.items(u"/api/v1/people"_s).size(), people);
    auto again = start({u"--connect"_s, server.url().toString()}, data.path());
    EXPECT_EQ(again->waitForEnd(100s), 0) << again->output().toStdString();
    EXPECT_TRUE(again->output().contains(u"%1 were enrolled already"_s.arg(people))) << again->output().toStdString();
}

TEST_F(Import, whatIsRefusedIsReportedAndTellsByTheStatus)
{
    const fs::path csv = fs::path(data.path().toStdString()) / "people.csv";
    std::ofstream(csv) << "\xef\xbb\xbfid,name,photos\r\n1,Ada,\r\n2,Ben,missing.jpg\r\n1,Again,\r\n";
    const QString report = data.filePath(u"report.csv"_s);
    Program program(u"rollcall-server"_s, {u"people"_s, u"import"_s, QString::fromStdString(csv.string()), u"--data-dir"_s, data.path(), u"--report"_s, report});
    program.start();
    EXPECT_EQ(program.waitForEnd(), 3) << program.output().toStdString();
    EXPECT_TRUE(program.output().contains(u"people.csv, line 4: not enrolled"_s)) << program.output().toStdString();
    QFile file(report);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QByteArray lines = file.readAll();
    EXPECT_TRUE(lines.contains(",enrolled,no-photo,"));
    EXPECT_TRUE(lines.contains(",missing.jpg,refused,no-such-file,"));
    EXPECT_TRUE(lines.contains(",refused,repeated,"));
    EXPECT_EQ(total(enrolled(data.path())), 1);
}

TEST_F(Import, badListsAreErrorsThatNameTheLine)
{
    const fs::path csv = fs::path(data.path().toStdString()) / "people.csv";
    std::ofstream(csv) << "name\nAda\n\"Ben\n";
    for (const auto &[path, part] : {std::pair{QString::fromStdString(csv.string()), u"people.csv, line 3: "_s}, std::pair{data.filePath(u"nothing.csv"_s), u"is not there"_s}}) {
        Program program(u"rollcall-server"_s, {u"people"_s, u"import"_s, path, u"--data-dir"_s, data.path()});
        program.start();
        EXPECT_EQ(program.waitForEnd(), 1);
        EXPECT_TRUE(program.output().contains(part)) << program.output().toStdString();
    }
    Program unreachable(u"rollcall-server"_s, {u"people"_s, u"import"_s, QString::fromStdString(folder().string()), u"--connect"_s, u"http://127.0.0.1:1"_s});
    unreachable.start();
    EXPECT_EQ(unreachable.waitForEnd(), 1);
    EXPECT_TRUE(unreachable.output().contains(u"does not answer"_s)) << unreachable.output().toStdString();
}
