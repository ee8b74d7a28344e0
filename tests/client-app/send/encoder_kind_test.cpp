#include "send/encoder_kind.h"

#include <gtest/gtest.h>

#include <string_view>

using namespace Qt::StringLiterals;
using namespace rollcall;
using protocol::Codec;

namespace {

QStringList namesOf(const QList<const send::EncoderKind *> &kinds)
{
    QStringList names;
    for (const send::EncoderKind *kind : kinds)
        names.append(QString::fromLatin1(kind->factory));
    return names;
}

send::Probe having(QStringList installed)
{
    return [installed](const char *factory) { return installed.contains(QString::fromLatin1(factory)); };
}

TEST(EncoderKind, hardwareComesFirstAndSoftwareStaysAsFallback)
{
    const auto kinds = send::encodersFor(Codec::H264, send::knownEncoders(), having({u"openh264enc"_s, u"x264enc"_s, u"vah264enc"_s}));
    ASSERT_TRUE(kinds);
    EXPECT_EQ(namesOf(*kinds), QStringList({u"vah264enc"_s, u"x264enc"_s, u"openh264enc"_s}));
}

TEST(EncoderKind, openH264WhereX264IsMissing)
{
    const auto kinds = send::encodersFor(Codec::H264, send::knownEncoders(), having({u"openh264enc"_s, u"vp8enc"_s}));
    ASSERT_TRUE(kinds);
    EXPECT_EQ(namesOf(*kinds), QStringList({u"openh264enc"_s}));
}

TEST(EncoderKind, noneAtAllNamesThePackage)
{
    const auto h264 = send::encodersFor(Codec::H264, send::knownEncoders(), having({u"vp8enc"_s}));
    ASSERT_FALSE(h264);
    EXPECT_EQ(h264.error().code, media::Error::Code::MissingPlugin);
    EXPECT_TRUE(h264.error().message.contains(u"gstreamer1.0-plugins-ugly"_s)) << h264.error().message.toStdString();
    const auto vp8 = send::encodersFor(Codec::Vp8, send::knownEncoders(), having({}));
    ASSERT_FALSE(vp8);
    EXPECT_TRUE(vp8.error().message.contains(u"gstreamer1.0-plugins-good"_s)) << vp8.error().message.toStdString();
}

} // namespace
