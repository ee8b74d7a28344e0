#pragma once

#include "models/options.h"

#include <iosfwd>

namespace rollcall::models {

// Does what the options say; needs a QCoreApplication. Results go to `out`, errors to `err`; the answer is the exit code.
[[nodiscard]] int runCommand(const Options &options, std::ostream &out, std::ostream &err);

} // namespace rollcall::models
