#include "app/stop_signal.h"

#include <windows.h>

#include <mutex>

namespace rollcall::app {

namespace {

std::mutex guard;
QObject *target = nullptr;
std::function<void()> wish;

// On a thread that the system makes for it.
BOOL WINAPI onConsoleEvent(DWORD)
{
    const std::scoped_lock lock{guard};
    if (target)
        QMetaObject::invokeMethod(target, wish, Qt::QueuedConnection);
    return TRUE;
}

} // namespace

void onStopSignal(QObject *context, std::function<void()> stop)
{
    const std::scoped_lock lock{guard};
    target = context;
    wish = std::move(stop);
    SetConsoleCtrlHandler(onConsoleEvent, TRUE);
}

} // namespace rollcall::app
