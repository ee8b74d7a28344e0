// Prints how often attacks pass the liveness check and living people do not, on films made of photos.

#include "attack.h"
#include "face_film.h"
#include "tally.h"

#include "recognition/alignment.h"
#include "recognition/camera_recognizer.h"
#include "recognition/challenge_watch.h"
#include "recognize/frame_file.h"
#include "recognize/identity_folders.h"

#include <CLI/CLI.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <cstdio>
#include <functional>
#include <map>

using namespace rollcall;
using namespace rollcall::recognition;
using bench::Attack;
using bench::FaceFilm;
using bench::Idling;
using bench::Outcome;
using bench::Presentation;
using bench::Species;
using bench::Tally;

namespace {

constexpr int framesPerSecond = 30;

// A person of the labelled photos, and a recogniser's parts.
struct Subject {
    std::string name;
    std::filesystem::path file;
    Embedding embedding;
    cv::Mat photo;
    Face face;
};

struct Bench {
    std::shared_ptr<const Engine> engine;
    std::unique_ptr<Workspace> workspace;
    LivenessPolicy policy = LivenessPolicy::Passive;
    int seconds = 6;
    int films = 1; // of each kind and person
    bool trace = false;
};

[[noreturn]] void fail(const std::string &sentence)
{
    std::fprintf(stderr, "%s\n", sentence.c_str());
    std::exit(1);
}

void note(const TrackedFace &face, double time, Presentation &so)
{
    if (face.isHeldBack && so.outcome == Outcome::Unnamed)
        so.outcome = Outcome::Undecided;
    if (face.challenge && (!so.asked || so.asked->first != *face.challenge))
        so.asked = {*face.challenge, time};
    const bool isOver = so.outcome == Outcome::Accepted || so.outcome == Outcome::Refused;
    if (isOver || !(face.justConfirmed || face.justRefused))
        return;
    so.outcome = face.justConfirmed ? Outcome::Accepted : Outcome::Refused;
    so.after = time;
    so.reason = face.liveness && !face.liveness->signs.empty() ? std::string(text(face.liveness->signs.front())) : "";
}

void trace(double time, const LivenessMeasures &m)
{
    std::printf("%5.2f raster %6.1f fixed %d free %d flats %d reliefs %d blinks %d eyes %.2f control %.2f turn %.2f rest %.2f\n",
        time, static_cast<double>(m.raster), m.fixed, m.free, m.flats, m.reliefs, m.blinks, static_cast<double>(m.eyes),
        static_cast<double>(m.control), static_cast<double>(m.turn), static_cast<double>(m.rest));
}

// Films `scene` until it is decided, or the time is over. The scene may answer what was asked so far.
using Scene = std::function<cv::Mat(double, const Presentation &)>;
Presentation present(Bench &bench, const Subject &subject, const FaceFilm &film, const Scene &scene, unsigned seed, Tally &tally)
{
    RecognizerSettings settings;
    settings.liveness.policy = bench.policy;
    settings.liveness.seed = seed;
    CameraRecognizer recognizer(bench.engine, settings);
    const Gallery gallery =
        bench.engine->emptyGallery().with(std::vector<Template>{{subject.name, subject.embedding}});
    std::mt19937 random(seed);
    Presentation result;
    for (int i = 0; i < bench.seconds * framesPerSecond; ++i) {
        const double time = static_cast<double>(i) / framesPerSecond;
        const cv::Mat picture = bench::filmed(scene(time, result), film.conditions(), random);
        const auto seen = recognizer.process(
            recognize::frameOf(picture, std::chrono::nanoseconds(static_cast<int64_t>(time * 1e9))), *bench.workspace, gallery);
        if (!seen)
            fail(seen.error().message);
        tally.spent += seen->spent.liveness;
        ++tally.frames;
        for (const TrackedFace &face : seen->faces) {
            note(face, time, result);
            if (bench.trace && face.liveness)
                trace(time, face.liveness->measures);
        }
        if (result.outcome == Outcome::Accepted || result.outcome == Outcome::Refused)
            break;
    }
    return result;
}

// Does what was asked a second ago.
bench::FacePose answering(const Idling &idling, double time, const Presentation &so)
{
    bench::FacePose pose = idling.at(time);
    if (!so.asked)
        return pose;
    const double since = time - so.asked->second - 1;
    const double turned = 0.75 * std::clamp(std::min(since / 0.6, (2.6 - since) / 0.6), 0.0, 1.0);
    if (so.asked->first == Challenge::BlinkTwice)
        pose.closing = std::max({pose.closing, Idling::closingOf(since), Idling::closingOf(since - 0.6)});
    else
        pose.yaw += so.asked->first == Challenge::TurnLeft ? turned : -turned;
    return pose;
}

std::vector<Subject> readSubjects(Bench &bench, const std::filesystem::path &folder, size_t most, size_t skipped)
{
    const auto identities = recognize::readIdentities(folder);
    if (!identities)
        fail(identities.error());
    std::vector<Subject> subjects;
    for (const recognize::Identity &identity : *identities) {
        if (subjects.size() >= most)
            break;
        for (const std::filesystem::path &file : identity.photos) {
            const cv::Mat photo = cv::imread(file.string(), cv::IMREAD_COLOR);
            if (photo.empty())
                continue;
            const Picture picture(photo.clone());
            const auto found = bench.workspace->detector->detect(picture, bench.engine->minimumEnrolmentFace());
            if (!found || found->size() != 1 || found->front().box.width < 60)
                continue;
            const auto face = bench.workspace->landmarks->find(picture, found->front());
            const auto embedding = face ? bench.workspace->embedder->embed(picture, *face) : std::unexpected(face.error());
            if (!embedding || std::abs(turnOf(face->points).value_or(0)) > 0.25F)
                continue;
            if (skipped > 0) {
                --skipped;
                break;
            }
            subjects.push_back({identity.name, file, *embedding, photo, *face});
            break; // one photo of each
        }
    }
    return subjects;
}

// Each kind of film has its own seeds. The first film of a person is taken in good light, the others in any.
template <typename Show> void forEachFilm(const Bench &bench, const std::vector<Subject> &subjects, unsigned seed, Show show)
{
    for (int i = 0; i < bench.films; ++i) {
        for (const Subject &subject : subjects) {
            std::mt19937 random(++seed);
            const FaceFilm film(
                subject.photo, subject.face, i == 0 ? bench::FilmConditions{} : bench::variedConditions(random), seed);
            show(subject, film, seed);
        }
    }
}

void benchLiving(Bench &bench, const std::vector<Subject> &subjects)
{
    Tally tally;
    forEachFilm(bench, subjects, 100'000, [&](const Subject &subject, const FaceFilm &film, unsigned seed) {
        std::mt19937 random(seed);
        const Idling idling(random);
        const auto scene = [&](double time, const Presentation &so) { return film.frame(answering(idling, time, so)); };
        tally.add(subject.name, present(bench, subject, film, scene, seed, tally));
    });
    tally.print("living (head with depth)");
}

