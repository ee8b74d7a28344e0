#include "capture/custom_source.h"

#include <gtest/gtest.h>

using namespace Qt::StringLiterals;
using namespace rollcall::capture;

namespace {

QString messageFor(const QString &text)
{
    CustomSource source(CustomPipeline{text});
    const auto element = source.makeElement({});
    return element ? QString() : element.error().message;
}

TEST(CustomSource, showsTheWordThatIsWrong)
{
    EXPECT_TRUE(messageFor(u"videotestsrc ! nosuchelement"_s).contains(u"at \u201cnosuchelement\u201d (character 16)"_s)) << messageFor(u"videotestsrc ! nosuchelement"_s).toStdString();
    EXPECT_TRUE(messageFor(u"videotestsrc patern=ball"_s).contains(u"at \u201cpatern\u201d (character 14)"_s)) << messageFor(u"videotestsrc patern=ball"_s).toStdString();
    EXPECT_TRUE(messageFor(u"videotestsrc ! ! videoconvert"_s).contains(u"(character 14)"_s)) << messageFor(u"videotestsrc ! ! videoconvert"_s).toStdString();
    EXPECT_TRUE(messageFor(u"videotestsrc !"_s).contains(u"ends with an exclamation mark"_s)) << messageFor(u"videotestsrc !"_s).toStdString();
}

TEST(CustomSource, wantsAnOpenEnd)
{
    EXPECT_TRUE(messageFor(u"videotestsrc ! fakesink"_s).contains(u"no open end"_s)) << messageFor(u"videotestsrc ! fakesink"_s).toStdString();
    EXPECT_FALSE(messageFor(u""_s).isEmpty());
}

TEST(CustomSource, takesARightPipeline)
{
    EXPECT_EQ(messageFor(u"videotestsrc is-live=true ! video/x-raw,width=320,height=240 ! videoconvert"_s), QString());
}

} // namespace
