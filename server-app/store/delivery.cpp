#include "store/delivery.h"

#include "signaling/backoff.h"

#include <optional>
#include <random>

namespace rollcall::store {

namespace {

using Code = StoreError::Code;
using Clock = std::chrono::steady_clock;

constexpr auto idleInterval = std::chrono::minutes(1);

} // namespace

Delivery::Delivery(std::unique_ptr<Outbox> outbox, std::unique_ptr<Register> records, const Config &config, Hooks hooks)
    : m_outbox(std::move(outbox))
    , m_records(std::move(records))
    , m_config(config)
    , m_hooks(std::move(hooks))
    , m_thread([this] { loop(); })
{
}

Delivery::~Delivery()
{
    interrupt();
    if (m_thread.joinable())
        m_thread.join();
}

void Delivery::wake()
{
    {
        const std::scoped_lock lock{m_mutex};
        m_more = true;
    }
    m_changed.notify_all();
}

void Delivery::loop()
{
    signaling::Backoff backoff(m_config.firstRetry, m_config.lastRetry);
    std::minstd_rand random(std::random_device{}());
    const auto stopping = [this] {
        const std::scoped_lock lock{m_mutex};
        return m_stopping;
    };
    while (!stopping()) {
        const auto delivered = deliverSome();
        if (!delivered) {
            if (delivered.error().code != Code::Stopped)
                noteFailure(delivered.error());
            waitToRetry(backoff.next(random));
            continue;
        }
        noteSuccess();
        backoff.reset();
        if (*delivered == 0) {
            m_hooks.caughtUp();
            waitForMore();
        }
    }
    {
        const std::scoped_lock lock{m_mutex};
        m_ended = true;
    }
    m_changed.notify_all();
}

// One batch; how many events it had. None: the register was asked for a sign of life instead.
std::expected<std::size_t, StoreError> Delivery::deliverSome()
{
    {
        const std::scoped_lock lock{m_mutex};
        m_more = false;
    }
    const auto waiting = m_outbox->oldest(m_config.batch);
    if (!waiting)
        return std::unexpected(waiting.error());
    m_records->database().setDeadline(Clock::now() + m_config.batchTimeout);
    if (waiting->empty()) {
        auto alive = m_records->database().query("SELECT 1", {}, [](Row) { });
        if (!alive)
            return std::unexpected(std::move(alive.error()));
        return 0;
    }
    std::vector<Sighting> sightings;
    sightings.reserve(waiting->size());
    for (const Outbox::Waiting &event : *waiting)
        sightings.push_back(event.sighting);
    const auto results = m_records->record(sightings);
    if (!results)
        return std::unexpected(results.error());
    std::vector<Outbox::Settled> settled;
    settled.reserve(waiting->size());
    std::vector<Sighting> arrived;
    for (std::size_t i = 0; i < waiting->size(); ++i) {
        const auto &result = (*results)[i];
        settled.push_back({.sequence = (*waiting)[i].sequence, .revision = (*waiting)[i].revision, .refusal = {}});
        if (result) {
            arrived.push_back(std::move(sightings[i]));
        } else {
            settled.back().refusal = result.error().message;
            m_hooks.setAside(sightings[i], result.error());
        }
    }
    const std::size_t refused = waiting->size() - arrived.size();
    if (auto noted = settle(std::move(settled)); !noted)
        return std::unexpected(std::move(noted.error()));
    {
        const std::scoped_lock lock{m_mutex};
        m_figures.delivered += arrived.size();
        m_figures.setAside += refused;
    }
    m_hooks.delivered(arrived);
    return waiting->size();
}

std::expected<void, StoreError> Delivery::settle(std::vector<Outbox::Settled> settled)
{
    // Shared: the writer may answer after this thread has gone.
    struct Answer {
        std::mutex mutex;
        std::condition_variable changed;
        std::optional<bool> noted;
    };
    const auto answer = std::make_shared<Answer>();
    m_hooks.settle(std::move(settled), [answer](bool noted) {
        {
            const std::scoped_lock lock{answer->mutex};
            answer->noted = noted;
        }
        answer->changed.notify_all();
    });
    constexpr auto lookInterval = std::chrono::milliseconds(50);  // at whether it is time to stop
    std::unique_lock lock{answer->mutex};
    while (!answer->changed.wait_for(lock, lookInterval, [&] { return answer->noted.has_value(); })) {
        const std::scoped_lock own{m_mutex};
        if (m_stopping)
            return std::unexpected(StoreError{Code::Stopped, "The server stops."});
    }
    if (*answer->noted)
        return {};
    return std::unexpected(StoreError{Code::Io, "What was delivered cannot be noted in the outbox on this machine. Check its disk; it is tried again."});
}

void Delivery::noteFailure(const StoreError &error)
{
    bool first = false;
    {
        const std::scoped_lock lock{m_mutex};
        first = !std::exchange(m_failing, true);
        m_figures.reachable = false;
        m_figures.problem = error.message;
        ++m_figures.failures;
    }
    if (first)
        m_hooks.failed(error);
}

void Delivery::noteSuccess()
{
    bool first = false;
    {
        const std::scoped_lock lock{m_mutex};
        first = !std::exchange(m_figures.reachable, true);
        m_failing = false;
        m_figures.problem.clear();
    }
    if (first)
        m_hooks.reached();
}

void Delivery::waitForMore()
{
    std::unique_lock lock{m_mutex};
    const bool woken = m_changed.wait_for(lock, idleInterval, [this] { return m_more || m_stopping; });
    lock.unlock();
    if (!woken)
        m_hooks.idle();
}

void Delivery::waitToRetry(std::chrono::milliseconds delay)
{
    std::unique_lock lock{m_mutex};
    m_changed.wait_for(lock, delay, [this] { return m_stopping; });
}

Delivery::Figures Delivery::figures() const
{
    const std::scoped_lock lock{m_mutex};
    return m_figures;
}

void Delivery::interrupt()
{
    {
        const std::scoped_lock lock{m_mutex};
        m_stopping = true;
    }
    m_changed.notify_all();
    m_records->database().interrupt();
    m_outbox->interrupt();
}

bool Delivery::stop(Clock::time_point deadline)
{
    if (!m_thread.joinable())
        return true;
    {
        std::unique_lock lock{m_mutex};
        if (!m_changed.wait_until(lock, deadline, [this] { return m_ended; }))
            return false;
    }
    m_thread.join();
    return true;
}

} // namespace rollcall::store
