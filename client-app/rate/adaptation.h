#pragma once

#include "rate/feedback.h"

namespace rollcall::rate {

// What is sent under a given bitrate: the same picture with fewer bits first, then fewer pictures, then smaller ones.
struct Step {
    double scale = 1;  // of both sides
    int frameRate = 0;
    friend bool operator==(const Step &, const Step &) = default;
};

// Chooses the step for what the network carries. Goes down soon and up late, so that it does not swing. One thread.
class Adaptation {
public:
    static constexpr Time downAfter{1'000'000};
    static constexpr Time downSoon{300'000};  // where it is far too little
    static constexpr Time upAfter{5'000'000};

    // The picture as it would be sent over a fast line. A change starts at the top.
    void setPicture(int width, int height, int frameRate);
    [[nodiscard]] Step update(Time now, double kbps);
    [[nodiscard]] Step step() const;
    // What the present step's pictures came to, and what the encoder was told to keep to. What it cannot make smaller than this needs more
    // than usual, in every step; believed for half a minute or so, as what the camera sees changes.
    void noteMade(Time now, double madeKbps, double toldKbps);
    // The line carries what is wished for: nothing of that matters.
    void noteEnough() { m_demand = 1; }
    // From so many kbit/s on, this picture is worth sending in this step, if it is as usual.
    [[nodiscard]] static double needKbps(int width, int height, const Step &step);

private:
    [[nodiscard]] size_t bestFor(double kbps) const;

    std::vector<Step> m_steps{Step{}};
    int m_width = 0;
    int m_height = 0;
    int m_frameRate = 0;
    size_t m_now = 0;
    double m_demand = 1;  // against the usual need
    std::optional<Time> m_lastNoted;
    std::optional<Time> m_tooLittleSince;
    std::optional<Time> m_enoughSince;
};

} // namespace rollcall::rate
