#pragma once

#include "recognition/camera_recognizer.h"

#include <opencv2/core.hpp>

#include <expected>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace cv {
class VideoWriter;
}

namespace rollcall::recognize {

// Draws the boxes: green with a name, red for unknown faces, grey while there is no verdict. Letters other than ASCII are
// drawn as "?" (OpenCV has no others).
void annotate(cv::Mat &bgr, const recognition::FrameResult &seen);

// Where the annotated copies of these files go: `drawn` itself, or with `isFolder` under their own names in it, numbered where two
// have the same. The error is a sentence: a copy would take the place of a file that is to be read.
[[nodiscard]] std::expected<std::vector<std::filesystem::path>, std::string> copyNames(
    const std::vector<std::filesystem::path> &files, const std::filesystem::path &drawn, bool isFolder);

// The annotated copy of a picture or a video. One thread.
class AnnotatedFile {
public:
    // `framesPerSecond` 0: a picture. A video's ending decides its codec: .webm has VP8, .avi Motion JPEG, all else MPEG-4.
    AnnotatedFile(std::filesystem::path file, double framesPerSecond);
    ~AnnotatedFile();
    AnnotatedFile(const AnnotatedFile &) = delete;
    AnnotatedFile &operator=(const AnnotatedFile &) = delete;

    // A video keeps the size of its first frame: others are scaled to it. The error is a sentence.
    [[nodiscard]] std::expected<void, std::string> add(cv::Mat bgr, const recognition::FrameResult &seen);

private:
    [[nodiscard]] std::expected<void, std::string> addToVideo(const cv::Mat &bgr);

    std::filesystem::path m_file;
    double m_framesPerSecond = 0;
    std::unique_ptr<cv::VideoWriter> m_video;
    cv::Size m_size;
};

} // namespace rollcall::recognize
