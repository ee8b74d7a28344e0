#pragma once

#include <chrono>
#include <functional>

namespace rollcall::testing {

// Runs the Qt event loop until the condition holds; false when it does not within the limit.
bool waitUntil(const std::function<bool()> &condition, std::chrono::milliseconds limit = std::chrono::seconds(10));

} // namespace rollcall::testing
