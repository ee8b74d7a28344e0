#include "media/latest_value.h"
#include "media/round_robin.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <latch>
#include <thread>
#include <vector>

using namespace rollcall::media;
using namespace std::chrono_literals;

namespace {

struct Client : RoundRobin<Client>::Place {
    explicit Client(int number = 0)
        : id(number)
    {
    }
    const int id;
    std::atomic<int> served{0};
    std::atomic<int> inside{0};
    std::atomic<int> mostInside{0};
    LatestValue<int> newest;
    std::vector<int> seen;  // by the worker that serves it
};

bool eventually(const std::function<bool()> &condition)
{
    const auto deadline = std::chrono::steady_clock::now() + 10s;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline)
            return false;
        std::this_thread::yield();
    }
    return true;
}

// Something that a worker waits at until the test opens it.
class Gate {
public:
    void open() { m_open.store(true), m_open.notify_all(); }
    void pass() const { m_open.wait(false); }

private:
    std::atomic<bool> m_open{false};
};

} // namespace

TEST(RoundRobin, aClientIsNeverServedByTwoWorkersAtOnce)
{
    constexpr int wakers = 4;
    const auto client = std::make_shared<Client>();
    RoundRobin<Client> workers(4, [](Client &served, int) {
        const int inside = ++served.inside;
        served.mostInside = std::max(served.mostInside.load(), inside);
        std::this_thread::yield();
        ++served.served;
        --served.inside;
    });
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < wakers; ++i)
            threads.emplace_back([&] {
                for (int n = 0; n < 5'000; ++n)
                    workers.wake(client);
            });
    }
    EXPECT_TRUE(eventually([&] { return client->served > 0 && client->inside == 0; }));
    workers.stop();
    EXPECT_EQ(client->mostInside, 1);
}

TEST(RoundRobin, aWakeDuringServiceIsNotLost)
{
    const auto client = std::make_shared<Client>();
    std::latch begun{1};
    Gate gate;
    RoundRobin<Client> workers(2, [&](Client &served, int) {
        if (++served.served == 1) {
            begun.count_down();
            gate.pass();
        }
    });
    workers.wake(client);
    begun.wait();
    for (int i = 0; i < 3; ++i)
        workers.wake(client);
    gate.open();
    EXPECT_TRUE(eventually([&] { return client->served == 2; }));
    // And it can be woken again afterwards.
    EXPECT_TRUE(eventually([&] {
        workers.wake(client);
        return client->served > 2;
    }));
}

TEST(RoundRobin, newestFrameWinsWhenRecognitionIsBusy)
{
    const auto client = std::make_shared<Client>();
    std::latch begun{1};
    Gate gate;
    RoundRobin<Client> workers(1, [&](Client &served, int) {
        const auto frame = served.newest.take();
        if (!frame)
            return;
        served.seen.push_back(*frame);
        if (*frame == 0) {
            begun.count_down();
            gate.pass();
        }
        ++served.served;
    });
    int dropped = 0;
    const auto deliver = [&](int frame) {
        if (client->newest.put(frame))
            workers.wake(client);
        else
            ++dropped;
    };
    deliver(0);
    begun.wait();
    for (int frame = 1; frame <= 100; ++frame)
        deliver(frame);
    gate.open();
    ASSERT_TRUE(eventually([&] { return client->served == 2; }));
    workers.stop();
    EXPECT_EQ(client->seen, (std::vector{0, 100}));
    EXPECT_EQ(dropped, 99);
}

// The last frame before a silence is served, however put, wake and take interleave.
TEST(RoundRobin, theLastFrameIsAlwaysServed)
{
    const auto client = std::make_shared<Client>();
    std::atomic<int> last{-1};
    RoundRobin<Client> workers(2, [&](Client &served, int) {
        if (const auto frame = served.newest.take())
            last = *frame;
    });
    for (int frame = 0; frame < 5'000; ++frame) {
        if (client->newest.put(frame))
            workers.wake(client);
        if (frame % 5 == 0) {
            ASSERT_TRUE(eventually([&] { return last == frame; })) << frame;
        }
    }
}

