#include "window/station_engine.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace rollcall::window {

using State = SourceCondition::State;

StationEngine::StationEngine(StationPlan plan, std::shared_ptr<capture::FrameSink> preview)
    : m_plan(std::move(plan))
    , m_fork(std::make_shared<FrameFork>(std::move(preview)))
{
}

StationEngine::~StationEngine() = default;

void StationEngine::say(State state, const media::Error &error)
{
    Q_EMIT sourceChanged(SourceCondition{state, error});
}

void StationEngine::makeCapture()
{
    m_capture = std::make_unique<capture::Capture>(capture::makeSource(m_plan.source), m_plan.format, m_fork);
    connect(m_capture.get(), &capture::Capture::running, this, [this] { say(State::Running); });
    connect(m_capture.get(), &capture::Capture::waiting, this, [this](const media::Error &error) { say(State::Waiting, error); });
    connect(m_capture.get(), &capture::Capture::failed, this, [this](const media::Error &error) { say(State::Failed, error); });
}

void StationEngine::openSource()
{
    m_wantsSource = true;
    if (!isPaused())
        openCapture();
}

void StationEngine::closeSource()
{
    m_wantsSource = false;
    closeCapture();
}

bool StationEngine::isPaused() const
{
    return m_encoder && m_encoder->isPaused();
}

void StationEngine::openCapture()
{
    if (!m_capture)
        makeCapture();
    if (m_capture->state() != capture::Capture::State::Stopped)
        return;
    say(State::Opening);
    m_capture->start();
}

void StationEngine::closeCapture()
{
    if (!m_capture)
        return;
    m_capture->stop();
    m_capture.reset();
    say(State::Closed);
}

void StationEngine::tryAgain()
{
    if (m_capture)
        m_capture->stop();
    openSource();
    if (!m_wantsSending)
        return;
    if (!m_link)
        makeLink();
    else if (m_encoderFailed)
        dropLink();  // begins anew once it is closed
    else if (m_link->state() == session::CameraSession::State::Refused)
        m_link->start();
}

void StationEngine::startSending()
{
    m_wantsSending = true;
    if (!m_link)
        makeLink();
}

void StationEngine::makeEncoder()
{
    m_encoderFailed = false;
    m_encoder = std::make_unique<send::EncoderPipeline>(m_plan.sending);
    // A pause frees the camera too: its light goes out, and other programs may have it.
    connect(m_encoder.get(), &send::EncoderPipeline::pausedChanged, this, [this](bool paused) {
        if (paused)
            closeCapture();
        else if (m_wantsSource)
            openCapture();
    });
    connect(m_encoder.get(), &send::EncoderPipeline::fellBack, this, [this](const media::Error &error) {
        Q_EMIT noted(error.message + u' ' + tr("%1 goes on in its place.").arg(QString::fromLatin1(m_encoder->encoder()->factory)));
    });
    connect(m_encoder.get(), &send::EncoderPipeline::failed, this, [this](const media::Error &error) {
        m_encoderFailed = true;
        Q_EMIT problem(error.message + u' ' + tr("Press Try again, or choose another encoder in the settings."));
    });
}

void StationEngine::makeLink()
{
    makeEncoder();
    if (const auto started = m_encoder->start(); !started) {
        Q_EMIT problem(started.error().message);
        m_encoder.reset();
        return;
    }
    Q_EMIT problem({});
    m_fork->setEncoder(m_encoder->frameInput());
    m_link = std::make_unique<session::CameraLink>(m_plan.server, m_plan.hello, *m_encoder, m_plan.trust);
    connect(m_link.get(), &session::CameraLink::statusChanged, this, &StationEngine::sessionChanged);
    connect(m_link.get(), &session::CameraLink::rateMeasured, this, &StationEngine::rateMeasured);
    connect(m_link.get(), &session::CameraLink::recognised, this, &StationEngine::recognised);
    connect(m_link.get(), &session::CameraLink::stopped, this, &StationEngine::onLinkStopped, Qt::QueuedConnection);
    m_link->start();
}

void StationEngine::stopSending()
{
    m_wantsSending = false;
    Q_EMIT problem({});
    dropLink();
}

void StationEngine::setPaused(bool paused)
{
    if (!m_link || !m_encoder || m_encoder->isPaused() == paused)
        return;
    m_encoder->setPaused(paused);
    m_link->operatorChanged();
}

void StationEngine::dropLink()
{
    if (!m_link || std::exchange(m_linkStopping, true))
        return;
    m_fork->setEncoder(nullptr);
    m_link->stop(u"The operator stopped the camera."_s);
}

void StationEngine::onLinkStopped()
{
    const bool wasPaused = isPaused();
    m_linkStopping = false;
    m_link.reset();
    m_encoder.reset();
    if (wasPaused && m_wantsSource && !m_ending)
        openCapture();  // the pause went with the stream
    if (m_ending)
        Q_EMIT ended();
    else if (m_wantsSending)
        makeLink();
}

void StationEngine::setPlan(const StationPlan &plan)
{
    const StationPlan before = std::exchange(m_plan, plan);
    if (before.source != plan.source || before.format != plan.format) {
        const bool open = m_capture != nullptr;
        closeCapture();
        if (open)
            openCapture();
    }
    if (!m_link && m_wantsSending)
        return makeLink();  // the encoder of before did not work
    if (!m_link)
        return;
    if (before.server != plan.server || before.hello != plan.hello || before.trust != plan.trust)
        return dropLink();  // begins anew once it is closed
    if (m_encoderFailed)
        return dropLink();
    if (before.sending != plan.sending) {
        const auto changed = m_encoder->change(plan.sending);
        Q_EMIT problem(changed ? QString() : changed.error().message);
        m_link->operatorChanged();
    }
}

void StationEngine::shutDown()
{
    m_ending = true;
    m_wantsSending = false;
    m_capture.reset();
    if (m_link)
        dropLink();
    else
        Q_EMIT ended();
}

} // namespace rollcall::window
