#include "ops/process_stats.h"

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace rollcall::ops {

namespace {

double seconds(const timeval &time)
{
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

int countOpenFiles()
{
    int count = -1;  // the folder's own descriptor is open while it is read
    std::error_code failed;
    for (auto entry = std::filesystem::directory_iterator("/proc/self/fd", failed); !failed && entry != std::filesystem::directory_iterator(); entry.increment(failed))
        ++count;
    return count;
}

// "Threads:\t7" of /proc/self/status; 0 where it is missing.
int countThreads()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("Threads:"))
            return std::stoi(line.substr(8));
    }
    return 0;
}

} // namespace

std::optional<ProcessStats> processStats()
{
    rusage usage{};
    uint64_t totalPages = 0;
    uint64_t residentPages = 0;
    if (getrusage(RUSAGE_SELF, &usage) != 0 || !(std::ifstream("/proc/self/statm") >> totalPages >> residentPages))
        return std::nullopt;
    return ProcessStats{.cpuSeconds = seconds(usage.ru_utime) + seconds(usage.ru_stime),
                        .residentBytes = residentPages * static_cast<uint64_t>(sysconf(_SC_PAGESIZE)),
                        .threads = countThreads(),
                        .openFiles = countOpenFiles()};
}

} // namespace rollcall::ops
