#include "recognize/frame_file.h"

#include "recognition/photo.h"
#include "recognize/identity_folders.h"

#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <string_view>
#include <system_error>

namespace rollcall::recognize {

namespace {

namespace fs = std::filesystem;
using std::chrono::nanoseconds;

constexpr double usualRate = 30; // frames a second, of a video that does not say
constexpr std::array<std::string_view, 17> videoEndings{".mp4", ".m4v", ".mov", ".webm", ".mkv", ".avi", ".mpg",
    ".mpeg", ".ts", ".ogv", ".flv", ".3gp", ".wmv", ".mjpeg", ".mjpg", ".h264", ".y4m"};

// A folder that cannot be read is in the list itself, so that it is refused by its name and not left out.
void collect(const fs::path &folder, std::vector<fs::path> &found)
{
    std::error_code error;
    fs::directory_iterator entry(folder, error);
    for (const fs::directory_iterator end; !error && entry != end; entry.increment(error)) {
        std::error_code vanished;
        if (entry->path().filename().string().starts_with('.'))
            continue;
        if (entry->is_directory(vanished) && !entry->is_symlink(vanished))
            collect(entry->path(), found);
        else if (entry->is_regular_file(vanished))
            found.push_back(entry->path());
    }
    if (error)
        found.push_back(folder);
}

} // namespace

bool hasVideoName(const fs::path &file)
{
    std::string ending = file.extension().string();
    std::ranges::transform(ending, ending.begin(), [](unsigned char letter) { return std::tolower(letter); });
    return std::ranges::find(videoEndings, ending) != videoEndings.end();
}

FrameFile::FrameFile() = default;
FrameFile::~FrameFile() = default;
FrameFile::FrameFile(FrameFile &&) noexcept = default;
FrameFile &FrameFile::operator=(FrameFile &&) noexcept = default;

std::expected<FrameFile, std::string> FrameFile::open(const fs::path &file)
{
    FrameFile result;
    if (std::error_code error; fs::is_directory(file, error))
        return std::unexpected("This folder cannot be read.");
    const auto bytes = fileBytes(file, hasVideoName(file) ? 1 : recognition::PhotoLimits{}.maximumBytes + 1);
    if (!bytes)
        return std::unexpected(bytes.error());
    if (!hasVideoName(file)) {
        auto picture = recognition::decodePhoto(*bytes, {});
        if (!picture)
            return std::unexpected(picture.error().message);
        result.m_picture = std::move(*picture);
        return result;
    }
    if (bytes->empty())
        return std::unexpected("The video is empty.");
    // FFmpeg by name: OpenCV's other readers take patterns of picture names, device numbers or pipelines.
    result.m_video = std::make_unique<cv::VideoCapture>(fs::absolute(file).string(), cv::CAP_FFMPEG);
    if (result.m_video->isOpened()) {
        const double rate = result.m_video->get(cv::CAP_PROP_FPS);
        result.m_framesPerSecond = rate >= 1 && rate <= 1000 ? rate : usualRate;
        result.m_first = result.readVideo();
    }
    if (!result.m_first)
        return std::unexpected("This is not a video that can be read: no frame of it can be decoded.");
    return result;
}

std::optional<FilePicture> FrameFile::readVideo()
{
    FilePicture picture;
    if (!m_video->read(picture.bgr) || picture.bgr.empty())
        return std::nullopt;
    picture.bgr = picture.bgr.clone(); // the reader goes on using its own
    const double claimed = m_video->get(cv::CAP_PROP_POS_MSEC) / 1000;
    const double counted = static_cast<double>(m_count++) / m_framesPerSecond;
    const bool isUsable =
        std::isfinite(claimed) && claimed >= 0 && claimed < 1e6 && (claimed > 0 || m_last.count() < 0);
    nanoseconds time(static_cast<int64_t>((isUsable ? claimed : counted) * 1e9));
    if (time <= m_last)
        time = m_last + nanoseconds(static_cast<int64_t>(1e9 / m_framesPerSecond));
    picture.time = m_last = time;
    return picture;
}

std::optional<FilePicture> FrameFile::next()
{
    if (m_first)
        return std::exchange(m_first, std::nullopt);
    if (m_video)
        return readVideo();
    if (m_picture.empty())
        return std::nullopt;
    return FilePicture{std::exchange(m_picture, cv::Mat()), {}};
}

std::vector<fs::path> expandFolders(const std::vector<fs::path> &inputs)
{
    std::vector<fs::path> files;
    for (const fs::path &input : inputs) {
        std::error_code error;
        if (!fs::is_directory(input, error)) {
            files.push_back(input);
            continue;
        }
        std::vector<fs::path> found;
        collect(input, found);
        std::ranges::sort(found);
        files.insert(files.end(), found.begin(), found.end());
    }
    return files;
}

recognition::FrameView frameOf(const cv::Mat &bgr, nanoseconds time)
{
    // I420 has a chroma sample for 2×2 pixels: an odd last row or column is doubled, and the frame's size stays.
    cv::Mat even = bgr;
    if (bgr.cols % 2 != 0 || bgr.rows % 2 != 0)
        cv::copyMakeBorder(bgr, even, 0, bgr.rows % 2, 0, bgr.cols % 2, cv::BORDER_REPLICATE);
    auto pixels = std::make_shared<cv::Mat>();
    cv::cvtColor(even, *pixels, cv::COLOR_BGR2YUV_I420);
    recognition::FrameView frame;
    frame.width = bgr.cols;
    frame.height = bgr.rows;
    frame.y = pixels->ptr();
    frame.u = frame.y + even.total();
    frame.v = frame.u + even.total() / 4;
    frame.yStride = even.cols;
    frame.uStride = frame.vStride = even.cols / 2;
    frame.time = time;
    frame.keepAlive = std::move(pixels);
    return frame;
}

} // namespace rollcall::recognize
