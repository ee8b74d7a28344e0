#include "recognize/accuracy.h"

#include "recognize/measures.h"

#include <algorithm>
#include <map>
#include <random>
#include <string>

namespace rollcall::recognize {

namespace {

using recognition::Gallery;

constexpr float lowestScore = -2; // below every cosine

using PeopleSamples = std::map<size_t, std::vector<const Sample *>>; // by identity

// std::shuffle differs from one standard library to another; a seed should mean the same everywhere.
template <typename T> void shuffle(std::vector<T> &values, std::mt19937_64 &random)
{
    for (size_t i = values.size(); i > 1; --i)
        std::swap(values[i - 1], values[random() % i]);
}

PeopleSamples chosen(const std::vector<Sample> &samples, const TrialSettings &settings)
{
    PeopleSamples people;
    for (const Sample &sample : samples)
        people[sample.identity].push_back(&sample);
    if (settings.share == Share::Everybody)
        return people;
    std::vector<size_t> order;
    for (const auto &[identity, ignored] : people)
        order.push_back(identity);
    std::mt19937_64 random(settings.seed);
    shuffle(order, random);
    const bool first = settings.share == Share::FirstHalf;
    for (size_t i = 0; i < order.size(); ++i) {
        if ((i < order.size() / 2) != first)
            people.erase(order[i]);
    }
    return people;
}

struct Division {
    std::vector<recognition::Template> enrolled;
    std::map<size_t, bool> isEnrolled; // by identity
    std::vector<const Sample *> searched;
};

std::string idOf(size_t identity)
{
    return std::to_string(identity);
}

Division divide(PeopleSamples people, const TrialSettings &settings, std::mt19937_64 &random)
{
    std::vector<size_t> eligible;
    for (const auto &[identity, photos] : people) {
        if (photos.size() > settings.enrolledPhotos)
            eligible.push_back(identity);
    }
    shuffle(eligible, random);
    eligible.resize((eligible.size() + 1) / 2);
    Division division;
    for (const size_t identity : eligible)
        division.isEnrolled[identity] = true;
    for (auto &[identity, photos] : people) {
        shuffle(photos, random);
        const size_t enrolled = division.isEnrolled[identity] ? settings.enrolledPhotos : 0;
        for (size_t i = 0; i < enrolled; ++i)
            division.enrolled.push_back({idOf(identity), photos[i]->embedding});
        division.searched.insert(
            division.searched.end(), photos.begin() + static_cast<ptrdiff_t>(enrolled), photos.end());
    }
    return division;
}

void verify(const Division &division, const Gallery &gallery, Trial &trial)
{
    const auto &photos = division.searched;
    for (size_t i = 0; i < photos.size(); ++i) {
        for (size_t k = 0; k < i; ++k) {
            const float score = gallery.similarity(photos[i]->embedding, photos[k]->embedding);
            (photos[i]->identity == photos[k]->identity ? trial.genuine : trial.impostors).push_back(score);
        }
    }
}

void identify(Division &division, const Gallery &gallery, const recognition::MatchRule &rule, Trial &trial)
{
    for (const Sample *photo : division.searched) {
        const auto found = gallery.search(photo->embedding);
        const auto vote = recognition::judge(found, {}, rule);
        Probe probe;
        probe.isEnrolled = division.isEnrolled[photo->identity];
        probe.isRight = found.best && found.best->person == idOf(photo->identity);
        probe.isNamed = vote.person.has_value();
        probe.score = found.best ? found.best->score : lowestScore;
        trial.probes.push_back(probe);
    }
}

} // namespace

std::vector<float> Trial::rightScores() const
{
    std::vector<float> scores;
    for (const Probe &probe : probes) {
        if (probe.isEnrolled)
            scores.push_back(probe.isRight ? probe.score : lowestScore);
    }
    return scores;
}

std::vector<float> Trial::strangerScores() const
{
    std::vector<float> scores;
    for (const Probe &probe : probes) {
        if (!probe.isEnrolled)
            scores.push_back(probe.score);
    }
    return scores;
}

Trial runTrial(const std::vector<Sample> &samples, const recognition::Engine &engine, const TrialSettings &settings)
{
    const PeopleSamples people = chosen(samples, settings);
    Trial trial;
    trial.people = people.size();
    for (int round = 0; round < settings.rounds; ++round) {
        std::mt19937_64 random(settings.seed * 1'000'003 + static_cast<uint64_t>(round));
        Division division = divide(people, settings, random);
        const Gallery gallery = engine.emptyGallery().with(division.enrolled);
        trial.enrolledPeople = gallery.personCount();
        if (trial.enrolledPeople == 0)
            return trial;
        verify(division, gallery, trial);
        identify(division, gallery, engine.matchRule(), trial);
    }
    return trial;
}

Accuracy accuracyOf(const Trial &trial)
{
    const std::vector<float> right = trial.rightScores();
    const std::vector<float> strangers = trial.strangerScores();
    Accuracy accuracy;
    accuracy.areaUnderCurve = areaUnderCurve(trial.genuine, trial.impostors);
    accuracy.acceptsAtOnePercent = trueAcceptsAt(trial.genuine, trial.impostors, 0.01);
    accuracy.acceptsAtOnePermille = trueAcceptsAt(trial.genuine, trial.impostors, 0.001);
    if (!right.empty())
        accuracy.rankOne = shareReaching(right, -1.5F);
    accuracy.identifiedAtOnePercent = trueAcceptsAt(right, strangers, 0.01);
    accuracy.enrolledProbes = static_cast<int>(right.size());
    accuracy.strangerProbes = static_cast<int>(strangers.size());
    for (const Probe &probe : trial.probes) {
        accuracy.rightlyNamed += probe.isNamed && probe.isEnrolled && probe.isRight ? 1 : 0;
        accuracy.wronglyNamed += probe.isNamed && probe.isEnrolled && !probe.isRight ? 1 : 0;
        accuracy.strangersNamed += probe.isNamed && !probe.isEnrolled ? 1 : 0;
    }
    return accuracy;
}

} // namespace rollcall::recognize
