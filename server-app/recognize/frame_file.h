#pragma once

#include "recognition/frame_view.h"

#include <opencv2/core.hpp>

#include <chrono>
#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cv {
class VideoCapture;
}

namespace rollcall::recognize {

// One picture of a file.
struct FilePicture {
    cv::Mat bgr;
    std::chrono::nanoseconds time{}; // from the file's start
};

// A picture (one frame) or a video, read from its start to its end. Which of them it is says the name: .mp4, .webm and their
// like are videos, all else must be a picture. One thread.
class FrameFile {
public:
    // The error is a sentence: what is wrong with the file.
    [[nodiscard]] static std::expected<FrameFile, std::string> open(const std::filesystem::path &file);
    ~FrameFile();
    FrameFile(FrameFile &&) noexcept;
    FrameFile &operator=(FrameFile &&) noexcept;

    [[nodiscard]] bool isVideo() const { return m_video != nullptr; }
    [[nodiscard]] double framesPerSecond() const { return m_framesPerSecond; } // of a video
    // Nothing at the end. Times never go back, whatever the file claims.
    [[nodiscard]] std::optional<FilePicture> next();

private:
    FrameFile();
    cv::Mat m_picture; // the one of a picture file, until it was given out
    std::unique_ptr<cv::VideoCapture> m_video;
    std::optional<FilePicture> m_first; // of a video: read on opening, to know that there is one
    double m_framesPerSecond = 0;
    int64_t m_count = 0;
    std::chrono::nanoseconds m_last{-1};

    [[nodiscard]] std::optional<FilePicture> readVideo();
};

[[nodiscard]] bool hasVideoName(const std::filesystem::path &file);

// Folders are replaced by the files in them, at any depth, sorted; hidden ones are left out. Names that do not exist stay, to
// be refused when they are opened.
[[nodiscard]] std::vector<std::filesystem::path> expandFolders(const std::vector<std::filesystem::path> &inputs);

// The picture as a camera would send it, owning its pixels.
[[nodiscard]] recognition::FrameView frameOf(const cv::Mat &bgr, std::chrono::nanoseconds time);

} // namespace rollcall::recognize
