#pragma once

#include "recognition/landmark_finder.h"
#include "recognition/model_file.h"

#include <expected>
#include <memory>

namespace rollcall::recognition {

// The five points that the detector gave; where it gave none, they are set where a face in a square box of brows to
// chin has them on average: good enough to go on without any landmark model, at a price in accuracy.
class GivenPoints final : public LandmarkFinder {
public:
    [[nodiscard]] std::expected<Face, Error> find(const Picture &picture, const Detection &detection) override;
};

// landmarks-regression-retail-0009 (Open Model Zoo): five points of a square crop, for detectors that give none.
class RetailLandmarkFinder final : public LandmarkFinder {
public:
    [[nodiscard]] static std::expected<std::unique_ptr<LandmarkFinder>, Error> create(
        std::shared_ptr<const ModelFile> file);
    [[nodiscard]] std::expected<Face, Error> find(const Picture &picture, const Detection &detection) override;

private:
    RetailLandmarkFinder(std::shared_ptr<const ModelFile> file, cv::dnn::Net network);
    std::shared_ptr<const ModelFile> m_file;
    cv::dnn::Net m_network;
};

} // namespace rollcall::recognition
