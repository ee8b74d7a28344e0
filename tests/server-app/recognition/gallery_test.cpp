#include "recognition/gallery.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <ctime>
#include <functional>
#include <limits>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <thread>

namespace rollcall::recognition::test {

namespace {

const EmbedderId maker{"made-up", "1"};

std::vector<float> unit(std::vector<float> values)
{
    float squares = 0;
    for (const float value : values)
        squares += value * value;
    for (float &value : values)
        value /= std::sqrt(squares);
    return values;
}

Template entry(std::string person, std::vector<float> values, const EmbedderId &by = maker)
{
    return {std::move(person), {by, unit(std::move(values))}};
}

std::vector<float> randomUnit(std::mt19937 &random, size_t dimension)
{
    std::normal_distribution<float> normal;
    std::vector<float> values(dimension);
    for (float &value : values)
        value = normal(random);
    return unit(values);
}

// What a search must say: the best score of each person, then the best two people.
SearchResult searchedByHand(const std::vector<Template> &templates, const std::vector<float> &probe)
{
    std::map<std::string, double> scores;
    for (const Template &entry : templates) {
        double score = 0;
        for (size_t i = 0; i < probe.size(); ++i)
            score += static_cast<double>(probe[i]) * static_cast<double>(entry.embedding.values[i]);
        const auto [place, isNew] = scores.emplace(entry.person, score);
        place->second = std::max(place->second, score);
    }
    SearchResult result;
    for (const auto &[person, score] : scores) {
        const SearchResult::Match match{person, static_cast<float>(score)};
        if (!result.best || match.score > result.best->score)
            result.runnerUp = std::exchange(result.best, match);
        else if (!result.runnerUp || match.score > result.runnerUp->score)
            result.runnerUp = match;
    }
    return result;
}

void expectSame(const SearchResult &found, const SearchResult &expected)
{
    ASSERT_EQ(found.best.has_value(), expected.best.has_value());
    ASSERT_EQ(found.runnerUp.has_value(), expected.runnerUp.has_value());
    if (expected.best) {
        EXPECT_EQ(found.best->person, expected.best->person);
        EXPECT_NEAR(found.best->score, expected.best->score, 1e-5);
    }
    if (expected.runnerUp) {
        EXPECT_EQ(found.runnerUp->person, expected.runnerUp->person);
        EXPECT_NEAR(found.runnerUp->score, expected.runnerUp->score, 1e-5);
    }
}

std::string personOf(size_t number)
{
    return "person " + std::to_string(number);
}

std::chrono::nanoseconds cpuTimeOf(const std::function<void()> &work)
{
    const auto now = [] {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
    };
    const auto before = now();
    work();
    return now() - before;
}

} // namespace

TEST(Gallery, FindsTheBestPersonAndTheBestOtherPerson)
{
    const std::vector templates{
        entry("ada", {1, 0, 0}), entry("ada", {0.9F, 0.1F, 0}), entry("ben", {0, 1, 0}), entry("chloe", {0, 0, 1})};
    const Gallery gallery = Gallery(maker).with(templates);
    const SearchResult result = gallery.search({maker, unit({1, 0.3F, 0})});
    ASSERT_TRUE(result.best && result.runnerUp);
    EXPECT_EQ(result.best->person, "ada");
    EXPECT_EQ(result.runnerUp->person, "ben"); // not ada's second photo
    EXPECT_NEAR(result.runnerUp->score, 0.3F / std::sqrt(1.09F), 1e-5);
}

TEST(Gallery, AnswersNothingWhenEmptyOrAskedByAnotherEmbedder)
{
    const Gallery empty(maker);
    EXPECT_FALSE(empty.search({maker, {1, 0}}).best);
    const Gallery gallery = empty.with(std::vector{entry("ada", {1, 0})});
    EXPECT_FALSE(gallery.search({{"made-up", "2"}, {1, 0}}).best);
    EXPECT_FALSE(gallery.search({maker, {1, 0, 0}}).best);
    EXPECT_TRUE(gallery.search({maker, {1, 0}}).best);
    EXPECT_FALSE(gallery.search({maker, {1, 0}}).runnerUp);
}

TEST(Gallery, NamesTheNearestPeopleByTheirLikestLook)
{
    const std::vector templates{entry("ada", {1, 0, 0}), entry("ben", {0, 1, 0}), entry("chloe", {0, 0, 1}), entry("dan", {-1, 0, 0})};
    const std::vector rejections{Rejection{"chloe", {maker, unit({0, 0.2F, 1})}}};
    const Gallery gallery = Gallery(maker).with(templates);
    const std::vector<Embedding> looks{{maker, unit({0.1F, 1, 0.2F})}, {maker, unit({0.9F, 0.1F, 0})}, {{"other", "1"}, {1, 0, 0}}};
    const auto names = [&](const Gallery &asked, size_t count) {
        std::vector<std::string> found;
        for (const SearchResult::Match &match : asked.nearest(looks, count))
            found.push_back(match.person);
        return found;
    };
    EXPECT_EQ(names(gallery, 3), (std::vector<std::string>{"ada", "ben", "chloe"}));
    EXPECT_EQ(names(gallery, 1), std::vector<std::string>{"ada"});
    EXPECT_EQ(names(gallery, 9).size(), 4U);
    EXPECT_EQ(names(gallery, 9).back(), "dan");
    const std::vector onlyChloe{Embedding{maker, unit({0, 0.2F, 1})}};
    EXPECT_EQ(gallery.nearest(onlyChloe, 1).front().person, "chloe");
    EXPECT_NE(gallery.withRejections(rejections).nearest(onlyChloe, 1).front().person, "chloe");
    EXPECT_TRUE(Gallery(maker).nearest(looks, 3).empty());
}

TEST(Gallery, LeavesOutTemplatesOfOtherEmbeddersAndCountsThem)
{
    const std::vector templates{entry("ada", {1, 0}, {"other", "1"}), entry("ben", {0, 1}), entry("chloe", {1, 0, 0})};
    const Gallery gallery = Gallery(maker).with(templates);
    EXPECT_EQ(gallery.personCount(), 1U);
    EXPECT_EQ(gallery.ignoredCount(), 2U);
    EXPECT_TRUE(gallery.contains("ben"));
    EXPECT_FALSE(gallery.contains("ada"));
}

TEST(Gallery, AnUpdateLeavesTheOldSnapshotAlone)
{
    const Gallery first = Gallery(maker).with(std::vector{entry("ada", {1, 0}), entry("ben", {0, 1})});
    const Gallery second = first.with(std::vector{entry("ada", {0.7F, 0.7F}), entry("aaron", {-1, 0})});
    const Gallery third = second.without("ada");
    EXPECT_EQ(first.templateCount(), 2U);
    EXPECT_EQ(second.templateCount(), 4U);
    EXPECT_EQ(second.personCount(), 3U);
    EXPECT_FALSE(third.contains("ada"));
    EXPECT_TRUE(first.contains("ada"));
    EXPECT_EQ(third.search({maker, unit({1, 0.1F})}).best->person, "ben");
}

TEST(Gallery, IsExactWhateverTheDimension)
{
    for (const size_t dimension : {3U, 37U, 128U, 256U, 5120U}) { // one is no multiple of a vector register
        std::mt19937 random(7);
        std::vector<Template> templates;
        for (size_t i = 0; i < 300; ++i)
            templates.push_back({personOf(i % 100), {maker, randomUnit(random, dimension)}});
        const Gallery gallery = Gallery(maker).with(templates);
        for (int i = 0; i < 20; ++i) {
            const std::vector<float> probe = randomUnit(random, dimension);
            expectSame(gallery.search({maker, probe}), searchedByHand(templates, probe));
        }
    }
}

// Rounding to bytes changes a score by some hundredths; people who differ by less than that are told apart all the same.
TEST(Gallery, IsExactAmongPeopleWhoDifferByLessThanARounding)
{
    constexpr size_t dimension = 256;
    std::mt19937 random(5);
    const std::vector<float> everybody = randomUnit(random, dimension);
    std::vector<Template> templates;
    for (size_t i = 0; i < 2000; ++i) {
        std::vector<float> values = randomUnit(random, dimension);
        for (size_t k = 0; k < dimension; ++k)
            values[k] = everybody[k] + 0.01F * values[k];
        templates.push_back(entry(personOf(i), values));
    }
    const Gallery gallery = Gallery(maker).with(templates);
    for (size_t i = 0; i < 50; ++i) {
        const std::vector<float> &probe = templates[i * 40].embedding.values;
        const SearchResult found = gallery.search({maker, probe});
        EXPECT_EQ(found.best->person, personOf(i * 40));
        expectSame(found, searchedByHand(templates, probe));
    }
}

TEST(Gallery, StaysExactWhilePeopleComeAndGo)
{
    constexpr size_t dimension = 24;
    std::mt19937 random(13);
    std::vector<Template> templates;
    Gallery gallery(maker);
    for (int step = 0; step < 300; ++step) {
        if (random() % 3 == 0 && !templates.empty()) {
            const std::string gone = templates[random() % templates.size()].person;
            std::erase_if(templates, [&](const Template &one) { return one.person == gone; });
            gallery = gallery.without(gone);
        } else {
            std::vector<Template> added;
            for (size_t i = 0; i < 1 + random() % 200; ++i)
                added.push_back({personOf(random() % 4000), {maker, randomUnit(random, dimension)}});
            templates.insert(templates.end(), added.begin(), added.end());
            gallery = gallery.with(added);
        }
        ASSERT_EQ(gallery.templateCount(), templates.size());
        const std::vector<float> probe = randomUnit(random, dimension);
        expectSame(gallery.search({maker, probe}), searchedByHand(templates, probe));
    }
    std::set<std::string> people;
    for (const Template &one : templates)
        people.insert(one.person);
    ASSERT_GT(people.size(), 2000U);
    EXPECT_EQ(gallery.personCount(), people.size());
    for (size_t i = 0; i < 4000; ++i)
        EXPECT_EQ(gallery.contains(personOf(i)), people.contains(personOf(i)));
    for (const std::string &person : people)
        gallery = gallery.without(person);
    EXPECT_EQ(gallery.templateCount(), 0U);
    EXPECT_FALSE(gallery.search({maker, randomUnit(random, dimension)}).best);
}

TEST(Gallery, LeavesOutWhatHasNoDirection)
{
    const float nothing = std::numeric_limits<float>::quiet_NaN();
    const std::vector<Template> templates{{"ada", {maker, {1, 0}}}, {"zero", {maker, {0, 0}}},
        {"none", {maker, {nothing, 1}}}, {"endless", {maker, {std::numeric_limits<float>::infinity(), 1}}}};
    const Gallery gallery = Gallery(maker).with(templates);
    EXPECT_EQ(gallery.personCount(), 1U);
    EXPECT_EQ(gallery.ignoredCount(), 3U);
    EXPECT_FALSE(gallery.search({maker, {nothing, 0}}).best);
    EXPECT_FALSE(gallery.search({maker, {0, 0}}).best);
}

TEST(Gallery, AddingOneToManyCopiesLittle)
{
    constexpr size_t dimension = 128;
    std::mt19937 random(2);
    std::vector<Template> templates;
    for (size_t i = 0; i < 40'000; ++i)
        templates.push_back({personOf(i), {maker, randomUnit(random, dimension)}});
    Gallery gallery(maker);
    const auto all = cpuTimeOf([&] { gallery = gallery.with(templates); });
    auto one = std::chrono::nanoseconds::max();
    auto away = std::chrono::nanoseconds::max();
    for (size_t i = 0; i < 5; ++i) {
        const std::vector added{Template{personOf(i) + " too", templates[i].embedding}};
        one = std::min(one, cpuTimeOf([&] { gallery = gallery.with(added); }));
        away = std::min(away, cpuTimeOf([&] { gallery = gallery.without(personOf(i)); }));
    }
    EXPECT_LT(one, all / 20);
    EXPECT_LT(away, all / 20);
}

// Whoever recognises takes the pointer to the newest gallery and keeps it for one look, as the recognition workers do.
TEST(Gallery, PeopleComeAndGoWhileOthersSearch)
{
    constexpr size_t dimension = 64;
    std::mt19937 random(4);
    std::vector<Template> templates;
    for (size_t i = 0; i < 3000; ++i)
        templates.push_back({personOf(i), {maker, randomUnit(random, dimension)}});
    auto newest = std::make_shared<const Gallery>(Gallery(maker).with(templates));
    std::mutex mutex; // guards the pointer `newest`
    const auto current = [&] {
        const std::scoped_lock lock{mutex};
        return newest;
    };
    std::atomic<bool> done{false};
    std::atomic<size_t> searches{0};
    std::atomic<size_t> wrong{0};
    const auto search = [&](size_t start) {
        for (size_t i = start; !done; i = (i + 7) % templates.size()) {
            const auto found = current()->search(templates[i].embedding);
            wrong += found.best && found.best->person == personOf(i) ? 0 : 1;
            ++searches;
        }
    };
    std::vector<std::jthread> searchers;
    for (const size_t start : {0U, 1U})
        searchers.emplace_back(search, start);
    const size_t wanted = 500; // changes, and searches meanwhile
    for (size_t i = 0; i < wanted || searches < wanted; ++i) {
        const std::vector added{Template{"guest " + std::to_string(i), {maker, randomUnit(random, dimension)}}};
        const Gallery changed = current()->with(added).without("guest " + std::to_string(i / 2));
        auto next = std::make_shared<const Gallery>(changed);
        const std::scoped_lock lock{mutex};
        newest.swap(next);
    }
    done = true;
    searchers.clear();
    EXPECT_EQ(wrong, 0U);
    EXPECT_GE(searches, wanted);
}

// All faces share a large part; with it taken out, a stranger is near nobody.
TEST(Gallery, TakesOutWhatAllFacesShare)
{
    std::mt19937 random(3);
    constexpr size_t dimension = 200;
    const std::vector<float> common = randomUnit(random, dimension);
    const auto face = [&] {
        std::vector<float> values = randomUnit(random, dimension);
        for (size_t i = 0; i < dimension; ++i)
            values[i] += 1.3F * common[i];
        return values;
    };
    const std::vector<float> ada = face();
    const std::vector people{entry("ada", ada), entry("ben", face()), entry("chloe", face()), entry("dora", face())};
    const Embedding stranger{maker, unit(face())};
    const Embedding same{maker, unit(ada)};
    constexpr float commonPart = 0.63F;

    EXPECT_GT(Gallery(maker).with(people).search(stranger).best->score, 0.5F); // as it would be
    const auto check = [&](std::span<const Template> enrolled) {
        const Gallery gallery = Gallery(maker, commonPart).with(enrolled);
        EXPECT_LT(gallery.search(stranger).best->score, 0.3F) << enrolled.size();
        EXPECT_EQ(gallery.search(same).best->person, "ada");
        EXPECT_NEAR(gallery.search(same).best->score, 1, 1e-4) << enrolled.size();
    };
    check(people); // by the mean of the enrolled
    check(std::span(people).first(1)); // by the known number
}

// Ada is named for a face; somebody said that it is not hers. The face, and others near it, no longer find her; hers do.
TEST(Gallery, ARejectedFaceDoesNotFindThatPersonAgainAndEverybodyElseIsFoundAsBefore)
{
    const Gallery gallery = Gallery(maker).with(
        std::vector{entry("ada", {1, 0, 0, 0}), entry("ben", {0, 1, 0, 0}), entry("ann", {0, 0, 0, 1})});
    const std::vector<float> lookalike = unit({1, 0.2F, 0.8F, 0});
    ASSERT_EQ(gallery.search({maker, lookalike}).best->person, "ada");
    const Gallery told = gallery.withRejections(std::vector<Rejection>{{"ada", {maker, lookalike}}});
    EXPECT_EQ(told.rejectionCount(), 1U);
    EXPECT_EQ(told.search({maker, lookalike}).best->person, "ben"); // far away: 0.15
    EXPECT_LT(told.search({maker, lookalike}).best->score, 0.2F);
    EXPECT_EQ(told.search({maker, unit({1, 0.2F, 0.7F, 0})}).best->person, "ben"); // near the rejected face
    EXPECT_EQ(told.search({maker, unit({1, 0.1F, 0.1F, 0})}).best->person, "ada");
    EXPECT_EQ(told.search({maker, unit({0.1F, 1, 0, 0})}).best->person, "ben");
    EXPECT_EQ(gallery.rejectionCount(), 0U); // the old snapshot is as it was
    EXPECT_EQ(gallery.search({maker, lookalike}).best->person, "ada");
}

// On the way from the rejected face to the person's own, the name comes back where the own is nearer by the band.
TEST(Gallery, TheRejectionBandDecidesBetweenAPersonAndARejectedFace)
{
    constexpr float band = 0.1F;
    const Gallery gallery = Gallery(maker, 0, band)
                                .with(std::vector{entry("ada", {1, 0})})
                                .withRejections(std::vector<Rejection>{{"ada", {maker, {0, 1}}}});
    int changes = 0;
    bool found = false;
    for (int degree = 90; degree >= 0; --degree) {
        const float angle = static_cast<float>(degree) * 3.14159265F / 180;
        const bool isFound = gallery.search({maker, {std::cos(angle), std::sin(angle)}}).best.has_value();
        EXPECT_EQ(isFound, std::cos(angle) - std::sin(angle) >= band) << degree;
        changes += isFound != found ? 1 : 0;
        found = isFound;
    }
    EXPECT_EQ(changes, 1);
}

TEST(Gallery, RejectionsOutliveUpdatesButNotTheirPersonAndOtherEmbeddersDoNotCount)
{
    const Embedding face{maker, unit({1, 0.1F})};
    const std::vector<Rejection> rejections{{"ada", face}, {"ada", {{"other", "1"}, face.values}}, {"nobody", face}};
    const Gallery gallery = Gallery(maker).withRejections(rejections).with(std::vector{entry("ada", {1, 0})});
    EXPECT_EQ(gallery.rejectionCount(), 2U);
    EXPECT_FALSE(gallery.search(face).best);
    EXPECT_FALSE(gallery.with(std::vector{entry("ben", {0, -1})}).search(face).best->person == "ada");
    const Gallery again = gallery.without("ada").with(std::vector{entry("ada", {1, 0})});
    EXPECT_EQ(again.rejectionCount(), 1U);
    EXPECT_TRUE(again.search(face).best);
    EXPECT_TRUE(gallery.withRejections({}).search(face).best);
}

// Descriptors that are whitened are compared with rejected faces on the same scale.
TEST(Gallery, RejectedFacesAreComparedAsTemplatesAre)
{
    std::mt19937 random(5);
    constexpr size_t dimension = 120;
    const std::vector<float> common = randomUnit(random, dimension);
    const auto like = [&](const std::vector<float> &face, float noise) {
        std::vector<float> values = randomUnit(random, dimension);
        for (size_t i = 0; i < dimension; ++i)
            values[i] = values[i] * noise + face[i];
        return unit(values);
    };
    std::vector<Template> people;
    for (const char *name : {"ada", "ben", "chloe", "dora"}) {
        const std::vector<float> face = like(common, 1);
        people.push_back(entry(name, like(face, 0.3F)));
        people.push_back(entry(name, like(face, 0.3F)));
    }
    const std::vector<float> ada = people[0].embedding.values;
    const std::vector<float> lookalike = like(ada, 0.5F);
    const Gallery gallery = Gallery(maker, 0.5F).with(people);
    ASSERT_EQ(gallery.search({maker, lookalike}).best->person, "ada");
    const Gallery told = gallery.withRejections(std::vector<Rejection>{{"ada", {maker, lookalike}}});
    EXPECT_NE(told.search({maker, like(lookalike, 0.1F)}).best->person, "ada");
    EXPECT_EQ(told.search({maker, like(ada, 0.1F)}).best->person, "ada");
}

} // namespace rollcall::recognition::test
