#include "window/camera_station.h"

#include "window/station_engine.h"

#include <QThread>

#include <utility>

namespace rollcall::window {

CameraStation::CameraStation(QString key, StationPlan plan, MediaThreads &threads, QObject *parent)
    : QObject(parent)
    , m_key(std::move(key))
    , m_plan(std::move(plan))
    , m_owner(this)
{
    m_clock.start();
    m_state.isCamera = std::holds_alternative<capture::CameraDevice>(m_plan.source);
    m_preview = std::make_shared<PreviewSink>(m_owner, [this] {
        if (auto image = m_preview->take(); image && m_wish) {
            m_image = *std::move(image);
            Q_EMIT pictureChanged();
        }
    });
    QThread *const thread = threads.start(m_key);
    m_engine = new StationEngine(m_plan, m_preview);
    m_engine->moveToThread(thread);
    connect(m_engine, &StationEngine::ended, m_engine, &QObject::deleteLater);
    connect(m_engine, &QObject::destroyed, thread, &QThread::quit, Qt::DirectConnection);
    connect(m_engine, &StationEngine::sourceChanged, this, [this](const SourceCondition &condition) {
        m_state.source = condition;
        if (condition.state != SourceCondition::State::Running)
            m_image = condition.state == SourceCondition::State::Opening ? m_image : QImage();
        notify();
        Q_EMIT pictureChanged();
    });
    connect(m_engine, &StationEngine::sessionChanged, this, &CameraStation::onSession);
    connect(m_engine, &StationEngine::rateMeasured, this, [this](const session::RateReport &report) {
        m_history.push_back({nowMs(), report.sentKbps, report.lostPercent, report.roundTripMs});
        while (m_history.front().atMs < nowMs() - historyMs)
            m_history.pop_front();
        Q_EMIT measured();
    });
    connect(m_engine, &StationEngine::recognised, this, [this](const protocol::Recognised &seen) {
        m_recognised.prepend(seen);
        if (m_recognised.size() > mostRecognised)
            m_recognised.removeLast();
        Q_EMIT changed();
    });
    connect(m_engine, &StationEngine::noted, this, &CameraStation::said);
    connect(m_engine, &StationEngine::problem, this, [this](const QString &sentence) {
        m_state.problem = sentence;
        notify();
    });
}

CameraStation::~CameraStation()
{
    m_owner.cut();
    m_engine->disconnect(this);
    post([](StationEngine &engine) { engine.shutDown(); });
}

template <typename Verb>
void CameraStation::post(Verb verb)
{
    QMetaObject::invokeMethod(m_engine, [engine = m_engine, verb = std::move(verb)] { verb(*engine); }, Qt::QueuedConnection);
}

void CameraStation::notify()
{
    Q_EMIT changed();
    StationState settled = m_state;
    settled.session.stats.reset();
    if (const QString sentence = sentenceOf(settled, m_plan.server.host()); std::exchange(m_lastSaid, sentence) != sentence)
        Q_EMIT said(sentence);
}

void CameraStation::onSession(const session::CameraSession::Status &status)
{
    m_state.session = status;
    notify();
}

void CameraStation::setTitle(const QString &title)
{
    if (std::exchange(m_title, title) != title)
        Q_EMIT changed();
}

void CameraStation::setConnected(bool connected)
{
    if (std::exchange(m_state.connected, connected) == connected)
        return;
    // A camera that is back is opened at once, not after the wait between two attempts.
    if (connected && m_open)
        tryAgain();
    notify();
}

void CameraStation::setPlan(const StationPlan &plan)
{
    m_plan = plan;
    post([plan](StationEngine &engine) { engine.setPlan(plan); });
    Q_EMIT changed();
}

void CameraStation::setPreview(const std::optional<PreviewWish> &wish)
{
    if (m_wish == wish)
        return;
    m_wish = wish;
    m_preview->setWish(wish);
    updateOpen();
}

void CameraStation::setSending(bool sending)
{
    if (std::exchange(m_state.sending, sending) == sending)
        return;
    if (sending)
        post([](StationEngine &engine) { engine.startSending(); });
    else
        post([](StationEngine &engine) { engine.stopSending(); });
    m_state.session = {};
    m_state.problem.clear();
    if (!sending) {
        m_history.clear();
        m_recognised.clear();
    }
    updateOpen();
    notify();
}

void CameraStation::setPaused(bool paused)
{
    post([paused](StationEngine &engine) { engine.setPaused(paused); });
}

void CameraStation::updateOpen()
{
    const bool open = m_wish || m_state.sending;
    if (std::exchange(m_open, open) == open)
        return;
    if (open)
        post([](StationEngine &engine) { engine.openSource(); });
    else
        post([](StationEngine &engine) { engine.closeSource(); });
}

void CameraStation::tryAgain()
{
    post([](StationEngine &engine) { engine.tryAgain(); });
}

} // namespace rollcall::window
