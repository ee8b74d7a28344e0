#include "recognize/options.h"

#include <CLI/CLI.hpp>

#include <map>

namespace rollcall::recognize {

namespace {

constexpr const char *description =
    "Runs the server's recognition over pictures, folders and videos, and measures how accurate it is on your own.";

constexpr const char *footer = R"(
A person is a folder: DIR/<person>/*.jpg (JPEG, PNG, WebP or BMP). Results go to standard output, refusals to standard error.
With --enrol, each line is one confirmed sighting as a JSON object: file, t (seconds), person (null: nobody enrolled),
confidence (0..1), box [x, y, width, height] in pixels, track. With --every-frame, each line is one face of one frame and has
also: state, confirmed, fault. In a video a name needs several looks that agree; in a picture the only look decides.

Exit codes:
  0  every INPUT was read, and everybody was enrolled
  1  finished, but an INPUT was refused or somebody could not be enrolled: standard error names them
     (refused photos of people who are enrolled by others, or in a measurement, are named and end with 0)
  2  wrong call
  3  nothing could be done: a folder is missing or empty, nobody was enrolled, or the output cannot be written
  4  the models cannot be used, or do not have what --engine wants)";

} // namespace

std::expected<Options, EarlyEnd> parseOptions(int argc, const char *const *argv)
{
    Options options;
    CLI::App app(description, "rollcall-recognize");
    app.footer(footer);
    app.set_version_flag("--version", ROLLCALL_VERSION);
    app.add_option("--models", options.models, "folder with neural networks; without it, recognition that needs none")
        ->type_name("DIR");
    app.add_option("--engine", options.engine, "one of --list-engines; the best that is there when not given")
        ->type_name("NAME");
    app.add_option("--landmarks", options.landmarks,
           "own, points-68, points-5, retail-0009 or average; the best for the engine when not given")
        ->type_name("NAME");
    auto *enrol =
        app.add_option("--enrol", options.people, "enrol these people, and say who is seen in INPUT")->type_name("DIR");
    auto *inputs = app.add_option("INPUT", options.inputs, "pictures, videos, or folders of them")->needs(enrol);
    app.add_flag("--every-frame", options.everyFrame, "a line for each face of each frame")->needs(enrol);
    app.add_option("--draw", options.draw, "annotated copy: a file for one INPUT file, else a folder")
        ->type_name("OUT")
        ->needs(enrol);
    auto *evaluate = app.add_option("--evaluate", options.people, "measure accuracy on these people")->type_name("DIR");
    auto *calibrate = app.add_option("--calibrate", options.people, "what each threshold would do, and a suggestion")
                          ->type_name("DIR");
    app.add_option("--false-accept-rate", options.falseAcceptRate,
           "with --calibrate: the share of strangers' photos that may get a name")
        ->check(CLI::Range(0.0, 1.0))
        ->needs(calibrate)
        ->capture_default_str();
    bool listEngines = false;
    auto *list = app.add_flag("--list-engines", listEngines, "the engines, and what each needs");
    bool printModels = false;
    auto *print = app.add_flag("--print-models", printModels, "the models in use and those that are there, with licences");
    app.add_flag("--json", options.json, "one JSON object instead of a table");
    app.add_option("--seed", options.trial.seed, "who is enrolled in a measurement; the same seed, the same result")
        ->capture_default_str();
    app.add_option("--rounds", options.trial.rounds, "how often a measurement enrols other people")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    const std::map<std::string, Share> shares{
        {"all", Share::Everybody}, {"first", Share::FirstHalf}, {"second", Share::SecondHalf}};
    app.add_option("--half", options.trial.share,
           "measure with half of the people (first, second), to tune with one and judge by the other")
        ->transform(CLI::CheckedTransformer(shares))
        ->type_name("HALF");
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success &wanted) {
        std::ostringstream text;
        app.exit(wanted, text, text);
        return std::unexpected(EarlyEnd{AllRead, text.str()});
    } catch (const CLI::ParseError &error) {
        return std::unexpected(EarlyEnd{BadCall, std::string(error.what()) + " See rollcall-recognize --help.\n"});
    }
    const auto tasks = enrol->count() + evaluate->count() + calibrate->count() + list->count() + print->count();
    if (tasks != 1 || (*enrol && !*inputs)) {
        return std::unexpected(EarlyEnd{BadCall,
            "Give one of --enrol DIR INPUT…, --evaluate DIR, --calibrate DIR, --list-engines and --print-models. See "
            "rollcall-recognize --help.\n"});
    }
    options.task = *enrol ? Task::Watch
        : *evaluate       ? Task::Evaluate
        : *calibrate      ? Task::Calibrate
        : *list           ? Task::ListEngines
                          : Task::PrintModels;
    return options;
}

} // namespace rollcall::recognize
