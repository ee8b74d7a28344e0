#pragma once

#include "recognition/camera_recognizer.h"
#include "recognition/enroller.h"

#include <opencv2/core.hpp>

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rollcall::recognition::test {

// A frame that owns its pixels, made from a BGR picture of even size.
[[nodiscard]] FrameView frameOf(const cv::Mat &bgr, std::chrono::nanoseconds time);
[[nodiscard]] std::vector<std::byte> encoded(const cv::Mat &bgr, const std::string &extension = ".jpg");
[[nodiscard]] std::vector<std::byte> fileBytes(const std::filesystem::path &path);
// Both engines wait for it: the 68-point model takes a second to load.
[[nodiscard]] std::shared_ptr<const Engine> engineWith(const std::filesystem::path &models);

struct Appearance {
    std::string person;
    bool known = false;
    double from = 0; // seconds
    double to = 0;
};

struct TrueFace {
    std::string person;
    Box box;
};

// What is to be seen in a clip.
struct Truth {
    std::vector<Appearance> timeline;
    std::map<int, std::vector<TrueFace>> faces; // by frame number
    double framesPerSecond = 30;
};

struct Confirmation {
    double time = 0; // seconds
    std::string person;
    bool right = false;
};

struct ClipReport {
    std::vector<Confirmation> confirmations;
    int frames = 0;
    int detections = 0;
    int looks = 0;
    int wrongFaces = 0; // recognised faces, on frames with truth boxes, that are somebody else
    int trueFaces = 0;
    double overlapSum = 0; // of the true faces with the tracked boxes
    StageTimes spent;

    [[nodiscard]] double meanOverlap() const { return trueFaces > 0 ? overlapSum / trueFaces : 0; }
    [[nodiscard]] int wrongConfirmations() const;
    // Seconds from an appearance to the first right confirmation of it.
    [[nodiscard]] std::optional<double> delay(const Appearance &appearance) const;
    void print(const std::string &title, const Truth &truth) const;
};

// Frame after frame, empty at the end.
using FrameSource = std::function<cv::Mat(int)>;
[[nodiscard]] ClipReport runClip(
    const FrameSource &source, const Truth &truth, std::shared_ptr<const Engine> engine, const Gallery &gallery);

} // namespace rollcall::recognition::test
