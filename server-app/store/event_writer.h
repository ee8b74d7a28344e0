#pragma once

#include "store/event_journal.h"

#include <QPointer>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace rollcall::store {

// Sightings from memory to the journal, on a thread of its own: those that wait together share a transaction, and while the journal
// refuses (full disk …) they wait and are tried again. push(), post() and figures() from any thread.
class EventWriter {
public:
    using Clock = std::chrono::steady_clock;
    using Result = std::expected<void, StoreError>;
    struct Event {
        Sighting sighting;
        QPointer<QObject> context;  // looked at on its own thread only
        std::function<void(const Result &)> done;
        Clock::time_point since;
    };
    struct Config {
        std::size_t maxWaiting = 100'000;
        std::chrono::milliseconds retryDelay{1'000};
    };
    // Called on the writer's thread.
    struct Hooks {
        std::function<void(std::vector<Event>, Register::Recorded)> written;
        std::function<void(const StoreError &)> failed;  // the first of a row of failures
        std::function<void()> recovered;
    };
    struct Figures {
        bool retrying = false;
        std::size_t waiting = 0;
        std::chrono::milliseconds oldest{0};
        uint64_t written = 0;
        uint64_t commits = 0;
        uint64_t failures = 0;
        std::string problem;
    };

    EventWriter(std::unique_ptr<EventJournal> journal, const Config &config, Hooks hooks);
    EventWriter(const EventWriter &) = delete;
    EventWriter &operator=(const EventWriter &) = delete;
    ~EventWriter();

    // False: too many wait, or it is stopped.
    [[nodiscard]] bool push(Event event);
    // Work on the journal between two writes; dropped when it stops.
    void post(std::function<void()> work);
    [[nodiscard]] Figures figures() const;
    // Tries once more to write what waits, then ends the thread. False: it hangs in the disk and must be left alone for ever.
    [[nodiscard]] bool stop(Clock::time_point deadline);

private:
    void loop();
    [[nodiscard]] bool writeSome();
    void noteFailure(const StoreError &error);
    void noteSuccess(std::size_t count);
    [[nodiscard]] std::vector<Sighting> nextBatch() const;

    const std::unique_ptr<EventJournal> m_journal;  // writer's thread
    const Config m_config;
    const Hooks m_hooks;

    mutable std::mutex m_mutex;  // guards the following
    std::condition_variable m_wake;
    std::deque<Event> m_events;  // oldest first; they leave when they are on disk
    std::deque<std::function<void()>> m_work;
    bool m_stopping = false;
    bool m_ended = false;
    Clock::time_point m_retryAt{};
    Figures m_figures;  // its waiting and oldest are filled in when asked

    std::thread m_thread;  // last: uses all of the above
};

} // namespace rollcall::store
