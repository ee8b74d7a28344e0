#include "settings/load.h"

#include <QFile>
#include <QTemporaryDir>

#include <gtest/gtest.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rollcall::settings {
namespace {

enum class Codec { Vp8, H264 };

// A program with one setting of each kind.
struct Example {
    int serverPort = 8443;
    bool preview = true;
    double threshold = 0.5;
    QString listen = u"127.0.0.1"_s;
    QString logLevel = u"info"_s;
    QString token = u"start"_s;
    QStringList stunServers;
    std::filesystem::path dataDir = "/var/lib/rollcall";
    std::chrono::milliseconds grace = 10s;
    Codec codec = Codec::Vp8;
    std::optional<int> width;
    std::optional<QString> name;

    Table table(std::optional<std::filesystem::path> file = std::nullopt)
    {
        Table table{
            {.name = u"rollcall-example"_s, .version = u"1.2.3"_s, .description = u"An example."_s, .file = file}};
        table.add(u"server-port"_s, u"TCP port, 0 = any"_s, serverPort, Range{0, 65535});
        table.add(u"preview"_s, u"show the picture"_s, preview);
        table.add(u"threshold"_s, u"least similarity"_s, threshold, Range{0.0, 1.0});
        table.add(u"listen"_s, u"address to listen on"_s, listen);
        table.add(u"log-level"_s, u"how much to say"_s, logLevel, {u"debug"_s, u"info"_s, u"warning"_s});
        table.add(u"token"_s, u"pairing token"_s, token).hide();
        table.add(u"stun-servers"_s, u"STUN servers"_s, stunServers);
        table.add(u"data-dir"_s, u"where data lives"_s, dataDir);
        table.add(u"grace"_s, u"how long to wait"_s, grace, Range<std::chrono::milliseconds>{0ms, 1h});
        table.add(u"codec"_s, u"video codec"_s, codec, Words<Codec>{{u"vp8"_s, Codec::Vp8}, {u"h264"_s, Codec::H264}});
        table.add(u"width"_s, u"picture width"_s, width, Range{16, 8192});
        table.add(u"name"_s, u"what people call it"_s, name);
        table.addCommand(u"list-cameras"_s, u"list the cameras and exit"_s);
        return table;
    }
};

QProcessEnvironment environment(std::initializer_list<std::pair<QString, QString>> variables)
{
    QProcessEnvironment result;
    for (const auto &[name, value] : variables)
        result.insert(name, value);
    return result;
}

class SettingsTest : public testing::Test {
protected:
    QString write(const QByteArray &text)
    {
        const QString path = m_folder.filePath(u"settings.toml"_s);
        QFile file{path};
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(text);
        return path;
    }
    QString errorOf(const QStringList &arguments, const QProcessEnvironment &variables = {})
    {
        Example fresh;
        const auto loaded = load(fresh.table(), arguments, variables);
        return loaded ? u"(no error)"_s : loaded.error().message;
    }
    std::expected<Loaded, Error> run(const QStringList &arguments, const QProcessEnvironment &variables = {})
    {
        return load(example.table(), arguments, variables);
    }

