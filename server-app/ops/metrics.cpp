#include "ops/metrics.h"

#include "ops/process_stats.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <optional>
#include <sstream>
#include <string_view>

namespace rollcall::ops {

namespace {

using prometheus::Counter;
using prometheus::Family;
using prometheus::Gauge;
using prometheus::Histogram;
using Labels = std::map<std::string, std::string>;

// Seconds. Fine where the goals are (1 to 100 ms), so that p50 and p95 read from the buckets mean something.
const Histogram::BucketBoundaries latencyBuckets{0.001, 0.002, 0.003, 0.004, 0.005, 0.006, 0.008, 0.010, 0.012, 0.014, 0.017, 0.020, 0.025,
                                                 0.030, 0.040, 0.050, 0.060, 0.080, 0.100, 0.125, 0.150, 0.200, 0.250, 0.350, 0.500, 1, 2.5, 5};

template <typename T>
Family<T> &family(prometheus::Registry &registry, const char *name, const char *help)
{
    if constexpr (std::is_same_v<T, Counter>)
        return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
    else if constexpr (std::is_same_v<T, Gauge>)
        return prometheus::BuildGauge().Name(name).Help(help).Register(registry);
    else
        return prometheus::BuildHistogram().Name(name).Help(help).Register(registry);
}

double toSeconds(std::chrono::nanoseconds time)
{
    return std::max(0.0, std::chrono::duration<double>(time).count());  // clocks of two machines may disagree
}

// A counter that follows a total kept elsewhere; a total that fell counts from nothing again.
void follow(Counter &counter, double &last, double total)
{
    if (total < last)
        last = 0;
    if (total > last)
        counter.Increment(total - last);
    last = total;
}

// The text format wants UTF-8; a name from outside need not be.
std::string asLabel(std::string text)
{
    constexpr std::size_t maxBytes = 64;
    if (text.size() > maxBytes)
        text.resize(maxBytes);
    for (char &c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7f)
            c = '?';
    }
    return text;
}

} // namespace

class Metrics::Private {
public:
    // Cameras that nobody else holds any more. With the mutex held.
    void dropGoneCameras()
    {
        std::erase_if(cameras, [](const auto &entry) { return entry.second.use_count() == 1; });
    }

    template <typename T>
    Family<T> &make(const char *name, const char *help) { return family<T>(registry, name, help); }

    prometheus::Registry registry;

