#pragma once

#include "app/options.h"
#include "app/status_printer.h"
#include "capture/capture.h"
#include "send/encoder_pipeline.h"
#include "session/camera_link.h"

#include <QObject>

namespace rollcall::app {

// The program's exit codes; --help lists them.
enum class ExitCode { Stopped = 0, WrongOptions = 2, SourceUnusable = 3, Refused = 4, NoEncoder = 5, NotPaired = 6 };

// One camera: source → encoder → link, with what happens told to the printer. Lives on the main thread.
class CameraProgram : public QObject {
    Q_OBJECT

public:
    CameraProgram(const Assignment &assignment, StatusPrinter &printer);

    // `finished` follows sooner or later, never from within these calls.
    void start();
    void stop();

Q_SIGNALS:
    void finished(rollcall::app::ExitCode code);

private:
    void watchSource();
    void watchEncoder();
    void watchLink();
    void finish(ExitCode code);

    StatusPrinter &m_printer;
    send::EncoderPipeline m_encoder;
    capture::Capture m_capture;
    session::CameraLink m_link;
    bool m_finishing = false;
};

} // namespace rollcall::app
