#include "accuracy_table.h"

#include <algorithm>
#include <cstdio>

namespace rollcall::bench {

namespace {

double percent(std::optional<double> share)
{
    return share.value_or(0) * 100;
}

} // namespace

void printAccuracyHeading()
{
    std::printf("Single photos: verification of two photos, and search with two photos enrolled of each of half of the "
                "people.\n"
                "At the end: at the engine's own threshold, photos of the enrolled named rightly and wrongly, "
                "strangers named.\n"
                "%-24s %6s %6s %7s %6s %6s %7s %7s  %s\n",
        "engine", "people", "photos", "AUC", "TPR1%", "TPR.1%", "rank-1", "TPIR1%", "right/wrong/of strangers/of");
}

void printAccuracy(
    Subject &subject, const std::filesystem::path &people, size_t mostPeople, const recognize::TrialSettings &settings)
{
    auto identities = recognize::readIdentities(people);
    if (!identities)
        fail(identities.error());
    identities->resize(std::min(identities->size(), mostPeople));
    const recognize::Samples samples =
        recognize::readSamples(*identities, subject.engine, *subject.workspace, [](const auto &, const auto &) {});
    const recognize::Trial trial = recognize::runTrial(samples.taken, *subject.engine, settings);
    const recognize::Accuracy accuracy = recognize::accuracyOf(trial);
    std::printf("%-24s %6zu %6zu %7.4f %6.1f %6.1f %7.1f %7.1f  %d/%d/%d %d/%d\n", subject.engine->name().c_str(),
        trial.people, samples.taken.size(), accuracy.areaUnderCurve.value_or(0), percent(accuracy.acceptsAtOnePercent),
        percent(accuracy.acceptsAtOnePermille), percent(accuracy.rankOne), percent(accuracy.identifiedAtOnePercent),
        accuracy.rightlyNamed, accuracy.wronglyNamed, accuracy.enrolledProbes, accuracy.strangersNamed,
        accuracy.strangerProbes);
    std::fflush(stdout);
}

} // namespace rollcall::bench
