#include "support/wait.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>

#include <algorithm>
#include <cstdlib>
#include <thread>

namespace rollcall::testing {

namespace {

// How many times longer things take because others want the processors too: what waits for each of them, by the system's own figure.
double busyness()
{
    constexpr double most = 6;
    double load = 0;
    const double processors = std::max(1U, std::thread::hardware_concurrency());
    return getloadavg(&load, 1) == 1 ? std::clamp(load / processors, 1.0, most) : 1;
}

} // namespace

bool waitUntil(const std::function<bool()> &condition, std::chrono::milliseconds limit)
{
    // What no event announces is seen this soon; later less soon, so that those who wait do not keep a busy machine busy.
    constexpr auto lookAgain = std::chrono::milliseconds(5);
    constexpr auto lookAgainLater = std::chrono::milliseconds(50);
    constexpr auto later = std::chrono::milliseconds(1000);
    QTimer wake;
    wake.start(lookAgain);
    QElapsedTimer waited;
    waited.start();
    while (!condition()) {
        // A limit is for a machine that has nothing else to do.
        if (waited.elapsed() >= limit.count() && double(waited.elapsed()) >= double(limit.count()) * busyness())
            return false;
        if (waited.elapsed() > later.count() && wake.intervalAsDuration() == lookAgain)
            wake.start(lookAgainLater);
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    }
    return true;
}

} // namespace rollcall::testing
