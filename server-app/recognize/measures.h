#pragma once

// Statistics of a yes-or-no test by a score: the higher, the more it speaks for yes. Pure functions: any thread.

#include <optional>
#include <span>
#include <vector>

namespace rollcall::recognize {

// The chance that a genuine score is above an impostor's, ties counting half. Absent when either is empty.
[[nodiscard]] std::optional<double> areaUnderCurve(std::span<const float> genuine, std::span<const float> impostors);

// The part of the scores that reach the threshold, 0..1; 0 of none.
[[nodiscard]] double shareReaching(std::span<const float> scores, float threshold);

// The lowest threshold, among the scores and just above the highest of them, that at most `rate` (0..1) of these impostors
// reach. Absent when there are none.
[[nodiscard]] std::optional<float> thresholdFor(std::span<const float> impostors, double rate);

// The part of the genuine scores that reach the threshold which lets at most `rate` of the impostors in.
[[nodiscard]] std::optional<double> trueAcceptsAt(
    std::span<const float> genuine, std::span<const float> impostors, double rate);

// What a threshold does: the impostors that it accepts, and the genuine that it rejects, each 0..1.
struct OperatingPoint {
    float threshold = 0;
    double falseAccepts = 0;
    double falseRejects = 0;
};

// At `steps` thresholds, evenly from `first` to `last`, both included. `steps` ≥ 2.
[[nodiscard]] std::vector<OperatingPoint> curve(
    std::span<const float> genuine, std::span<const float> impostors, float first, float last, int steps);

} // namespace rollcall::recognize
