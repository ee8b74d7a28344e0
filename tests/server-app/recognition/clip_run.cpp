#include "clip_run.h"

#include <gtest/gtest.h>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>

namespace rollcall::recognition::test {

FrameView frameOf(const cv::Mat &bgr, std::chrono::nanoseconds time)
{
    auto pixels = std::make_shared<cv::Mat>();
    cv::cvtColor(bgr, *pixels, cv::COLOR_BGR2YUV_I420);
    FrameView frame;
    frame.width = bgr.cols;
    frame.height = bgr.rows;
    frame.y = pixels->ptr();
    frame.u = frame.y + bgr.total();
    frame.v = frame.u + bgr.total() / 4;
    frame.yStride = bgr.cols;
    frame.uStride = frame.vStride = bgr.cols / 2;
    frame.time = time;
    frame.keepAlive = pixels;
    return frame;
}

std::vector<std::byte> encoded(const cv::Mat &bgr, const std::string &extension)
{
    std::vector<uchar> bytes;
    cv::imencode(extension, bgr, bytes);
    std::vector<std::byte> result(bytes.size());
    std::memcpy(result.data(), bytes.data(), bytes.size());
    return result;
}

std::vector<std::byte> fileBytes(const std::filesystem::path &path)
{
    std::ifstream stream(path, std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(stream), {}};
    std::vector<std::byte> result(content.size());
    std::memcpy(result.data(), content.data(), content.size());
    return result;
}

std::shared_ptr<const Engine> engineWith(const std::filesystem::path &models, const std::string &name)
{
    configureLibraries();
    EngineSettings settings;
    settings.models = models;
    settings.engine = name;
    auto engine = Engine::load(settings);
    if (!engine) {
        ADD_FAILURE() << engine.error().message;
        return nullptr;
    }
    return *engine;
}

ClipReport runClip(
    const FrameSource &source, const Truth &truth, std::shared_ptr<const Engine> engine, const Gallery &gallery)
{
    ClipReport report;
    const auto workspace = engine->makeWorkspace();
    if (!workspace) {
        ADD_FAILURE() << workspace.error().message;
        return report;
    }
    CameraRecognizer recognizer(engine);
    for (cv::Mat picture = source(0); !picture.empty(); picture = source(report.frames)) {
        const double time = report.frames / truth.framesPerSecond;
        const auto result = recognizer.process(
            frameOf(picture, std::chrono::nanoseconds(static_cast<int64_t>(time * 1e9))), **workspace, gallery);
        if (!result) {
            ADD_FAILURE() << result.error().message;
            return report;
        }
        report.add(*result, time, truth);
    }
    return report;
}

} // namespace rollcall::recognition::test
