#include "ops/process_stats.h"

namespace rollcall::ops {

std::optional<ProcessStats> processStats()
{
    return std::nullopt;
}

} // namespace rollcall::ops