void benchAttack(Bench &bench, const std::vector<Subject> &subjects, Species species)
{
    Tally tally;
    forEachFilm(bench, subjects, 500'000, [&](const Subject &subject, const FaceFilm &film, unsigned seed) {
        Attack attack(species, film, seed);
        const auto scene = [&](double time, const Presentation &) { return attack.frame(time); };
        tally.add(subject.name, present(bench, subject, film, scene, seed, tally));
    });
    tally.print(std::string(text(species)));
}

// Every followed face that is named is one presentation.
void benchClip(Bench &bench, const std::vector<Subject> &subjects, const std::filesystem::path &clip)
{
    auto file = recognize::FrameFile::open(clip);
    if (!file)
        fail(clip.string() + ": " + file.error());
    std::vector<Template> templates;
    for (const Subject &subject : subjects)
        templates.push_back({subject.name, subject.embedding});
    const Gallery gallery = bench.engine->emptyGallery().with(templates);
    RecognizerSettings settings;
    settings.liveness.policy = bench.policy;
    CameraRecognizer recognizer(bench.engine, settings);
    std::map<TrackId, Presentation> tracks;
    Tally tally;
    while (const auto picture = file->next()) {
        const auto seen = recognizer.process(recognize::frameOf(picture->bgr, picture->time), *bench.workspace, gallery);
        if (!seen)
            fail(seen.error().message);
        tally.spent += seen->spent.liveness;
        ++tally.frames;
        for (const TrackedFace &face : seen->faces)
            note(face, std::chrono::duration<double>(picture->time).count(), tracks[face.track]);
    }
    for (const auto &[track, so] : tracks)
        tally.add(std::to_string(static_cast<uint64_t>(track)), so);
    tally.print(clip.filename().string());
}

} // namespace

