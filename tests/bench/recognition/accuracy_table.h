#pragma once

#include "recognize/accuracy.h"
#include "subject.h"

namespace rollcall::bench {

void printAccuracyHeading();
// Puts the photos of `people` (a folder for each person) through enrolment, then searches: the row of one engine. `mostPeople`:
// so many of them alone, for detectors that take a second a photo.
void printAccuracy(
    Subject &subject, const std::filesystem::path &people, size_t mostPeople, const recognize::TrialSettings &settings);

} // namespace rollcall::bench
