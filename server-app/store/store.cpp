#include "store/store.h"

#include "store/migrations.h"
#include "store/sqlite_database.h"
#include "store/work_queue.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QTimer>

#include <deque>
#include <mutex>

namespace rollcall::store {

Q_LOGGING_CATEGORY(lcStore, "rollcall.store")

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t eventsPerTransaction = 1'000;

struct Event {
    Sighting sighting;
    QPointer<QObject> context;  // looked at on the store's thread only
    Store::Recorded done;
    Clock::time_point since;
};

} // namespace

class Store::Private {
public:
    Private(Store *store, std::unique_ptr<Register> register_, const Config &settings)
        : q(store)
        , config(settings)
        , records(std::move(register_))
        , queue(settings.maxWaitingCalls + 2)  // the writing of events never finds it full
    {
    }

    void writeEvents();
    bool writeSome();
    void noteFailure(const StoreError &error);
    void noteSuccess(std::size_t count);
    void scheduleWrite();
    void finish();

    Store *const q;
    const Config config;
    std::unique_ptr<Register> records;  // worker

    mutable std::mutex mutex;  // guards the following
    std::deque<Event> events;  // oldest first; leave when they are on disk
    bool writeScheduled = false;
    bool stopped = false;
    StoreHealth health;        // its waiting and oldest are filled in when asked

    WorkQueue queue;  // last: its thread uses all of the above
};

std::expected<std::unique_ptr<Store>, StoreError> Store::open(const Config &config)
{
    auto database = SqliteDatabase::open(config.file);
    if (!database)
        return std::unexpected(std::move(database.error()));
    const auto before = migrate(**database, builtInMigrations(Dialect::Sqlite));
    if (!before)
        return std::unexpected(before.error());
    return std::make_unique<Store>(std::make_unique<Register>(std::move(*database)), config);
}

Store::Store(std::unique_ptr<Register> records, const Config &config, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(records), config))
{
}

// Without acknowledging: whoever waits for an answer may be half destroyed already.
Store::~Store()
{
    d->finish();
}

void Store::record(const Sighting &sighting, QObject *context, Recorded done)
{
    bool taken = false;
    {
        const std::scoped_lock lock{d->mutex};
        taken = !d->stopped && d->events.size() < d->config.maxWaitingEvents;
        if (taken)
            d->events.push_back({sighting, context, std::move(done), Clock::now()});
    }
    if (taken) {
        d->scheduleWrite();
        return;
    }
    deliver(context, [done = std::move(done)] {
        done(std::unexpected(StoreError{StoreError::Code::Overloaded, "The register takes no more sightings: too many wait for its database already, or it is closed."}));
    });
}

// While Retrying the timer alone tries again: a full disk is not asked once for every new event.
void Store::Private::scheduleWrite()
{
    {
        const std::scoped_lock lock{mutex};
        if (writeScheduled || health.state == StoreHealth::State::Retrying)
            return;
        writeScheduled = true;
    }
    if (!queue.push([this] { writeEvents(); })) {
        const std::scoped_lock lock{mutex};
        writeScheduled = false;
    }
}

void Store::Private::writeEvents()
{
    {
        const std::scoped_lock lock{mutex};
        writeScheduled = false;
    }
    while (writeSome()) { }
}

// One transaction of what waits; true when there may be more. Worker.
bool Store::Private::writeSome()
{
    std::vector<Sighting> batch;
    {
        const std::scoped_lock lock{mutex};
        const std::size_t count = std::min(events.size(), eventsPerTransaction);
        for (std::size_t i = 0; i < count; ++i)
            batch.push_back(events[i].sighting);
    }
    if (batch.empty())
        return false;
    auto results = records->record(batch);
    if (!results) {
        noteFailure(results.error());
        return false;
    }
    std::vector<Event> written;
    {
        const std::scoped_lock lock{mutex};
        const auto end = events.begin() + static_cast<std::ptrdiff_t>(batch.size());
        written.assign(std::make_move_iterator(events.begin()), std::make_move_iterator(end));
        events.erase(events.begin(), end);
    }
    noteSuccess(written.size());
    q->deliver(q, [written = std::move(written), results = std::move(*results)] {
        for (std::size_t i = 0; i < written.size(); ++i) {
            if (written[i].context)
                written[i].done(results[i]);
        }
    });
    return true;
}

void Store::Private::noteFailure(const StoreError &error)
{
    bool first = false;
    {
        const std::scoped_lock lock{mutex};
        first = health.state == StoreHealth::State::Working;
        health.state = StoreHealth::State::Retrying;
        health.problem = error.message;
        ++health.failures;
    }
    q->deliver(q, [this, first, problem = QString::fromStdString(error.message)] {
        if (first) {
            qCCritical(lcStore).noquote() << "Sightings cannot be written and wait in memory:" << problem;
            Q_EMIT q->stateChanged(StoreHealth::State::Retrying, problem);
        }
        QTimer::singleShot(config.retryDelay, q, [this] {
            [[maybe_unused]] const bool accepted = queue.push([this] { writeEvents(); });
        });
    });
}

void Store::Private::noteSuccess(std::size_t count)
{
    bool recovered = false;
    {
        const std::scoped_lock lock{mutex};
        recovered = health.state == StoreHealth::State::Retrying;
        health.state = StoreHealth::State::Working;
        health.problem.clear();
        health.written += count;
        ++health.commits;
    }
    if (!recovered)
        return;
    q->deliver(q, [this] {
        qCInfo(lcStore) << "Sightings are written again.";
        Q_EMIT q->stateChanged(StoreHealth::State::Working, {});
    });
}

StoreHealth Store::health() const
{
    const std::scoped_lock lock{d->mutex};
    StoreHealth health = d->health;
    health.waiting = d->events.size();
    if (!d->events.empty())
        health.oldest = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - d->events.front().since);
    return health;
}

void Store::Private::finish()
{
    {
        const std::scoped_lock lock{mutex};
        stopped = true;
    }
    [[maybe_unused]] const bool accepted = queue.push([this] { writeEvents(); });
    queue.stop();
}

std::size_t Store::stop()
{
    d->finish();
    QCoreApplication::sendPostedEvents(this, QEvent::MetaCall);  // what was written is also acknowledged
    const std::scoped_lock lock{d->mutex};
    return d->events.size();
}

void Store::enqueue(Work work, QObject *context, std::function<void(StoreError)> refused)
{
    const bool taken = d->queue.size() < d->config.maxWaitingCalls && d->queue.push([this, work = std::move(work)] { work(*d->records); });
    if (taken)
        return;
    deliver(context, [refused = std::move(refused)] {
        refused({StoreError::Code::Overloaded, "The register is too busy to answer now. Try again in a few seconds."});
    });
}

void Store::deliver(const QPointer<QObject> &context, std::function<void()> callback)
{
    QMetaObject::invokeMethod(this, [context, callback = std::move(callback)] {
        if (context)
            callback();
    }, Qt::QueuedConnection);
}

} // namespace rollcall::store
