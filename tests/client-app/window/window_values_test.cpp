#include "support/full_disk.h"
#include "window/autostart.h"
#include "window/camera_directory.h"
#include "window/log_book.h"
#include "window/log_dialog.h"
#include "window/station_state.h"
#include "window/stored_settings.h"
#include "window/tray.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <gst/gst.h>
#include <gtest/gtest.h>

using namespace Qt::StringLiterals;
using namespace rollcall;
using namespace rollcall::window;

namespace {

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

Settings unusualSettings()
{
    Settings settings;
    settings.server = u"server.example:9000"_s;
    settings.sources = {{u"camera:A1@usb-1"_s, u"Front, left"_s, u"front"_s, true, 1280, 720, 15}, {u"pipeline:videotestsrc ! \"x=1\""_s, {}, {}, false}};
    settings.selected = u"camera:A1@usb-1"_s;
    settings.startWithSystem = true;
    settings.onClose = OnClose::Tray;
    settings.look = Look::Dark;
    settings.language = u"fr"_s;
    settings.codec = protocol::Codec::H264;
    settings.frameRate = 25;
    settings.bitrateKbps = 900;
    settings.plotsOpen = true;
    return settings;
}

media::Error reported(int code)
{
    return media::Error{media::Error::Code::SourceFailed, u"as the source says"_s, {}, GST_RESOURCE_ERROR, code};
}

} // namespace

TEST(SettingsFile, comesBackAsItWas)
{
    const QTemporaryDir folder;
    const SettingsFile file(folder.filePath(u"deep/camera.ini"_s));
    ASSERT_TRUE(file.save(unusualSettings()));
    const auto loaded = file.load();
    EXPECT_EQ(loaded.settings, unusualSettings());
    EXPECT_EQ(loaded.keptAside, QString());
    EXPECT_FALSE(QFile::permissions(file.path()).testAnyFlags(QFile::ReadGroup | QFile::ReadOther));
}

TEST(SettingsFile, missingFileMeansDefaults)
{
    const QTemporaryDir folder;
    EXPECT_EQ(SettingsFile(folder.filePath(u"camera.ini"_s)).load().settings, Settings());
}

class DamagedSettings : public ::testing::TestWithParam<const char *> { };

TEST_P(DamagedSettings, areKeptAsideAndDefaultsAreUsed)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"camera.ini"_s);
    write(path, GetParam());
    const auto loaded = SettingsFile(path).load();
    EXPECT_EQ(loaded.settings, Settings());
    ASSERT_TRUE(loaded.keptAside.startsWith(path + u".damaged-"_s)) << loaded.keptAside.toStdString();
    QFile kept(loaded.keptAside);
    ASSERT_TRUE(kept.open(QIODevice::ReadOnly));
    EXPECT_EQ(kept.readAll(), QByteArray(GetParam()));
    EXPECT_FALSE(QFile::exists(path));
    EXPECT_EQ(SettingsFile(path).load().keptAside, QString());  // once
}

INSTANTIATE_TEST_SUITE_P(Contents, DamagedSettings,
                         ::testing::Values("[General]\nversion=1\nwidth=many\n", "[General]\nversion=2\n", "[General]\nserver=x\n", "garbage without any sense\n",
                                           "[General]\nversion=1\nlook=pink\n", "[General]\nversion=1\nplots-open=perhaps\n"));

