// Prints what recognition costs: each stage of a frame at 640×480 and 1280×720.

#include "recognition/camera_recognizer.h"
#include "recognize/frame_file.h"
#include "recognize/identity_folders.h"

#include <CLI/CLI.hpp>
#include <opencv2/imgproc.hpp>

#include <cstdio>
#include <ctime>

using namespace rollcall;
using namespace rollcall::recognition;

namespace {

// CPU time of this thread: other programs on the machine do not count.
double cpuMilliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double milliseconds(std::chrono::nanoseconds time, int frames)
{
    return std::chrono::duration<double, std::milli>(time).count() / std::max(1, frames);
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

struct Subject {
    std::shared_ptr<const Engine> engine;
    std::unique_ptr<Workspace> workspace;
    Gallery gallery;
};

// The clip at this size, frame after frame. Decoding and scaling are not counted.
void benchFrames(Subject &subject, const std::filesystem::path &clip, cv::Size size)
{
    auto file = recognize::FrameFile::open(clip);
    if (!file) {
        std::fprintf(stderr, "%s: %s\n", clip.c_str(), file.error().c_str());
        std::exit(1);
    }
    CameraRecognizer recognizer(subject.engine);
    StageTimes spent;
    double cpu = 0;
    int frames = 0;
    while (const auto picture = file->next()) {
        cv::Mat scaled;
        cv::resize(picture->bgr, scaled, size, 0, 0, cv::INTER_LINEAR);
        const FrameView frame = recognize::frameOf(scaled, picture->time);
        const double before = cpuMilliseconds();
        const auto result = recognizer.process(frame, *subject.workspace, subject.gallery);
        cpu += cpuMilliseconds() - before;
        if (!result) {
            std::fprintf(stderr, "%s\n", result.error().message.c_str());
            std::exit(1);
        }
        add(spent, result->spent);
        ++frames;
    }
    const double each = cpu / std::max(1, frames);
    std::printf("%-18s %4d×%-4d %6.2f %6.2f %6.2f %6.2f %6.2f %6.3f %8.2f %10.1f\n", subject.engine->name().c_str(),
        size.width, size.height, milliseconds(spent.gate, frames), milliseconds(spent.track, frames),
        milliseconds(spent.detect, frames), milliseconds(spent.align, frames), milliseconds(spent.embed, frames),
        milliseconds(spent.match, frames), each, 2000 / (30 * std::max(each, 1e-3)));
}

Gallery enrolled(const std::filesystem::path &people, const std::shared_ptr<const Engine> &engine, Workspace &workspace)
{
    const auto identities = recognize::readIdentities(people);
    if (!identities) {
        std::fprintf(stderr, "%s\n", identities.error().c_str());
        std::exit(1);
    }
    std::vector<Template> templates;
    const auto samples = recognize::readSamples(*identities, engine, workspace, [](const auto &, const auto &) {});
    for (const recognize::Sample &sample : samples.taken)
        templates.push_back({(*identities)[sample.identity].name, sample.embedding});
    return engine->emptyGallery().with(templates);
}

} // namespace

int main(int argc, char **argv)
{
    std::filesystem::path models;
    std::filesystem::path people;
    std::vector<std::filesystem::path> clips;
    CLI::App app("What recognition costs, as a table", "rollcall-bench-recognition");
    app.add_option("--models", models, "folder with neural networks");
    app.add_option("--enrol", people, "folder with a folder of photos for each person");
    app.add_option("CLIP", clips, "videos of people")->needs("--enrol")->required();
    CLI11_PARSE(app, argc, argv);
    configureLibraries();

    std::printf("wall ms a frame at the clip's rate; CPU ms a frame; cameras at 30/s that two cores sustain by that\n"
                "%-18s %9s %6s %6s %6s %6s %6s %6s %8s %10s\n",
        "engine", "size", "gate", "track", "detect", "align", "embed", "match", "CPU", "cameras");
    const auto choices = engineChoices({.models = models});
    if (!choices) {
        std::fprintf(stderr, "%s\n", choices.error().message.c_str());
        return 1;
    }
    for (const EngineChoice &choice : *choices) {
        if (!choice.isAvailable)
            continue;
        auto engine = Engine::load({.models = models, .engine = choice.name});
        auto workspace = engine ? (*engine)->makeWorkspace() : std::unexpected(engine.error());
        if (!workspace) {
            std::fprintf(stderr, "%s\n", workspace.error().message.c_str());
            return 1;
        }
        Gallery gallery = enrolled(people, *engine, **workspace);
        Subject subject{*engine, std::move(*workspace), std::move(gallery)};
        for (const std::filesystem::path &clip : clips) {
            for (const cv::Size size : {cv::Size(640, 480), cv::Size(1280, 720)})
                benchFrames(subject, clip, size);
        }
    }
    return 0;
}
