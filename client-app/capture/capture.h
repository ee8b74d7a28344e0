#pragma once

#include "capture/video_frame.h"
#include "capture/video_source.h"
#include "media/pipeline.h"
#include "signaling/backoff.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <mutex>
#include <optional>
#include <random>

namespace rollcall::capture {

// How long a capture waits, and for what.
struct Patience {
    std::optional<std::chrono::milliseconds> firstPicture;  // absent: as long as the source says
    std::chrono::milliseconds silence{5'000};               // between pictures
    std::chrono::milliseconds firstRetry{500};
    std::chrono::milliseconds longestRetry{10'000};
};

// Runs one source and gives its pictures to a sink. A source that fails, falls silent or ends is opened again after a growing
// wait, for as long as trying again can help. Lives on a thread with a Qt event loop; pictures come on a streaming thread.
class Capture : public QObject {
    Q_OBJECT

public:
    enum class State { Stopped, Starting, Running, Waiting };

    Capture(std::unique_ptr<VideoSource> source, PictureFormat wish, std::shared_ptr<FrameSink> sink, Patience patience = {},
            QObject *parent = nullptr);
    ~Capture() override;

    // Idempotent, both. Nothing of a stopped source reaches the sink once its streaming thread noticed, some milliseconds later.
    void start();
    void stop();

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] QString sourceName() const { return m_source->name(); }

Q_SIGNALS:
    // The first picture came, after start or after a failure.
    void running();
    // The source failed and is opened again by itself after the given time.
    void waiting(const rollcall::media::Error &error, std::chrono::milliseconds retryIn);
    // Trying again cannot help; the capture is stopped.
    void failed(const rollcall::media::Error &error);

private:
    class Tap;

    void open();
    [[nodiscard]] std::expected<void, media::Error> build(const media::GstRef<GstElement> &source);
    void onFirstPicture(quint64 run);
    void checkPulse();
    void giveUp(const media::Error &error);

    // Qt thread
    std::unique_ptr<VideoSource> m_source;
    PictureFormat m_wish;
    std::shared_ptr<FrameSink> m_sink;
    Patience m_patience;
    State m_state = State::Stopped;
    quint64 m_run = 0;         // counts the openings, so that a late event of an earlier one is known
    quint64 m_seenPictures = 0;
    signaling::Backoff m_backoff;
    std::minstd_rand m_random{std::random_device{}()};
    QTimer m_retry;
    QTimer m_pulse;  // until the first picture: its limit; afterwards: the silence that is too long
    media::OwnerHandle m_owner;
    // Held for a picture: a source that is opened again may give its first while the opening before still has its last in hand.
    std::shared_ptr<std::mutex> m_turn = std::make_shared<std::mutex>();
    std::shared_ptr<Tap> m_tap;  // also reached by the streaming thread
    std::unique_ptr<media::Pipeline> m_pipeline;
};

} // namespace rollcall::capture
