#include "app/options.h"
#include "session/camera_hello.h"

#include <gtest/gtest.h>

using namespace Qt::StringLiterals;
using namespace rollcall;

namespace {

app::Options valid()
{
    app::Options options;
    options.server = u"https://server.example:8443"_s;
    options.cameraId = u"entrance"_s;
    options.source = u"test"_s;
    return options;
}

TEST(Options, becomeAnAssignment)
{
    app::Options options = valid();
    options.codec = protocol::Codec::H264;
    options.bitrateKbps = 1500;
    const auto assignment = app::understand(options);
    ASSERT_TRUE(assignment) << assignment.error().toStdString();
    EXPECT_EQ(assignment->server, QUrl(u"wss://server.example:8443/ws"_s));
    EXPECT_EQ(assignment->hello.camera.toString(), u"entrance"_s);
    EXPECT_EQ(assignment->hello.name, u"entrance"_s) << "the id where no name is given";
    EXPECT_EQ(assignment->sending.encoding, (protocol::Encoding{protocol::Codec::H264, 640, 480, 30, 1500}));
    EXPECT_EQ(assignment->capture, (capture::PictureFormat{640, 480, 30}));
    EXPECT_EQ(assignment->source, capture::SourceSpec(capture::TestPicture{u"ball"_s}));
}

TEST(Options, errorsNameTheOption)
{
    app::Options server = valid();
    server.server = u"ftp://host"_s;
    EXPECT_TRUE(app::understand(server).error().startsWith(u"--server: "_s));
    app::Options source = valid();
    source.source = u"http://host/clip"_s;
    EXPECT_TRUE(app::understand(source).error().startsWith(u"--source: "_s));
    for (const QString &id : {u"two words"_s, u"Eingang\u00e4"_s, u"a/b"_s, QString(65, u'a')}) {
        app::Options options = valid();
        options.cameraId = id;
        ASSERT_FALSE(app::understand(options)) << id.toStdString();
        EXPECT_TRUE(app::understand(options).error().startsWith(u"--camera-id: "_s));
    }
    app::Options name = valid();
    name.name = QString(300, u'n');
    EXPECT_TRUE(app::understand(name).error().startsWith(u"--name: "_s));
}

TEST(Options, machineNameBecomesAnId)
{
    EXPECT_EQ(session::cameraIdFrom(u"front-desk.local"_s), u"front-desk.local"_s);
    EXPECT_EQ(session::cameraIdFrom(u"Empfang Büro"_s), u"Empfang-B-ro"_s);
    EXPECT_EQ(session::cameraIdFrom(QString(100, u'x')).size(), 64);
    EXPECT_EQ(session::cameraIdFrom({}), u"camera"_s);
}

} // namespace
