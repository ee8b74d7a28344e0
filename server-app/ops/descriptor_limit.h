#pragma once

#include <cstdint>
#include <optional>

namespace rollcall::ops {

// Lets this process open as many files and sockets as the system allows it at most: shells and systemd begin with 1024 for the sake of programs
// that use select(), and a peer of WebRTC takes twenty. The limit then; nullopt where there is none. Call it first thing in main().
std::optional<uint64_t> raiseDescriptorLimit();

} // namespace rollcall::ops
