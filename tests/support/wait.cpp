#include "support/wait.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QEventLoop>
#include <QTimer>

namespace rollcall::testing {

bool waitUntil(const std::function<bool()> &condition, std::chrono::milliseconds limit)
{
    constexpr auto lookAgain = std::chrono::milliseconds(5);  // what no event announces is seen this soon
    QTimer wake;
    wake.start(lookAgain);
    const QDeadlineTimer deadline(limit);
    while (!condition()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    }
    return true;
}

} // namespace rollcall::testing
