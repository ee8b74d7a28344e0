#pragma once

#include <QObject>

#include <functional>

namespace rollcall::app {

// Calls `stop` on the context's thread when the system or the operator asks the program to end: SIGTERM, SIGINT and SIGHUP, or
// on Windows Ctrl+C, Ctrl+Break and the closing of the console. Once a process; the context must outlive the event loop.
void onStopSignal(QObject *context, std::function<void()> stop);

} // namespace rollcall::app
