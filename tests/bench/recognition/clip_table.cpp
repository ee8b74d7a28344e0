#include "clip_table.h"

#include "recognize/frame_file.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cstdio>

namespace rollcall::bench {

namespace {

using recognition::test::Appearance;
using recognition::test::ClipReport;
using recognition::test::LabelledClip;

struct Run {
    ClipReport report;
    double cpu = 0; // ms
};

// Frame after frame through one camera's recognizer; an empty size leaves them as they are.
Run play(Subject &subject, const LabelledClip &clip, const recognition::Gallery &gallery, cv::Size size)
{
    auto file = recognize::FrameFile::open(clip.video);
    if (!file)
        fail(clip.video.string() + ": " + file.error());
    recognition::CameraRecognizer recognizer(subject.engine);
    Run run;
    while (const auto picture = file->next()) {
        cv::Mat pixels = picture->bgr;
        if (!size.empty())
            cv::resize(picture->bgr, pixels, size, 0, 0, cv::INTER_LINEAR);
        const double time = run.report.frames / clip.truth.framesPerSecond;
        const auto frame = recognize::frameOf(pixels, std::chrono::nanoseconds(static_cast<int64_t>(time * 1e9)));
        const double before = cpuMilliseconds();
        const auto result = recognizer.process(frame, *subject.workspace, gallery);
        run.cpu += cpuMilliseconds() - before;
        if (!result)
            fail(result.error().message);
        run.report.add(*result, time, clip.truth);
    }
    return run;
}

std::string delays(const LabelledClip &clip, const ClipReport &report)
{
    std::string text;
    for (const Appearance &appearance : clip.truth.timeline) {
        if (!appearance.known)
            continue;
        char number[16] = "never";
        if (const auto delay = report.delay(appearance))
            std::snprintf(number, sizeof number, "%.2f", *delay);
        text += (text.empty() ? "" : " ") + std::string(number);
    }
    return text;
}

} // namespace

void printClipHeading()
{
    std::printf(
        "\nClips: seconds from each known person's appearance to the name; wrong names include strangers named.\n"
        "%-24s %-24s %-24s %11s %11s %9s\n",
        "engine", "clip", "named after s", "wrong names", "wrong faces", "mean IoU");
}

void printClips(Subject &subject, const std::vector<LabelledClip> &clips)
{
    for (const LabelledClip &clip : clips) {
        const Run run = play(subject, clip, enrolled(subject, clip.enrol), {});
        std::printf("%-24s %-24s %-24s %11d %11d %9.2f\n", subject.engine->name().c_str(), clip.name.c_str(),
            delays(clip, run.report).c_str(), run.report.wrongConfirmations(), run.report.wrongFaces,
            run.report.meanOverlap());
        std::fflush(stdout);
    }
}

void printSpeedHeading()
{
    std::printf(
        "\nMilliseconds a frame, averaged over all frames of the clips: stages in wall time, then the CPU time of "
        "all,\n"
        "how many cameras at 30 frames a second two cores sustain by it, and detector runs and looks a second.\n"
        "%-24s %-9s %6s %6s %6s %6s %6s %6s %7s %8s %6s %6s\n",
        "engine", "size", "gate", "track", "detect", "align", "embed", "match", "CPU", "cameras", "det/s", "looks/s");
}

void printSpeed(Subject &subject, const std::vector<LabelledClip> &clips, cv::Size size)
{
    recognition::StageTimes spent;
    double cpu = 0;
    int frames = 0;
    int detections = 0;
    int looks = 0;
    double seconds = 0;
    for (const LabelledClip &clip : clips) {
        const Run run = play(subject, clip, enrolled(subject, clip.enrol), size);
        recognition::test::addTimes(spent, run.report.spent);
        cpu += run.cpu;
        frames += run.report.frames;
        detections += run.report.detections;
        looks += run.report.looks;
        seconds += run.report.frames / clip.truth.framesPerSecond;
    }
    const auto each = [&](std::chrono::nanoseconds time) {
        return std::chrono::duration<double, std::milli>(time).count() / std::max(1, frames);
    };
    const double all = cpu / std::max(1, frames);
    const std::string measures = std::to_string(size.width) + "x" + std::to_string(size.height);
    std::printf("%-24s %-9s %6.2f %6.2f %6.2f %6.2f %6.2f %6.3f %7.2f %8.1f %6.1f %6.1f\n",
        subject.engine->name().c_str(), measures.c_str(), each(spent.gate), each(spent.track), each(spent.detect),
        each(spent.align), each(spent.embed), each(spent.match), all, 2000 / (30 * std::max(all, 1e-3)),
        detections / std::max(seconds, 1e-3), looks / std::max(seconds, 1e-3));
    std::fflush(stdout);
}

} // namespace rollcall::bench
