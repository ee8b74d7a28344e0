#include "admin/camera_feed.h"

#include <algorithm>

namespace rollcall::admin {

namespace {

std::chrono::milliseconds inMs(media::MonotonicTime time)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(time);
}

} // namespace

CameraFeed::CameraFeed(ServerClient &client, const QString &camera, QObject *parent)
    : QObject(parent)
    , m_whep(client, camera,
             [inbox = m_inbox, owner = m_owner, this](media::DecodedFrame frame) {
                 std::size_t waiting = 0;
                 {
                     const std::scoped_lock lock{inbox->mutex};
                     inbox->frames.push_back(std::move(frame));
                     waiting = inbox->frames.size();
                     if (waiting > mostWaiting)
                         inbox->frames.pop_front();
                 }
                 if (waiting == 1)
                     owner.post([this] { takeIn(); });
             })
{
    m_due.setSingleShot(true);
    m_due.setTimerType(Qt::PreciseTimer);
    connect(&m_due, &QTimer::timeout, this, &CameraFeed::showDue);
    connect(&m_whep, &WhepClient::connected, this, &CameraFeed::connected);
    connect(&m_whep, &WhepClient::problem, this, &CameraFeed::problem);
}

CameraFeed::~CameraFeed()
{
    m_owner.cut();
}

void CameraFeed::start()
{
    m_running = true;
    m_whep.start();
}

void CameraFeed::stop()
{
    m_running = false;
    m_whep.stop();
    m_due.stop();
    m_waiting.clear();
    m_overlays.clear();
}

std::chrono::milliseconds CameraFeed::delay()
{
    return m_delay.value(inMs(media::monotonicNow()));
}

void CameraFeed::addOverlay(const Overlay &overlay)
{
    m_overlays.add(overlay);
    const auto seen = std::ranges::find(m_arrivals, overlay.rtpTimestamp, &std::pair<uint32_t, media::MonotonicTime>::first);
    if (seen == m_arrivals.end())
        return;
    const auto now = media::monotonicNow();
    m_delay.note(inMs(now - seen->second), inMs(now));
}

void CameraFeed::takeIn()
{
    std::deque<media::DecodedFrame> frames;
    {
        const std::scoped_lock lock{m_inbox->mutex};
        frames.swap(m_inbox->frames);
    }
    if (!m_running)
        return;
    for (media::DecodedFrame &frame : frames) {
        m_arrivals.emplace_back(frame.rtpTimestamp, frame.decoded);
        m_waiting.push_back(std::move(frame));
    }
    while (m_arrivals.size() > 2 * mostWaiting)
        m_arrivals.pop_front();
    while (m_waiting.size() > mostWaiting)
        m_waiting.pop_front();
    showDue();
}

// The newest picture whose time has come; those before it are too late to be seen.
void CameraFeed::showDue()
{
    const auto now = media::monotonicNow();
    const auto due = now - std::chrono::duration_cast<media::MonotonicTime>(m_delay.value(inMs(now)));
    std::optional<media::DecodedFrame> shown;
    while (!m_waiting.empty() && m_waiting.front().decoded <= due) {
        shown = std::move(m_waiting.front());
        m_waiting.pop_front();
    }
    if (!m_waiting.empty())
        m_due.start(inMs(m_waiting.front().decoded - due) + std::chrono::milliseconds(1));
    if (shown)
        Q_EMIT picture(*shown);
}

} // namespace rollcall::admin
