#include "capture/camera_list.h"

#include <gtest/gtest.h>

using namespace Qt::StringLiterals;
using namespace rollcall;

namespace {

TEST(CameraList, readsTheModesOfACamera)
{
    const auto caps = media::GstRef<GstCaps>::adopt(gst_caps_from_string(
        "video/x-raw,format=YUY2,width=640,height=480,framerate={(fraction)15/1,(fraction)30/1};"
        "image/jpeg,width=1280,height=720,framerate=(fraction)30/1;"
        "image/jpeg,width=1280,height=720,framerate=(fraction)30/1;"
        "video/x-h264,width=[16,1920],height=[16,1080],framerate=[1/1,60/1]"));
    const QList<capture::CameraMode> expected{
        {u"H.264"_s, 1920, 1080, {60}},
        {u"MJPEG"_s, 1280, 720, {30}},
        {u"raw YUY2"_s, 640, 480, {30, 15}},
    };
    EXPECT_EQ(capture::modesOf(*caps.get()), expected);
}

TEST(CameraList, ignoresModesWithoutSize)
{
    const auto caps = media::GstRef<GstCaps>::adopt(gst_caps_from_string("video/x-raw"));
    EXPECT_TRUE(capture::modesOf(*caps.get()).isEmpty());
}

capture::Camera camera(const QString &serial, const QString &place, const QString &path)
{
    return {capture::CameraIdentity{path, serial, place}.id(), path, u"Camera"_s, {}};
}

TEST(CameraIdentity, twinsAreToldApartByTheirPort)
{
    const QList<capture::Camera> cameras{camera({}, u"usb-1"_s, u"/dev/video0"_s), camera({}, u"usb-2"_s, u"/dev/video1"_s)};
    EXPECT_EQ(capture::findCamera(cameras, u"@usb-2"_s), 1);
    EXPECT_EQ(capture::findCamera(cameras, u"@usb-3"_s), std::nullopt);
}

TEST(CameraIdentity, cameraWithASerialNumberIsFoundAtAnotherPort)
{
    const QList<capture::Camera> cameras{camera(u"B"_s, u"usb-1"_s, u"/dev/video0"_s), camera(u"A"_s, u"usb-2"_s, u"/dev/video1"_s)};
    EXPECT_EQ(capture::findCamera(cameras, u"A@usb-1"_s), 1);
}

TEST(CameraIdentity, sameSerialNumbersDoNotConfuseCameras)
{
    // Cheap cameras of one make may all have the same one.
    const QList<capture::Camera> cameras{camera(u"1"_s, u"usb-1"_s, u"/dev/video0"_s), camera(u"1"_s, u"usb-2"_s, u"/dev/video1"_s)};
    EXPECT_EQ(capture::findCamera(cameras, u"1@usb-2"_s), 1);
    EXPECT_EQ(capture::findCamera(cameras, u"1@usb-3"_s), std::nullopt);
}

TEST(CameraIdentity, pathsAndTheFirstCameraStillWork)
{
    const QList<capture::Camera> cameras{camera(u"A"_s, u"usb-1"_s, u"/dev/video0"_s), camera({}, {}, u"/dev/video1"_s)};
    EXPECT_EQ(capture::findCamera(cameras, u"/dev/video0"_s), 0);
    EXPECT_EQ(cameras[1].id, u"/dev/video1"_s);
    EXPECT_EQ(capture::findCamera(cameras, {}), 0);
    EXPECT_EQ(capture::findCamera({}, {}), std::nullopt);
}

} // namespace
