#pragma once

#include "recognition/landmark_finder.h"

#include <expected>
#include <filesystem>
#include <memory>

namespace rollcall::recognition {

// dlib's predictor of 68 points (iBUG 300-W layout). The model has 100 MB, is read once and shared; it is only read, so any
// number of finders may use it at the same time.
class ContourModel {
public:
    [[nodiscard]] static std::expected<std::shared_ptr<const ContourModel>, Error> load(
        const std::filesystem::path &path);
    ~ContourModel();
    [[nodiscard]] std::expected<std::vector<Point>, Error> find(const Picture &picture, const Box &box) const;

private:
    struct Predictor;
    explicit ContourModel(std::unique_ptr<const Predictor> predictor);
    std::unique_ptr<const Predictor> m_predictor;
};

// Points of a detection from that model; the detector's own five points, where it has them, stay.
class ContourFinder final : public LandmarkFinder {
public:
    explicit ContourFinder(std::shared_ptr<const ContourModel> model);
    [[nodiscard]] std::expected<Face, Error> find(const Picture &picture, const Detection &detection) override;

private:
    std::shared_ptr<const ContourModel> m_model;
};

// Eye centres, nose tip and mouth corners of the 68 points.
[[nodiscard]] FivePoints fivePointsOf(const std::vector<Point> &contour);

} // namespace rollcall::recognition
