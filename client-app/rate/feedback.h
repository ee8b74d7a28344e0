#pragma once

#include <chrono>
#include <optional>
#include <vector>

namespace rollcall::rate {

// A moment or a span; moments count from any fixed one of the clock they belong to.
using Time = std::chrono::microseconds;

[[nodiscard]] constexpr double seconds(Time time)
{
    return std::chrono::duration<double>(time).count();
}
[[nodiscard]] constexpr double milliseconds(Time time)
{
    return seconds(time) * 1000;
}

// What transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01) tells of one packet.
struct PacketReport {
    Time sent{};                       // sender's clock
    std::optional<Time> arrived = {};  // receiver's clock; absent: it did not arrive
    int bytes = 0;                     // on the wire, with all headers
};

// One feedback message, packets in the order in which they were sent.
struct Feedback {
    Time received{};  // sender's clock
    std::vector<PacketReport> packets = {};
};

} // namespace rollcall::rate
