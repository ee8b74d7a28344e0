#pragma once

#include <QObject>

#include "window/media_threads.h"
#include "window/preview_sink.h"
#include "window/station_state.h"

#include <QElapsedTimer>
#include <QImage>

#include <deque>
#include <memory>

namespace rollcall::window {

class StationEngine;

// One moment of a stream, for the plots.
struct LinkSample {
    qint64 atMs = 0;  // of a clock that only goes forward
    double kbps = 0;
    double lostPercent = 0;
    std::optional<double> roundTripMs = {};
};

// One source as the window sees it: its state, its picture, and the verbs of the operator. The work is an engine's on another
// thread; no verb waits. GUI thread; the threads outlive it.
class CameraStation : public QObject {
    Q_OBJECT

public:
    static constexpr qint64 historyMs = 120'000;
    static constexpr qsizetype mostRecognised = 5;

    CameraStation(QString key, StationPlan plan, MediaThreads &threads, QObject *parent = nullptr);
    ~CameraStation() override;

    // Names the source in the settings: "camera:ID", "test", "rtsp://…".
    [[nodiscard]] const QString &key() const { return m_key; }
    [[nodiscard]] const StationPlan &plan() const { return m_plan; }
    [[nodiscard]] const StationState &state() const { return m_state; }
    [[nodiscard]] const QImage &image() const { return m_image; }
    [[nodiscard]] const std::deque<LinkSample> &history() const { return m_history; }
    [[nodiscard]] qint64 nowMs() const { return m_clock.elapsed(); }
    [[nodiscard]] const QString &title() const { return m_title; }
    // Who was recognised lately, newest first.
    [[nodiscard]] const QList<protocol::Recognised> &recognised() const { return m_recognised; }

    void setTitle(const QString &title);
    void setConnected(bool connected);
    void setPlan(const StationPlan &plan);
    // No wish: nobody looks. A source that is neither looked at nor sent is closed.
    void setPreview(const std::optional<PreviewWish> &wish);
    void setSending(bool sending);
    void setPaused(bool paused);
    void tryAgain();

Q_SIGNALS:
    void changed();
    void pictureChanged();
    void measured();  // the history grew
    void said(const QString &sentence);  // for the log: when the sentence is another one

private:
    template <typename Verb>
    void post(Verb verb);
    void updateOpen();
    void onSession(const session::CameraSession::Status &status);
    void notify();

    const QString m_key;
    QString m_title;
    StationPlan m_plan;
    StationState m_state;
    QString m_lastSaid;
    bool m_open = false;
    std::optional<PreviewWish> m_wish;
    QImage m_image;
    QElapsedTimer m_clock;
    std::deque<LinkSample> m_history;
    QList<protocol::Recognised> m_recognised;
    media::OwnerHandle m_owner;
    std::shared_ptr<PreviewSink> m_preview;
    StationEngine *m_engine;  // on its thread; deletes itself when it has ended
};

} // namespace rollcall::window
