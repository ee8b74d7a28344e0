#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt
#include <QTimer>

#include "admin/overlay_delay.h"
#include "admin/overlay_timeline.h"
#include "admin/whep_client.h"

#include <deque>
#include <memory>
#include <mutex>

namespace rollcall::admin {

// Pictures of one camera in the order and at the pace in which they are to be seen, and the faces on each of them. Pictures wait until
// recognition has spoken (OverlayDelay). GUI thread; the client outlives it.
class CameraFeed : public QObject {
    Q_OBJECT

public:
    CameraFeed(ServerClient &client, const QString &camera, QObject *parent = nullptr);
    ~CameraFeed() override;

    void start();
    void stop();
    void hurry() { m_whep.hurry(); }
    [[nodiscard]] bool isRunning() const { return m_running; }
    [[nodiscard]] bool isConnected() const { return m_whep.isConnected(); }
    void addOverlay(const Overlay &overlay);
    [[nodiscard]] QList<OverlayFace> faces(uint32_t rtpTimestamp) const { return m_overlays.at(rtpTimestamp); }
    [[nodiscard]] media::PeerStats stats() const { return m_whep.stats(); }
    [[nodiscard]] std::chrono::milliseconds delay();

    static constexpr std::size_t mostWaiting = 32;  // pictures; older ones are not shown any more

Q_SIGNALS:
    // To be shown now.
    void picture(const rollcall::media::DecodedFrame &frame);
    void connected();
    void problem(const QString &sentence);

private:
    // Between the decoder's thread and this one.
    struct Inbox {
        std::mutex mutex;
        std::deque<media::DecodedFrame> frames;
    };
    void takeIn();
    void showDue();

    const media::OwnerHandle m_owner{this};
    const std::shared_ptr<Inbox> m_inbox = std::make_shared<Inbox>();
    std::deque<media::DecodedFrame> m_waiting;
    std::deque<std::pair<uint32_t, media::MonotonicTime>> m_arrivals;  // of recent pictures, shown or not
    OverlayTimeline m_overlays;
    OverlayDelay m_delay;
    QTimer m_due;
    WhepClient m_whep;
    bool m_running = false;
};

} // namespace rollcall::admin
