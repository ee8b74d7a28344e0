#pragma once

#include "recognition/face.h"

#include <opencv2/core.hpp>

#include <chrono>
#include <cstdint>
#include <span>
#include <vector>

namespace rollcall::recognition {

// Counts up within one camera's recognizer; never used twice.
enum class TrackId : uint64_t {};

// A face followed from frame to frame.
struct Track {
    TrackId id{};
    Box box;
    std::chrono::nanoseconds born{};
    std::chrono::nanoseconds detected{}; // when a detector last saw it
    Detection detection; // what it saw then
    int misses = 0; // detector runs in a row that did not see it
    bool isFollowed = false; // by flow, from the frame before to the newest one
    bool isContinuous = false; // the detection was where the track was, with no miss before it: surely the same face
};

struct TrackerSettings {
    float minimumOverlap = 0.25F; // IoU of a detection and a track that are one face
    float continuousOverlap = 0.5F; // from which no other face can have taken its place
    float nearness = 0.6F; // or the distance of their centres in box widths, when sizes agree
    int missesAllowed = 3;
    std::chrono::milliseconds lostAfter{1500}; // without a detection
    size_t maximumTracks = 32;
};

// Gives faces an identity over time: by optical flow between detector runs, by overlap at each run. One thread at a time.
class Tracker {
public:
    explicit Tracker(TrackerSettings settings = {});

    // Moves the boxes (not the detections) from the previous frame to this one. Both are small luma pictures,
    // which must stay as they are; `scale` is frame pixels per small pixel.
    void follow(const cv::Mat &previous, const cv::Mat &current, float scale);
    // A detector ran: matches, starts and ends tracks.
    void update(std::span<const Detection> detections, std::chrono::nanoseconds time);
    // Nothing moved since the last run: what the detector would see again is as good as seen.
    void stillThere(std::chrono::nanoseconds time);
    void clear();

    [[nodiscard]] const std::vector<Track> &tracks() const { return m_tracks; }

private:
    TrackerSettings m_settings;
    std::vector<Track> m_tracks;
    uint64_t m_next = 1;
    cv::Mat m_newest; // that was followed to, and its levels: the next frame starts from there
    std::vector<cv::Mat> m_newestLevels;
};

} // namespace rollcall::recognition
