#pragma once

#include "recognition/engine.h"
#include "recognize/identity_folders.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace rollcall::recognize {

// Which of the people take part: to tune with one half and to be judged by the other. The halves follow from the seed.
enum class Share { Everybody, FirstHalf, SecondHalf };

struct TrialSettings {
    uint64_t seed = 1;
    int rounds = 5; // each enrols other people and photos; all of their scores count
    size_t enrolledPhotos = 2; // of each enrolled person
    Share share = Share::Everybody;
};

// The search of one photo.
struct Probe {
    bool isEnrolled = false; // the person is in the gallery
    bool isRight = false; // the best match is that person
    bool isNamed = false; // the engine's own threshold and margin say a name
    float score = 0; // of the best match
};

// All that was compared. Half of the people who have enough photos are enrolled with two each; every other photo is searched.
// Verification compares the searched photos with each other, as the gallery compares.
struct Trial {
    std::vector<float> genuine; // scores of two photos of one person
    std::vector<float> impostors; // of two people
    std::vector<Probe> probes;
    size_t people = 0;
    size_t enrolledPeople = 0; // in each round

    [[nodiscard]] std::vector<float>
    rightScores() const; // of the enrolled; the lowest score there is where the best match is wrong
    [[nodiscard]] std::vector<float> strangerScores() const;
};

// Deterministic by the seed. Too few people or photos give a trial without scores.
[[nodiscard]] Trial runTrial(
    const std::vector<Sample> &samples, const recognition::Engine &engine, const TrialSettings &settings);

// What the trial says of the engine; a value is absent when nothing was there to measure it by.
struct Accuracy {
    std::optional<double> areaUnderCurve;
    std::optional<double> acceptsAtOnePercent; // genuine pairs accepted where 1 % of the impostor pairs are
    std::optional<double> acceptsAtOnePermille;
    std::optional<double> rankOne; // photos of the enrolled whose best match is right
    std::optional<double>
        identifiedAtOnePercent; // right and above the threshold that names 1 % of the strangers' photos
    // At the engine's own threshold and margin, in photos.
    int enrolledProbes = 0;
    int rightlyNamed = 0;
    int wronglyNamed = 0;
    int strangerProbes = 0;
    int strangersNamed = 0;
};
[[nodiscard]] Accuracy accuracyOf(const Trial &trial);

} // namespace rollcall::recognize
