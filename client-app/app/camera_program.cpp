#include "app/camera_program.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace rollcall::app {

CameraProgram::CameraProgram(const Assignment &assignment, StatusPrinter &printer)
    : m_printer(printer)
    , m_encoder(assignment.sending)
    , m_capture(capture::makeSource(assignment.source), assignment.capture, m_encoder.frameInput())
    , m_link(assignment.server, assignment.hello, m_encoder, assignment.trust)
{
    watchSource();
    watchEncoder();
    watchLink();
}

void CameraProgram::watchSource()
{
    connect(&m_capture, &capture::Capture::running, this, [this] { m_printer.source(StatusPrinter::Stream::Output, u"capturing"_s, u"Showing "_s + m_capture.sourceName()); });
    connect(&m_capture, &capture::Capture::waiting, this, [this](const media::Error &error) {
        m_printer.source(StatusPrinter::Stream::Error, u"waiting"_s, error.message + u" Trying again until it works."_s);
    });
    connect(&m_capture, &capture::Capture::failed, this, [this](const media::Error &error) {
        m_printer.source(StatusPrinter::Stream::Error, u"failed"_s, error.message);
        finish(ExitCode::SourceUnusable);
    });
}

void CameraProgram::watchEncoder()
{
    connect(&m_encoder, &send::EncoderPipeline::fellBack, this, [this](const media::Error &error) {
        m_printer.problem(error.message + u" Going on with "_s + QString::fromLatin1(m_encoder.encoder()->factory) + u"."_s);
    });
    // A pause frees the camera too: its light goes out, and other programs may have it.
    connect(&m_encoder, &send::EncoderPipeline::pausedChanged, this, [this](bool paused) {
        if (paused)
            m_capture.stop();
        else if (!m_finishing)
            m_capture.start();
    });
    connect(&m_encoder, &send::EncoderPipeline::failed, this, [this](const media::Error &error) {
        m_printer.problem(error.message);
        finish(ExitCode::NoEncoder);
    });
}

void CameraProgram::watchLink()
{
    connect(&m_link, &session::CameraLink::statusChanged, this, [this](const session::CameraSession::Status &status) {
        m_printer.session(status);
        if (status.state == session::CameraSession::State::Refused)
            finish(ExitCode::Refused);
    });
}

void CameraProgram::start()
{
    if (const auto started = m_encoder.start(); !started) {
        m_printer.problem(started.error().message);
        return finish(started.error().code == media::Error::Code::NotSupported ? ExitCode::WrongOptions : ExitCode::NoEncoder);
    }
    m_capture.start();
    if (!m_finishing)
        m_link.start();
}

void CameraProgram::stop()
{
    finish(ExitCode::Stopped);
}

void CameraProgram::finish(ExitCode code)
{
    if (std::exchange(m_finishing, true))
        return;
    // The reason has been told; that everything stops then is no news.
    if (code != ExitCode::Stopped)
        m_link.disconnect(this);
    connect(&m_link, &session::CameraLink::stopped, this, [this, code] { Q_EMIT finished(code); });
    m_capture.stop();
    m_link.stop(u"The camera was stopped."_s);
}

} // namespace rollcall::app
