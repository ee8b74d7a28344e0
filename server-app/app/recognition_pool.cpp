#include "app/recognition_pool.h"

#include "app/frame_view_of.h"
#include "app/time_share.h"
#include "app/track_reports.h"
#include "media/tap.h"

#include <QLoggingCategory>

#include <random>
#include <set>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcRecognition, "rollcall.app.recognition", QtInfoMsg)

namespace rollcall::app {

// What belongs to one camera: its newest frame, its tracks. Served by one worker at a time.
struct RecognitionPool::CameraWork : media::RoundRobin<CameraWork>::Place {
    CameraWork(protocol::CameraId camera, std::shared_ptr<ops::CameraMetrics> series, recognition::CameraRecognizer tracks, TrackReports news, double part)
        : id(std::move(camera))
        , metrics(std::move(series))
        , recognizer(std::move(tracks))
        , reports(std::move(news))
        , share(part)
    {
    }
    const protocol::CameraId id;
    const std::shared_ptr<ops::CameraMetrics> metrics;
    media::LatestValue<media::DecodedFrame> newest;
    media::Tap<live::MarkedFrame> marked;
    std::atomic<bool> ended{false};
    mutable std::mutex refusedMutex;  // guards the following
    std::optional<RefusedFace> refused;

    // The worker that serves it
    recognition::CameraRecognizer recognizer;
    TrackReports reports;
    std::set<recognition::TrackId> heldBack;  // named, and not yet known to be alive
    QString challenge;
    TimeShare share;
    bool failing = false;
};

// Keeps its camera's work alive, which gives nothing any more once the camera is gone.
class RecognitionPool::MarkedSubscription final : public live::MarkedFrames::Subscription {
public:
    MarkedSubscription(std::shared_ptr<CameraWork> work, live::MarkedTaker taker)
        : m_work(std::move(work))
        , m_taker(std::make_shared<const live::MarkedTaker>(std::move(taker)))
    {
        m_work->marked.add(m_taker);
    }
    ~MarkedSubscription() override { m_work->marked.remove(m_taker); }

private:
    const std::shared_ptr<CameraWork> m_work;
    const std::shared_ptr<const live::MarkedTaker> m_taker;
};

std::expected<std::unique_ptr<RecognitionPool>, recognition::Error>
RecognitionPool::create(std::shared_ptr<const recognition::Engine> engine, recognition::RecognizerSettings settings, RecognitionLimits limits)
{
    std::vector<std::unique_ptr<recognition::Workspace>> workspaces;
    for (int i = 0; i < limits.threads; ++i) {
        auto workspace = engine->makeWorkspace();
        if (!workspace)
            return std::unexpected(workspace.error());
        workspaces.push_back(std::move(*workspace));
    }
    return std::make_unique<RecognitionPool>(std::move(engine), settings, std::move(workspaces), limits);
}

RecognitionPool::RecognitionPool(std::shared_ptr<const recognition::Engine> engine, recognition::RecognizerSettings settings,
                                 std::vector<std::unique_ptr<recognition::Workspace>> workspaces, RecognitionLimits limits)
    : m_engine(std::move(engine))
    , m_settings(settings)
    , m_limits(limits)
    , m_owner(this)
    , m_gallery(std::make_shared<const recognition::Gallery>(m_engine->emptyGallery()))
    , m_workspaces(std::move(workspaces))
    , m_workers(std::make_shared<media::RoundRobin<CameraWork>>(
          int(m_workspaces.size()), [this](CameraWork &work, int worker) { serve(work, *m_workspaces[size_t(worker)]); }))
{
}

RecognitionPool::~RecognitionPool()
{
    stop();
}

void RecognitionPool::stop()
{
    m_owner.cut();
    m_cameras.clear();
    m_workers->stop();
}

void RecognitionPool::addCamera(ingest::Camera &camera, recognition::LivenessPolicy liveness)
{
    auto taker = addSource(camera.id(), camera.metrics(), liveness);
    m_cameras.value(camera.id())->frames = camera.takeFrames(std::move(taker));
}

ingest::FrameTap::Taker RecognitionPool::addSource(const protocol::CameraId &id, std::shared_ptr<ops::CameraMetrics> metrics,
                                                   recognition::LivenessPolicy liveness)
{
    recognition::RecognizerSettings settings = m_settings;
    settings.liveness.policy = liveness;
    settings.liveness.seed = std::random_device{}();
    auto work = std::make_shared<CameraWork>(id, std::move(metrics), recognition::CameraRecognizer(m_engine, std::move(settings)),
                                             TrackReports(id, ++m_streams, m_limits.withPictures), m_limits.cameraShare);
    m_cameras.insert(id, std::make_shared<Watched>(Watched{work, {}}));
    return [work, workers = std::weak_ptr(m_workers)](const media::DecodedFrame &frame) {
        if (!work->newest.put(frame)) {
            work->metrics->frameDropped();
            work->metrics->frameSkipped(ops::SkipReason::Busy);
        } else if (const auto alive = workers.lock()) {
            alive->wake(work);
        }
    };
}

void RecognitionPool::removeCamera(const protocol::CameraId &id)
{
    if (const auto watched = m_cameras.take(id))
        watched->work->ended = true;
    m_challenges.remove(id);
}

std::unique_ptr<live::MarkedFrames::Subscription> RecognitionPool::take(const protocol::CameraId &camera, live::MarkedTaker taker)
{
    const auto watched = m_cameras.value(camera);
    return watched ? std::make_unique<MarkedSubscription>(watched->work, std::move(taker)) : nullptr;
}

void RecognitionPool::setGallery(recognition::Gallery gallery)
{
    auto next = std::make_shared<const recognition::Gallery>(std::move(gallery));
    const std::scoped_lock lock{m_galleryMutex};
    m_gallery.swap(next);  // the old one is destroyed after the lock
}

std::shared_ptr<const recognition::Gallery> RecognitionPool::gallery()
{
    const std::scoped_lock lock{m_galleryMutex};
    return m_gallery;
}

std::optional<RefusedFace> RecognitionPool::lastRefused(const protocol::CameraId &id) const
{
    const auto watched = m_cameras.value(id);
    if (!watched)
        return std::nullopt;
    const std::scoped_lock lock{watched->work->refusedMutex};
    return watched->work->refused;
}

double RecognitionPool::takeLoad()
{
    const auto now = std::chrono::steady_clock::now();
    const auto passed = std::chrono::nanoseconds(now - std::exchange(m_loadTaken, now));
    const double available = double(passed.count()) * double(std::max<size_t>(1, m_workspaces.size()));
    return available > 0 ? std::clamp(double(m_busyNanoseconds.exchange(0)) / available, 0.0, 1.0) : 0;
}

void RecognitionPool::serve(CameraWork &work, recognition::Workspace &workspace)
{
    const auto frame = work.newest.take();
    if (!frame || work.ended)
        return;
    const auto begun = media::monotonicNow();
    if (!work.share.hasLeft(begun)) {
        work.metrics->frameSkipped(ops::SkipReason::Budget);
        return;
    }
    process(work, *frame, workspace);
    const auto spent = media::monotonicNow() - begun;
    work.share.use(spent);
    m_busyNanoseconds += spent.count();
}

void RecognitionPool::process(CameraWork &work, const media::DecodedFrame &frame, recognition::Workspace &workspace)
{
    const auto known = gallery();
    const recognition::FrameView view = viewOf(frame);
    const auto result = work.recognizer.process(view, workspace, *known);
    if (!result) {
        if (!std::exchange(work.failing, true))
            qCWarning(lcRecognition).noquote() << u"camera %1: %2"_s.arg(work.id.toString(), QString::fromStdString(result.error().message));
        return show(work, frame, nullptr);
    }
    work.failing = false;
    show(work, frame, &*result);
    work.metrics->frameRecognised(media::sinceCapture(frame.captured));
    if (result->still)
        work.metrics->frameSkipped(ops::SkipReason::Still);
    for (const recognition::QualityFault fault : result->refused) {
        work.metrics->faceRefused(recognition::text(fault));
        const std::scoped_lock lock{work.refusedMutex};
        work.refused = RefusedFace{std::string(recognition::text(fault)), whenSeen(frame)};
    }
    reportLiveness(work, *result);
    report(work, frame, view, *result);
}

// To those who look at pictures; nothing is computed for nobody.
void RecognitionPool::show(CameraWork &work, const media::DecodedFrame &frame, const recognition::FrameResult *result) const
{
    if (work.marked.isEmpty())
        return;
    const auto faces = result ? std::make_shared<const live::FaceMarks>(m_marker.marks(*result)) : nullptr;
    work.marked.deliver({frame, faces});
}

// Somebody who was recognised is not registered: an operator can see how often, and why, but not who.
void RecognitionPool::refuse(CameraWork &work, const std::string &reason)
{
    work.metrics->livenessRefused(reason);
    qCInfo(lcRecognition).noquote() << u"camera %1: somebody who was recognised was not registered, liveness: %2"_s.arg(work.id.toString(), QString::fromStdString(reason));
}

void RecognitionPool::reportLiveness(CameraWork &work, const recognition::FrameResult &result)
{
    std::set<recognition::TrackId> heldBack;
    QString challenge;
    for (const recognition::TrackedFace &face : result.faces) {
        if (face.justRefused && !face.liveness->signs.empty())
            refuse(work, std::string(recognition::text(face.liveness->signs.front())));
        if (face.isHeldBack && (!face.liveness || face.liveness->state == recognition::LivenessState::Undecided))
            heldBack.insert(face.track);
        if (face.challenge && challenge.isEmpty())
            challenge = QString::fromUtf8(recognition::text(*face.challenge));
    }
    for (const recognition::TrackId track : work.heldBack) {
        if (std::ranges::find(result.faces, track, &recognition::TrackedFace::track) == result.faces.end())
            refuse(work, "undecided");  // gone before it was known
    }
    work.heldBack = std::move(heldBack);
    if (std::exchange(work.challenge, challenge) == challenge)
        return;
    m_owner.post([this, id = work.id, challenge] {
        if (challenge.isEmpty() || !m_cameras.contains(id))
            m_challenges.remove(id);
        else
            m_challenges.insert(id, challenge);
    });
}

void RecognitionPool::report(CameraWork &work, const media::DecodedFrame &frame, const recognition::FrameView &view, const recognition::FrameResult &result)
{
    const TrackReports::News news = work.reports.update(frame, view, result);
    for (const RecognisedFace &face : news.recognised)
        m_owner.post([this, face] { Q_EMIT recognised(face); });
    for (const UnknownFaceSeen &face : news.unknown)
        m_owner.post([this, face] { Q_EMIT unknownSeen(face); });
}

} // namespace rollcall::app