    Family<Counter> &framesReceived = make<Counter>("rollcall_frames_received_total", "Video frames that arrived from a camera.");
    Family<Counter> &framesDecoded = make<Counter>("rollcall_frames_decoded_total", "Video frames decoded.");
    Family<Counter> &framesDropped = make<Counter>("rollcall_frames_dropped_total", "Decoded frames replaced by a newer one before recognition had time for them.");
    Family<Counter> &framesRecognised = make<Counter>("rollcall_frames_recognised_total", "Frames that went through recognition.");
    Family<Counter> &framesSkipped = make<Counter>("rollcall_recognition_frames_skipped_total", "Frames that recognition left out (busy, budget) or needed no search on (still).");
    Family<Counter> &facesRefused = make<Counter>("rollcall_faces_refused_total", "Looks at faces that were not good enough to be compared, by reason.");
    Family<Histogram> &captureToDecoded = make<Histogram>("rollcall_capture_to_decoded_seconds", "Time from the capture of a frame to its decoded picture.");
    Family<Histogram> &captureToRecognised = make<Histogram>("rollcall_capture_to_recognised_seconds", "Time from the capture of a frame to its recognition result.");
    Family<Counter> &livenessRefused = make<Counter>("rollcall_liveness_refused_total", "Recognised faces that were not registered, by what spoke against their being alive.");
    Family<Counter> &rtpPackets = make<Counter>("rollcall_rtp_packets_received_total", "RTP packets received.");
    Family<Counter> &rtpBytes = make<Counter>("rollcall_rtp_bytes_received_total", "RTP bytes received.");
    Family<Counter> &rtpLost = make<Counter>("rollcall_rtp_packets_lost_total", "RTP packets lost for good.");
    Family<Gauge> &rtpJitter = make<Gauge>("rollcall_rtp_jitter_seconds", "Interarrival jitter (RFC 3550).");
    Family<Gauge> &rtpRoundTrip = make<Gauge>("rollcall_rtp_round_trip_seconds", "Round-trip time to the camera.");
    Family<Counter> &keyframeRequests = make<Counter>("rollcall_keyframe_requests_total", "Key frames asked of a camera.");
    Family<Gauge> &viewers = make<Gauge>("rollcall_viewers", "WebRTC viewers of a camera now.");
    Family<Counter> &viewersCame = make<Counter>("rollcall_viewers_opened_total", "WebRTC viewers of a camera since the start.");
    Family<Counter> &viewerSkips = make<Counter>("rollcall_viewer_skips_total", "Times that a WebRTC viewer was too slow and went on with the next key frame.");
    Family<Histogram> &viewerStart = make<Histogram>("rollcall_viewer_start_seconds", "Time from a WebRTC viewer's offer to the first packet that it was sent.");
    Gauge &recognitionLoad = make<Gauge>("rollcall_recognition_load", "Part of the recognition threads' time that is used, 0 to 1; near 1 frames are left out.").Add({});
    Gauge &recognitionThreads = make<Gauge>("rollcall_recognition_threads", "Threads that recognise.").Add({});
    Gauge &sessions = make<Gauge>("rollcall_sessions", "Streaming sessions open now.").Add({});
    Counter &sessionsOpened = make<Counter>("rollcall_sessions_opened_total", "Streaming sessions opened since the start.").Add({});
    Family<Counter> &httpRequests = make<Counter>("rollcall_http_requests_total", "HTTP requests answered.");
    Gauge &storeWaiting = make<Gauge>("rollcall_store_waiting_events", "Sightings not yet on disk.").Add({});
    Gauge &storeOldest = make<Gauge>("rollcall_store_oldest_waiting_seconds", "Age of the oldest sighting not yet on disk.").Add({});
    Counter &storeWritten = make<Counter>("rollcall_store_written_total", "Sightings written to disk.").Add({});
    Counter &storeFailures = make<Counter>("rollcall_store_failures_total", "Attempts to write sightings that failed.").Add({});
    Family<Counter> &retentionPurged = make<Counter>("rollcall_retention_purged_total", "Rows deleted because they were old.");
    Family<Counter> &webhookAttempts = make<Counter>("rollcall_webhook_attempts_total", "Attempts to deliver an event to a webhook.");
    Counter &picturesKept = make<Counter>("rollcall_sighting_pictures_kept_total", "Pictures of sightings put into the register.").Add({});
    Counter &picturesLeftOut = make<Counter>("rollcall_sighting_pictures_left_out_total", "Pictures of sightings that could not be kept.").Add({});
    Gauge &unknownWaiting = make<Gauge>("rollcall_unknown_faces_waiting", "Unknown faces that wait for an operator.").Add({});
    Counter &unknownCrowdedOut = make<Counter>("rollcall_unknown_faces_crowded_out_total", "Unknown faces erased because too many waited.").Add({});
    // Made with the first figures: a register on this machine has no outbox.
    struct OutboxSeries {
        explicit OutboxSeries(Private &metrics)
            : reachable(metrics.make<Gauge>("rollcall_database_reachable", "Whether the register elsewhere was reached last time.").Add({}))
            , waiting(metrics.make<Gauge>("rollcall_outbox_waiting_events", "Sightings on disk here that wait for the register.").Add({}))
            , oldest(metrics.make<Gauge>("rollcall_outbox_oldest_waiting_seconds", "Age of the oldest sighting that waits for the register.").Add({}))
            , setAside(metrics.make<Gauge>("rollcall_outbox_set_aside_events", "Sightings that the register can never take.").Add({}))
            , delivered(metrics.make<Counter>("rollcall_outbox_delivered_total", "Sightings delivered to the register.").Add({}))
            , failures(metrics.make<Counter>("rollcall_outbox_failures_total", "Attempts to deliver that failed.").Add({}))
        {
        }
        Gauge &reachable;
        Gauge &waiting;
        Gauge &oldest;
        Gauge &setAside;
        Counter &delivered;
        Counter &failures;
        double lastDelivered = 0;
        double lastFailures = 0;
    };
    std::optional<OutboxSeries> outbox;
    Gauge &socketIoSessions = make<Gauge>("rollcall_socketio_sessions", "Socket.IO clients that are connected.").Add({});
    Gauge &socketIoViewers = make<Gauge>("rollcall_socketio_viewers", "Socket.IO clients that take frames.").Add({});
    Counter &socketIoSent = make<Counter>("rollcall_socketio_frames_sent_total", "Frames sent to Socket.IO viewers.").Add({});
    Counter &socketIoReplaced = make<Counter>("rollcall_socketio_frames_replaced_total", "Frames that a Socket.IO viewer was too slow for.").Add({});
    // Made with the first figures: most servers push to nobody.
    struct ForwardSeries {
        explicit ForwardSeries(Private &metrics)
            : connected(metrics.make<Gauge>("rollcall_forward_connected", "Whether the dashboard that frames are pushed to is connected.").Add({}))
            , forwarded(metrics.make<Counter>("rollcall_forward_frames_total", "Frames pushed to another dashboard.").Add({}))
            , dropped(metrics.make<Counter>("rollcall_forward_dropped_frames_total", "Frames that the other dashboard was too slow for.").Add({}))
            , reconnects(metrics.make<Counter>("rollcall_forward_reconnects_total", "Connections to the other dashboard after the first one.").Add({}))
        {
        }
        Gauge &connected;
        Counter &forwarded;
        Counter &dropped;
        Counter &reconnects;
        double lastForwarded = 0;
        double lastDropped = 0;
        double lastReconnects = 0;
    };
    std::optional<ForwardSeries> forward;
    Counter &cpu = make<Counter>("process_cpu_seconds_total", "Processor time of this process.").Add({});
    Gauge &resident = make<Gauge>("process_resident_memory_bytes", "Memory of this process.").Add({});
    Gauge &threads = make<Gauge>("process_threads", "Threads of this process.").Add({});
    Gauge &openFiles = make<Gauge>("process_open_fds", "Open file descriptors of this process.").Add({});

