#include "live/jpeg_encoder.h"

#include "live/label_writer.h"
#include "media/gstreamer.h"

#include <turbojpeg.h>

#include <gtest/gtest.h>

#include <algorithm>

using namespace rollcall;
using namespace rollcall::media;

namespace {

struct Yuv {
    uint8_t y = 0;
    uint8_t u = 128;
    uint8_t v = 128;
};

// Left half of one colour, right half of another.
std::shared_ptr<const VideoPicture> picture(int width, int height, Yuv left, Yuv right, const char *colorimetry = "bt601")
{
    const auto caps = GstRef<GstCaps>::adopt(gst_caps_new_simple("video/x-raw", "format", G_TYPE_STRING, "I420", "width", G_TYPE_INT, width, "height",
                                                                 G_TYPE_INT, height, "colorimetry", G_TYPE_STRING, colorimetry, nullptr));
    GstVideoInfo info;
    gst_video_info_from_caps(&info, caps.get());
    const auto buffer = GstRef<GstBuffer>::adopt(gst_buffer_new_allocate(nullptr, info.size, nullptr));
    gst_buffer_memset(buffer.get(), 0, 0x3c, info.size);  // what lies between the rows must not be seen
    GstVideoFrame frame;
    gst_video_frame_map(&frame, &info, buffer.get(), GST_MAP_WRITE);
    for (int plane = 0; plane < 3; ++plane) {
        const int columns = plane == 0 ? width : (width + 1) / 2;
        const int rows = plane == 0 ? height : (height + 1) / 2;
        const auto value = [plane](Yuv colour) { return plane == 0 ? colour.y : plane == 1 ? colour.u : colour.v; };
        for (int y = 0; y < rows; ++y) {
            auto *row = static_cast<uint8_t *>(GST_VIDEO_FRAME_PLANE_DATA(&frame, plane)) + y * GST_VIDEO_FRAME_PLANE_STRIDE(&frame, plane);
            for (int x = 0; x < columns; ++x)
                row[x] = value(x < columns / 2 ? left : right);
        }
    }
    gst_video_frame_unmap(&frame);
    const auto sample = GstRef<GstSample>::adopt(gst_sample_new(buffer.get(), caps.get(), nullptr, nullptr));
    return VideoPicture::map(sample.get());
}

struct Rgb {
    int red = 0;
    int green = 0;
    int blue = 0;
};

struct Decoded {
    int width = 0;
    int height = 0;
    std::vector<uint8_t> pixels;
    [[nodiscard]] Rgb at(int x, int y) const
    {
        const uint8_t *pixel = pixels.data() + 3 * (y * width + x);
        return {pixel[0], pixel[1], pixel[2]};
    }
};

Decoded decode(const QByteArray &jpeg)
{
    const std::unique_ptr<void, int (*)(void *)> reader(tjInitDecompress(), &tjDestroy);
    const auto *bytes = reinterpret_cast<const unsigned char *>(jpeg.constData());
    Decoded decoded;
    int subsampling = 0;
    int colours = 0;
    EXPECT_EQ(tjDecompressHeader3(reader.get(), bytes, static_cast<unsigned long>(jpeg.size()), &decoded.width, &decoded.height, &subsampling, &colours), 0);
    decoded.pixels.resize(size_t(3 * decoded.width * decoded.height));
    EXPECT_EQ(tjDecompress2(reader.get(), bytes, static_cast<unsigned long>(jpeg.size()), decoded.pixels.data(), decoded.width, 0, decoded.height, TJPF_RGB, 0), 0);
    return decoded;
}

void expectNear(Rgb seen, Rgb wanted)
{
    EXPECT_NEAR(seen.red, wanted.red, 3);
    EXPECT_NEAR(seen.green, wanted.green, 3);
    EXPECT_NEAR(seen.blue, wanted.blue, 3);
}

constexpr Yuv red{81, 90, 240};  // of BT.601, as video has it

TEST(JpegEncoder, keepsSizeAndColoursOfVideo)
{
    live::JpegEncoder encoder;
    for (const auto &[width, height] : {std::pair{640, 480}, std::pair{322, 242}, std::pair{323, 241}, std::pair{640, 480}}) {
        const auto bytes = encoder.encode(*picture(width, height, red, {235}), 70);
        ASSERT_TRUE(bytes) << bytes.error().toStdString();
        const Decoded decoded = decode(*bytes);
        EXPECT_EQ(decoded.width, width);
        EXPECT_EQ(decoded.height, height);
        expectNear(decoded.at(40, height - 1), {255, 0, 0});
        expectNear(decoded.at(width - 1, height - 1), {255, 255, 255});
    }
}

TEST(JpegEncoder, makesWidePicturesSmallerByAWholeFactor)
{
    struct Case {
        int width, height, widest, smallWidth, smallHeight;
    };
    live::JpegEncoder encoder;
    for (const Case &c : {Case{640, 480, 320, 320, 240}, Case{640, 480, 639, 320, 240}, Case{640, 480, 640, 640, 480}, Case{640, 480, 250, 213, 160},
                          Case{323, 241, 200, 161, 120}, Case{64, 48, 32, 32, 24}}) {
        const Decoded decoded = decode(encoder.encode(*picture(c.width, c.height, red, {235}), 90, c.widest).value());
        EXPECT_EQ(decoded.width, c.smallWidth);
        EXPECT_EQ(decoded.height, c.smallHeight);
        expectNear(decoded.at(2, decoded.height - 1), {255, 0, 0});
        expectNear(decoded.at(decoded.width - 1, decoded.height - 1), {255, 255, 255});
    }
}

TEST(JpegEncoder, makesBlackBlackAndGreyGrey)
{
    live::JpegEncoder encoder;
    const Decoded decoded = decode(encoder.encode(*picture(64, 64, {16}, {126}), 90).value());
    expectNear(decoded.at(8, 8), {0, 0, 0});
    expectNear(decoded.at(56, 8), {128, 128, 128});
}

TEST(JpegEncoder, leavesFullRangeVideoAsItIs)
{
    live::JpegEncoder encoder;
    const Decoded decoded = decode(encoder.encode(*picture(64, 64, {16}, {255}, "1:4:0:0"), 90).value());
    expectNear(decoded.at(8, 8), {16, 16, 16});
    expectNear(decoded.at(56, 8), {255, 255, 255});
}

TEST(JpegEncoder, makesSmallerFilesOfLowerQuality)
{
    live::JpegEncoder encoder;
    const auto striped = picture(320, 240, red, {200, 30, 60});
    EXPECT_LE(encoder.encode(*striped, 20).value().size(), encoder.encode(*striped, 90).value().size());
}

live::FaceMark known(const QString &name)
{
    return {.track = 1, .x = 0.25, .y = 0.5, .width = 0.25, .height = 0.25, .state = live::FaceMark::State::Known, .person = QStringLiteral("anna"), .name = name, .confidence = 0.9};
}

// Of a grey picture: how many pixels of an area are as bright as ink.
int bright(const Decoded &decoded, int left, int top, int right, int bottom)
{
    int count = 0;
    for (int y = top; y < bottom; ++y) {
        for (int x = left; x < right; ++x)
            count += decoded.at(x, y).red > 200 ? 1 : 0;
    }
    return count;
}

TEST(JpegEncoder, drawsFacesAndNamesOnACopy)
{
    live::JpegEncoder encoder;
    const auto grey = picture(640, 480, {126}, {126});
    const live::FaceMarks faces{known(QStringLiteral("Anna \u00c5ngstr\u00f6m"))};
    const Decoded drawn = decode(encoder.encode(*grey, 90, 0, &faces).value());
    const Rgb edge = drawn.at(240, 240);  // the top of the box
    EXPECT_GT(edge.green, edge.red + 60) << "teal";
    EXPECT_LT(drawn.at(162, 230).red, 90) << "the name's dark ground above the box";
    EXPECT_GT(bright(drawn, 160, 210, 320, 240), 100) << "its letters";
    expectNear(drawn.at(240, 300), {128, 128, 128});  // inside
    expectNear(drawn.at(20, 20), {128, 128, 128});
    const Decoded plain = decode(encoder.encode(*grey, 90).value());
    expectNear(plain.at(240, 240), {128, 128, 128});
}

TEST(JpegEncoder, drawsOnTheSizeThatIsSent)
{
    live::JpegEncoder encoder;
    const live::FaceMarks faces{known(QStringLiteral("Anna"))};
    const Decoded drawn = decode(encoder.encode(*picture(640, 480, {126}, {126}), 90, 320, &faces).value());
    ASSERT_EQ(drawn.width, 320);
    EXPECT_GT(drawn.at(120, 120).green, drawn.at(120, 120).red + 60);
    EXPECT_GT(bright(drawn, 80, 100, 160, 120), 30) << "letters that can be read";
}

TEST(JpegEncoder, drawsWhateverLiesBeyondThePicture)
{
    using State = live::FaceMark::State;
    live::JpegEncoder encoder;
    const QString longName(500, u'W');
    for (const auto &[width, height] : {std::pair{640, 480}, std::pair{17, 9}, std::pair{2, 2}, std::pair{323, 241}}) {
        live::FaceMarks faces;
        for (const double at : {-1.0, -0.1, 0.0, 0.9, 1.0, 5.0}) {
            for (const State state : {State::Deciding, State::Unknown, State::Suggested, State::Known})
                faces.push_back({.x = at, .y = at, .width = 0.5, .height = 0.5, .state = state, .name = longName, .refused = QStringLiteral("too dark")});
        }
        for (const char *colorimetry : {"bt601", "1:4:0:0"}) {
            const auto bytes = encoder.encode(*picture(width, height, {126}, {126}, colorimetry), 70, 0, &faces);
            ASSERT_TRUE(bytes) << bytes.error().toStdString();
            EXPECT_EQ(decode(*bytes).width, width);
        }
    }
}

TEST(LabelWriter, hasLettersOfManyScripts)
{
    live::LabelWriter writer;
    for (const char16_t *name : {u"Anna \u00c5ngstr\u00f6m", u"\u0141ukasz \u017b\u00f3\u0142\u0107", u"\u0410\u043d\u043d\u0430", u"\u0386\u03bd\u03bd\u03b1",
                                 u"\u05d3\u05d5\u05d3", u"\u0645\u062d\u0645\u062f"})
        EXPECT_EQ(writer.missingLetters(QString::fromUtf16(name)), 0) << QString::fromUtf16(name).toStdString();
}

// Arabic letters join: written together they are narrower than one by one.
TEST(LabelWriter, shapesWhatItWrites)
{
    live::LabelWriter writer;
    const QString joined = QStringLiteral("\u0645\u062d\u0645\u062f");
    int apart = 0;
    for (const QChar letter : joined)
        apart += writer.write(letter, 20, 1'000).width;
    EXPECT_LT(writer.write(joined, 20, 1'000).width, apart);
}

TEST(LabelWriter, keepsWithinItsWidthAndMemory)
{
    live::LabelWriter writer;
    const live::Label wide = writer.write(QString(500, u'W'), 20, 200);
    EXPECT_LE(wide.width, 210);
    EXPECT_GT(std::ranges::count_if(wide.ink, [](unsigned char ink) { return ink > 128; }), 50);
    EXPECT_EQ(writer.write(QStringLiteral("two\nlines"), 20, 1'000).height, writer.write(QStringLiteral("one"), 20, 1'000).height);
    for (std::size_t i = 0; i < 3 * live::LabelWriter::remembered; ++i)
        (void)writer.write(QString::number(i), 20, 1'000);
    EXPECT_EQ(writer.write(QString(500, u'W'), 20, 200).ink, wide.ink);
}

} // namespace

int main(int argc, char **argv)
{
    ::testing::InitGoogleTest(&argc, argv);
    if (!media::initialiseGStreamer())
        return 1;
    return RUN_ALL_TESTS();
}
