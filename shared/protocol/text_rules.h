#pragma once

#include "protocol/rules.h"

namespace rollcall::protocol {

enum class Verdict { Good, Bad, TooLarge };

// Whether `text` keeps `rule`.
[[nodiscard]] Verdict check(const QString &text, const Text &rule);

// `text` as a sentence that keeps `rule`: control characters become spaces, a rest that is too long becomes "…".
[[nodiscard]] QString fitted(const QString &text, const Text &rule);

// "a text of 1 to 64 letters …", for "… expected %1".
[[nodiscard]] QString expectation(const Text &rule);
[[nodiscard]] QString expectation(const Whole &rule);
[[nodiscard]] QString expectation(const Real &rule);

} // namespace rollcall::protocol
