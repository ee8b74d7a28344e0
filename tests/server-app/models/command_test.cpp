#include "models/command.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <sstream>

using namespace Qt::StringLiterals;

namespace rollcall::models::test {

namespace {

std::expected<Options, EarlyEnd> parse(std::vector<const char *> arguments)
{
    arguments.insert(arguments.begin(), "rollcall-models");
    return parseOptions(int(arguments.size()), arguments.data());
}

class Command : public ::testing::Test {
protected:
    int run(std::vector<const char *> arguments)
    {
        const std::string path = folder.path().toStdString();
        arguments.insert(arguments.begin(), {"--models", path.c_str()});
        const auto options = parse(arguments);
        EXPECT_TRUE(options) << options.error().text;
        std::ostringstream out;
        std::ostringstream err;
        const int code = runCommand(options.value(), out, err);
        printed = out.str();
        complaints = err.str();
        return code;
    }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(folder.filePath(name));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

    QTemporaryDir folder;
    std::string printed;
    std::string complaints;
};

} // namespace

TEST(Options, aWrongCallIsToldApartFromHelp)
{
    for (const std::vector<const char *> &arguments : {std::vector<const char *>{}, {"fetch"}, {"import"}, {"delete"}, {"list", "--bogus"}, {"list", "verify", "x"}}) {
        const auto options = parse(arguments);
        ASSERT_FALSE(options);
        EXPECT_EQ(options.error().code, BadCall);
    }
    EXPECT_EQ(parse({"--help"}).error().code, AllDone);
    const auto options = parse({"fetch", "mmod", "sface", "--accept-unverified", "--models", "m"});
    ASSERT_TRUE(options) << options.error().text;
    EXPECT_EQ(options->task, Task::Fetch);
    EXPECT_EQ(options->arguments, (QStringList{u"mmod"_s, u"sface"_s}));
    EXPECT_TRUE(options->acceptUnverified);
    EXPECT_EQ(options->models, u"m"_s);
    EXPECT_TRUE(parse({"list"})->models.endsWith(u"rollcall/models"_s));
}

TEST_F(Command, listsWithLicencesAndSaysWhatTheServerWouldDo)
{
    EXPECT_EQ(run({"list"}), AllDone);
    for (const char *part : {"missing    reid-0095", "excludes commercial use", "import it", "fetch it", "Recognition from", "hog+patches"})
        EXPECT_NE(printed.find(part), std::string::npos) << part;
    EXPECT_EQ(run({"list", "--json"}), AllDone);
    const QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(printed)).object();
    EXPECT_GT(json[u"models"_s].toArray().size(), 10);
}

TEST_F(Command, verifiesWhatIsThere)
{
    EXPECT_EQ(run({"verify"}), AllDone);
    write(u"yunet_n_320_320.onnx"_s, "cut off");
    EXPECT_EQ(run({"verify"}), SomeFailed);
    EXPECT_NE(printed.find("yunet-n"), std::string::npos);
    EXPECT_NE(printed.find("317434"), std::string::npos) << printed;
}

TEST_F(Command, endsWithTheCodeThatTellsWhatWentWrong)
{
    EXPECT_EQ(run({"fetch", "nonesuch"}), BadCall);
    EXPECT_NE(complaints.find("nonesuch"), std::string::npos);
    EXPECT_EQ(run({"fetch", "reid-0095"}), SomeFailed);
    EXPECT_NE(complaints.find("import"), std::string::npos);
    const QTemporaryDir empty;
    EXPECT_EQ(run({"import", empty.path().toUtf8().constData()}), SomeFailed);
    write(u"models.json"_s, "{");
    EXPECT_EQ(run({"list"}), NothingDone);
    EXPECT_NE(complaints.find("models.json"), std::string::npos);
}

TEST_F(Command, importsAFolderOfRealModels)
{
    const QString faces = qEnvironmentVariable("ROLLCALL_TEST_FACES", QStringLiteral(ROLLCALL_SOURCE_DIR "/../shared/faces"));
    if (!QFile::exists(faces + u"/models/yunet_n_320_320.onnx"_s))
        GTEST_SKIP() << "No models in " << faces.toStdString() << ": importing real ones is NOT tested. Set ROLLCALL_TEST_FACES.";
    EXPECT_EQ(run({"import", (faces + u"/models"_s).toUtf8().constData()}), AllDone) << complaints;
    EXPECT_EQ(run({"verify"}), AllDone) << printed;
    EXPECT_EQ(run({"list"}), AllDone);
    EXPECT_NE(printed.find("yunet+reid-0095"), std::string::npos);
}

} // namespace rollcall::models::test
