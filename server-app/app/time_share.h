#pragma once

#include <chrono>

namespace rollcall::app {

// The part of a thread's time that somebody may use, on average over a second: what was not used for a while may be used at
// once, what was used too much has to be waited for. Time is an argument. One thread at a time.
class TimeShare {
public:
    // 1 is all of a thread's time, and no limit: nobody can use more.
    explicit TimeShare(double share);

    [[nodiscard]] bool hasLeft(std::chrono::nanoseconds now);
    void use(std::chrono::nanoseconds spent);

private:
    const double m_share;
    std::chrono::nanoseconds m_left;
    std::chrono::nanoseconds m_filled{-1};  // when it was last topped up; negative: never
};

} // namespace rollcall::app
