#pragma once

#include "recognition/landmark_finder.h"
#include "recognition/model_file.h"

#include <expected>
#include <memory>

namespace rollcall::recognition {

// A shape predictor of dlib, read once and shared; it is only read, so any number of finders may use it at the same time.
class ShapeModel {
public:
    // An error when it predicts another number of points.
    [[nodiscard]] static std::expected<std::shared_ptr<const ShapeModel>, Error> read(
        const ModelFile &file, unsigned long points);
    ~ShapeModel();
    // `box`: square, from the brows to the chin, as dlib's HOG detector gives it.
    [[nodiscard]] std::expected<std::vector<Point>, Error> find(const Picture &picture, const Box &box) const;

private:
    struct Predictor;
    explicit ShapeModel(std::unique_ptr<const Predictor> predictor);
    std::unique_ptr<const Predictor> m_predictor;
};

// Points of a detection from dlib's predictor of 68 points (iBUG 300-W layout); the detector's own five points, where it has
// them, stay.
class ContourFinder final : public LandmarkFinder {
public:
    static constexpr unsigned long pointCount = 68;
    explicit ContourFinder(std::shared_ptr<const ShapeModel> model);
    [[nodiscard]] std::expected<Face, Error> find(const Picture &picture, const Detection &detection) override;

private:
    std::shared_ptr<const ShapeModel> m_model;
};

// Points of a detection from dlib's predictor of the eye corners and the nose, for detectors that give no points.
class CornerFinder final : public LandmarkFinder {
public:
    static constexpr unsigned long pointCount = 5;
    explicit CornerFinder(std::shared_ptr<const ShapeModel> model);
    [[nodiscard]] std::expected<Face, Error> find(const Picture &picture, const Detection &detection) override;

private:
    std::shared_ptr<const ShapeModel> m_model;
};

// Eye centres, nose tip and mouth corners of the 68 points.
[[nodiscard]] FivePoints fivePointsOf(const std::vector<Point> &contour);

} // namespace rollcall::recognition
