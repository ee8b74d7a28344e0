#pragma once

#include "recognize/accuracy.h"

#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace rollcall::recognize {

// Exit codes of the program, as --help lists them.
enum ExitCode : int {
    AllRead = 0,
    SomeRefused = 1,
    BadCall = 2,
    NothingDone = 3,
    BadModels = 4,
};

enum class Task { Watch, Evaluate, Calibrate, ListEngines, PrintModels };

// The command line, understood.
struct Options {
    Task task = Task::Watch;
    std::filesystem::path models; // empty: none
    std::string engine; // empty: the best there is
    std::string landmarks; // empty: the best for the engine
    std::filesystem::path people; // the folder of --enrol, --evaluate or --calibrate
    std::vector<std::filesystem::path> inputs; // of --enrol
    bool everyFrame = false;
    std::optional<std::filesystem::path> draw;
    bool json = false;
    TrialSettings trial;
    double falseAcceptRate = 0.001;
};

// What ends the program before it starts: --help's text with code 0, or a wrong call's sentence.
struct EarlyEnd {
    int code = BadCall;
    std::string text;
};

[[nodiscard]] std::expected<Options, EarlyEnd> parseOptions(int argc, const char *const *argv);

} // namespace rollcall::recognize