TEST(RoundRobin, clientsAreServedInTurn)
{
    constexpr int clients = 3;
    std::vector<std::shared_ptr<Client>> all;
    for (int i = 0; i < clients; ++i)
        all.push_back(std::make_shared<Client>(i));
    std::vector<int> order;
    std::latch begun{1};
    Gate gate;
    RoundRobin<Client> *self = nullptr;
    RoundRobin<Client> workers(1, [&](Client &served, int) {
        if (order.empty()) {
            begun.count_down();
            gate.pass();
        }
        order.push_back(served.id);
        if (++served.served < 10)
            self->wake(all[size_t(served.id)]);  // always has more to do
    });
    self = &workers;
    workers.wake(all[0]);
    begun.wait();
    workers.wake(all[1]);
    workers.wake(all[2]);
    gate.open();
    ASSERT_TRUE(eventually([&] { return std::ranges::all_of(all, [](const auto &client) { return client->served == 10; }); }));
    workers.stop();
    ASSERT_EQ(order.size(), 30u);
    for (size_t i = 0; i < order.size(); ++i)
        EXPECT_EQ(order[i], int(i) % clients) << i;
}

TEST(RoundRobin, allWorkersServeAtTheSameTime)
{
    constexpr int count = 3;
    std::latch together{count};
    RoundRobin<Client> workers(count, [&](Client &served, int worker) {
        EXPECT_GE(worker, 0);
        EXPECT_LT(worker, count);
        together.arrive_and_wait();  // passes only when every worker is here
        ++served.served;
    });
    std::vector<std::shared_ptr<Client>> all;
    for (int i = 0; i < count; ++i)
        workers.wake(all.emplace_back(std::make_shared<Client>(i)));
    EXPECT_TRUE(eventually([&] { return std::ranges::all_of(all, [](const auto &client) { return client->served == 1; }); }));
}

TEST(RoundRobin, stopFinishesWhatIsBeingServedAndServesNothingMore)
{
    const auto busy = std::make_shared<Client>();
    const auto waiting = std::make_shared<Client>();
    std::latch begun{1};
    Gate gate;
    RoundRobin<Client> workers(1, [&](Client &served, int) {
        begun.count_down();
        gate.pass();
        ++served.served;
    });
    workers.wake(busy);
    begun.wait();
    workers.wake(waiting);
    workers.wake(busy);
    std::jthread stopper([&] { workers.stop(); });
    // The queue is given up at once, while a client is still being served.
    EXPECT_TRUE(eventually([&] { return waiting.use_count() == 1; }));
    gate.open();
    stopper.join();
    EXPECT_EQ(busy->served, 1);
    EXPECT_EQ(waiting->served, 0);
    workers.wake(waiting);
    workers.stop();
    EXPECT_EQ(waiting->served, 0);
    EXPECT_EQ(waiting.use_count(), 1);
}

// A client's end may wake another one: it must not find the lock taken.
TEST(RoundRobin, aClientMayEndInsideTheQueue)
{
    struct Ending : RoundRobin<Ending>::Place {
        std::function<void()> atEnd;
        ~Ending()
        {
            if (atEnd)
                atEnd();
        }
    };
    std::latch begun{1};
    Gate gate;
    RoundRobin<Ending> workers(1, [&](Ending &, int) {
        begun.count_down();
        gate.pass();
    });
    const auto other = std::make_shared<Ending>();
    workers.wake(other);
    begun.wait();
    auto ending = std::make_shared<Ending>();
    std::atomic<bool> ended{false};
    ending->atEnd = [&] {
        workers.wake(other);
        ended = true;
    };
    workers.wake(std::exchange(ending, nullptr));  // the queue alone has it now
    std::jthread stopper([&] { workers.stop(); });
    EXPECT_TRUE(eventually([&] { return ended.load(); }));
    gate.open();
}

TEST(LatestValue, tellsWhenTheConsumerHasToBeWoken)
{
    LatestValue<int> slot;
    EXPECT_FALSE(slot.take());
    EXPECT_TRUE(slot.put(1));
    EXPECT_FALSE(slot.put(2));
    EXPECT_EQ(slot.take(), 2);
    EXPECT_FALSE(slot.take());
    EXPECT_TRUE(slot.put(3));
}

// Frames hold pictures: the one that is replaced is let go at once, by the producer, and after the lock.
TEST(LatestValue, theReplacedValueIsDestroyedOutsideTheLock)
{
    LatestValue<std::shared_ptr<void>> slot;
    bool slotWasFree = false;
    (void)slot.put(std::shared_ptr<void>(nullptr, [&](void *) { slotWasFree = slot.take().has_value(); }));
    (void)slot.put(nullptr);
    EXPECT_TRUE(slotWasFree);
}
