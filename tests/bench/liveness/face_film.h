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

// Somebody alive, made of one photo: the head has the depth of an egg with a nose and turns before its background, which stays,
// as do the walls around; the eyelids close.
class FaceFilm {
public:
    static constexpr double faceWidth = 130; // pixels of a frame
    static inline const cv::Size size{640, 480};

    FaceFilm(const cv::Mat &photo, const recognition::Face &face, unsigned seed);

    [[nodiscard]] cv::Mat frame(const FacePose &pose) const; // CV_8UC3, without a camera's noise
    // What surrounds the person: an empty room of the same size.
    [[nodiscard]] const cv::Mat &room() const { return m_room; }
    // The photo alone, at the frame's scale, and where it lies in the frame.
    [[nodiscard]] const cv::Mat &photo() const { return m_photo; }
    [[nodiscard]] cv::Rect photoPlace() const { return m_place; }
    [[nodiscard]] cv::Point2d faceCentre() const { return m_centre; } // in the frame

private:
    [[nodiscard]] cv::Point2f source(double x, double y, const FacePose &pose) const;

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

// Sensor noise and the compression on the way.
[[nodiscard]] cv::Mat filmed(const cv::Mat &scene, std::mt19937 &random);

} // namespace rollcall::bench
