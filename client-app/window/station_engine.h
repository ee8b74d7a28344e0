#pragma once

#include <QObject>

#include "capture/capture.h"
#include "send/encoder_pipeline.h"
#include "session/camera_link.h"
#include "window/frame_fork.h"
#include "window/station_state.h"

#include <memory>

namespace rollcall::window {

// One source at work: opened, encoded while it is to be sent, and its link to the server. Made on the GUI thread and moved to a
// thread of its own, on which every verb runs and from which the signals come: opening a camera may block.
class StationEngine : public QObject {
    Q_OBJECT

public:
    StationEngine(StationPlan plan, std::shared_ptr<capture::FrameSink> preview);
    ~StationEngine() override;

    // Whether the source is wished open; a pause of the stream closes it meanwhile.
    void openSource();
    void closeSource();
    void tryAgain();
    void startSending();
    void stopSending();
    // Stays connected and sends nothing; source and encoder are free meanwhile.
    void setPaused(bool paused);
    // Takes up what differs: another encoding goes into the running stream, anything else begins anew.
    void setPlan(const StationPlan &plan);
    // Says goodbye, lets go of everything; `ended` follows.
    void shutDown();

Q_SIGNALS:
    void sourceChanged(const rollcall::window::SourceCondition &condition);
    void sessionChanged(const rollcall::session::CameraSession::Status &status);
    void problem(const QString &sentence);
    void noted(const QString &sentence);  // for the log: it goes on all the same
    void rateMeasured(const rollcall::session::RateReport &report);
    void recognised(const rollcall::protocol::Recognised &seen);
    void ended();

private:
    void say(SourceCondition::State state, const media::Error &error = {});
    [[nodiscard]] bool isPaused() const;
    void makeCapture();
    void openCapture();
    void closeCapture();
    void makeEncoder();
    void makeLink();
    void dropLink();
    void onLinkStopped();

    StationPlan m_plan;
    std::shared_ptr<FrameFork> m_fork;
    bool m_wantsSource = false;
    bool m_wantsSending = false;
    bool m_linkStopping = false;
    bool m_encoderFailed = false;  // none is left, and the link stands without pictures
    bool m_ending = false;
    std::unique_ptr<send::EncoderPipeline> m_encoder;
    std::unique_ptr<capture::Capture> m_capture;
    std::unique_ptr<session::CameraLink> m_link;
};

} // namespace rollcall::window
