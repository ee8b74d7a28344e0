#pragma once

#include "support/virtual_camera/control_file.h"

#include <functional>
#include <vector>

namespace rollcall::virtual_camera {

// Calls every listener, on a thread of its own, with what the control file says whenever it says something else; plugging takes
// effect within some hundredths of a second. The thread lives as long as the process. Any thread.
using Listener = std::function<void(const std::vector<Entry> &)>;
[[nodiscard]] int listen(Listener listener);
// No call of the listener is under way when this returns. Not from within one.
void unlisten(int number);

} // namespace rollcall::virtual_camera
