#pragma once

#include "attendance/time.h"

namespace rollcall::app {

// What the system's clock says, as it is written down. For whoever is handed no clock.
[[nodiscard]] inline attendance::UtcMs utcNow()
{
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

} // namespace rollcall::app