TEST(LogBook, holdsNoSecrets)
{
    EXPECT_EQ(withoutSecrets(u"rtsp://me:pw@host/1"_s), u"rtsp://***@host/1"_s);
    EXPECT_EQ(withoutSecrets(u"{\"token\":\"r2Zq8sW1\",\"x\":1}"_s), u"{\"token\":***,\"x\":1}"_s);
    EXPECT_EQ(withoutSecrets(u"rollcall://host/pair?code=K7Q4XHWM&fingerprint=sha256:ab"_s), u"rollcall://host/pair?code=***&fingerprint=sha256:ab"_s);
    EXPECT_EQ(withoutSecrets(u"rtspsrc user-pw=secret location=x"_s), u"rtspsrc user-pw=*** location=x"_s);
    EXPECT_EQ(withoutSecrets(u"rtsp://me:p@ss@host/1"_s), u"rtsp://***@host/1"_s);
    EXPECT_EQ(withoutSecrets(u"rtspsrc user-pw=\"two words\" location=x"_s), u"rtspsrc user-pw=*** location=x"_s);
    EXPECT_EQ(withoutSecrets(u"{\"token\": \"r2Zq 8sW1\"}"_s), u"{\"token\": ***}"_s);
    EXPECT_EQ(withoutSecrets(u"Authorization: Bearer abc.def end"_s), u"Authorization: *** end"_s);
    EXPECT_EQ(withoutSecrets(u"Connected, sending 640x480"_s), u"Connected, sending 640x480"_s);
}

TEST(LogBook, savingOnAFullDiskIsTold)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"rollcall-camera.log"_s);
    EXPECT_EQ(LogDialog::write(path, u"a log\n"_s), QString());
    {
        const rollcall::testing::FullDisk full;
        const QString problem = LogDialog::write(path, QString(1000, u'x'));
        EXPECT_TRUE(problem.startsWith(path + u" could not be written: "_s)) << problem.toStdString();
        EXPECT_TRUE(problem.contains(u"Check that the disk is not full"_s)) << problem.toStdString();
    }
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_EQ(file.readAll(), "a log\n") << "what was saved before stays";
}

TEST(SettingsFile, savingOnAFullDiskFailsAndKeepsWhatWasThere)
{
    const QTemporaryDir folder;
    const SettingsFile file(folder.filePath(u"camera.ini"_s));
    ASSERT_TRUE(file.save(unusualSettings()));
    const auto bytes = [&] {
        QFile raw(file.path());
        return raw.open(QIODevice::ReadOnly) ? raw.readAll() : QByteArray();
    };
    const QByteArray before = bytes();
    {
        const rollcall::testing::FullDisk full;
        EXPECT_FALSE(file.save(Settings()));
    }
    EXPECT_EQ(bytes(), before);
}

TEST(LogBook, keepsTheNewestLines)
{
    LogBook book;
    for (int i = 0; i < LogBook::mostLines + 5; ++i)
        book.add(u"line "_s + QString::number(i));
    EXPECT_EQ(book.lines().size(), LogBook::mostLines);
    EXPECT_TRUE(book.lines().last().endsWith(u"line "_s + QString::number(LogBook::mostLines + 4)));
}

TEST(Autostart, comesAndGoesWithTheSetting)
{
    const QTemporaryDir folder;
    qputenv("XDG_CONFIG_HOME", folder.path().toUtf8());
    EXPECT_FALSE(startsWithSystem());
    EXPECT_EQ(setStartWithSystem(true), QString());
    EXPECT_TRUE(startsWithSystem());
    QFile entry(folder.filePath(u"autostart/rollcall-camera.desktop"_s));
    ASSERT_TRUE(entry.open(QIODevice::ReadOnly));
    const QByteArray text = entry.readAll();
    EXPECT_TRUE(text.startsWith("[Desktop Entry]\nType=Application\n")) << text.toStdString();
    EXPECT_TRUE(text.contains("\" --minimised\n")) << text.toStdString();
    EXPECT_EQ(setStartWithSystem(false), QString());
    EXPECT_FALSE(startsWithSystem());
    EXPECT_EQ(setStartWithSystem(false), QString());
    // A file stands where the folder would be.
    QDir(folder.path()).removeRecursively();
    write(folder.path(), "in the way");
    EXPECT_TRUE(setStartWithSystem(true).contains(u"The program does not start with the system."_s)) << setStartWithSystem(true).toStdString();
    QFile::remove(folder.path());
    qunsetenv("XDG_CONFIG_HOME");
}

