#pragma once

#include "recognition/face.h"

#include <opencv2/core.hpp>

#include <random>

namespace rollcall::bench {

// What a face does at one moment. Angles in radians; yaw to the picture's right, pitch downwards.
struct FacePose {
    double yaw = 0;
    double pitch = 0;
    cv::Point2d shift; // face widths
    double closing = 0; // of the eyes, 0 open to 1 closed
};

// What a film is taken with.
struct FilmConditions {
    double faceWidth = 130; // pixels of a frame
    double brightness = 1;
    double sideLight = 0; // so much darker, 0..1, is the picture's right edge than its left
    double noise = 2.2; // steps of a pixel, one sigma
    int quality = 82; // of the compression, JPEG's
    double head = 0.62; // face widths from its centre that move with it: more with much hair
    bool isRoomPlain = false; // a wall without anything on it
};
// Any of them, within what recognition still works with.
[[nodiscard]] FilmConditions variedConditions(std::mt19937 &random);

// Somebody alive, made of one photo: the head has the depth of an egg with a nose and turns before its background, which stays,
// as do the walls around; the eyelids close.
class FaceFilm {
public:
    static inline const cv::Size size{640, 480};

    FaceFilm(const cv::Mat &photo, const recognition::Face &face, const FilmConditions &conditions, unsigned seed);

    [[nodiscard]] cv::Mat frame(const FacePose &pose) const; // CV_8UC3, without a camera's noise
    // What surrounds the person: an empty room of the same size.
    [[nodiscard]] const cv::Mat &room() const { return m_room; }
    // The photo alone, at the frame's scale, and where it lies in the frame.
    [[nodiscard]] const cv::Mat &photo() const { return m_photo; }
    [[nodiscard]] cv::Rect photoPlace() const { return m_place; }
    [[nodiscard]] cv::Point2d faceCentre() const { return m_centre; } // in the frame
    [[nodiscard]] const FilmConditions &conditions() const { return m_conditions; }

private:
    [[nodiscard]] cv::Point2f source(double x, double y, const FacePose &pose) const;

    FilmConditions m_conditions;
    cv::Mat m_room;
    cv::Mat m_photo;
    cv::Mat m_still; // photo in its room
    cv::Rect m_place;
    cv::Point2d m_centre;
    cv::Point2d m_eyes[2];
    double m_eyeDistance = 0;
};

// What people do who wait before a camera: they look around a little, sway, and blink. Some keep very still.
class Idling {
public:
    explicit Idling(std::mt19937 &random);
    [[nodiscard]] FacePose at(double seconds) const;
    [[nodiscard]] static double closingOf(double sinceBlink); // of a blink of 180 ms

private:
    double m_yaw, m_pitch, m_sway, m_period, m_phase, m_firstBlink, m_blinkEvery;
};

// The light, the sensor's noise and the compression on the way.
[[nodiscard]] cv::Mat filmed(const cv::Mat &picture, const FilmConditions &conditions, std::mt19937 &random);

} // namespace rollcall::bench
