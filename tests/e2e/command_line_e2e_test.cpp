// What the programs say on the command line: values, versions, lists, and mistakes.

#include "e2e/running_server.h"

#include "store/store.h"
#include "support/wait.h"

#include <QDir>
#include <QFile>

using namespace rollcall::testing;
using namespace Qt::StringLiterals;

namespace {

struct Outcome {
    std::optional<int> status;
    QString output;
};

Outcome runProgram(const QString &name, const QStringList &arguments)
{
    Program program(name, arguments);
    program.start();
    const auto status = program.waitForEnd();
    return {status, program.output()};
}

} // namespace

TEST(CommandLine, versionAndHelp)
{
    for (const QString &program : {u"rollcall-server"_s, u"rollcall-camera"_s}) {
        const Outcome version = runProgram(program, {u"--version"_s});
        EXPECT_EQ(version.status, 0);
        EXPECT_TRUE(version.output.contains(QStringLiteral(ROLLCALL_VERSION))) << version.output.toStdString();
        const Outcome help = runProgram(program, {u"--help"_s});
        EXPECT_EQ(help.status, 0);
        EXPECT_TRUE(help.output.contains(u"--server"_s)) << help.output.toStdString();
    }
}

TEST(CommandLine, printConfigShowsValuesAndWhereTheyCameFrom)
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"server.toml"_s));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("server-port = 9000\nlisten = \"::1\"\n");
    file.close();
    const Outcome printed = runProgram(u"rollcall-server"_s, {u"--config"_s, file.fileName(), u"--server-port"_s, u"9001"_s, u"--print-config"_s});
    EXPECT_EQ(printed.status, 0);
    EXPECT_TRUE(printed.output.contains(u"9001"_s));
    EXPECT_TRUE(printed.output.contains(u"flag"_s));
    EXPECT_TRUE(printed.output.contains(u"line 2"_s)) << printed.output.toStdString();
}

// PDF of reports is made by rollcall-report, so that the headless server has no use for them.
TEST(CommandLine, theServerLinksNoWindowsOfQt)
{
    QProcess process;
    process.start(u"ldd"_s, {buildFolder() + u"/bin/rollcall-server"_s});
    if (!process.waitForFinished())
        GTEST_SKIP() << "ldd is not installed";
    const QString libraries = QString::fromUtf8(process.readAllStandardOutput());
    EXPECT_TRUE(libraries.contains(u"libQt6Core"_s));
    for (const QString &window : {u"libQt6Gui"_s, u"libQt6Widgets"_s, u"libQt6OpenGL"_s, u"libQt6Quick"_s})
        EXPECT_FALSE(libraries.contains(window)) << window.toStdString();
}

TEST(CommandLine, exportsTheRegister)
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"november.csv"_s);
    const auto exported = [&](const QStringList &more) {
        return runProgram(u"rollcall-server"_s, QStringList{u"attendance"_s, u"export"_s, u"--data-dir"_s, folder.path(), u"--from"_s, u"2026-11-01"_s, u"--output"_s, file} + more);
    };
    const Outcome missing = exported({u"--until"_s, u"2026-11-30"_s});
    EXPECT_EQ(missing.status, 1);
    EXPECT_TRUE(missing.output.contains(u"no register"_s)) << missing.output.toStdString();
    EXPECT_FALSE(QFile::exists(folder.filePath(u"register.sqlite"_s)));  // nothing is made by looking

    EXPECT_EQ(runProgram(u"rollcall-server"_s, {u"db"_s, u"migrate"_s, u"--data-dir"_s, folder.path()}).status, 0);
    for (const QString &format : {u"csv"_s, u"json"_s, u"html"_s, u"xlsx"_s, u"pdf"_s}) {
        const Outcome done = exported({u"--until"_s, u"2026-11-30"_s, u"--format"_s, format});
        EXPECT_EQ(done.status, 0) << done.output.toStdString();
        EXPECT_TRUE(done.output.contains(u"0 rows"_s)) << done.output.toStdString();
        EXPECT_TRUE(QFile::exists(file) && !QFile::exists(file + u".part"_s));
    }
    const Outcome backwards = exported({u"--until"_s, u"2026-10-30"_s});
    EXPECT_EQ(backwards.status, 1);
    EXPECT_TRUE(backwards.output.contains(u"--until"_s)) << backwards.output.toStdString();
    EXPECT_EQ(exported({u"--until"_s, u"2026-11-30"_s, u"--format"_s, u"doc"_s}).status, 2);
}

TEST(CommandLine, mistakesNameWhatIsWrong)
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"bad.toml"_s));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("listen = \"::1\"\nserver-prot = 9000\n");
    file.close();
    const Outcome unknownKey = runProgram(u"rollcall-server"_s, {u"--config"_s, file.fileName()});
    EXPECT_EQ(unknownKey.status, 2);
    EXPECT_TRUE(unknownKey.output.contains(u"line 2"_s) && unknownKey.output.contains(u"server-port"_s)) << unknownKey.output.toStdString();

    const Outcome badValue = runProgram(u"rollcall-server"_s, {u"--server-port"_s, u"70000"_s});
    EXPECT_EQ(badValue.status, 2);
    EXPECT_TRUE(badValue.output.contains(u"65535"_s)) << badValue.output.toStdString();

    const Outcome badAddress = runProgram(u"rollcall-server"_s, {u"--data-dir"_s, folder.path(), u"--listen"_s, u"nowhere"_s, u"--server-port"_s, u"0"_s});
    EXPECT_EQ(badAddress.status, 1);
    EXPECT_TRUE(badAddress.output.contains(u"nowhere"_s)) << badAddress.output.toStdString();

    const Outcome badModels = runProgram(u"rollcall-server"_s, {u"--data-dir"_s, folder.path(), u"--models"_s, u"/does/not/exist"_s, u"--server-port"_s, u"0"_s});
    EXPECT_EQ(badModels.status, 1);
    EXPECT_TRUE(badModels.output.contains(u"/does/not/exist"_s)) << badModels.output.toStdString();

    const Outcome missingFile = runProgram(u"rollcall-camera"_s, {u"--headless"_s, u"--source"_s, u"/does/not/exist.mp4"_s, u"--server"_s, u"http://127.0.0.1:1"_s});
    EXPECT_NE(missingFile.status.value_or(0), 0);
    EXPECT_TRUE(missingFile.output.contains(u"/does/not/exist.mp4"_s)) << missingFile.output.toStdString();
}

