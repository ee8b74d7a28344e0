#include "recognition/decision.h"

#include <gtest/gtest.h>

namespace rollcall::recognition::test {

using namespace std::chrono_literals;

namespace {

constexpr MatchRule match{0.5F, 0.05F, 0.75F};
const VoteRule rule{.namesNeeded = 3,
    .nameSpan = 250ms,
    .strangersNeeded = 5,
    .strangerSpan = 1000ms,
    .contradictionsNeeded = 3,
    .remembered = 12};

SearchResult found(float best, std::optional<float> runnerUp)
{
    SearchResult result{SearchResult::Match{"ada", best}, std::nullopt};
    if (runnerUp)
        result.runnerUp = SearchResult::Match{"ben", *runnerUp};
    return result;
}

// "aab-": two looks that say ada, one ben, one nobody; a tenth of a second apart.
std::vector<Vote> votes(std::string_view pattern, std::chrono::milliseconds apart = 150ms)
{
    std::vector<Vote> result;
    std::chrono::nanoseconds time = 10s;
    for (const char letter : pattern) {
        const bool nobody = letter == '-';
        result.push_back({time, nobody ? std::nullopt : std::optional<std::string>(letter == 'a' ? "ada" : "ben"),
            nobody ? 0.2F : 0.6F});
        time += apart;
    }
    return result;
}

const Verdict nothing{};
const Verdict stranger{FaceState::Unknown, std::nullopt, 0, 5};
const Verdict ada{FaceState::Recognised, "ada", 0.7, 3};

} // namespace

struct JudgeCase {
    const char *name;
    SearchResult found;
    bool named;
};

class Judge : public testing::TestWithParam<JudgeCase> { };

TEST_P(Judge, NamesOnlyAClearBest)
{
    const Vote vote = judge(GetParam().found, 5s, match);
    EXPECT_EQ(vote.person.has_value(), GetParam().named);
    EXPECT_EQ(vote.time, 5s);
}

INSTANTIATE_TEST_SUITE_P(Table, Judge,
    testing::Values(JudgeCase{"alone", found(0.6F, std::nullopt), true}, JudgeCase{"ahead", found(0.6F, 0.3F), true},
        JudgeCase{"atTheThreshold", found(0.5F, 0.3F), true}, JudgeCase{"belowTheThreshold", found(0.49F, 0.1F), false},
        JudgeCase{"runnerUpTooNear", found(0.6F, 0.56F), false}, JudgeCase{"emptyGallery", {}, false}),
    [](const auto &test) { return test.param.name; });

struct MeanCase {
    const char *name;
    SearchResult look;
    SearchResult mean;
    const char *person; // null: none
};

class JudgeWithMean : public testing::TestWithParam<MeanCase> { };

TEST_P(JudgeWithMean, TheMeanNamesWhomTheLookResemblesToo)
{
    const Vote vote = judge(GetParam().look, GetParam().mean, 5s, match);
    EXPECT_EQ(vote.person, GetParam().person ? std::optional<std::string>(GetParam().person) : std::nullopt);
}

SearchResult foundBen(float score)
{
    return {SearchResult::Match{"ben", score}, std::nullopt};
}

INSTANTIATE_TEST_SUITE_P(Table, JudgeWithMean,
    testing::Values(MeanCase{"both", found(0.6F, 0.3F), found(0.7F, 0.3F), "ada"},
        MeanCase{"lookAlone", found(0.6F, 0.3F), found(0.4F, 0.3F), "ada"},
        MeanCase{"meanOfAWeakLook", found(0.4F, 0.3F), found(0.6F, 0.3F), "ada"},
        MeanCase{"meanWithoutMargin", found(0.4F, 0.3F), found(0.6F, 0.58F), nullptr},
        MeanCase{"lookTooWeak", found(0.24F, 0.1F), found(0.6F, 0.3F), nullptr},
        MeanCase{"lookLikeSomebodyElse", foundBen(0.4F), found(0.6F, 0.3F), nullptr},
        MeanCase{"lookNamesSomebodyElse", foundBen(0.6F), found(0.6F, 0.3F), "ben"},
        MeanCase{"neither", found(0.4F, 0.3F), found(0.45F, 0.3F), nullptr}, MeanCase{"emptyGallery", {}, {}, nullptr}),
    [](const auto &test) { return test.param.name; });

struct DecideCase {
    const char *name;
    const char *pattern;
    std::chrono::milliseconds apart;
    Verdict before;
    FaceState state;
    const char *person; // null: none
};

class Decide : public testing::TestWithParam<DecideCase> { };

TEST_P(Decide, FollowsTheVotes)
{
    const DecideCase &c = GetParam();
    const Verdict verdict = decide(votes(c.pattern, c.apart), c.before, match, rule);
    EXPECT_EQ(verdict.state, c.state);
    EXPECT_EQ(verdict.person, c.person ? std::optional<std::string>(c.person) : std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(Table, Decide,
    testing::Values(DecideCase{"noVotes", "", 150ms, nothing, FaceState::Tentative, nullptr},
        DecideCase{"twoAreNotEnough", "aa", 150ms, nothing, FaceState::Tentative, nullptr},
        DecideCase{"threeAgree", "aaa", 150ms, nothing, FaceState::Recognised, "ada"},
        DecideCase{"threeInTooShortATime", "aaa", 50ms, nothing, FaceState::Tentative, nullptr},
        DecideCase{"gapsBetweenAgreeingLooks", "a-a-a", 150ms, nothing, FaceState::Recognised, "ada"},
        DecideCase{"twoNamesInDispute", "aabba", 150ms, nothing, FaceState::Tentative, nullptr},
        DecideCase{"majorityOverOneSlip", "abaa", 150ms, nothing, FaceState::Recognised, "ada"},
        DecideCase{"fourStrangerLooksAreNotEnough", "----", 300ms, nothing, FaceState::Tentative, nullptr},
        DecideCase{"fiveStrangerLooks", "-----", 300ms, nothing, FaceState::Unknown, nullptr},
        DecideCase{"strangerLooksInTooShortATime", "-----", 100ms, nothing, FaceState::Tentative, nullptr},
        DecideCase{"namesAmongStrangerLooks", "-a-a--a", 400ms, nothing, FaceState::Recognised, "ada"},
        DecideCase{"tooManyNamesForAStranger", "-a-b--a", 400ms, nothing, FaceState::Tentative, nullptr},
        DecideCase{"nameSurvivesTwoContradictions", "aaa--", 150ms, ada, FaceState::Recognised, "ada"},
        DecideCase{"threeContradictionsRevoke", "aaaa---", 150ms, ada, FaceState::Tentative, nullptr},
        DecideCase{"anotherNameTakesOver", "aaaabbb", 150ms, ada, FaceState::Recognised, "ben"},
        DecideCase{"agreementBetweenContradictionsKeepsTheName", "aaa-a--", 150ms, ada, FaceState::Recognised, "ada"},
        DecideCase{"unknownUntilANameIsAgreed", "-----aa", 200ms, stranger, FaceState::Unknown, nullptr},
        DecideCase{"unknownBecomesKnown", "-----aaa", 200ms, stranger, FaceState::Recognised, "ada"}),
    [](const auto &test) { return test.param.name; });

// Three ordinary looks make a name, or two very good ones, or six poor ones.
TEST(Decision, GoodLooksCountMoreThanPoorOnes)
{
    const auto weighted = [](std::string_view pattern, float weight) {
        std::vector<Vote> result = votes(pattern, 400ms);
        for (Vote &vote : result)
            vote.weight = weight;
        return decide(result, nothing, match, rule).state;
    };
    EXPECT_EQ(weighted("aa", 1), FaceState::Tentative);
    EXPECT_EQ(weighted("aa", 1.5F), FaceState::Recognised);
    EXPECT_EQ(weighted("a", 100), FaceState::Tentative); // a single look never is enough
    EXPECT_EQ(weighted("aaaaa", 0.5F), FaceState::Tentative);
    EXPECT_EQ(weighted("aaaaaa", 0.5F), FaceState::Recognised);
    EXPECT_EQ(weighted("----", 1.5F), FaceState::Unknown);
    EXPECT_EQ(weighted("---------", 0.5F), FaceState::Tentative);
    EXPECT_EQ(weighted("----------", 0.5F), FaceState::Unknown);
}

// Two good looks say ada, three poor ones ben.
TEST(Decision, ADisputeIsDecidedByWeight)
{
    std::vector<Vote> disputed = votes("ababb", 200ms);
    for (Vote &vote : disputed)
        vote.weight = vote.person == "ada" ? 1.5F : 0.5F;
    EXPECT_EQ(decide(disputed, nothing, match, rule).person, "ada");
}

TEST(Decision, VotesBeforeARevocationAreVoid)
{
    EXPECT_EQ(decide(votes("aaa--"), ada, match, rule).standing, 5U);
    EXPECT_EQ(decide(votes("aaaaa-b-"), ada, match, rule).standing, 3U);
}

TEST(Decision, ConfidenceGrowsWithTheScoreAndStaysBetweenHalfAndOne)
{
    std::vector<Vote> agreeing = votes("aaa");
    double last = 0.49;
    for (const float score : {0.5F, 0.6F, 0.7F, 0.75F}) {
        for (Vote &vote : agreeing)
            vote.score = score;
        const double confidence = decide(agreeing, nothing, match, rule).confidence;
        EXPECT_GT(confidence, last);
        last = confidence;
    }
    EXPECT_DOUBLE_EQ(last, 1);
}

} // namespace rollcall::recognition::test
