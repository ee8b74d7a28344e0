#include "ingest/camera.h"

#include <QLoggingCategory>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcCamera, "rollcall.ingest.camera", QtInfoMsg)

namespace rollcall::ingest {

namespace {

constexpr gsize rtpTimestampOffset = 4;  // RFC 3550 §5.1

} // namespace

// Counts frames as they arrive: a new RTP timestamp is a new frame.
class Camera::Counter : public media::RtpSink {
public:
    Counter(std::shared_ptr<RtpFanout> fanout, std::shared_ptr<ops::CameraMetrics> metrics)
        : m_fanout(std::move(fanout))
        , m_metrics(std::move(metrics))
    {
    }
    void setFormat(const media::RtpFormat &format) override
    {
        codec = format.codec;
        m_fanout->setFormat(format);
    }
    void consume(const media::RtpPacket &packet) override
    {
        quint32 timestamp = 0;
        gst_buffer_extract(packet.buffer.get(), rtpTimestampOffset, &timestamp, sizeof timestamp);
        if (m_lastTimestamp.exchange(timestamp, std::memory_order_relaxed) != timestamp) {
            frames.fetch_add(1, std::memory_order_relaxed);
            m_metrics->frameReceived();
        }
        m_fanout->consume(packet);
    }
    std::atomic<uint64_t> frames{0};
    std::atomic<QSize> pictureSize{QSize()};
    std::atomic<std::optional<float>> latencyMs{};
    std::atomic<std::optional<protocol::Codec>> codec{};

private:
    const std::shared_ptr<RtpFanout> m_fanout;
    const std::shared_ptr<ops::CameraMetrics> m_metrics;
    // Of the last packet; never equal before the first. The last packet of a broken connection and the first of the next one
    // may be here at the same time.
    std::atomic<quint64> m_lastTimestamp{std::numeric_limits<quint64>::max()};
};

FrameSubscription::FrameSubscription(Camera &camera, std::shared_ptr<const FrameTap::Taker> taker)
    : m_camera(&camera)
    , m_taker(std::move(taker))
{
}

FrameSubscription::FrameSubscription(FrameSubscription &&other) noexcept
    : m_camera(std::exchange(other.m_camera, nullptr))
    , m_taker(std::move(other.m_taker))
{
}

FrameSubscription &FrameSubscription::operator=(FrameSubscription &&other) noexcept
{
    if (this != &other) {
        end();
        m_camera = std::exchange(other.m_camera, nullptr);
        m_taker = std::move(other.m_taker);
    }
    return *this;
}

FrameSubscription::~FrameSubscription()
{
    end();
}

void FrameSubscription::end()
{
    if (m_camera && m_taker)
        m_camera->release(m_taker);
    m_camera = nullptr;
    m_taker.reset();
}

Camera::Camera(protocol::CameraId id, ops::Metrics &metrics, QObject *parent)
    : QObject(parent)
    , m_id(std::move(id))
    , m_name(m_id.toString())
    , m_since(std::chrono::system_clock::now())
    , m_owner(this)
    , m_metrics(metrics.camera(m_id.toString().toStdString()))
    , m_counter(std::make_shared<Counter>(m_fanout, m_metrics))
    , m_timeline(std::make_shared<RtpTimeline>(m_counter))
{
    m_keyframeTimer.setSingleShot(true);
    connect(&m_keyframeTimer, &QTimer::timeout, this, [this] {
        if (m_keyframeRequests.isDue(std::chrono::steady_clock::now(), m_timeline->keyframes()))
            askForKeyframe();
    });
}

Camera::~Camera()
{
    m_owner.cut();
    stopDecoding();
}

FrameSubscription Camera::takeFrames(FrameTap::Taker taker)
{
    auto shared = std::make_shared<const FrameTap::Taker>(std::move(taker));
    m_frames->add(shared);
    updateDecoding();
    return FrameSubscription(*this, std::move(shared));
}

void Camera::release(const std::shared_ptr<const FrameTap::Taker> &taker)
{
    m_frames->remove(taker);
    updateDecoding();
}

// Not for a camera that is away: its decoder would keep threads for nothing.
void Camera::updateDecoding()
{
    const bool wanted = m_state != State::Away && !m_frames->isEmpty();
    if (wanted && !m_decoder)
        startDecoding();
    else if (!wanted)
        stopDecoding();
}

void Camera::startDecoding()
{
    media::VideoDecoder::Callbacks callbacks;
    callbacks.frame = [frames = m_frames, metrics = m_metrics, counter = m_counter](const media::DecodedFrame &frame) {
        counter->pictureSize = QSize(frame.picture->width(), frame.picture->height());
        const auto age = media::sinceCapture(frame.captured);
        counter->latencyMs = age ? std::optional(std::chrono::duration<float, std::milli>(*age).count()) : std::nullopt;
        metrics->frameDecoded(age);
        frames->deliver(frame);
    };
    callbacks.keyframeNeeded = [owner = m_owner, this] { owner.post([this] { requestKeyframe(); }); };
    callbacks.failed = [this](const media::Error &error) {
        qCWarning(lcCamera).noquote() << u"camera %1: %2 %3"_s.arg(m_id.toString(), error.message, error.details);
        Q_EMIT decodingFailed(error.message);
    };
    m_decoder = std::make_shared<media::VideoDecoder>(this, std::move(callbacks));
    m_fanout->add(m_decoder);
}

void Camera::stopDecoding()
{
    if (!m_decoder)
        return;
    m_fanout->remove(m_decoder);
    m_decoder->stop();
    m_decoder.reset();
}

void Camera::requestKeyframe()
{
    const auto wait = m_keyframeRequests.need(std::chrono::steady_clock::now(), m_timeline->keyframes());
    if (wait && wait->count() == 0)
        askForKeyframe();
    else if (wait)
        m_keyframeTimer.start(*wait);
}

void Camera::askForKeyframe()
{
    m_metrics->keyframeRequested();
    Q_EMIT keyframeNeeded();
}

std::optional<VideoFormat> Camera::videoFormat() const
{
    const std::optional<protocol::Codec> codec = m_counter->codec;
    if (!codec)
        return std::nullopt;
    return VideoFormat{*codec, m_timeline->h264Profile()};
}

void Camera::arrive(const QString &name)
{
    m_name = name.isEmpty() ? m_id.toString() : name;
    m_encoding = {};
    setState(State::Connecting);
}

void Camera::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    m_since = std::chrono::system_clock::now();
    if (state == State::Away) {
        m_framesPerSecond = 0;
        m_figures = {};
        m_statsBefore = {};
        m_counter->latencyMs = std::nullopt;
    }
    updateDecoding();
    Q_EMIT stateChanged();
}

