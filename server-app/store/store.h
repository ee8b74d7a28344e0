#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt
#include <QPointer>

#include "store/database_address.h"
#include "store/outbox.h"
#include "store/postbox.h"
#include "store/register.h"

#include <chrono>
#include <filesystem>
#include <memory>

namespace rollcall::store {

struct StoreHealth {
    enum class State { Working, Retrying };  // Retrying: events wait in memory for this machine's disk to take them
    State state = State::Working;
    std::size_t waiting = 0;                 // events not yet on disk
    std::chrono::milliseconds oldest{0};     // how long the first of them waits
    uint64_t written = 0;                    // events acknowledged since the start
    uint64_t commits = 0;                    // transactions that they took
    uint64_t failures = 0;                   // attempts to write that failed
    std::string problem;                     // a sentence while Retrying

    // Events on this machine's disk that wait for the register elsewhere.
    struct Outbox {
        bool reachable = false;
        uint64_t waiting = 0;
        std::chrono::milliseconds oldest{0};
        uint64_t delivered = 0;  // since the start
        uint64_t setAside = 0;   // that the register can never take, kept for an operator to see
        uint64_t failures = 0;   // attempts to deliver that failed
        std::string problem;     // a sentence while it is not reachable
    };
    std::optional<Outbox> outbox;  // absent where the register is on this machine
};

// The register without waiting: calls run on worker threads with connections of their own, results come back on the thread that the
// store lives on (an event loop runs there). Results for a context object that is gone are dropped. Destroying the store writes what
// waits without calling back, and joins the workers; both are done within three seconds, whatever a database does.
class Store : public QObject {
    Q_OBJECT

public:
    struct Config {
        std::filesystem::path file;                  // the register, or the outbox of one elsewhere; made with its folder
        std::optional<PostgresAddress> elsewhere = {};
        std::size_t maxWaitingEvents = 100'000;      // beyond that `record` answers Overloaded
        std::size_t maxWaitingCalls = 1'000;
        std::chrono::milliseconds retryDelay{1'000};
        std::chrono::milliseconds callTimeout{10'000};  // from call() to its result, of a register elsewhere
    };
    // Opens what is on this machine and brings the schema up to date; blocking, at start. A register elsewhere that cannot be reached is
    // no error: events are taken, and delivered when it comes.
    [[nodiscard]] static std::expected<std::unique_ptr<Store>, StoreError> open(const Config &config);
    // What it is made of; each on a thread of its own. Events in `journal` are on their way to the register where there is an outbox.
    struct Parts {
        std::unique_ptr<EventJournal> journal;
        std::unique_ptr<Register> calls;
        std::unique_ptr<Register> reports;
        Outbox *outbox = nullptr;                        // the journal, where it is one
        std::unique_ptr<Outbox> outboxReader = nullptr;  // of the delivery
        std::unique_ptr<Register> delivery = nullptr;
    };
    Store(Parts parts, const Config &config, QObject *parent = nullptr);
    ~Store() override;

    using Recorded = std::function<void(const std::expected<void, StoreError> &)>;
    // When `done` says yes, the sighting is on disk: in the register, or in the outbox on its way there. Events that wait together share
    // a transaction. While the disk refuses (full …) events wait and are tried again.
    void record(const Sighting &sighting, QObject *context, Recorded done);

    // Reports may take long and read much: they wait for each other only, and for no timeout.
    enum class Kind { Call, Report };

    // Runs work(register) on a worker, then done(result) here. Calls of one kind run in order.
    template <typename Work, typename Done>
    void call(Work work, QObject *context, Done done, Kind kind = Kind::Call)
    {
        using Result = std::invoke_result_t<Work, Register &>;  // an expected<…, StoreError>
        auto shared = std::make_shared<Done>(std::move(done));
        const QPointer<QObject> owner(context);
        auto refused = [box = m_box, owner, shared](StoreError error) {
            box.post(owner, [error = std::move(error), shared]() mutable { (*shared)(Result(std::unexpected(std::move(error)))); });
        };
        enqueue(kind, [box = m_box, work = std::move(work), owner, shared](Register &records) mutable {
            box.post(owner, [result = work(records), shared]() mutable { (*shared)(std::move(result)); });
        }, std::move(refused));
    }

    // Runs work(outbox) between two writes, then done(result) here. False where the register is on this machine: there is none.
    template <typename Work, typename Done>
    bool callOutbox(Work work, QObject *context, Done done)
    {
        const QPointer<QObject> owner(context);
        return postToOutbox([box = m_box, work = std::move(work), owner, shared = std::make_shared<Done>(std::move(done))](Outbox &outbox) mutable {
            box.post(owner, [result = work(outbox), shared]() mutable { (*shared)(std::move(result)); });
        });
    }

    // What began in [from, until) as far as it is known: from the register, and from this machine while that is not reached.
    using Sightings = std::expected<std::vector<Sighting>, StoreError>;
    void recentSightings(UtcMs from, UtcMs until, QObject *context, std::function<void(const Sightings &)> done);
    // Erases what the outbox holds of a person, delivered or not; for one who is erased from the register.
    void forget(const PersonId &person, QObject *context, Recorded done);

    [[nodiscard]] StoreHealth health() const;  // any thread
    // Tries to write waiting events once more, acknowledges them, refuses new ones, and joins the workers; returns how many could
    // not be written. At most three seconds: a worker that hangs in a disk is left behind.
    std::size_t stop();

Q_SIGNALS:
    void stateChanged(rollcall::store::StoreHealth::State state, const QString &problem);
    // The register elsewhere: it was reached, or was lost (with the reason).
    void reachableChanged(bool reachable, const QString &problem);
    // These are in the register now, wherever it is: what refers to them can be stored. Not before they were acknowledged.
    void delivered(const std::vector<rollcall::attendance::Sighting> &sightings);

private:
    using Work = std::function<void(Register &)>;
    void enqueue(Kind kind, Work work, std::function<void(StoreError)> refused);
    bool postToOutbox(std::function<void(Outbox &)> work);

    const Postbox m_box{this};
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace rollcall::store
