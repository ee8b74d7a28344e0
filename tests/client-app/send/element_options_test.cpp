#include "send/element_options.h"

#include "media/gstreamer.h"

#include <gtest/gtest.h>

using namespace Qt::StringLiterals;
using namespace rollcall;

namespace {

QString complaint(const QString &text, const char *factory = "x264enc")
{
    const auto options = send::parseOptions(factory, text);
    return options ? QString() : options.error().message;
}

} // namespace

TEST(ElementOptions, areSetOnTheElement)
{
    const auto options = send::parseOptions("x264enc", u" threads=2   speed-preset=faster option-string=\"ref=1:me=dia\" "_s);
    ASSERT_TRUE(options) << options.error().message.toStdString();
    const auto element = media::makeElement("x264enc");
    ASSERT_TRUE(element);
    send::setOptions(element->get(), *options);
    guint threads = 0;
    gchar *raw = nullptr;
    g_object_get(element->get(), "threads", &threads, "option-string", &raw, nullptr);
    const media::GCharPtr text(raw);
    EXPECT_EQ(threads, 2u);
    EXPECT_STREQ(text.get(), "ref=1:me=dia");
}

TEST(ElementOptions, nothingIsNoOption)
{
    EXPECT_TRUE(send::parseOptions("x264enc", u"  "_s)->isEmpty());
}

TEST(ElementOptions, theWrongWordIsNamedWithWhatWouldBeRight)
{
    EXPECT_TRUE(complaint(u"threads=2 sped-preset=faster"_s).contains(u"\u201csped-preset=faster\u201d is wrong: x264enc has no property"_s));
    EXPECT_TRUE(complaint(u"speed-preset=quick"_s).contains(u"one of"_s));
    EXPECT_TRUE(complaint(u"speed-preset=quick"_s).contains(u"superfast"_s));
    EXPECT_TRUE(complaint(u"threads=many"_s).contains(u"a whole number from 0 to"_s));
    EXPECT_TRUE(complaint(u"bframes=17"_s).contains(u"from 0 to 16"_s)) << "out of range";
    EXPECT_TRUE(complaint(u"byte-stream=perhaps"_s).contains(u"true or false"_s));
    EXPECT_TRUE(complaint(u"threads"_s).contains(u"property=value"_s));
    EXPECT_TRUE(complaint(u"=2"_s).contains(u"property=value"_s));
    EXPECT_TRUE(complaint(u"option-string=\"ref=1"_s).contains(u"not closed"_s));
}

TEST(ElementOptions, whatRollcallSetsItselfIsRefused)
{
    EXPECT_TRUE(complaint(u"bitrate=2000"_s).contains(u"bitrate setting"_s));
    EXPECT_TRUE(complaint(u"target-bitrate=2000"_s, "vp8enc").contains(u"bitrate setting"_s));
    for (const QString &option : {u"pt=97"_s, u"ssrc=1"_s, u"seqnum-offset=1"_s, u"timestamp-offset=1"_s})
        EXPECT_FALSE(complaint(option, "rtpvp8pay").isEmpty()) << option.toStdString();
    EXPECT_TRUE(complaint(u"seqnum=1"_s, "rtpvp8pay").contains(u"only be read"_s));
}
