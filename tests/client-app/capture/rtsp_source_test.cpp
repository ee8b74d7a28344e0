#include "capture/capture.h"
#include "client-app/capture/capture_testing.h"
#include "media/gstreamer.h"
#include "support/media_testing.h"

#include <QCoreApplication>
#include <QTcpServer>

#include <gst/rtsp-server/rtsp-server.h>
#include <gtest/gtest.h>

#include <memory>
#include <thread>

using namespace Qt::StringLiterals;
using namespace rollcall;
using namespace std::chrono_literals;
using capture::Capture;
using rollcall::testing::RecordingSink;
using rollcall::testing::waitUntil;

namespace {

// An RTSP camera with picture and sound on this machine, on a GLib loop of its own.
class RtspCamera {
public:
    explicit RtspCamera(const char *password = nullptr, int port = 0)
    {
        g_main_context_push_thread_default(m_context);
        m_server = gst_rtsp_server_new();
        gst_rtsp_server_set_address(m_server, "127.0.0.1");
        gst_rtsp_server_set_service(m_server, std::to_string(port).c_str());
        GstRTSPMountPoints *mounts = gst_rtsp_server_get_mount_points(m_server);
        GstRTSPMediaFactory *factory = gst_rtsp_media_factory_new();
        gst_rtsp_media_factory_set_launch(factory,
            "( videotestsrc is-live=true ! video/x-raw,width=320,height=240,framerate=25/1 ! x264enc tune=zerolatency key-int-max=10 ! rtph264pay name=pay0 pt=96 "
            "audiotestsrc is-live=true ! alawenc ! rtppcmapay name=pay1 pt=8 )");
        if (password)
            demandPassword(factory, password);
        gst_rtsp_mount_points_add_factory(mounts, "/stream", factory);
        g_object_unref(mounts);
        m_source = gst_rtsp_server_attach(m_server, m_context);
        g_main_context_pop_thread_default(m_context);
        m_thread = std::jthread([this] { g_main_loop_run(m_loop); });
    }
    ~RtspCamera()
    {
        gst_rtsp_server_client_filter(m_server, [](GstRTSPServer *, GstRTSPClient *, gpointer) { return GST_RTSP_FILTER_REMOVE; }, nullptr);
        GSource *listening = g_main_context_find_source_by_id(m_context, m_source);
        if (listening)
            g_source_destroy(listening);
        g_main_loop_quit(m_loop);
        m_thread.join();
        g_object_unref(m_server);
        g_main_loop_unref(m_loop);
        g_main_context_unref(m_context);
    }
    [[nodiscard]] int port() const { return gst_rtsp_server_get_bound_port(m_server); }
    [[nodiscard]] QString address(const QString &user = {}) const
    {
        return u"rtsp://"_s + user + u"127.0.0.1:"_s + QString::number(port()) + u"/stream"_s;
    }

private:
    void demandPassword(GstRTSPMediaFactory *factory, const char *password)
    {
        GstRTSPAuth *auth = gst_rtsp_auth_new();
        GstRTSPToken *token = gst_rtsp_token_new(GST_RTSP_TOKEN_MEDIA_FACTORY_ROLE, G_TYPE_STRING, "user", nullptr);
        gchar *basic = gst_rtsp_auth_make_basic("admin", password);
        gst_rtsp_auth_add_basic(auth, basic, token);
        g_free(basic);
        gst_rtsp_token_unref(token);
        gst_rtsp_server_set_auth(m_server, auth);
        g_object_unref(auth);
        gst_rtsp_media_factory_add_role(factory, "user", GST_RTSP_PERM_MEDIA_FACTORY_ACCESS, G_TYPE_BOOLEAN, TRUE,
                                        GST_RTSP_PERM_MEDIA_FACTORY_CONSTRUCT, G_TYPE_BOOLEAN, TRUE, nullptr);
    }

