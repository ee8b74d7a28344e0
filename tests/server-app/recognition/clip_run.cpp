#include "clip_run.h"

#include <gtest/gtest.h>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>

namespace rollcall::recognition::test {

namespace {

double seconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double>(time).count();
}

bool isRight(const Truth &truth, const std::string &person, double time)
{
    constexpr double tracked = 0.7; // seconds that a track may outlive its face
    return std::ranges::any_of(truth.timeline, [&](const Appearance &appearance) {
        return appearance.known && appearance.person == person && time >= appearance.from
            && time <= appearance.to + tracked;
    });
}

void compare(const FrameResult &result, const std::vector<TrueFace> &expected, ClipReport &report)
{
    for (const TrueFace &face : expected) {
        float best = 0;
        for (const TrackedFace &tracked : result.faces) {
            const float common = overlap(tracked.box, face.box);
            best = std::max(best, common);
            if (common > 0.3F && tracked.person && *tracked.person != face.person)
                ++report.wrongFaces;
        }
        ++report.trueFaces;
        report.overlapSum += best;
    }
}

void add(StageTimes &sum, const StageTimes &spent)
{
    sum.gate += spent.gate;
    sum.track += spent.track;
    sum.detect += spent.detect;
    sum.align += spent.align;
    sum.embed += spent.embed;
    sum.match += spent.match;
}

} // namespace

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

std::shared_ptr<const Engine> engineWith(const std::filesystem::path &models)
{
    configureLibraries();
    EngineSettings settings;
    settings.models = models;
    auto engine = Engine::load(settings);
    if (!engine) {
        ADD_FAILURE() << engine.error().message;
        return nullptr;
    }
    return *engine;
}

int ClipReport::wrongConfirmations() const
{
    return static_cast<int>(std::ranges::count(confirmations, false, &Confirmation::right));
}

std::optional<double> ClipReport::delay(const Appearance &appearance) const
{
    for (const Confirmation &confirmation : confirmations) {
        if (confirmation.person == appearance.person && confirmation.time >= appearance.from
            && confirmation.time <= appearance.to)
            return confirmation.time - appearance.from;
    }
    return std::nullopt;
}

void ClipReport::print(const std::string &title, const Truth &truth) const
{
    std::printf("%s: %d frames, %d detections, %d looks, mean overlap %.2f, wrong confirmations %d, wrong faces %d\n",
        title.c_str(), frames, detections, looks, meanOverlap(), wrongConfirmations(), wrongFaces);
    const auto each = [&](std::chrono::nanoseconds time) { return seconds(time) * 1000 / std::max(1, frames); };
    std::printf("  ms a frame: gate %.2f, track %.2f, detect %.2f, align %.2f, embed %.2f, match %.3f\n",
        each(spent.gate), each(spent.track), each(spent.detect), each(spent.align), each(spent.embed),
        each(spent.match));
    for (const Appearance &appearance : truth.timeline) {
        const auto after = delay(appearance);
        std::printf("  %-24s %-8s from %.1f s: %s\n", appearance.person.c_str(),
            appearance.known ? "known" : "stranger", appearance.from,
            after ? ("confirmed after " + std::to_string(*after).substr(0, 4) + " s").c_str() : "not confirmed");
    }
    for (const Confirmation &confirmation : confirmations) {
        if (!confirmation.right)
            std::printf("  WRONG: %s at %.2f s\n", confirmation.person.c_str(), confirmation.time);
    }
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
        for (const TrackedFace &face : result->faces) {
            if (face.justConfirmed)
                report.confirmations.push_back({time, *face.person, isRight(truth, *face.person, time)});
        }
        if (const auto expected = truth.faces.find(report.frames); expected != truth.faces.end())
            compare(*result, expected->second, report);
        report.detections += result->detectionRan ? 1 : 0;
        report.looks += result->looks;
        add(report.spent, result->spent);
        ++report.frames;
    }
    return report;
}

} // namespace rollcall::recognition::test
