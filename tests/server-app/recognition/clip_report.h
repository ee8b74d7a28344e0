#pragma once

#include "recognition/camera_recognizer.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rollcall::recognition::test {

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
    // Adds what was seen on the clip's next frame, `time` seconds after its start.
    void add(const FrameResult &result, double time, const Truth &truth);
    void print(const std::string &title, const Truth &truth) const;
};

// Adds each stage to that of the sum.
void addTimes(StageTimes &sum, const StageTimes &spent);

// A video of people whose names and boxes are known, as a folder of labelled faces has them: clips/NAME.mp4 and .json.
struct LabelledClip {
    std::string name;
    std::filesystem::path video;
    Truth truth;
    std::map<std::string, std::vector<std::filesystem::path>> enrol; // photos of each person, none of them in the video
};
[[nodiscard]] LabelledClip readClip(const std::filesystem::path &folder, const std::string &name);
// Sorted by name.
[[nodiscard]] std::vector<LabelledClip> readClips(const std::filesystem::path &folder);

} // namespace rollcall::recognition::test
