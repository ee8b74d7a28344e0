#pragma once

#include "recognition/engine.h"
#include "recognize/identity_folders.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace rollcall::bench {

// An engine that is measured.
struct Subject {
    std::shared_ptr<const recognition::Engine> engine;
    std::unique_ptr<recognition::Workspace> workspace;
};

// Ends the program with a sentence when the engine cannot be loaded.
[[nodiscard]] Subject load(const recognition::EngineSettings &settings);
// Files whose photos are refused are left out.
[[nodiscard]] recognition::Gallery enrolled(
    Subject &subject, const std::map<std::string, std::vector<std::filesystem::path>> &photos);
// CPU time of this thread: other programs on the machine do not count.
[[nodiscard]] double cpuMilliseconds();
[[noreturn]] void fail(const std::string &sentence);

} // namespace rollcall::bench