    std::mutex mutex;  // guards the following
    // Owned here too, so that series are made and removed under the mutex alone.
    std::map<std::string, std::shared_ptr<CameraMetrics>> cameras;
    double lastWritten = 0;
    double lastPicturesKept = 0;
    double lastPicturesLeftOut = 0;
    double lastCrowdedOut = 0;
    double lastSocketIoSent = 0;
    double lastSocketIoReplaced = 0;
    double lastFailures = 0;
    double lastCpu = 0;
};

namespace {

// The series of one camera in one family: there while this is.
template <typename T>
class Series {
public:
    template <typename... Args>
    Series(Family<T> &of, const Labels &labels, Args &&...args)
        : m_family(of)
        , m_metric(of.Add(labels, std::forward<Args>(args)...))
    {
    }
    Series(const Series &) = delete;
    Series &operator=(const Series &) = delete;
    ~Series() { m_family.Remove(&m_metric); }
    T &operator*() { return m_metric; }
    T *operator->() { return &m_metric; }

private:
    Family<T> &m_family;
    T &m_metric;
};

} // namespace

template <typename Registry>
class CameraSeries final : public CameraMetrics {
public:
    CameraSeries(std::shared_ptr<Registry> of, const Labels &labels)
        : m_of(std::move(of))
        , m_labels(labels)
        , m_received(m_of->framesReceived, labels)
        , m_decoded(m_of->framesDecoded, labels)
        , m_dropped(m_of->framesDropped, labels)
        , m_recognised(m_of->framesRecognised, labels)
        , m_busy(m_of->framesSkipped, with(labels, "busy"))
        , m_still(m_of->framesSkipped, with(labels, "still"))
        , m_overBudget(m_of->framesSkipped, with(labels, "budget"))
        , m_toDecoded(m_of->captureToDecoded, labels, latencyBuckets)
        , m_toRecognised(m_of->captureToRecognised, labels, latencyBuckets)
        , m_packets(m_of->rtpPackets, labels)
        , m_bytes(m_of->rtpBytes, labels)
        , m_lost(m_of->rtpLost, labels)
        , m_jitter(m_of->rtpJitter, labels)
        , m_roundTrip(m_of->rtpRoundTrip, labels)
        , m_keyframeRequests(m_of->keyframeRequests, labels)
        , m_viewersCame(m_of->viewersCame, labels)
        , m_viewerSkips(m_of->viewerSkips, labels)
        , m_viewers(m_of->viewers, labels)
        , m_viewerStart(m_of->viewerStart, labels, latencyBuckets)
    {
    }

