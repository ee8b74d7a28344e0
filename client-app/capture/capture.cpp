#include "capture/capture.h"

#include <gst/app/gstappsink.h>

#include <atomic>

using namespace Qt::StringLiterals;

namespace rollcall::capture {

using media::GstRef;

// What the streaming thread of one opening reaches.
class Capture::Tap {
public:
    Tap(std::shared_ptr<FrameSink> sink, std::shared_ptr<std::mutex> turn, media::OwnerHandle owner, std::function<void()> first)
        : m_sink(std::move(sink))
        , m_turn(std::move(turn))
        , m_owner(std::move(owner))
        , m_first(std::move(first))
    {
    }

    void take(GstAppSink *from)
    {
        const auto sample = GstRef<GstSample>::adopt(gst_app_sink_pull_sample(from));
        const std::scoped_lock turn{*m_turn};
        if (!sample || m_closed.load(std::memory_order_relaxed))
            return;
        GstBuffer *picture = gst_sample_get_buffer(sample.get());
        const guint64 time = gst_segment_to_running_time(gst_sample_get_segment(sample.get()), GST_FORMAT_TIME, GST_BUFFER_PTS(picture));
        if (m_pictures.fetch_add(1, std::memory_order_relaxed) == 0)
            m_owner.post(m_first);
        m_sink->consume(VideoFrame{GstRef<GstBuffer>::retain(picture), GstRef<GstCaps>::retain(gst_sample_get_caps(sample.get())),
                                   GST_CLOCK_TIME_IS_VALID(time) ? media::MonotonicTime(gint64(time)) : media::monotonicNow()});
    }

    void close() { m_closed.store(true, std::memory_order_relaxed); }
    [[nodiscard]] quint64 pictures() const { return m_pictures.load(std::memory_order_relaxed); }

private:
    const std::shared_ptr<FrameSink> m_sink;
    const std::shared_ptr<std::mutex> m_turn;
    const media::OwnerHandle m_owner;
    const std::function<void()> m_first;
    std::atomic<quint64> m_pictures{0};
    std::atomic<bool> m_closed{false};
};

Capture::Capture(std::unique_ptr<VideoSource> source, PictureFormat wish, std::shared_ptr<FrameSink> sink, Patience patience, QObject *parent)
    : QObject(parent)
    , m_source(std::move(source))
    , m_wish(wish)
    , m_sink(std::move(sink))
    , m_patience(patience)
    , m_backoff(patience.firstRetry, patience.longestRetry)
    , m_owner(this)
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &Capture::open);
    connect(&m_pulse, &QTimer::timeout, this, &Capture::checkPulse);
}

Capture::~Capture()
{
    m_owner.cut();
    stop();
}

void Capture::start()
{
    if (m_state == State::Stopped)
        open();
}

void Capture::stop()
{
    m_state = State::Stopped;
    m_retry.stop();
    m_pulse.stop();
    if (m_tap)
        m_tap->close();
    m_tap.reset();
    m_pipeline.reset();
}

void Capture::open()
{
    m_state = State::Starting;
    ++m_run;
    const auto source = m_source->makeElement(m_wish);
    if (!source)
        return giveUp(source.error());
    if (const auto built = build(*source); !built)
        return giveUp(built.error());
    m_seenPictures = 0;
    m_pulse.start(m_patience.firstPicture.value_or(m_source->firstPictureLimit()));
}

std::expected<void, media::Error> Capture::build(const GstRef<GstElement> &source)
{
    const quint64 run = m_run;
    m_tap = std::make_shared<Tap>(m_sink, m_turn, m_owner, [this, run] { onFirstPicture(run); });
    media::Pipeline::Handlers handlers;
    handlers.error = [this, run](const media::Error &reported) {
        if (run == m_run && m_pipeline)
            giveUp(m_source->explain(reported));
    };
    handlers.endOfStream = [this, run] {
        if (run == m_run && m_pipeline)
            giveUp(m_source->explainEnd());
    };
    m_pipeline = std::make_unique<media::Pipeline>("capture", media::Pipeline::Timeline::Monotonic, this, std::move(handlers));
    const auto sink = m_pipeline->add("appsink");
    if (!sink)
        return std::unexpected(sink.error());
    m_pipeline->add(source);
    // Pictures are handed on as they come: the source paces itself, and a late one is still the newest.
    const auto raw = GstRef<GstCaps>::adopt(gst_caps_new_empty_simple("video/x-raw"));
    g_object_set(*sink, "caps", raw.get(), "sync", FALSE, "max-buffers", 1, "drop", TRUE, "enable-last-sample", FALSE, nullptr);
    GstAppSinkCallbacks callbacks{};
    callbacks.new_sample = [](GstAppSink *from, gpointer tap) {
        (*static_cast<std::shared_ptr<Tap> *>(tap))->take(from);
        return GST_FLOW_OK;
    };
    gst_app_sink_set_callbacks(GST_APP_SINK(*sink), &callbacks, new std::shared_ptr<Tap>(m_tap),
                               [](gpointer tap) { delete static_cast<std::shared_ptr<Tap> *>(tap); });
    if (!gst_element_link(source.get(), *sink))
        return std::unexpected(media::Error{media::Error::Code::NotSupported, tr("%1 does not give video.").arg(m_source->name()), {}});
    // An element that cannot start posts an error of its own, which says more than this one; it comes first.
    if (!m_pipeline->play())
        m_owner.post([this, run] {
            if (run == m_run && m_pipeline)
                giveUp(m_source->explainSilence());
        });
    return {};
}

void Capture::onFirstPicture(quint64 run)
{
    if (run != m_run || !m_pipeline)
        return;
    m_state = State::Running;
    m_pulse.start(m_patience.silence);
    Q_EMIT running();
}

void Capture::checkPulse()
{
    const quint64 pictures = m_tap ? m_tap->pictures() : 0;
    if (pictures == m_seenPictures)
        return giveUp(m_source->explainSilence());
    m_seenPictures = pictures;
    m_backoff.reset();
}

// From a handler of the pipeline that is given up, too: the members are gone, the handler's captures are not.
void Capture::giveUp(const media::Error &error)
{
    stop();
    const bool hopeless = error.code == media::Error::Code::NotSupported || error.code == media::Error::Code::MissingPlugin;
    if (hopeless) {
        Q_EMIT failed(error);
        return;
    }
    m_state = State::Waiting;
    const auto wait = m_patience.firstRetry / 2 + m_backoff.next(m_random);
    m_retry.start(wait);
    Q_EMIT waiting(error, wait);
}

} // namespace rollcall::capture
