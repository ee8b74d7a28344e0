#pragma once

#include "demo/face_texture.h"

namespace rollcall::demo {

// Where a head is and which way it looks. Angles in radians: yaw to the viewer's right, pitch downwards, roll clockwise.
struct Pose {
    cv::Point2d centre;    // pixels
    double scale = 100.0;  // pixels of half the head's height
    double yaw = 0.0;
    double pitch = 0.0;
    double roll = 0.0;
    Eyes eyes = Eyes::Open;
};

struct Light {
    cv::Vec3d from{-0.35, -0.5, 0.8};  // towards the lamp: x right, y down, z to the viewer
    double ambient = 0.62;
    double lamp = 0.5;
};

// A person's head and shoulders, drawn from any pose within about 30 degrees of straight ahead: the flat face is laid over
// an egg-shaped head and turned with it.
class Head {
public:
    Head(const Look &look, std::uint64_t seed);

    // Draws onto `frame` (CV_32FC3); what lies outside is cut off.
    void draw(cv::Mat &frame, const Pose &pose, const Light &light) const;

    // The face from brows to chin, where a detector is expected to put its box.
    [[nodiscard]] static cv::Rect faceBox(const Pose &pose);

private:
    void drawBody(Canvas &canvas) const;
    void drawBehind(Canvas &canvas, const Pose &pose) const;
    void drawFace(cv::Mat &frame, const Pose &pose, const Light &light) const;

    [[nodiscard]] double halfWidth(double y) const;

    Look m_look;
    std::vector<double> m_halfWidths;  // of the face from the top of the skull to the chin, at equal steps
    cv::Mat m_openEyes;
    cv::Mat m_closedEyes;
};

}  // namespace rollcall::demo