void Camera::measure(const media::PeerStats &stats, std::optional<double> roundTripMs)
{
    constexpr double millisecond = 1e-3;
    m_metrics->setRtp({.packetsReceived = stats.packetsReceived,
                       .bytesReceived = stats.bytesReceived,
                       .packetsLost = stats.packetsLost,
                       .jitterSeconds = stats.jitterMs * millisecond,
                       .roundTripSeconds = roundTripMs ? std::optional(*roundTripMs * millisecond) : std::nullopt});
    const auto now = std::chrono::steady_clock::now();
    const uint64_t frames = m_counter->frames;
    const std::chrono::duration<double> passed = now - std::exchange(m_measured, now);
    const uint64_t before = std::exchange(m_framesBefore, frames);
    if (passed.count() > 0 && passed.count() < 60)
        m_framesPerSecond = double(frames - before) / passed.count();
    m_encoding.codec = m_counter->codec;
    compare(stats, passed);
    m_figures.roundTripMs = roundTripMs;
    const std::optional<float> latency = m_counter->latencyMs;
    m_figures.latencyMs = latency ? std::optional<double>(*latency) : std::nullopt;
    Q_EMIT measured();
}

// Totals that fell are those of another connection.
void Camera::compare(const media::PeerStats &stats, std::chrono::duration<double> passed)
{
    constexpr double bitsPerKilobyte = 8.0 / 1000;
    const media::PeerStats before = std::exchange(m_statsBefore, stats);
    m_figures.bitrateKbps.reset();
    m_figures.packetLoss.reset();
    if (stats.bytesReceived < before.bytesReceived || stats.packetsReceived < before.packetsReceived || before.packetsReceived == 0 || passed.count() <= 0)
        return;
    m_figures.bitrateKbps = double(stats.bytesReceived - before.bytesReceived) * bitsPerKilobyte / passed.count();
    const auto arrived = double(stats.packetsReceived - before.packetsReceived);
    const double lost = std::max(0.0, double(stats.packetsLost - before.packetsLost));  // one may come late after all
    if (arrived + lost > 0)
        m_figures.packetLoss = lost / (arrived + lost);
}

QSize Camera::pictureSize() const
{
    const QSize decoded = m_counter->pictureSize;
    return decoded.isValid() ? decoded : QSize(m_encoding.width.value_or(0), m_encoding.height.value_or(0));
}

std::shared_ptr<media::RtpSink> Camera::rtpInput() const
{
    return RtpTimeline::connect(m_timeline);
}

} // namespace rollcall::ingest
