// Prints what recognition is worth and what it costs, for each engine whose files are there: accuracy on single photos, clips
// against their truth, and milliseconds of each stage of a frame.

#include "accuracy_table.h"
#include "clip_table.h"
#include "remembering_detector.h"

#include <CLI/CLI.hpp>

#include <limits>
#include <map>

using namespace rollcall;
using namespace rollcall::recognition;

namespace {

struct Wanted {
    std::filesystem::path models;
    std::filesystem::path faces;
    std::vector<std::string> engines; // none: all that are there
    std::vector<std::string> tables{"accuracy", "clips", "speed"};
    size_t mostPeople = std::numeric_limits<size_t>::max();
    recognize::TrialSettings trial;

    [[nodiscard]] bool table(const char *name) const { return std::ranges::find(tables, name) != tables.end(); }
};

template <typename Print> void forEachEngine(const Wanted &wanted, Print print)
{
    const auto choices = engineChoices({.models = wanted.models});
    if (!choices)
        bench::fail(choices.error().message);
    for (const EngineChoice &choice : *choices) {
        const bool isWanted =
            wanted.engines.empty() || std::ranges::find(wanted.engines, choice.name) != wanted.engines.end();
        if (!choice.isAvailable || !isWanted)
            continue;
        bench::Subject subject = bench::load({.models = wanted.models, .engine = choice.name});
        print(subject);
    }
}

void printTables(const Wanted &wanted)
{
    if (wanted.table("accuracy")) {
        bench::printAccuracyHeading();
        std::map<std::string, bench::Detections> known; // by detector
        forEachEngine(wanted, [&](bench::Subject &subject) {
            const std::string &name = subject.engine->name();
            auto &detector = subject.workspace->detector;
            detector = std::make_unique<bench::RememberingDetector>(std::move(detector), known[name.substr(0, name.find('+'))]);
            bench::printAccuracy(subject, wanted.faces / "photos", wanted.mostPeople, wanted.trial);
        });
    }
    const auto clips = recognition::test::readClips(wanted.faces);
    if (wanted.table("clips")) {
        bench::printClipHeading();
        forEachEngine(wanted, [&](bench::Subject &subject) { bench::printClips(subject, clips); });
    }
    if (wanted.table("speed")) {
        bench::printSpeedHeading();
        forEachEngine(wanted, [&](bench::Subject &subject) {
            for (const cv::Size size : {cv::Size(640, 480), cv::Size(1280, 720)})
                bench::printSpeed(subject, clips, size);
        });
    }
}

} // namespace

int main(int argc, char **argv)
{
    Wanted wanted;
    CLI::App app("How accurate recognition is and what it costs, as tables", "rollcall-bench-recognition");
    app.add_option("--models", wanted.models, "folder with neural networks");
    app.add_option("--faces", wanted.faces, "folder with photos/<person>/*.jpg, clips/*.mp4 and their clips/*.json")
        ->required()
        ->check(CLI::ExistingDirectory);
    app.add_option("--engine", wanted.engines, "engines to measure; all that are there when not given");
    app.add_option("--table", wanted.tables, "tables to print")
        ->check(CLI::IsMember({"accuracy", "clips", "speed"}))
        ->capture_default_str();
    app.add_option("--most-people", wanted.mostPeople, "photos of so many people alone, for detectors that are slow");
    app.add_option("--rounds", wanted.trial.rounds, "how often accuracy enrols other people")->capture_default_str();
    app.add_option("--seed", wanted.trial.seed, "who is enrolled")->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    configureLibraries();
    printTables(wanted);
    return 0;
}