int main(int argc, char **argv)
{
    std::filesystem::path models;
    std::filesystem::path people;
    std::string engine;
    size_t most = 20;
    size_t skipped = 0;
    bool challenge = false;
    std::filesystem::path samples;
    std::vector<std::filesystem::path> clips;
    Bench bench;
    CLI::App app("How often liveness is wrong, as a table", "rollcall-bench-liveness");
    app.add_option("--models", models, "folder with neural networks")->required();
    app.add_option("--engine", engine, "one of rollcall-recognize --list-engines");
    app.add_option("--people", most, "so many people, a film each")->capture_default_str();
    app.add_option("--skip", skipped, "leave out so many people first: tune with some, judge by others")->capture_default_str();
    app.add_option("--films", bench.films, "of each kind and person; all but the first in varied light, size, noise and hair")->capture_default_str();
    app.add_option("--seconds", bench.seconds, "length of a film")->capture_default_str();
    app.add_flag("--challenge", challenge, "with a challenge, which living people answer");
    app.add_flag("--trace", bench.trace, "print what is measured on every frame");
    app.add_option("--samples", samples, "folder for a frame of each kind, instead of a table");
    app.add_option("--clip", clips, "a video instead, of these people; each followed face counts once")->allow_extra_args(false);
    app.add_option("PHOTOS", people, "folder with a folder of photos for each person")->required();
    CLI11_PARSE(app, argc, argv);
    configureLibraries();
    auto loaded = Engine::load({.models = models, .engine = engine});
    auto workspace = loaded ? (*loaded)->makeWorkspace() : std::unexpected(loaded.error());
    if (!workspace)
        fail(workspace.error().message);
    bench.engine = *loaded;
    bench.workspace = std::move(*workspace);
    bench.policy = challenge ? LivenessPolicy::Challenge : LivenessPolicy::Passive;
    const std::vector<Subject> subjects = readSubjects(bench, people, most, skipped);
    constexpr Species all[] = {Species::PrintHeld, Species::PrintCutOut, Species::PrintStill, Species::ScreenHeld, Species::ScreenStill};
    if (!samples.empty()) {
        const FaceFilm film(subjects.at(0).photo, subjects.at(0).face, {}, 1);
        cv::imwrite((samples / "living.png").string(), film.frame({.yaw = 0.3, .pitch = 0, .shift = {}, .closing = 0}));
        cv::imwrite((samples / "blinking.png").string(), film.frame({.yaw = 0, .pitch = 0, .shift = {}, .closing = 1}));
        for (const Species species : all)
            cv::imwrite((samples / (std::to_string(static_cast<int>(species)) + ".png")).string(), Attack(species, film, 7).frame(1));
        return 0;
    }
    std::printf("%s, %zu people\n", bench.engine->name().c_str(), subjects.size());
    Tally::printHeading();
    for (const std::filesystem::path &clip : clips)
        benchClip(bench, subjects, clip);
    if (!clips.empty())
        return 0;
    benchLiving(bench, subjects);
    for (const Species species : all)
        benchAttack(bench, subjects, species);
    return 0;
}
