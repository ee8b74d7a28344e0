#pragma once

#include <QList>
#include <QObject>
#include <QPointer>
#include <QThread>

#include <chrono>

namespace rollcall::window {

// The threads on which cameras are opened, encoded and connected: drivers and pipelines may block for seconds, the window must
// not. A thread ends by itself when its work says so. GUI thread.
class MediaThreads {
public:
    [[nodiscard]] QThread *start(const QString &name);
    // For the end of the program. False: a driver hangs.
    [[nodiscard]] bool waitForEnd(std::chrono::milliseconds limit);

private:
    QList<QPointer<QThread>> m_threads;
};

} // namespace rollcall::window