TEST(CommandLine, listsOfCamerasAndEncoders)
{
    const Outcome cameras = runProgram(u"rollcall-camera"_s, {u"--list-cameras"_s});
    EXPECT_EQ(cameras.status, 0) << cameras.output.toStdString();
    const Outcome encoders = runProgram(u"rollcall-camera"_s, {u"--list-encoders"_s});
    EXPECT_EQ(encoders.status, 0);
    EXPECT_TRUE(encoders.output.contains(u"vp8enc"_s) && encoders.output.contains(u"x264enc"_s)) << encoders.output.toStdString();
}

TEST(CommandLine, bringsTheDatabaseUpToDate)
{
    const QTemporaryDir folder;
    const QStringList arguments{u"db"_s, u"migrate"_s, u"--data-dir"_s, folder.path()};
    const Outcome first = runProgram(u"rollcall-server"_s, arguments);
    EXPECT_EQ(first.status, 0) << first.output.toStdString();
    EXPECT_TRUE(first.output.contains(u"from version 0"_s)) << first.output.toStdString();
    const Outcome second = runProgram(u"rollcall-server"_s, arguments);
    EXPECT_EQ(second.status, 0);
    EXPECT_TRUE(second.output.contains(u"up to date"_s)) << second.output.toStdString();
    const Outcome unknown = runProgram(u"rollcall-server"_s, {u"db"_s, u"explode"_s});
    EXPECT_EQ(unknown.status, 2);
}

TEST(CommandLine, erasesAPersonAndPrintsTheProof)
{
    using namespace rollcall;
    const QTemporaryDir folder;
    {
        const auto opened = store::Store::open({.file = folder.filePath(u"register.sqlite"_s).toStdString()});
        ASSERT_TRUE(opened);
        std::optional<bool> added;
        QObject context;
        (*opened)->call([](store::Register &records) { return records.addPerson({.id = store::PersonId("ada"), .name = "Ada Quilvermore"}, {}, {}); }, &context,
                       [&](const auto &result) { added = result.has_value(); });
        ASSERT_TRUE(waitUntil([&] { return added.has_value(); }, std::chrono::seconds(10)));
        ASSERT_TRUE(*added);
    }
    const QStringList arguments{u"people"_s, u"erase"_s, u"--data-dir"_s, folder.path(), u"--id"_s, u"ada"_s};
    const Outcome erased = runProgram(u"rollcall-server"_s, arguments);
    EXPECT_EQ(erased.status, 0) << erased.output.toStdString();
    EXPECT_TRUE(erased.output.contains(u"\"people\": 1"_s)) << erased.output.toStdString();
    EXPECT_FALSE(erased.output.contains(u"Ada"_s));
    for (const QString &name : QDir(folder.path()).entryList(QDir::Files)) {
        QFile file(folder.filePath(name));
        ASSERT_TRUE(file.open(QIODevice::ReadOnly));
        EXPECT_FALSE(file.readAll().contains("Quilvermore")) << name.toStdString();
    }
    const Outcome again = runProgram(u"rollcall-server"_s, arguments);
    EXPECT_EQ(again.status, 1);
    EXPECT_TRUE(again.output.contains(u"no person"_s)) << again.output.toStdString();
    EXPECT_EQ(runProgram(u"rollcall-server"_s, {u"people"_s, u"erase"_s, u"--data-dir"_s, folder.path()}).status, 1);
}

// While somebody is enrolled, nobody with their face can be: that tells whether recognition still knows them.
TEST(CommandLine, aRunningServerForgetsWhomTheCommandLineErases)
{
    const QList<DrawnPerson> people = drawnPeople();
    ASSERT_FALSE(people.isEmpty());
    RunningServer server;
    ASSERT_NO_FATAL_FAILURE(server.start());
    ASSERT_EQ(server.http().enrol(u"first"_s, u"First"_s, people.front().photos).status, 201);
    EXPECT_EQ(server.http().enrol(u"second"_s, u"Second"_s, people.front().photos).status, 409);
    const Outcome erased = runProgram(u"rollcall-server"_s, {u"people"_s, u"erase"_s, u"--data-dir"_s, server.dataFolder(), u"--id"_s, u"first"_s});
    EXPECT_EQ(erased.status, 0) << erased.output.toStdString();
    int status = 0;
    EXPECT_TRUE(waitUntil([&] { return (status = server.http().enrol(u"second"_s, u"Second"_s, people.front().photos).status) == 201; }, std::chrono::seconds(20))) << status;
}
