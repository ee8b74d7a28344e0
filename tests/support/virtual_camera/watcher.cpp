#include "support/virtual_camera/watcher.h"

#include <chrono>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

namespace rollcall::virtual_camera {

namespace {

constexpr std::chrono::milliseconds interval{20};

struct Shared {
    std::mutex mutex;
    std::map<int, Listener> listeners;
    int next = 1;
    bool running = false;
};

// Never destroyed: the thread may outlive main.
Shared &shared()
{
    static Shared *const instance = new Shared;
    return *instance;
}

void watch()
{
    std::vector<Entry> last;
    for (;;) {
        std::vector<Entry> now = readControlFile();
        if (now != last) {
            const std::scoped_lock lock{shared().mutex};
            for (const auto &[number, listener] : shared().listeners)
                listener(now);
            last = std::move(now);
        }
        std::this_thread::sleep_for(interval);
    }
}

} // namespace

int listen(Listener listener)
{
    const std::scoped_lock lock{shared().mutex};
    const int number = shared().next++;
    shared().listeners.emplace(number, std::move(listener));
    if (!std::exchange(shared().running, true))
        std::thread(watch).detach();
    return number;
}

void unlisten(int number)
{
    const std::scoped_lock lock{shared().mutex};
    shared().listeners.erase(number);
}

} // namespace rollcall::virtual_camera
