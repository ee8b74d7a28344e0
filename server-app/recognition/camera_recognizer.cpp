#include "recognition/camera_recognizer.h"

#include "recognition/face_search.h"
#include "recognition/jpeg.h"
#include "recognition/liveness_guard.h"
#include "recognition/motion_gate.h"
#include "recognition/picture.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <map>

namespace rollcall::recognition {

namespace {

using std::chrono::nanoseconds;

constexpr int smallWidth = 320; // pixels at most; flow and motion are judged at this size
constexpr nanoseconds longestFlow = std::chrono::milliseconds(500);
constexpr int eagerLooks = 15; // at a face without a verdict; after that it is looked at less often
constexpr float betterSize = 1.4F; // a face that grew by this is worth a new look

// Adds the time from its making to its end to a stage.
class Stopwatch {
public:
    explicit Stopwatch(nanoseconds &stage)
        : m_stage(stage)
        , m_start(std::chrono::steady_clock::now())
    {
    }
    ~Stopwatch() { m_stage += std::chrono::steady_clock::now() - m_start; }
    Stopwatch(const Stopwatch &) = delete;
    Stopwatch &operator=(const Stopwatch &) = delete;

private:
    nanoseconds &m_stage;
    std::chrono::steady_clock::time_point m_start;
};

// What is known about the face of a track.
struct Dossier {
    std::vector<Vote> votes;
    Verdict verdict;
    std::optional<nanoseconds> lastLook;
    float widestLook = 0; // pixels
    int looks = 0;
    bool mayBeAnother = false; // the face was lost for a moment, and no look since then was good enough to vote
    std::optional<FaceQuality> quality;
    std::optional<QualityFault> fault;
    LookAverage average; // of the looks that voted

    // The last vote says something else than the verdict.
    [[nodiscard]] bool isDoubtful() const
    {
        return !votes.empty() && verdict.state != FaceState::Tentative && votes.back().person != verdict.person;
    }
    [[nodiscard]] bool isUrgent() const
    {
        return isDoubtful() || (verdict.state == FaceState::Tentative && looks < eagerLooks);
    }
    [[nodiscard]] bool isDue(nanoseconds now, const Track &track, const RecognizerSettings &settings) const
    {
        const bool settled = verdict.state != FaceState::Unknown || now - track.born > settings.unknownSettlesAfter;
        return !lastLook || mayBeAnother || isUrgent()
            || now - *lastLook >= (settled ? settings.refreshEvery : settings.refreshUnknownEvery)
            || track.box.width > widestLook * betterSize;
    }
};

cv::Mat shrunk(const cv::Mat &luma)
{
    // Halving step by step: OpenCV has a fast path for exactly that.
    cv::Mat small = luma;
    while (small.cols > smallWidth && small.rows > 1) {
        cv::Mat half;
        cv::resize(small(cv::Rect(0, 0, small.cols & ~1, small.rows & ~1)), half, {small.cols / 2, small.rows / 2}, 0,
            0, cv::INTER_AREA);
        small = half;
    }
    return small.data == luma.data ? luma.clone() : small;
}

} // namespace

struct CameraRecognizer::State {
    std::shared_ptr<const Engine> engine;
    RecognizerSettings settings;
    Tracker tracker{settings.tracking};
    MotionGate gate;
    LivenessGuard guard{settings.liveness};
    std::map<TrackId, Dossier> dossiers;
    cv::Mat previous; // small luma
    cv::Size size;
    std::chrono::steady_clock::time_point begun; // with the newest frame
    std::optional<nanoseconds> lastFrame;
    std::optional<nanoseconds> lastSearch; // a detector run, or one that was not needed because nothing moved
    std::optional<nanoseconds> lastDetection;
    std::optional<nanoseconds> lastWholeSearch; // for faces that are not known yet
    std::optional<nanoseconds> lastSearchOfAll; // of every pixel
    size_t rejections = 0; // of the last frame's gallery

