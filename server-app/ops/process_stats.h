#pragma once

#include <cstdint>
#include <optional>

namespace rollcall::ops {

struct ProcessStats {
    double cpuSeconds = 0;  // user and system, all threads
    uint64_t residentBytes = 0;
    int threads = 0;
    int openFiles = 0;  // descriptors
};

// Of this process; nullopt where the platform does not tell. Any thread.
[[nodiscard]] std::optional<ProcessStats> processStats();

} // namespace rollcall::ops
