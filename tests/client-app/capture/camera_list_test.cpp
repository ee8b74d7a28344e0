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

} // namespace
