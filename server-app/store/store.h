#pragma once

#include "store/register.h"

#include <QObject>
#include <QPointer>

#include <chrono>
#include <filesystem>
#include <memory>

namespace rollcall::store {

struct StoreHealth {
    enum class State { Working, Retrying };  // Retrying: events wait in memory for the database to take them
    State state = State::Working;
    std::size_t waiting = 0;                 // events not yet on disk
    std::chrono::milliseconds oldest{0};     // how long the first of them waits
    uint64_t written = 0;                    // events acknowledged since the start
    uint64_t commits = 0;                    // transactions that they took
    uint64_t failures = 0;                   // attempts to write that failed
    std::string problem;                     // a sentence while Retrying
};

// The register without waiting: every call runs on one worker thread, its result comes back on the thread that the store lives
// on (an event loop runs there). Results for a context object that is gone are dropped. Destroying the store writes what
// waits without calling back, then joins the worker.
class Store : public QObject {
    Q_OBJECT

public:
    struct Config {
        std::filesystem::path file;              // made with its folder where it does not exist
        std::size_t maxWaitingEvents = 100'000;  // beyond that `record` answers Overloaded
        std::size_t maxWaitingCalls = 1'000;
        std::chrono::milliseconds retryDelay{1'000};
    };
    // Opens the database and brings its schema up to date; blocking, at start.
    [[nodiscard]] static std::expected<std::unique_ptr<Store>, StoreError> open(const Config &config);
    // Over a register that is already there: tests, other databases.
    Store(std::unique_ptr<Register> records, const Config &config, QObject *parent = nullptr);
    ~Store() override;

    using Recorded = std::function<void(const std::expected<void, StoreError> &)>;
    // When `done` says yes, the sighting is on disk. Events that wait together share a transaction. While the database
    // refuses (full disk …) events wait and are tried again.
    void record(const Sighting &sighting, QObject *context, Recorded done);

    // Runs work(register) on the worker, then done(result) here.
    template <typename Work, typename Done>
    void call(Work work, QObject *context, Done done)
    {
        using Result = std::invoke_result_t<Work, Register &>;  // an expected<…, StoreError>
        auto refused = [done](StoreError error) mutable { done(Result(std::unexpected(std::move(error)))); };
        enqueue([this, work = std::move(work), context = QPointer<QObject>(context), done = std::move(done)](Register &records) mutable {
            deliver(context, [result = work(records), done = std::move(done)]() mutable { done(std::move(result)); });
        }, context, std::move(refused));
    }

    [[nodiscard]] StoreHealth health() const;  // any thread
    // Tries to write waiting events once more, acknowledges them, refuses new ones, and joins the worker; returns how many could
    // not be written.
    std::size_t stop();

Q_SIGNALS:
    void stateChanged(rollcall::store::StoreHealth::State state, const QString &problem);

private:
    using Work = std::function<void(Register &)>;
    void enqueue(Work work, QObject *context, std::function<void(StoreError)> refused);
    void deliver(const QPointer<QObject> &context, std::function<void()> callback);

    class Private;
    std::unique_ptr<Private> d;
};

} // namespace rollcall::store
