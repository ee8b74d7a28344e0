#include "capture/source_spec.h"
#include "media/gstreamer.h"

#include <QCoreApplication>

#include <gtest/gtest.h>

using namespace Qt::StringLiterals;
using namespace rollcall::capture;

namespace {

struct Case {
    const char16_t *text;
    SourceSpec expected;
};

TEST(SourceSpec, readsEveryKindOfSource)
{
    const Case cases[] = {
        {u"test", TestPicture{u"ball"_s}},
        {u"test:smpte", TestPicture{u"smpte"_s}},
        {u"camera", CameraDevice{}},
        {u"camera:/dev/video2", CameraDevice{u"/dev/video2"_s}},
        {u"/dev/video0", CameraDevice{u"/dev/video0"_s}},
        {u"clip.mp4", VideoFile{u"clip.mp4"_s}},
        {u"  /srv/my clips/a b.webm ", VideoFile{u"/srv/my clips/a b.webm"_s}},
        {u"file:///srv/a%20b.mp4", VideoFile{u"/srv/a b.mp4"_s}},
        {u"C:\\clips\\a.mp4", VideoFile{u"C:\\clips\\a.mp4"_s}},
        {u"rtsp://10.0.0.7/stream1", RtspAddress{QUrl(u"rtsp://10.0.0.7/stream1"_s)}},
        {u"pipeline:videotestsrc is-live=true", CustomPipeline{u"videotestsrc is-live=true"_s}},
    };
    for (const Case &one : cases) {
        const auto spec = parseSource(QString::fromUtf16(one.text));
        ASSERT_TRUE(spec) << spec.error().message.toStdString();
        EXPECT_EQ(*spec, one.expected) << QString::fromUtf16(one.text).toStdString();
    }
}

TEST(SourceSpec, namesWhatItDoesNotKnow)
{
    for (const QString &text : {u""_s, u"http://host/clip.mp4"_s, u"rtsp:///path"_s, u"srt://host"_s}) {
        const auto spec = parseSource(text);
        ASSERT_FALSE(spec) << text.toStdString();
        EXPECT_TRUE(spec.error().message.endsWith(u'.')) << spec.error().message.toStdString();
    }
    EXPECT_TRUE(parseSource(u"http://host/clip.mp4"_s).error().message.contains("http://"_L1));
}

TEST(SourceSpec, describesWithoutSecrets)
{
    const QString text = describe(*parseSource(u"rtsp://admin:s3cret@10.0.0.7:554/stream1?token=abc"_s));
    EXPECT_EQ(text, u"rtsp://10.0.0.7:554/stream1"_s);
}

} // namespace

int main(int argc, char **argv)
{
    ::testing::InitGoogleTest(&argc, argv);
    if (!rollcall::media::initialiseGStreamer())
        return 1;
    return RUN_ALL_TESTS();
}
