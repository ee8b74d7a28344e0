#include "window/media_threads.h"

#include <QDeadlineTimer>

namespace rollcall::window {

QThread *MediaThreads::start(const QString &name)
{
    m_threads.removeIf([](const QPointer<QThread> &thread) { return !thread; });
    auto *const thread = new QThread;
    thread->setObjectName(name);
    QObject::connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    thread->start();
    m_threads.append(thread);
    return thread;
}

bool MediaThreads::waitForEnd(std::chrono::milliseconds limit)
{
    const QDeadlineTimer deadline(limit);
    bool ended = true;
    for (const QPointer<QThread> &thread : m_threads)
        ended = (!thread || thread->wait(deadline)) && ended;
    return ended;
}

} // namespace rollcall::window
