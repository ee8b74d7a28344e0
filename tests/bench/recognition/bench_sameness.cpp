// Prints how often enrolment notices that a newcomer is enrolled already, or that a photo is somebody else's, and how often it does so
// wrongly, over thresholds. People are divided into halves by the seed: one to choose thresholds with, one to judge them.

#include "recognition/sameness.h"
#include "recognize/identity_folders.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <map>
#include <random>

using namespace rollcall;
using namespace rollcall::recognition;

namespace {

using Photos = std::vector<Embedding>;
constexpr size_t photosEach = 3;
constexpr size_t enrolledPhotos = 2;

template <typename T> void shuffle(std::vector<T> &values, std::mt19937_64 &random)
{
    for (size_t i = values.size(); i > 1; --i)
        std::swap(values[i - 1], values[random() % i]);
}

struct Counts {
    int asked = 0;
    int said = 0;
    [[nodiscard]] double percent() const { return asked > 0 ? 100.0 * said / asked : 0; }
    void count(bool yes)
    {
        ++asked;
        said += yes ? 1 : 0;
    }
};

struct Line {
    float threshold = 0;
    Counts duplicatesFound;
    Counts falseAlarms;
    Counts wrongPhotosFound;
    Counts rightSetsTouched;
    Counts pairsFound; // two photos of two people
    Counts pairsTouched; // two photos of one
};

Photos firstOf(const Photos &photos, size_t from, size_t count)
{
    const auto begin = photos.begin() + static_cast<ptrdiff_t>(std::min(from, photos.size()));
    const auto end = photos.begin() + static_cast<ptrdiff_t>(std::min(from + count, photos.size()));
    return {begin, end};
}

bool isWhole(const Photos &photos, const Gallery &gallery, const SamenessRule &rule)
{
    return std::ranges::all_of(ofOnePerson(photos, gallery, rule), std::identity());
}

void judgeSets(const Photos &own, const Photos &others, const Gallery &gallery, Line &line)
{
    const SamenessRule rule{1, line.threshold};
    line.pairsTouched.count(!isWhole(firstOf(own, 0, 2), gallery, rule));
    line.pairsFound.count(!isWhole({own[0], others[0]}, gallery, rule));
    if (own.size() < photosEach)
        return;
    line.rightSetsTouched.count(!isWhole(firstOf(own, 0, photosEach), gallery, rule));
    const auto mixed = ofOnePerson(Photos{own[0], own[1], others[0]}, gallery, rule);
    line.wrongPhotosFound.count(!mixed[2]);
}

void runRound(std::vector<Photos> people, size_t most, const Engine &engine, std::mt19937_64 &random, std::vector<Line> &lines)
{
    shuffle(people, random);
    for (Photos &photos : people)
        shuffle(photos, random);
    std::vector<Template> enrolled;
    const size_t known = std::min(people.size() / 2, most);
    for (size_t i = 0; i < known; ++i) {
        for (const Embedding &photo : firstOf(people[i], 0, enrolledPhotos))
            enrolled.push_back({std::to_string(i), photo});
    }
    const Gallery gallery = engine.emptyGallery().with(enrolled);
    for (Line &line : lines) {
        const SamenessRule rule{line.threshold, line.threshold};
        for (size_t i = 0; i < people.size(); ++i) {
            const Photos newcomer = firstOf(people[i], i < known ? enrolledPhotos : 0, photosEach);
            if (newcomer.empty())
                continue;
            const auto found = findResemblance(newcomer, gallery, {}, rule);
            if (i < known)
                line.duplicatesFound.count(found && found->person == std::to_string(i));
            else
                line.falseAlarms.count(found.has_value());
            if (people[i].size() >= 2)
                judgeSets(people[i], people[(i + 1) % people.size()], gallery, line);
        }
    }
}

void print(const char *title, std::vector<Photos> people, size_t most, const Engine &engine, uint64_t seed, int rounds)
{
    std::vector<Line> lines;
    for (float threshold = -0.2F; threshold < 0.86F; threshold += 0.05F)
        lines.emplace_back().threshold = threshold;
    std::mt19937_64 random(seed);
    for (int round = 0; round < rounds; ++round)
        runRound(people, most, engine, random, lines);
    std::printf("%s, %s: %zu people\n", engine.name().c_str(), title, people.size());
    std::printf("threshold  duplicates found  false alarms  wrong of 3 found  sets of 3 touched  two people found  pairs touched\n");
    for (const Line &line : lines) {
        std::printf("%9.2f %16.1f%% %12.1f%% %16.1f%% %17.1f%% %16.1f%% %13.1f%%\n", line.threshold,
            line.duplicatesFound.percent(), line.falseAlarms.percent(), line.wrongPhotosFound.percent(),
            line.rightSetsTouched.percent(), line.pairsFound.percent(), line.pairsTouched.percent());
    }
}

} // namespace

int main(int argc, char **argv)
{
    CLI::App app{"How well enrolment tells people apart, over thresholds."};
    std::string faces;
    std::string models;
    std::string name;
    uint64_t seed = 1;
    int rounds = 40;
    size_t most = 1'000;
    app.add_option("faces", faces, "Folder of identity folders")->required();
    app.add_option("--models", models, "Folder with neural networks");
    app.add_option("--engine", name, "One of rollcall-recognize --list-engines");
    app.add_option("--seed", seed)->capture_default_str();
    app.add_option("--rounds", rounds)->capture_default_str();
    app.add_option("--enrolled", most, "At most so many people are enrolled; the others are newcomers")->capture_default_str();
    CLI11_PARSE(app, argc, argv);

    configureLibraries();
    const auto engine = Engine::load({.models = models, .engine = name});
    const auto identities = recognize::readIdentities(faces);
    if (!engine || !identities) {
        std::fprintf(stderr, "%s\n", engine ? identities.error().c_str() : engine.error().message.c_str());
        return 1;
    }
    const auto workspace = (*engine)->makeWorkspace();
    std::map<size_t, Photos> byIdentity;
    for (auto &sample : recognize::readSamples(*identities, *engine, **workspace, [](const auto &, const auto &) { }).taken)
        byIdentity[sample.identity].push_back(sample.embedding);
    std::vector<Photos> people;
    for (auto &[identity, photos] : byIdentity)
        people.push_back(photos);
    std::mt19937_64 random(seed);
    shuffle(people, random);
    const auto middle = people.begin() + static_cast<ptrdiff_t>(people.size() / 2);
    print("half to choose with", {people.begin(), middle}, most, **engine, seed, rounds);
    print("half to judge by", {middle, people.end()}, most, **engine, seed, rounds);
    return 0;
}
