#include "clip_report.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <cstdio>
#include <set>

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

void compareBoxes(const FrameResult &result, const std::vector<TrueFace> &expected, ClipReport &report)
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

} // namespace

void addTimes(StageTimes &sum, const StageTimes &spent)
{
    sum.gate += spent.gate;
    sum.track += spent.track;
    sum.detect += spent.detect;
    sum.align += spent.align;
    sum.embed += spent.embed;
    sum.match += spent.match;
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

void ClipReport::add(const FrameResult &result, double time, const Truth &truth)
{
    for (const TrackedFace &face : result.faces) {
        if (face.justConfirmed)
            confirmations.push_back({time, *face.person, isRight(truth, *face.person, time)});
    }
    if (const auto expected = truth.faces.find(frames); expected != truth.faces.end())
        compareBoxes(result, expected->second, *this);
    detections += result.detectionRan ? 1 : 0;
    looks += result.looks;
    addTimes(spent, result.spent);
    ++frames;
}

LabelledClip readClip(const std::filesystem::path &folder, const std::string &name)
{
    LabelledClip clip;
    clip.name = name;
    clip.video = folder / "clips" / (name + ".mp4");
    const cv::FileStorage file(
        (folder / "clips" / (name + ".json")).string(), cv::FileStorage::READ | cv::FileStorage::FORMAT_JSON);
    clip.truth.framesPerSecond = static_cast<double>(file["fps"]);
    for (const cv::FileNode &node : file["timeline"])
        clip.truth.timeline.push_back({node["person"], static_cast<int>(node["known"]) != 0,
            static_cast<double>(node["from_s"]), static_cast<double>(node["to_s"])});
    for (const cv::FileNode &node : file["boxes_per_second"]) {
        const int frame = static_cast<int>(static_cast<double>(node["t"]) * clip.truth.framesPerSecond);
        for (const cv::FileNode &face : node["faces"]) {
            const cv::FileNode box = face["box"];
            clip.truth.faces[frame].push_back({face["person"],
                {static_cast<float>(box[0]), static_cast<float>(box[1]), static_cast<float>(box[2]),
                    static_cast<float>(box[3])}});
        }
    }
    for (const cv::FileNode &node : file["enrol"]) {
        for (const cv::FileNode &photo : node)
            clip.enrol[node.name()].push_back(folder / "photos" / static_cast<std::string>(photo));
    }
    return clip;
}

std::vector<LabelledClip> readClips(const std::filesystem::path &folder)
{
    std::set<std::string> names;
    for (const auto &entry : std::filesystem::directory_iterator(folder / "clips")) {
        if (entry.path().extension() == ".json")
            names.insert(entry.path().stem().string());
    }
    std::vector<LabelledClip> clips;
    for (const std::string &name : names)
        clips.push_back(readClip(folder, name));
    return clips;
}

} // namespace rollcall::recognition::test