    State(std::shared_ptr<const Engine> usedEngine, RecognizerSettings wanted)
        : engine(std::move(usedEngine))
        , settings(std::move(wanted))
    {
    }
    void reset();
    [[nodiscard]] float minimumFace() const { return settings.minimumFace.value_or(engine->minimumFace(size.height)); }
    [[nodiscard]] bool isSearchDue(nanoseconds now) const;
    [[nodiscard]] bool isWholeSearchDue(nanoseconds now) const;
    [[nodiscard]] cv::Rect newFacesArea(nanoseconds now);
    void follow(const cv::Mat &small, nanoseconds now);
    std::expected<bool, Error> search(
        const Picture &picture, bool moved, nanoseconds now, Workspace &workspace, FrameResult &result);
    void forgetRemoved(const Gallery &gallery);
    std::expected<void, Error> lookAtFaces(
        const Picture &picture, nanoseconds now, Workspace &workspace, const Gallery &gallery, FrameResult &result);
    std::expected<void, Error> look(const Picture &picture, const Track &track, nanoseconds now, Workspace &workspace,
        const Gallery &gallery, FrameResult &result);
    std::expected<Embedding, Error> describe(
        const Picture &picture, const Face &face, Workspace &workspace, FrameResult &result);
    [[nodiscard]] Vote vote(const Embedding &embedding, const Dossier &dossier, nanoseconds now, const Gallery &gallery,
        FrameResult &result) const;
    [[nodiscard]] std::vector<TrackedFace> report(const std::map<TrackId, Verdict> &before) const;
};

void CameraRecognizer::State::reset()
{
    tracker.clear();
    gate.clear();
    guard.clear();
    dossiers.clear();
    previous.release();
    lastFrame.reset();
    lastSearch.reset();
    lastDetection.reset();
    lastWholeSearch.reset();
    lastSearchOfAll.reset();
}

bool CameraRecognizer::State::isSearchDue(nanoseconds now) const
{
    if (!lastSearch)
        return true;
    const bool urgent = std::ranges::any_of(dossiers, [](const auto &entry) { return entry.second.isUrgent(); });
    return now - *lastSearch >= (urgent ? settings.detectEveryWhileNew : settings.detectEvery);
}

// New faces are found by searching wherever something moved. So is one that was just lost: it may have jumped.
bool CameraRecognizer::State::isWholeSearchDue(nanoseconds now) const
{
    // Detectors miss a face that turns; where the flow still follows it, it did not jump.
    const auto isLost = [](const Track &track) { return track.misses > 0 && !track.isFollowed; };
    const bool again = tracker.tracks().empty() || std::ranges::any_of(tracker.tracks(), isLost);
    return !lastWholeSearch
        || now - *lastWholeSearch >= (again ? settings.searchAgainEvery : settings.searchWholeEvery);
}

// Where a face may be that is not known: nobody comes without moving. Nowhere, or all of the picture now and then, for whom
// the detector missed when they came.
cv::Rect CameraRecognizer::State::newFacesArea(nanoseconds now)
{
    const cv::Rect all(cv::Point(), size);
    if (lastSearchOfAll && now - *lastSearchOfAll < settings.detectAtLeastEvery && !previous.empty()) {
        const double scale = static_cast<double>(size.width) / previous.cols;
        const cv::Rect moved = gate.movedArea(minimumFace() / static_cast<float>(scale));
        const cv::Rect area(cv::Point(moved.tl() * scale), cv::Point(moved.br() * scale));
        const cv::Rect part = partWith(area, tracker.tracks(), minimumFace(), size);
        if (part != all)
            return part;
    }
    lastSearchOfAll = now;
    return all;
}

void CameraRecognizer::State::follow(const cv::Mat &small, nanoseconds now)
{
    if (!previous.empty() && lastFrame && now - *lastFrame <= longestFlow)
        tracker.follow(previous, small, static_cast<float>(size.width) / static_cast<float>(small.cols));
    previous = small;
}

// Runs the detector when it is time and there is reason to. True when every track's detection is of this picture.
std::expected<bool, Error> CameraRecognizer::State::search(
    const Picture &picture, bool moved, nanoseconds now, Workspace &workspace, FrameResult &result)
{
    if (!isSearchDue(now) || (tracker.tracks().empty() && !isWholeSearchDue(now)))
        return false;
    lastSearch = now;
    if (!moved && lastDetection && now - *lastDetection < settings.detectAtLeastEvery) {
        tracker.stillThere(now);
        result.still = true;
        return true;
    }
    const Stopwatch watch(result.spent.detect);
    const bool forAll = isWholeSearchDue(now);
    const cv::Rect area = forAll ? newFacesArea(now) : cv::Rect();
    if (forAll && area.empty()) { // what moved is smaller than a face, and there is nobody to look after
        lastWholeSearch = now;
        result.still = true;
        return true;
    }
    const auto found = forAll ? searchPart(area, picture, minimumFace(), *workspace.detector)
                              : searchAround(tracker.tracks(), picture, minimumFace(), *workspace.detector);
    if (!found)
        return std::unexpected(found.error());
    result.detectionRan = true;
    lastDetection = now;
    gate.remember();
    if (forAll) {
        lastWholeSearch = now;
        gate.rememberAll();
    }
    tracker.update(*found, now);
    std::erase_if(dossiers, [&](const auto &entry) {
        return std::ranges::find(tracker.tracks(), entry.first, &Track::id) == tracker.tracks().end();
    });
    for (const Track &track : tracker.tracks())
        dossiers[track.id].mayBeAnother |= !track.isContinuous && track.misses == 0;
    return true;
}

// Somebody who is no longer enrolled must not go on being recognised; and whoever carries the name of a person for whom a face was
// rejected since is looked at afresh, because it may be that very face.
void CameraRecognizer::State::forgetRemoved(const Gallery &gallery)
{
    const size_t known = std::exchange(rejections, gallery.rejectionCount());
    const auto isVoid = [&, rejected = rejections > known](const std::optional<std::string> &person) {
        return person && (!gallery.contains(*person) || (rejected && gallery.hasRejections(*person)));
    };
    for (auto &[id, dossier] : dossiers) {
        std::erase_if(dossier.votes, [&](const Vote &vote) { return isVoid(vote.person); });
        if (isVoid(dossier.verdict.person))
            dossier.verdict = {};
    }
}

std::expected<void, Error> CameraRecognizer::State::lookAtFaces(
    const Picture &picture, nanoseconds now, Workspace &workspace, const Gallery &gallery, FrameResult &result)
{
    std::vector<const Track *> due;
    for (const Track &track : tracker.tracks()) {
        if (track.misses == 0 && dossiers[track.id].isDue(now, track, settings))
            due.push_back(&track);
    }
    // Whoever waited longest first; a new face has waited for ever.
    std::ranges::stable_sort(
        due, {}, [&](const Track *track) { return dossiers[track->id].lastLook.value_or(nanoseconds::min()); });
    due.resize(std::min(due.size(), static_cast<size_t>(std::max(settings.looksPerFrame, 1))));
    for (const Track *track : due) {
        const bool isLate = settings.frameBudget && std::chrono::steady_clock::now() - begun > *settings.frameBudget;
        if (isLate && track != due.front()) {
            ++result.looksPutOff;
            continue;
        }
        if (const auto done = look(picture, *track, now, workspace, gallery, result); !done)
            return done;
    }
    return {};
}

std::expected<void, Error> CameraRecognizer::State::look(const Picture &picture, const Track &track, nanoseconds now,
    Workspace &workspace, const Gallery &gallery, FrameResult &result)
{
    Dossier &dossier = dossiers[track.id];
    dossier.lastLook = now;
    ++dossier.looks;
    std::expected<Face, Error> face;
    {
        const Stopwatch watch(result.spent.align);
        face = workspace.landmarks->find(picture, track.detection);
        if (!face)
            return std::unexpected(face.error());
        QualityLimits limits = settings.quality;
        limits.minimumWidth = minimumFace() * 0.8F; // detectors find faces a little smaller than asked for
        dossier.quality = measureQuality(picture, *face);
        dossier.fault = findFault(*dossier.quality, limits);
        if (dossier.fault) {
            result.refused.push_back(*dossier.fault);
            return {};
        }
    }
    const auto embedding = describe(picture, *face, workspace, result);
    if (!embedding)
        return std::unexpected(embedding.error());
    dossier.widestLook = std::max(dossier.widestLook, track.box.width);
    if (std::exchange(dossier.mayBeAnother, false))
        dossier.average.clear();
    const auto remember = [&] { dossier.average.add(*embedding, *dossier.quality, track.detection.box, now); };
    remember();
    dossier.votes.push_back(vote(*embedding, dossier, now, gallery, result));
    const size_t votes = dossier.votes.size();
    dossier.verdict = decide(dossier.votes, dossier.verdict, engine->matchRule(), settings.votes);
    if (dossier.verdict.standing < votes) { // the looks before were at somebody else
        dossier.average.clear();
        remember();
    }
    const size_t kept = std::min(dossier.verdict.standing, settings.votes.remembered);
    dossier.votes.erase(dossier.votes.begin(), dossier.votes.end() - static_cast<ptrdiff_t>(kept));
    return {};
}

// What this look says, alone and together with those before it.
Vote CameraRecognizer::State::vote(const Embedding &embedding, const Dossier &dossier, nanoseconds now,
    const Gallery &gallery, FrameResult &result) const
{
    const Stopwatch watch(result.spent.match);
    const MatchRule &rule = engine->matchRule();
    const SearchResult found = gallery.search(embedding);
    Vote vote = judge(found, now, rule);
    const auto average = dossier.average.value();
    if (!vote.person && average && average->looks > 1)
        vote = judge(found, gallery.search(average->embedding), now, rule);
    vote.weight = dossier.quality ? dossier.quality->voteWeight() : 1;
    return vote;
}

std::expected<Embedding, Error> CameraRecognizer::State::describe(
    const Picture &picture, const Face &face, Workspace &workspace, FrameResult &result)
{
    const Stopwatch watch(result.spent.embed);
    ++result.looks;
    return workspace.embedder->embed(picture, face);
}

std::vector<TrackedFace> CameraRecognizer::State::report(const std::map<TrackId, Verdict> &before) const
{
    std::vector<TrackedFace> faces;
    for (const Track &track : tracker.tracks()) {
        const auto entry = dossiers.find(track.id);
        if (entry == dossiers.end())
            continue;
        const Dossier &dossier = entry->second;
        const auto earlier = before.find(track.id);
        const Verdict old = earlier == before.end() ? Verdict{} : earlier->second;
        TrackedFace face;
        face.track = track.id;
        face.box = track.box;
        face.state = dossier.verdict.state;
        face.person = dossier.verdict.person;
        face.confidence = dossier.verdict.confidence;
        face.quality = dossier.quality;
        face.fault = dossier.fault;
        face.justConfirmed = face.person && face.person != old.person;
        face.justUnknown = face.state == FaceState::Unknown && old.state != FaceState::Unknown;
        if (!dossier.votes.empty() && dossier.votes.back().time == lastFrame)
            face.look = dossier.average.value();
        faces.push_back(std::move(face));
    }
    return faces;
}

CameraRecognizer::CameraRecognizer(std::shared_ptr<const Engine> engine, RecognizerSettings settings)
    : m_state(std::make_unique<State>(std::move(engine), std::move(settings)))
{
}

CameraRecognizer::~CameraRecognizer() = default;
CameraRecognizer::CameraRecognizer(CameraRecognizer &&) noexcept = default;
CameraRecognizer &CameraRecognizer::operator=(CameraRecognizer &&) noexcept = default;

void CameraRecognizer::reset()
{
    m_state->reset();
}

std::expected<FrameResult, Error> CameraRecognizer::process(
    const FrameView &frame, Workspace &workspace, const Gallery &gallery)
try {
    State &state = *m_state;
    state.begun = std::chrono::steady_clock::now();
    if (!frame.isValid())
        return std::unexpected(Error{Error::Code::BadPicture, "A frame has no pixels or impossible measures."});
    const cv::Size size(frame.width, frame.height);
    if (size != state.size) {
        state.reset();
        state.size = size;
    }
    FrameResult result;
    result.time = frame.time;
    result.width = frame.width;
    result.height = frame.height;
    std::map<TrackId, Verdict> before;
    for (const auto &[id, dossier] : state.dossiers)
        before.emplace(id, dossier.verdict);
    if (state.lastFrame && frame.time < *state.lastFrame) {
        result.faces = state.report(before);
        state.guard.withhold(result.faces);
        return result;
    }

    const Picture picture(frame);
    bool moved = false;
    cv::Mat small;
    {
        const Stopwatch watch(result.spent.gate);
        small = shrunk(picture.luma());
        moved = state.gate.hasMoved(small);
    }
    {
        const Stopwatch watch(result.spent.track);
        state.follow(small, frame.time);
    }
    state.lastFrame = frame.time;
    state.forgetRemoved(gallery);
    const auto fresh = state.search(picture, moved, frame.time, workspace, result);
    if (!fresh)
        return std::unexpected(fresh.error());
    if (*fresh) {
        if (const auto done = state.lookAtFaces(picture, frame.time, workspace, gallery, result); !done)
            return std::unexpected(done.error());
    }
    result.faces = state.report(before);
    {
        const Stopwatch watch(result.spent.liveness);
        const auto done = state.guard.watch({picture, small, frame.time, result.detectionRan}, state.tracker.tracks(),
            *workspace.landmarks, result.faces);
        if (!done)
            return std::unexpected(done.error());
    }
    return result;
} catch (const std::exception &failure) {
    return std::unexpected(Error{Error::Code::Library, std::string("Recognising a frame failed: ") + failure.what()});
}

std::expected<std::vector<std::byte>, Error> evidenceJpeg(const FrameView &frame, const Box &face, int maximumWidth)
try {
    constexpr float surroundings = 1.8F;
    if (!frame.isValid())
        return std::unexpected(Error{Error::Code::BadPicture, "A frame has no pixels or impossible measures."});
    return encodeJpeg(Picture(frame).bgrAround(grown(face, surroundings)).bgr, maximumWidth);
} catch (const std::exception &failure) {
    return std::unexpected(
        Error{Error::Code::Library, std::string("The evidence picture could not be made: ") + failure.what()});
}

} // namespace rollcall::recognition