    GMainContext *m_context = g_main_context_new();
    GMainLoop *m_loop = g_main_loop_new(m_context, FALSE);
    GstRTSPServer *m_server = nullptr;
    guint m_source = 0;
    std::jthread m_thread;
};

struct Watching {
    explicit Watching(const QString &address, capture::Patience patience = {.firstPicture = {}, .firstRetry = 100ms, .longestRetry = 300ms})
        : capture(capture::makeSource(*capture::parseSource(address)), {}, sink, patience)
    {
        QObject::connect(&capture, &Capture::running, &capture, [this] { ++started; });
        QObject::connect(&capture, &Capture::waiting, &capture, [this](const media::Error &error) {
            troubles.append(error.message);
            details.append(error.details);
        });
        capture.start();
    }
    std::shared_ptr<RecordingSink> sink = std::make_shared<RecordingSink>();
    Capture capture;
    int started = 0;
    QStringList troubles;
    QStringList details;
};

TEST(RtspSource, showsTheVideoOfACamera)
{
    RtspCamera camera;
    Watching watching(camera.address());
    ASSERT_TRUE(waitUntil([&] { return watching.sink->count() >= 25; }, 15s)) << watching.troubles.join(u'\n').toStdString() << watching.details.join(u'\n').toStdString();
    EXPECT_EQ(watching.sink->size(), std::pair(320, 240));
    const auto times = watching.sink->times();
    EXPECT_LT(std::chrono::abs(watching.sink->arrivals().back() - times.back()), media::MonotonicTime(1s));
}

TEST(RtspSource, comesBackAfterTheCameraWasGone)
{
    auto camera = std::make_unique<RtspCamera>();
    const int port = camera->port();
    Watching watching(camera->address());
    ASSERT_TRUE(waitUntil([&] { return watching.started == 1; }, 15s)) << watching.troubles.join(u'\n').toStdString();
    camera.reset();
    ASSERT_TRUE(waitUntil([&] { return !watching.troubles.isEmpty(); }, 20s));
    camera = std::make_unique<RtspCamera>(nullptr, port);
    EXPECT_TRUE(waitUntil([&] { return watching.started == 2; }, 20s)) << watching.troubles.join(u'\n').toStdString();
}

TEST(RtspSource, nothingThereIsSaidAndTriedAgain)
{
    QTcpServer taken;
    ASSERT_TRUE(taken.listen(QHostAddress::LocalHost));
    const int port = taken.serverPort();
    taken.close();
    Watching watching(u"rtsp://127.0.0.1:"_s + QString::number(port) + u"/stream"_s);
    ASSERT_TRUE(waitUntil([&] { return watching.troubles.size() >= 2; }, 15s));
    EXPECT_TRUE(watching.troubles.first().contains(u"Check that the camera is on"_s)) << watching.troubles.first().toStdString();
}

TEST(RtspSource, wrongPathIsSaid)
{
    RtspCamera camera;
    Watching watching(camera.address() + u"x"_s);
    ASSERT_TRUE(waitUntil([&] { return !watching.troubles.isEmpty(); }, 15s));
    EXPECT_TRUE(watching.troubles.first().contains(u"does not know this path"_s)) << watching.troubles.first().toStdString() << watching.details.first().toStdString();
}

TEST(RtspSource, passwordIsUsedAndNeverTold)
{
    RtspCamera camera("s3cret");
    Watching right(camera.address(u"admin:s3cret@"_s));
    EXPECT_TRUE(waitUntil([&] { return right.started == 1; }, 15s)) << right.troubles.join(u'\n').toStdString();
    Watching wrong(camera.address(u"admin:wr0ng@"_s));
    ASSERT_TRUE(waitUntil([&] { return !wrong.troubles.isEmpty(); }, 15s));
    EXPECT_TRUE(wrong.troubles.first().contains(u"user name and password"_s)) << wrong.troubles.first().toStdString();
    EXPECT_FALSE((wrong.troubles + wrong.details).join(u'\n').contains(u"wr0ng"_s));
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    ::testing::InitGoogleTest(&argc, argv);
    if (!media::initialiseGStreamer())
        return 1;
    const int result = RUN_ALL_TESTS();
    return media::waitForStoppedPipelines(std::chrono::seconds(10)) ? result : 1;
}
