#include "media/gstreamer.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>

#include <gtest/gtest.h>

using namespace rollcall::media;
using namespace Qt::StringLiterals;

namespace {

// The package that brought the plug-in's file, as dpkg says: "gstreamer1.0-plugins-bad:amd64: /usr/lib/…".
QString installedPackageOf(const char *factoryName)
{
    const auto factory = GstRef<GstElementFactory>::adopt(gst_element_factory_find(factoryName));
    const auto feature = factory ? GstRef<GstPluginFeature>::adopt(GST_PLUGIN_FEATURE(gst_plugin_feature_load(GST_PLUGIN_FEATURE(factory.get())))) : GstRef<GstPluginFeature>();
    const auto plugin = feature ? GstRef<GstPlugin>::adopt(gst_plugin_feature_get_plugin(feature.get())) : GstRef<GstPlugin>();
    if (!plugin || !gst_plugin_get_filename(plugin.get()))
        return {};
    QProcess dpkg;
    const QString file = QFileInfo(QString::fromUtf8(gst_plugin_get_filename(plugin.get()))).fileName();
    dpkg.start(u"dpkg-query"_s, {u"--search"_s, u"*/gstreamer-1.0/"_s + file});  // by name: /lib may be a link to /usr/lib
    dpkg.waitForFinished();
    return QString::fromUtf8(dpkg.readAllStandardOutput()).section(u':', 0, 0);
}

} // namespace

TEST(GStreamer, aMissingElementNamesItself)
{
    const auto made = makeElement("rollcallnosuchelement");
    ASSERT_FALSE(made.has_value());
    EXPECT_EQ(made.error().code, Error::Code::MissingPlugin);
    EXPECT_TRUE(made.error().message.contains(u"rollcallnosuchelement"_s));
    EXPECT_EQ(requireElements({"appsrc", "rollcallnosuchelement"}).error().code, Error::Code::MissingPlugin);
}

TEST(GStreamer, theNamedPackagesAreTheOnesThatBringTheElements)
{
    if (QStandardPaths::findExecutable(u"dpkg-query"_s).isEmpty())
        GTEST_SKIP() << "dpkg-query is not here to ask";
    int compared = 0;
    for (const char *element : {"webrtcbin", "dtlsdec", "srtpenc", "h264parse", "nicesrc", "rtpbin", "rtpvp8pay", "rtph264depay", "vp8enc", "v4l2src",
                                "jpegdec", "rtspsrc", "x264enc", "avdec_h264", "videoconvert", "videoscale", "videotestsrc", "decodebin", "appsrc"}) {
        const QString installed = installedPackageOf(element);
        if (installed.isEmpty())
            continue;
        EXPECT_EQ(debianPackageOf(element), installed) << element;
        ++compared;
    }
    EXPECT_GT(compared, 10);
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (const auto ready = initialiseGStreamer(); !ready)
        qFatal("%s", qPrintable(ready.error().message));
    ::testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
