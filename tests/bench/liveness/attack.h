#pragma once

#include "face_film.h"

#include <opencv2/core.hpp>

#include <memory>
#include <random>
#include <string_view>

namespace rollcall::bench {

// Presentation attack instruments (in the words of ISO/IEC 30107), as far as pictures can stand in for them.
enum class Species {
    PrintHeld, // a photo on paper, in a hand
    PrintCutOut, // the head alone, cut out of such a photo, in a hand
    PrintStill, // a photo on paper that does not move
    ScreenHeld, // a film of the person on a phone, in a hand
    ScreenStill, // the same on a screen that stands
};
[[nodiscard]] std::string_view text(Species species);

// One attack with a picture of a person: its own paper or screen, and its own hand.
class Attack {
public:
    Attack(Species species, const FaceFilm &film, unsigned seed);
    [[nodiscard]] cv::Mat frame(double seconds); // without a camera's noise

private:
    [[nodiscard]] cv::Mat shown(double seconds) const; // what lies on the paper or the screen
    [[nodiscard]] cv::Matx33d placement(double seconds) const;
    [[nodiscard]] cv::Mat onScreen(const cv::Mat &content, const cv::Matx33d &place) const;
    [[nodiscard]] cv::Mat onPaper(const cv::Mat &content, const cv::Matx33d &place) const;

    Species m_species;
    const FaceFilm &m_film;
    std::mt19937 m_random;
    Idling m_person; // on the screen
    cv::Rect m_crop; // of the film's frame that is shown
    double m_halftone = 0; // pixels a dot; 0: too fine to be seen
    double m_dots = 0; // how strong they are, 0..1
    double m_pitch = 1; // camera pixels a pixel of the screen
    double m_sway = 0;
    double m_tilt = 0;
    double m_period = 3;
    double m_phase = 0;
};

} // namespace rollcall::bench
