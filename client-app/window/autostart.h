#pragma once

#include <QString>

namespace rollcall::window {

// Whether this program starts when the user logs in, and making it so. One file a platform.
[[nodiscard]] bool startsWithSystem();
// A sentence where it cannot be changed; empty: done.
[[nodiscard]] QString setStartWithSystem(bool start);

} // namespace rollcall::window