    void frameReceived() override { m_received->Increment(); }
    void frameDropped() override { m_dropped->Increment(); }
    void frameDecoded(std::optional<std::chrono::nanoseconds> sinceCapture) override
    {
        m_decoded->Increment();
        if (sinceCapture)
            m_toDecoded->Observe(toSeconds(*sinceCapture));
    }
    void frameRecognised(std::optional<std::chrono::nanoseconds> sinceCapture) override
    {
        m_recognised->Increment();
        if (sinceCapture)
            m_toRecognised->Observe(toSeconds(*sinceCapture));
    }
    void livenessRefused(const std::string &reason) override
    {
        const std::scoped_lock lock{m_reasonMutex};
        auto place = m_refused.find(reason);
        if (place == m_refused.end())
            place = m_refused.try_emplace(reason, m_of->livenessRefused, with(m_labels, reason)).first;
        place->second->Increment();
    }
    void frameSkipped(SkipReason reason) override
    {
        Series<Counter> &series = reason == SkipReason::Busy ? m_busy : reason == SkipReason::Still ? m_still : m_overBudget;
        series->Increment();
    }
    void faceRefused(std::string_view reason) override
    {
        const std::scoped_lock lock{m_reasonMutex};
        auto known = m_refusedFaces.find(reason);
        if (known == m_refusedFaces.end())
            known = m_refusedFaces.try_emplace(std::string(reason), m_of->facesRefused, with(m_labels, std::string(reason))).first;
        known->second->Increment();
    }
    void keyframeRequested() override { m_keyframeRequests->Increment(); }
    void viewerCame() override
    {
        m_viewersCame->Increment();
        m_viewers->Increment();
    }
    void viewerLeft() override { m_viewers->Decrement(); }
    void viewerStarted(std::chrono::nanoseconds sinceAsked) override { m_viewerStart->Observe(toSeconds(sinceAsked)); }
    void viewerSkipped() override { m_viewerSkips->Increment(); }
    void setRtp(const RtpTotals &totals) override
    {
        follow(*m_packets, m_last.packets, static_cast<double>(totals.packetsReceived));
        follow(*m_bytes, m_last.bytes, static_cast<double>(totals.bytesReceived));
        follow(*m_lost, m_last.lost, static_cast<double>(std::max<int64_t>(0, totals.packetsLost)));
        m_jitter->Set(totals.jitterSeconds);
        if (totals.roundTripSeconds)
            m_roundTrip->Set(*totals.roundTripSeconds);
    }

private:
    static Labels with(Labels labels, const std::string &reason)
    {
        labels.emplace("reason", asLabel(reason));
        return labels;
    }

    std::shared_ptr<Registry> m_of;  // first: outlives the series
    const Labels m_labels;
    std::mutex m_reasonMutex;  // guards the two maps by reason; their series are made when a reason first comes
    std::map<std::string, Series<Counter>> m_refused;  // not known to be alive
    std::map<std::string, Series<Counter>, std::less<>> m_refusedFaces;  // too poor to be compared
    Series<Counter> m_received, m_decoded, m_dropped, m_recognised;
    Series<Counter> m_busy, m_still, m_overBudget;
    Series<Histogram> m_toDecoded, m_toRecognised;
    Series<Counter> m_packets, m_bytes, m_lost;
    Series<Gauge> m_jitter, m_roundTrip;
    Series<Counter> m_keyframeRequests, m_viewersCame, m_viewerSkips;
    Series<Gauge> m_viewers;
    Series<Histogram> m_viewerStart;
    struct {
        double packets = 0, bytes = 0, lost = 0;
    } m_last;
};

Metrics::Metrics()
    : d(std::make_shared<Private>())
{
}

Metrics::~Metrics()
{
    const std::scoped_lock lock{d->mutex};
    d->cameras.clear();  // they hold what they are registered in
}

std::shared_ptr<CameraMetrics> Metrics::camera(const std::string &id)
{
    const std::scoped_lock lock{d->mutex};
    d->dropGoneCameras();
    std::string label = asLabel(id);
    if (!d->cameras.contains(label) && d->cameras.size() >= maxCameras)
        label = "other";
    std::shared_ptr<CameraMetrics> &known = d->cameras[label];
    if (!known)
        known = std::make_shared<CameraSeries<Private>>(d, Labels{{"camera", label}});
    return known;
}

