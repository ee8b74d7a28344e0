#pragma once

// Whether the faces of an enrolment are one person's, and whether that person is enrolled already. Pure functions over values:
// any thread.

#include "recognition/engine.h"
#include "recognition/gallery.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rollcall::recognition {

// Scores are the gallery's.
struct SamenessRule {
    float duplicate = 0.6F; // mean score of a newcomer's photos from which they are taken for somebody who is enrolled
    float together = 0.3F; // score from which two photos may be one person's
};

// By the engine's own scale, which depends on the gallery for some; docs/recognition.md has the figures.
[[nodiscard]] SamenessRule samenessRule(const Engine &engine, const Gallery &gallery);

// Somebody who is enrolled, and how much they look like the newcomer.
struct Resemblance {
    std::string person;
    float score = 0;
};

// The enrolled person whom most of these photos look like most, if they do so strongly enough; or one of whom a photo is the very
// same picture. `recent`: people who are not in the gallery yet.
[[nodiscard]] std::optional<Resemblance> findResemblance(std::span<const Embedding> photos, const Gallery &gallery,
    std::span<const Template> recent, const SamenessRule &rule);

// Which of these photos are one person's: the largest group in which each is connected with the others by photos that are alike.
// None where two groups are equally large, because nobody can say then which of them is meant. `gallery` gives the scale.
[[nodiscard]] std::vector<bool> ofOnePerson(
    std::span<const Embedding> photos, const Gallery &gallery, const SamenessRule &rule);

// The best score of a photo to any of these; -1 where there are none.
[[nodiscard]] float bestScore(const Embedding &photo, std::span<const Embedding> others, const Gallery &gallery);

} // namespace rollcall::recognition