    Example example;
    QTemporaryDir m_folder;
};

#define EXPECT_SAYS(text, part) EXPECT_TRUE((text).contains(part)) << qPrintable(text)

TEST_F(SettingsTest, defaultsStandWhenNothingIsGiven)
{
    const auto loaded = run({});
    ASSERT_TRUE(loaded);
    EXPECT_EQ(example.serverPort, 8443);
    EXPECT_FALSE(loaded->printAndExit);
    EXPECT_TRUE(loaded->commands.isEmpty());
    EXPECT_EQ(loaded->origins[u"server-port"_s], u"default"_s);
}

TEST_F(SettingsTest, flagBeatsEnvironmentBeatsFileBeatsDefault)
{
    const QString file = write("server-port = 1\nlisten = \"file\"\nlog-level = \"debug\"\n");
    const auto loaded = run({u"--config"_s, file, u"--server-port"_s, u"3"_s},
        environment({{u"ROLLCALL_SERVER_PORT"_s, u"2"_s}, {u"ROLLCALL_LISTEN"_s, u"variable"_s}}));
    ASSERT_TRUE(loaded) << qPrintable(loaded.error().message);
    EXPECT_EQ(example.serverPort, 3);
    EXPECT_EQ(example.listen, u"variable"_s);
    EXPECT_EQ(example.logLevel, u"debug"_s);
    EXPECT_EQ(loaded->origins[u"server-port"_s], u"flag --server-port"_s);
    EXPECT_EQ(loaded->origins[u"listen"_s], u"environment ROLLCALL_LISTEN"_s);
    EXPECT_EQ(loaded->origins[u"log-level"_s], u"file "_s + file + u", line 3"_s);
    EXPECT_EQ(loaded->origins[u"data-dir"_s], u"default"_s);
}

TEST_F(SettingsTest, everyKindIsReadFromTheFile)
{
    const auto loaded = run({u"--config"_s,
        write(
            "server-port = 0\npreview = false\nthreshold = 1\nlisten = \"::\"\nlog-level = \"warning\"\ntoken = \"t\"\n"
            "stun-servers = [\"stun:a\", \"stun:b\"]\ndata-dir = \"/tmp/ü\"\ngrace = \"250ms\"\ncodec = \"h264\"\n"
            "width = 640\nname = \"Door\"\n")});
    ASSERT_TRUE(loaded) << qPrintable(loaded.error().message);
    EXPECT_EQ(example.serverPort, 0);
    EXPECT_FALSE(example.preview);
    EXPECT_EQ(example.threshold, 1.0);
    EXPECT_EQ(example.listen, u"::"_s);
    EXPECT_EQ(example.logLevel, u"warning"_s);
    EXPECT_EQ(example.token, u"t"_s);
    EXPECT_EQ(example.stunServers, (QStringList{u"stun:a"_s, u"stun:b"_s}));
    EXPECT_EQ(example.dataDir.u16string(), u"/tmp/ü");
    EXPECT_EQ(example.grace, 250ms);
    EXPECT_EQ(example.codec, Codec::H264);
    EXPECT_EQ(example.width, 640);
    EXPECT_EQ(example.name, u"Door"_s);
}

TEST_F(SettingsTest, everyKindIsReadFromTheEnvironment)
{
    const auto loaded = run({},
        environment({{u"ROLLCALL_PREVIEW"_s, u"off"_s}, {u"ROLLCALL_THRESHOLD"_s, u"0.25"_s},
            {u"ROLLCALL_STUN_SERVERS"_s, u"stun:a, stun:b"_s}, {u"ROLLCALL_GRACE"_s, u"2min"_s},
            {u"ROLLCALL_CODEC"_s, u"h264"_s}, {u"ROLLCALL_WIDTH"_s, u"320"_s}, {u"ROLLCALL_NAME"_s, u"Door"_s}}));
    ASSERT_TRUE(loaded) << qPrintable(loaded.error().message);
    EXPECT_FALSE(example.preview);
    EXPECT_EQ(example.threshold, 0.25);
    EXPECT_EQ(example.stunServers, (QStringList{u"stun:a"_s, u"stun:b"_s}));
    EXPECT_EQ(example.grace, 2min);
    EXPECT_EQ(example.codec, Codec::H264);
    EXPECT_EQ(example.width, 320);
    EXPECT_EQ(example.name, u"Door"_s);
}

TEST_F(SettingsTest, everyKindIsReadFromFlags)
{
    const auto loaded = run({u"--no-preview"_s, u"--threshold=0.75"_s, u"--stun-servers"_s, u"stun:a"_s,
        u"--stun-servers"_s, u"stun:b,stun:c"_s, u"--data-dir=/tmp/two words"_s, u"--grace"_s, u"1h"_s, u"--listen"_s,
        u"a"_s, u"--listen"_s, u"b"_s});
    ASSERT_TRUE(loaded) << qPrintable(loaded.error().message);
    EXPECT_FALSE(example.preview);
    EXPECT_EQ(example.threshold, 0.75);
    EXPECT_EQ(example.stunServers, (QStringList{u"stun:a"_s, u"stun:b"_s, u"stun:c"_s}));
    EXPECT_EQ(example.dataDir, "/tmp/two words");
    EXPECT_EQ(example.grace, 1h);
    EXPECT_EQ(example.listen, u"b"_s) << "the last of a repeated flag counts";
}

TEST_F(SettingsTest, switchFlagsTakeAValueToo)
{
    example.preview = false;
    ASSERT_TRUE(run({u"--preview"_s}));
    EXPECT_TRUE(example.preview);
    ASSERT_TRUE(run({u"--preview=off"_s}));
    EXPECT_FALSE(example.preview);
}

TEST_F(SettingsTest, theProgramsOwnFileIsReadWhenItExists)
{
    const QString file = write("server-port = 7");
    Example own;
    ASSERT_TRUE(load(own.table(file.toStdString()), {}, QProcessEnvironment{}));
    EXPECT_EQ(own.serverPort, 7);
    Example none;
    EXPECT_TRUE(load(none.table("/nonexistent/rollcall.toml"), {}, QProcessEnvironment{}));
    EXPECT_EQ(none.serverPort, 8443);
}

TEST_F(SettingsTest, environmentNamesTheFile)
{
    ASSERT_TRUE(run({}, environment({{u"ROLLCALL_CONFIG"_s, write("server-port = 9")}})));
    EXPECT_EQ(example.serverPort, 9);
}

TEST_F(SettingsTest, unknownKeyNamesFileLineAndNearestKey)
{
    const QString file = write("listen = \"::\"\n\nserver-prot = 1\n");
    EXPECT_EQ(errorOf({u"--config"_s, file}),
        file + u", line 3: there is no setting \"server-prot\"; did you mean \"server-port\"?"_s);
    EXPECT_SAYS(errorOf({u"--config"_s, write("quite-something-else = 1")}), u"--help lists the settings"_s);
}

TEST_F(SettingsTest, badValueInTheFileNamesFileLineAndExpectation)
{
    const struct {
        const char *line;
        const char *expected;
    } rows[] = {
        {"server-port = 65536", "a whole number from 0 to 65535"},
        {"server-port = -1", "a whole number from 0 to 65535"},
        {"server-port = \"8443\"", "a whole number from 0 to 65535"},
        {"server-port = 1.5", "a whole number from 0 to 65535"},
        {"preview = 1", "true or false"},
        {"threshold = 1.01", "a number from 0 to 1"},
        {"threshold = nan", "a number from 0 to 1"},
        {"threshold = true", "a number from 0 to 1"},
        {"listen = 1", "a text"},
        {"log-level = \"loud\"", "one of debug, info, warning"},
        {"stun-servers = \"stun:a\"", "a list of texts"},
        {"data-dir = \"\"", "a path"},
        {"grace = 10", "a duration from 0s to 1h"},
        {"grace = \"10\"", "a duration from 0s to 1h"},
        {"grace = \"2h\"", "a duration from 0s to 1h"},
        {"grace = \"-1s\"", "a duration from 0s to 1h"},
        {"codec = \"av1\"", "one of vp8, h264"},
        {"codec = 1", "one of vp8, h264"},
        {"width = 8", "a whole number from 16 to 8192"},
        {"name = false", "a text"},
    };
    for (const auto &row : rows) {
        const QString file = write(QByteArray{"# comment\n"} + row.line + '\n');
        const QString error = errorOf({u"--config"_s, file});
        EXPECT_SAYS(error, file + u", line 2: "_s);
        EXPECT_SAYS(error, u"expected "_s + QString::fromUtf8(row.expected));
    }
}

TEST_F(SettingsTest, badEnvironmentAndFlagNameThemselves)
{
    EXPECT_EQ(errorOf({}, environment({{u"ROLLCALL_SERVER_PORT"_s, u"many"_s}})),
        u"environment ROLLCALL_SERVER_PORT: \"many\" is not acceptable, expected a whole number from 0 to 65535."_s);
    EXPECT_EQ(errorOf({u"--server-port"_s, u"99999999999999999999"_s}),
        u"flag --server-port: \"99999999999999999999\" is not acceptable, expected a whole number from 0 to 65535."_s);
    EXPECT_SAYS(errorOf({u"--preview=perhaps"_s}), u"--preview"_s);
    EXPECT_SAYS(errorOf({u"--server-prot"_s, u"1"_s}), u"--server-prot"_s);
    EXPECT_SAYS(errorOf({u"surplus"_s}), u"surplus"_s);
    EXPECT_SAYS(errorOf({u"--server-port"_s}), u"--server-port"_s);
}

TEST_F(SettingsTest, unreadableAndBrokenFilesAreNamed)
{
    EXPECT_SAYS(
        errorOf({u"--config"_s, u"/nonexistent/x.toml"_s}), u"The settings file /nonexistent/x.toml cannot be read"_s);
    EXPECT_SAYS(errorOf({u"--config"_s, u"/dev/zero"_s}), u"larger than 1 MiB"_s);
    EXPECT_SAYS(errorOf({u"--config"_s, write("a = 1\nb = \n")}), u", line 2: this is not TOML"_s);
    EXPECT_SAYS(errorOf({u"--config"_s, write("[server]\nport = 1\n")}), u"\"server\" is a section"_s);
    EXPECT_SAYS(errorOf({u"--config"_s, write("listen = \"\xff\"\n")}), u"this is not TOML"_s);
}

TEST_F(SettingsTest, secretsAreNeitherPrintedNorRepeatedInErrors)
{
    const auto loaded = run({u"--print-config"_s, u"--token"_s, u"sesame"_s});
    ASSERT_TRUE(loaded && loaded->printAndExit);
    EXPECT_SAYS(*loaded->printAndExit, u"token = \"***\"  # flag --token\n"_s);
    EXPECT_FALSE(loaded->printAndExit->contains(u"sesame"_s));
    const QString file = write("token = [\"sesame\"]\n");
    EXPECT_FALSE(errorOf({u"--config"_s, file}).contains(u"sesame"_s));
    example.token = u"sesame"_s;
    EXPECT_FALSE(run({u"--help"_s})->printAndExit->contains(u"sesame"_s));
    EXPECT_FALSE(reference(example.table()).contains(u"sesame"_s));
}

TEST_F(SettingsTest, printedConfigIsReadBackToTheSameValues)
{
    example.listen = u"quote \" backslash \\ newline \n ü"_s;
    example.threshold = 0.1;
    example.grace = 90s;
    const auto loaded = run({u"--print-config"_s, u"--stun-servers=a,b"_s, u"--width=320"_s});
    ASSERT_TRUE(loaded && loaded->printAndExit);
    EXPECT_SAYS(*loaded->printAndExit, u"# name is not set\n"_s);

    Example again;
    const auto reloaded =
        load(again.table(), {u"--config"_s, write(loaded->printAndExit->toUtf8())}, QProcessEnvironment{});
    ASSERT_TRUE(reloaded) << qPrintable(reloaded.error().message);
    EXPECT_EQ(again.listen, example.listen);
    EXPECT_EQ(again.threshold, 0.1);
    EXPECT_EQ(again.grace, 90s);
    EXPECT_EQ(again.stunServers, (QStringList{u"a"_s, u"b"_s}));
    EXPECT_EQ(again.width, 320);
    EXPECT_EQ(again.codec, Codec::Vp8);
    EXPECT_FALSE(again.name);
}

TEST_F(SettingsTest, helpListsEverySettingWithItsExpectation)
{
    const auto loaded = run({u"--help"_s});
    ASSERT_TRUE(loaded && loaded->printAndExit);
    const Table table = example.table();
    for (const Field &field : table.fields()) {
        EXPECT_SAYS(*loaded->printAndExit, u"--"_s + field.key);
        EXPECT_SAYS(*loaded->printAndExit, environmentName(field.key));
    }
    EXPECT_SAYS(*loaded->printAndExit, u"--list-cameras"_s);
    EXPECT_SAYS(*loaded->printAndExit, u"--print-config"_s);
}

TEST_F(SettingsTest, versionAndCommandsAreReported)
{
    const auto version = run({u"--version"_s});
    ASSERT_TRUE(version && version->printAndExit);
    EXPECT_EQ(*version->printAndExit, u"rollcall-example 1.2.3\n"_s);
    const auto command = run({u"--list-cameras"_s});
    ASSERT_TRUE(command);
    EXPECT_TRUE(command->commands.contains(u"list-cameras"_s));
    EXPECT_FALSE(command->printAndExit);
}

TEST_F(SettingsTest, subcommandsHaveOptionsOfTheirOwnBesideTheSettings)
{
    QString from;
    std::filesystem::path list;
    bool dry = false;
    auto copying = std::make_shared<Table>(Program{.name = u"copy"_s, .version = {}});
    copying->add(u"from"_s, u"where from"_s, from).require();
    copying->add(u"list"_s, u"what"_s, list).asOperand().require();
    copying->add(u"dry"_s, u"only look"_s, dry);
    Table table = example.table();
    table.addSubcommand({.group = u"db"_s, .name = u"migrate"_s, .help = u"bring up to date"_s, .options = std::make_shared<Table>(Program{})});
    table.addSubcommand({.group = u"db"_s, .name = u"copy"_s, .help = u"copy everything"_s, .options = copying});
    table.addSubcommand({.group = {}, .name = u"pair"_s, .help = u"pair a camera"_s, .options = std::make_shared<Table>(Program{})});

    const auto loaded = load(table, {u"db"_s, u"copy"_s, u"/a/file"_s, u"--from"_s, u"here"_s, u"--server-port"_s, u"5"_s}, {});
    ASSERT_TRUE(loaded) << qPrintable(loaded.error().message);
    EXPECT_EQ(loaded->subcommand, 1);
    EXPECT_EQ(from, u"here"_s);
    EXPECT_EQ(list, "/a/file");
    EXPECT_FALSE(dry);
    EXPECT_EQ(example.serverPort, 5);

    EXPECT_EQ(load(table, {u"db"_s, u"migrate"_s}, {})->subcommand, 0);
    EXPECT_EQ(load(table, {u"pair"_s, u"--server-port"_s, u"6"_s}, {})->subcommand, 2);
    EXPECT_EQ(example.serverPort, 6);
    EXPECT_FALSE(load(table, QStringList{}, {})->subcommand);
    EXPECT_SAYS(load(table, {u"db"_s, u"copy"_s, u"/a"_s}, {}).error().message, u"--from"_s);
    EXPECT_SAYS(load(table, {u"db"_s}, {}).error().message, u"subcommand"_s);
    EXPECT_FALSE(load(table, {u"db"_s, u"nonsense"_s}, {}));
    EXPECT_FALSE(load(table, {u"--from"_s, u"here"_s}, {}));  // an option without its subcommand
    const auto help = load(table, {u"db"_s, u"copy"_s, u"--help"_s}, {});
    ASSERT_TRUE(help && help->printAndExit);
    EXPECT_SAYS(*help->printAndExit, u"where from"_s);
    EXPECT_SAYS(*load(table, {u"--help"_s}, {})->printAndExit, u"migrate, copy"_s);
}

TEST_F(SettingsTest, referenceHasOneRowPerSetting)
{
    const Table table = example.table();
    const QString text = reference(table);
    EXPECT_EQ(text.count(u'\n'), static_cast<qsizetype>(table.fields().size()) + 2);
    EXPECT_SAYS(text,
        u"| `server-port` | `ROLLCALL_SERVER_PORT` | `8443` | a whole number from 0 to 65535 | TCP port, 0 = any |"_s);
}

TEST_F(SettingsTest, argvIsReadWithoutTheProgramsName)
{
    const char *const argv[] = {"rollcall-example", "--server-port", "5"};
    ASSERT_TRUE(load(example.table(), 3, argv, QProcessEnvironment{}));
    EXPECT_EQ(example.serverPort, 5);
}

} // namespace
} // namespace rollcall::settings
