#include "recognize/annotation.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>

#include <cmath>
#include <cstdio>
#include <set>
#include <system_error>

namespace rollcall::recognize {

namespace {

namespace fs = std::filesystem;
using recognition::FaceState;
using recognition::TrackedFace;

cv::Scalar colourOf(FaceState state)
{
    switch (state) {
    case FaceState::Recognised:
        return {60, 180, 40};
    case FaceState::Unknown:
        return {40, 40, 220};
    case FaceState::Tentative:
        break;
    }
    return {160, 160, 160};
}

// One "?" for each letter that is not ASCII, not one for each of its bytes (UTF-8).
std::string drawable(const std::string &name)
{
    std::string letters;
    for (const char byte : name) {
        const auto value = static_cast<unsigned char>(byte);
        if (value < 0x80)
            letters += byte;
        else if (value >= 0xC0)
            letters += '?';
    }
    return letters;
}

std::string labelOf(const TrackedFace &face)
{
    if (face.person) {
        char percent[16];
        std::snprintf(percent, sizeof percent, " %.0f %%", face.confidence * 100);
        return drawable(*face.person) + percent;
    }
    if (face.fault)
        return std::string(text(*face.fault));
    return face.state == FaceState::Unknown ? "unknown" : "";
}

int codecOf(const std::filesystem::path &file)
{
    if (file.extension() == ".webm")
        return cv::VideoWriter::fourcc('V', 'P', '8', '0');
    if (file.extension() == ".avi")
        return cv::VideoWriter::fourcc('M', 'J', 'P', 'G');
    return cv::VideoWriter::fourcc('m', 'p', '4', 'v');
}

// One file has one such name, whether it is there already or not.
fs::path realPath(const fs::path &file)
{
    std::error_code error;
    fs::path real = fs::weakly_canonical(file, error);
    return error ? file : real;
}

} // namespace

void annotate(cv::Mat &bgr, const recognition::FrameResult &seen)
{
    const int line = std::max(1, bgr.cols / 400);
    const double letters = std::max(0.4, bgr.cols / 1280.0);
    for (const TrackedFace &face : seen.faces) {
        const cv::Rect box(cvRound(face.box.x), cvRound(face.box.y), cvRound(face.box.width), cvRound(face.box.height));
        const cv::Scalar colour = colourOf(face.state);
        cv::rectangle(bgr, box, colour, line);
        cv::putText(bgr, labelOf(face), {box.x, std::max(cvRound(12 * letters), box.y - 2 * line)},
            cv::FONT_HERSHEY_SIMPLEX, letters, colour, line, cv::LINE_AA);
    }
}

std::expected<std::vector<fs::path>, std::string> copyNames(
    const std::vector<fs::path> &files, const fs::path &drawn, bool isFolder)
{
    std::set<fs::path> read;
    for (const fs::path &file : files)
        read.insert(realPath(file));
    std::set<fs::path> taken;
    std::vector<fs::path> names;
    for (const fs::path &file : files) {
        fs::path name = isFolder ? drawn / file.filename() : drawn;
        for (int number = 2; !taken.insert(name).second; ++number)
            name = drawn / (file.stem().string() + '-' + std::to_string(number) + file.extension().string());
        if (read.contains(realPath(name))) {
            return std::unexpected("The annotated copy of " + file.string() + " would take the place of " + name.string()
                + ", which is to be read. Name another place with --draw.");
        }
        names.push_back(std::move(name));
    }
    return names;
}

AnnotatedFile::AnnotatedFile(std::filesystem::path file, double framesPerSecond)
    : m_file(std::move(file))
    , m_framesPerSecond(framesPerSecond)
{
}

AnnotatedFile::~AnnotatedFile() = default;

std::expected<void, std::string> AnnotatedFile::add(cv::Mat bgr, const recognition::FrameResult &seen)
try {
    annotate(bgr, seen);
    if (m_framesPerSecond > 0)
        return addToVideo(bgr);
    if (!cv::imwrite(m_file.string(), bgr))
        return std::unexpected("The annotated picture " + m_file.string() + " cannot be written. Is its folder there?");
    return {};
} catch (const std::exception &) {
    return std::unexpected("The annotated picture " + m_file.string()
        + " cannot be written. Its name must end in .jpg, .png, .webp or .bmp, for videos in .mp4, .webm or .avi.");
}

std::expected<void, std::string> AnnotatedFile::addToVideo(const cv::Mat &bgr)
{
    if (!m_video) {
        // Codecs want even sides.
        m_size = {std::max(2, bgr.cols & ~1), std::max(2, bgr.rows & ~1)};
        m_video = std::make_unique<cv::VideoWriter>(
            m_file.string(), cv::CAP_FFMPEG, codecOf(m_file), m_framesPerSecond, m_size);
    }
    if (!m_video->isOpened()) {
        return std::unexpected("The annotated video " + m_file.string()
            + " cannot be written. Its name must end in .mp4, .webm or .avi, and its folder must be there.");
    }
    cv::Mat fitting = bgr;
    if (bgr.size() != m_size)
        cv::resize(bgr, fitting, m_size, 0, 0, cv::INTER_AREA);
    m_video->write(fitting);
    return {};
}

} // namespace rollcall::recognize
