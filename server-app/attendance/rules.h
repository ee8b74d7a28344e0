#pragma once

#include <chrono>

namespace rollcall::attendance {

struct Rules {
    // Observations of one person at one camera at most this far apart are one sighting.
    std::chrono::milliseconds debounce = std::chrono::seconds{60};
};

} // namespace rollcall::attendance
