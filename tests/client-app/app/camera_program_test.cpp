#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include <gtest/gtest.h>

using namespace Qt::StringLiterals;

namespace {

// The program with these arguments. Nothing listens at the server's address: port 1 is for root's services, and there is none.
struct Program {
    explicit Program(const QStringList &arguments)
    {
        process.start(qEnvironmentVariable("ROLLCALL_CAMERA_PROGRAM"), arguments + QStringList{u"--headless"_s, u"--server"_s, u"127.0.0.1:1"_s});
        started = process.waitForStarted(10'000);
    }
    ~Program()
    {
        process.kill();
        process.waitForFinished();
    }
    bool readUntil(const QString &text)
    {
        QElapsedTimer elapsed;
        elapsed.start();
        while (!output.contains(text) && elapsed.elapsed() < 10'000) {
            process.waitForReadyRead(200);
            output += QString::fromUtf8(process.readAllStandardOutput());
        }
        return output.contains(text);
    }
    int exitCode()
    {
        process.waitForFinished(10'000);
        output += QString::fromUtf8(process.readAllStandardOutput());
        errors = QString::fromUtf8(process.readAllStandardError());
        return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    }
    QProcess process;
    bool started = false;
    QString output;
    QString errors;
};

TEST(CameraProgram, endsCleanlyOnTerminationWithinTwoSeconds)
{
    Program program({u"--source"_s, u"test"_s});
    ASSERT_TRUE(program.readUntil(u"Showing the test picture"_s)) << program.output.toStdString();
    QElapsedTimer elapsed;
    elapsed.start();
    program.process.terminate();
    EXPECT_EQ(program.exitCode(), 0);
    EXPECT_LT(elapsed.elapsed(), 2000);
    EXPECT_TRUE(program.output.endsWith(u"Stopped\n"_s)) << program.output.toStdString();
    EXPECT_EQ(program.errors, QString());
}

TEST(CameraProgram, unusableSourceHasAnExitCode)
{
    Program program({u"--source"_s, u"/nowhere.mp4"_s});
    EXPECT_EQ(program.exitCode(), 3);
    EXPECT_TRUE(program.errors.contains(u"There is no file \u201c/nowhere.mp4\u201d."_s)) << program.errors.toStdString();
}

TEST(CameraProgram, wrongOptionHasAnExitCode)
{
    Program unknown({u"--colour"_s, u"red"_s});
    EXPECT_EQ(unknown.exitCode(), 2);
    EXPECT_TRUE(unknown.errors.contains(u"--colour"_s)) << unknown.errors.toStdString();
    Program source({u"--source"_s, u"http://host/clip"_s});
    EXPECT_EQ(source.exitCode(), 2);
}

TEST(CameraProgram, anEncoderOptionThatIsWrongIsNamed)
{
    Program program({u"--source"_s, u"test"_s, u"--encoder"_s, u"x264enc"_s, u"--encoder-options"_s, u"threads=1 sped-preset=faster"_s});
    EXPECT_EQ(program.exitCode(), 2);
    EXPECT_TRUE(program.errors.contains(u"sped-preset"_s)) << program.errors.toStdString();
    Program encoder({u"--source"_s, u"test"_s, u"--encoder"_s, u"x265enc"_s});
    EXPECT_EQ(encoder.exitCode(), 2);
    EXPECT_TRUE(encoder.errors.contains(u"x264enc"_s)) << "tells which there are: " << encoder.errors.toStdString();
}

TEST(CameraProgram, listsEncodersForPeopleAndScripts)
{
    Program text({u"--list-encoders"_s});
    EXPECT_EQ(text.exitCode(), 0);
    EXPECT_TRUE(text.output.contains(u"vp8enc"_s));
    Program json({u"--list-encoders"_s, u"--json"_s});
    EXPECT_EQ(json.exitCode(), 0);
    const QJsonArray encoders = QJsonDocument::fromJson(json.output.toUtf8()).array();
    ASSERT_FALSE(encoders.isEmpty());
    EXPECT_EQ(encoders.first().toObject()[u"codec"_s], u"VP8"_s);
}

TEST(CameraProgram, listsCameras)
{
    Program json({u"--list-cameras"_s, u"--json"_s});
    EXPECT_EQ(json.exitCode(), 0);
    EXPECT_TRUE(QJsonDocument::fromJson(json.output.toUtf8()).isArray()) << json.output.toStdString();
}

TEST(CameraProgram, tellsItsStateAsJsonLines)
{
    Program program({u"--source"_s, u"test"_s, u"--json"_s});
    ASSERT_TRUE(program.readUntil(u"\"waiting\""_s)) << program.output.toStdString();
    program.process.terminate();
    EXPECT_EQ(program.exitCode(), 0);
    for (const QString &line : program.output.split(u'\n', Qt::SkipEmptyParts))
        EXPECT_TRUE(QJsonDocument::fromJson(line.toUtf8()).isObject()) << line.toStdString();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    ::testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
