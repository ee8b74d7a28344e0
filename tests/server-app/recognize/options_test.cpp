#include "recognize/options.h"

#include <gtest/gtest.h>

namespace rollcall::recognize::test {

namespace {

std::expected<Options, EarlyEnd> parse(std::vector<const char *> arguments)
{
    arguments.insert(arguments.begin(), "rollcall-recognize");
    return parseOptions(static_cast<int>(arguments.size()), arguments.data());
}

} // namespace

TEST(Options, AreReadInAnyOrder)
{
    const auto options =
        parse({"--models", "m", "--enrol", "people", "a.jpg", "b.mp4", "--every-frame", "--draw", "o"});
    ASSERT_TRUE(options) << options.error().text;
    EXPECT_EQ(options->task, Task::Watch);
    EXPECT_EQ(options->models, "m");
    EXPECT_EQ(options->people, "people");
    EXPECT_EQ(options->inputs, (std::vector<std::filesystem::path>{"a.jpg", "b.mp4"}));
    EXPECT_TRUE(options->everyFrame);
    EXPECT_EQ(options->draw, "o");

    const auto evaluate =
        parse({"--evaluate", "p", "--engine", "hog+patches", "--json", "--seed", "7", "--half", "second"});
    ASSERT_TRUE(evaluate) << evaluate.error().text;
    EXPECT_EQ(evaluate->task, Task::Evaluate);
    EXPECT_EQ(evaluate->engine, "hog+patches");
    EXPECT_EQ(evaluate->trial.seed, 7U);
    EXPECT_EQ(evaluate->trial.share, Share::SecondHalf);

    EXPECT_EQ(parse({"--calibrate", "p", "--false-accept-rate", "0.02"})->falseAcceptRate, 0.02);
    EXPECT_EQ(parse({"--list-engines"})->task, Task::ListEngines);
}

TEST(Options, AWrongCallIsToldApartFromHelp)
{
    const std::vector<std::vector<const char *>> wrong{{}, {"--enrol", "p"}, {"a.jpg"}, {"--bogus"},
        {"--evaluate", "p", "--calibrate", "p"}, {"--calibrate", "p", "--false-accept-rate", "2"},
        {"--evaluate", "p", "--half", "third"}, {"--evaluate", "p", "--rounds", "0"}};
    for (const auto &arguments : wrong) {
        const auto options = parse(arguments);
        ASSERT_FALSE(options) << arguments.size();
        EXPECT_EQ(options.error().code, BadCall);
        EXPECT_FALSE(options.error().text.empty());
    }
    const auto help = parse({"--help"});
    ASSERT_FALSE(help);
    EXPECT_EQ(help.error().code, AllRead);
    EXPECT_NE(help.error().text.find("Exit codes"), std::string::npos);
}

} // namespace rollcall::recognize::test
