#pragma once

#include "recognize/options.h"

#include <iosfwd>

namespace rollcall::recognize {

// Does what the options say. Results go to `out`, refusals and errors to `err`; the answer is the program's exit code.
[[nodiscard]] int runCommand(const Options &options, std::ostream &out, std::ostream &err);

} // namespace rollcall::recognize
