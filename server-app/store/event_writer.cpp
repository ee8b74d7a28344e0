#include "store/event_writer.h"

#include <algorithm>

namespace rollcall::store {

namespace {

constexpr std::size_t eventsPerTransaction = 1'000;

} // namespace

EventWriter::EventWriter(std::unique_ptr<EventJournal> journal, const Config &config, Hooks hooks)
    : m_journal(std::move(journal))
    , m_config(config)
    , m_hooks(std::move(hooks))
    , m_thread([this] { loop(); })
{
}

EventWriter::~EventWriter()
{
    [[maybe_unused]] const bool ended = stop(Clock::time_point::max());
}

bool EventWriter::push(Event event)
{
    {
        const std::scoped_lock lock{m_mutex};
        if (m_stopping || m_events.size() >= m_config.maxWaiting)
            return false;
        event.since = Clock::now();
        m_events.push_back(std::move(event));
    }
    m_wake.notify_one();
    return true;
}

void EventWriter::post(std::function<void()> work)
{
    {
        const std::scoped_lock lock{m_mutex};
        if (m_stopping)
            return;
        m_work.push_back(std::move(work));
    }
    m_wake.notify_one();
}

void EventWriter::loop()
{
    std::unique_lock lock{m_mutex};
    for (;;) {
        const auto due = [this] { return m_stopping || !m_work.empty() || (!m_events.empty() && !m_figures.retrying); };
        // While retrying, time alone tries again: a full disk is not asked once for every new event.
        if (m_figures.retrying)
            m_wake.wait_until(lock, m_retryAt, due);
        else
            m_wake.wait(lock, due);
        if (!m_work.empty() && !m_stopping) {
            const auto work = std::exchange(m_work, {});
            lock.unlock();
            for (const auto &one : work)
                one();
            lock.lock();
        }
        const bool last = m_stopping;
        const bool write = !m_events.empty() && (last || !m_figures.retrying || Clock::now() >= m_retryAt);
        lock.unlock();
        while (write && writeSome()) { }
        lock.lock();
        if (last)
            break;
    }
    m_ended = true;
    m_work.clear();
    lock.unlock();
    m_wake.notify_all();
}

std::vector<Sighting> EventWriter::nextBatch() const
{
    const std::scoped_lock lock{m_mutex};
    std::vector<Sighting> batch;
    const std::size_t count = std::min(m_events.size(), eventsPerTransaction);
    batch.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
        batch.push_back(m_events[i].sighting);
    return batch;
}

// One transaction of what waits; true when there may be more.
bool EventWriter::writeSome()
{
    const std::vector<Sighting> batch = nextBatch();
    if (batch.empty())
        return false;
    auto results = m_journal->record(batch);
    if (!results) {
        noteFailure(results.error());
        return false;
    }
    std::vector<Event> written;
    {
        const std::scoped_lock lock{m_mutex};
        const auto end = m_events.begin() + static_cast<std::ptrdiff_t>(batch.size());
        written.assign(std::make_move_iterator(m_events.begin()), std::make_move_iterator(end));
        m_events.erase(m_events.begin(), end);
    }
    noteSuccess(written.size());
    m_hooks.written(std::move(written), std::move(*results));
    return true;
}

void EventWriter::noteFailure(const StoreError &error)
{
    bool first = false;
    {
        const std::scoped_lock lock{m_mutex};
        first = !std::exchange(m_figures.retrying, true);
        m_figures.problem = error.message;
        ++m_figures.failures;
        m_retryAt = Clock::now() + m_config.retryDelay;
    }
    if (first)
        m_hooks.failed(error);
}

void EventWriter::noteSuccess(std::size_t count)
{
    bool recovered = false;
    {
        const std::scoped_lock lock{m_mutex};
        recovered = std::exchange(m_figures.retrying, false);
        m_figures.problem.clear();
        m_figures.written += count;
        ++m_figures.commits;
    }
    if (recovered)
        m_hooks.recovered();
}

EventWriter::Figures EventWriter::figures() const
{
    const std::scoped_lock lock{m_mutex};
    Figures figures = m_figures;
    figures.waiting = m_events.size();
    if (!m_events.empty())
        figures.oldest = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - m_events.front().since);
    return figures;
}

bool EventWriter::stop(Clock::time_point deadline)
{
    if (!m_thread.joinable())
        return true;
    {
        std::unique_lock lock{m_mutex};
        m_stopping = true;
        m_wake.notify_all();
        const auto ended = [this] { return m_ended; };
        if (deadline == Clock::time_point::max())
            m_wake.wait(lock, ended);
        else if (!m_wake.wait_until(lock, deadline, ended))
            return false;
    }
    m_thread.join();
    return true;
}

} // namespace rollcall::store
