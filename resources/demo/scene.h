#pragma once

#include "demo/head.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace rollcall::demo {

// One walk through the picture.
struct Appearance {
    std::string_view person;
    double from;         // seconds
    double to;
    double enterX;       // pixels: where it comes from,
    cv::Point2d stand;   // stays,
    double leaveX;       // and goes
    double scale;        // pixels of half the head's height
};

struct VisibleFace {
    std::string_view person;
    cv::Rect box;  // whole inside the picture
};

// The demo's clip: the enrolled people one at a time, then two together, and a stranger, before a moving background. It
// begins and ends with nobody, so that it can be shown in a loop. The same seed gives the same pictures to the last bit.
class Scene {
public:
    static constexpr int framesPerSecond = 30;
    static constexpr int frameCount = 20 * framesPerSecond;
    static inline const cv::Size size{640, 480};

    explicit Scene(std::uint64_t seed);

    [[nodiscard]] cv::Mat frame(int index) const;  // CV_8UC3, BGR
    // The faces that are whole inside the picture of that frame.
    [[nodiscard]] std::vector<VisibleFace> faces(int index) const;
    [[nodiscard]] static const std::vector<Appearance> &timeline();

    // Enrolment photos: the person alone, each with its own pose and light, none of them a frame of the clip.
    static constexpr int photoCount = 6;
    [[nodiscard]] cv::Mat photo(std::string_view person, int index) const;

private:
    struct Actor {
        std::string_view id;
        Head head;
    };

    [[nodiscard]] const Head &head(std::string_view person) const;

    std::uint64_t m_seed;
    std::vector<Actor> m_actors;
};

}  // namespace rollcall::demo
