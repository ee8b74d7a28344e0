#pragma once

#include "recognition/embedding.h"
#include "recognition/quality.h"

#include <chrono>
#include <optional>
#include <vector>

namespace rollcall::recognition {

// What the looks at one followed face come to.
struct TrackLook {
    Embedding embedding; // the mean of the looks, each weighted by its quality; of length 1
    int looks = 0;
    // Of the best look among them:
    Box box; // pixels of its frame
    std::chrono::nanoseconds time{}; // of its frame
    FaceQuality quality;
};

// Sums up looks at one face. One thread at a time.
class LookAverage {
public:
    // An embedding of another embedder than the first one starts afresh.
    void add(const Embedding &embedding, const FaceQuality &quality, const Box &box, std::chrono::nanoseconds time);
    void clear();
    // Absent before the first look.
    [[nodiscard]] std::optional<TrackLook> value() const;

private:
    TrackLook m_best; // its embedding holds the sum, which is not of length 1
};

} // namespace rollcall::recognition
