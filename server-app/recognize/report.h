#pragma once

#include "recognition/engine.h"
#include "recognize/accuracy.h"
#include "recognize/measures.h"

#include <QJsonArray>
#include <QJsonObject>

#include <map>
#include <string>
#include <vector>

namespace rollcall::recognize {

// What an evaluation was made of.
struct EvaluationReport {
    std::string engine;
    uint64_t seed = 0;
    size_t people = 0;
    size_t enrolledPeople = 0;
    size_t photos = 0; // taken
    std::map<std::string, int> refused; // by reason
    Accuracy accuracy;
};
[[nodiscard]] QJsonObject toJson(const EvaluationReport &report);
[[nodiscard]] std::string toTable(const EvaluationReport &report);

// What thresholds would do.
struct CalibrationReport {
    std::string engine;
    uint64_t seed = 0;
    double wantedRate = 0; // of strangers' photos that may be named
    float engineThreshold = 0;
    size_t strangerPhotos = 0;
    size_t enrolledPhotos = 0; // searched photos of the enrolled
    std::vector<OperatingPoint> points; // false accepts: strangers' photos; false rejects: photos of the enrolled
    std::optional<float> suggested; // absent when there were no strangers
    double falseRejects = 0; // at the suggested threshold

    // Fewer than one stranger's photo stands for the wanted rate: the suggestion is as good as a guess.
    [[nodiscard]] bool isTooSmall() const { return static_cast<double>(strangerPhotos) * wantedRate < 1; }
};
[[nodiscard]] CalibrationReport calibrate(const Trial &trial, double wantedRate);
[[nodiscard]] QJsonObject toJson(const CalibrationReport &report);
[[nodiscard]] std::string toTable(const CalibrationReport &report);

// Models with what their licences ask for.
[[nodiscard]] QJsonArray modelsJson(const std::vector<recognition::InstalledModel> &models);
[[nodiscard]] std::string modelsText(const std::vector<recognition::InstalledModel> &models);

} // namespace rollcall::recognize