void Metrics::sessionOpened()
{
    d->sessions.Increment();
    d->sessionsOpened.Increment();
}

void Metrics::sessionClosed()
{
    d->sessions.Decrement();
}

void Metrics::httpAnswered(const std::string &method, const std::string &route, int status)
{
    d->httpRequests.Add({{"method", method}, {"route", route}, {"status", std::to_string(status)}}).Increment();
}

void Metrics::purged(const std::string &kind, int64_t rows)
{
    d->retentionPurged.Add({{"kind", kind}}).Increment(static_cast<double>(rows));
}

void Metrics::webhookAttempted(bool arrived)
{
    d->webhookAttempts.Add({{"result", arrived ? "arrived" : "failed"}}).Increment();
}

void Metrics::setStore(const StoreTotals &totals)
{
    const std::scoped_lock lock{d->mutex};
    d->storeWaiting.Set(static_cast<double>(totals.waiting));
    d->storeOldest.Set(totals.oldestSeconds);
    follow(d->storeWritten, d->lastWritten, static_cast<double>(totals.written));
    follow(d->storeFailures, d->lastFailures, static_cast<double>(totals.failures));
    if (!totals.outbox)
        return;
    if (!d->outbox)
        d->outbox.emplace(*d);
    d->outbox->reachable.Set(totals.outbox->reachable ? 1 : 0);
    d->outbox->waiting.Set(static_cast<double>(totals.outbox->waiting));
    d->outbox->oldest.Set(totals.outbox->oldestSeconds);
    d->outbox->setAside.Set(static_cast<double>(totals.outbox->setAside));
    follow(d->outbox->delivered, d->outbox->lastDelivered, static_cast<double>(totals.outbox->delivered));
    follow(d->outbox->failures, d->outbox->lastFailures, static_cast<double>(totals.outbox->failures));
}

void Metrics::setRecognition(double load, int threads)
{
    d->recognitionLoad.Set(load);
    d->recognitionThreads.Set(threads);
}

void Metrics::setFeedback(const FeedbackTotals &totals)
{
    const std::scoped_lock lock{d->mutex};
    follow(d->picturesKept, d->lastPicturesKept, static_cast<double>(totals.picturesKept));
    follow(d->picturesLeftOut, d->lastPicturesLeftOut, static_cast<double>(totals.picturesLeftOut));
    d->unknownWaiting.Set(static_cast<double>(totals.unknownWaiting));
    follow(d->unknownCrowdedOut, d->lastCrowdedOut, static_cast<double>(totals.unknownCrowdedOut));
}

void Metrics::setSocketIo(const SocketIoTotals &totals)
{
    const std::scoped_lock lock{d->mutex};
    d->socketIoSessions.Set(totals.sessions);
    d->socketIoViewers.Set(totals.viewers);
    follow(d->socketIoSent, d->lastSocketIoSent, static_cast<double>(totals.sent));
    follow(d->socketIoReplaced, d->lastSocketIoReplaced, static_cast<double>(totals.replaced));
    if (!totals.forward)
        return;
    if (!d->forward)
        d->forward.emplace(*d);
    d->forward->connected.Set(totals.forward->connected ? 1 : 0);
    follow(d->forward->forwarded, d->forward->lastForwarded, static_cast<double>(totals.forward->forwarded));
    follow(d->forward->dropped, d->forward->lastDropped, static_cast<double>(totals.forward->dropped));
    follow(d->forward->reconnects, d->forward->lastReconnects, static_cast<double>(totals.forward->reconnects));
}

std::string Metrics::text() const
{
    const std::scoped_lock lock{d->mutex};
    d->dropGoneCameras();
    if (const auto stats = processStats()) {
        follow(d->cpu, d->lastCpu, stats->cpuSeconds);
        d->resident.Set(static_cast<double>(stats->residentBytes));
        d->threads.Set(stats->threads);
        d->openFiles.Set(stats->openFiles);
    }
    std::ostringstream out;
    prometheus::TextSerializer().Serialize(out, d->registry.Collect());
    return std::move(out).str();
}

} // namespace rollcall::ops