TEST(Picker, listsEachPictureOnceWithItsFormatsBestFirst)
{
    const capture::Camera camera{u"x"_s, u"/dev/video0"_s, u"Camera"_s,
        {{u"raw YUY2"_s, 640, 480, {30, 15}}, {u"MJPEG"_s, 1280, 720, {30}}, {u"MJPEG"_s, 640, 480, {30}}}};
    const QList<PictureChoice> expected{{1280, 720, 30, {u"MJPEG"_s}}, {640, 480, 30, {u"raw YUY2"_s, u"MJPEG"_s}}, {640, 480, 15, {u"raw YUY2"_s}}};
    EXPECT_EQ(choicesOf(camera), expected);
}

TEST(Picker, marksTheDefault)
{
    const capture::Camera front{u"1"_s, u"/dev/video0"_s, u"Front"_s, {}};
    const capture::Camera back{u"2"_s, u"/dev/video1"_s, u"Back"_s, {}};
    EXPECT_EQ(joined({front, back}, u"Back"_s), (QList<ListedCamera>{{front, false}, {back, true}}));
    EXPECT_EQ(joined({front, back}, {}), (QList<ListedCamera>{{front, true}, {back, false}}));
    EXPECT_TRUE(joined({}, u"Back"_s).isEmpty());
}

TEST(StationState, saysWhatIsSent)
{
    StationState state;
    state.sending = true;
    state.source.state = SourceCondition::State::Running;
    state.session.state = session::CameraSession::State::Streaming;
    state.session.encoding = {protocol::Codec::Vp8, 1280, 720, 30, 2000};
    state.session.stats = protocol::Stats{1800, 30, 0.04, 23.2};
    EXPECT_EQ(sentenceOf(state, u"host"_s), u"Connected, sending 1280\u00d7720 at 30/s, 1.8 Mbit/s, round trip 23 ms"_s);
    EXPECT_EQ(toneOf(state), Tone::Good);
    EXPECT_EQ(wordOf(state), u"Sending"_s);
}

TEST(StationState, aPausedStreamIsNotSending)
{
    StationState state;
    state.sending = true;
    state.session.state = session::CameraSession::State::Streaming;
    state.session.paused = true;
    state.session.decision = u"the server paused this camera"_s;
    EXPECT_EQ(sentenceOf(state, u"host"_s), u"Connected, paused; the server paused this camera"_s);
    EXPECT_EQ(toneOf(state), Tone::Idle);
    EXPECT_EQ(wordOf(state), u"Paused"_s);
    EXPECT_TRUE(allWords().contains(wordOf(state))) << "the list leaves room for it";
}

TEST(StationState, tellsTroublesOfCamerasInWords)
{
    StationState state;
    state.isCamera = true;
    state.source = {SourceCondition::State::Waiting, reported(GST_RESOURCE_ERROR_BUSY)};
    EXPECT_EQ(wordOf(state), u"In use elsewhere"_s);
    EXPECT_EQ(toneOf(state), Tone::Trouble);
    EXPECT_TRUE(sentenceOf(state, u"host"_s).startsWith(u"The camera is in use by another program."_s));
    state.source.error = reported(GST_RESOURCE_ERROR_OPEN_READ);
    EXPECT_TRUE(sentenceOf(state, u"host"_s).contains(u"privacy switch"_s));
    state.source.error = {media::Error::Code::SourceFailed, u"silent"_s, {}};
    EXPECT_TRUE(sentenceOf(state, u"host"_s).startsWith(u"The camera opened but gives no picture."_s));
    state.isCamera = false;
    EXPECT_EQ(sentenceOf(state, u"host"_s), u"silent"_s);
}

TEST(Tray, showsTheWorst)
{
    EXPECT_EQ(worstOf({}), Tone::Idle);
    EXPECT_EQ(worstOf({Tone::Good, Tone::Working}), Tone::Working);
    EXPECT_EQ(worstOf({Tone::Good, Tone::Trouble, Tone::Working}), Tone::Trouble);
    EXPECT_EQ(worstOf({Tone::Good}), Tone::Good);
}
