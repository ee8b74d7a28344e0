#include "store/store.h"

#include "store/delivery.h"
#include "store/event_writer.h"
#include "store/lane.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <atomic>
#include <map>

namespace rollcall::store {

Q_LOGGING_CATEGORY(lcStore, "rollcall.store")

namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

// Together below the three seconds of the promise.
constexpr auto lastWrite = 1'200ms;
constexpr auto patience = 500ms;   // for calls that run
constexpr auto givingUp = 1'000ms; // after they were interrupted
constexpr auto figuresInterval = 1s;
// A sighting may have lasted all day: so long a restart without the database knows of it.
constexpr auto deliveredKept = std::chrono::hours(25);
constexpr auto setAsideKept = std::chrono::days(30);

UtcMs utcNow()
{
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

// One list of both: what this machine knows may be longer than what has arrived, and the other way round.
std::vector<Sighting> joined(const std::vector<Sighting> &here, const std::vector<Sighting> &there)
{
    std::map<std::string, Sighting> byId;
    for (const Sighting &sighting : there)
        byId.emplace(sighting.id.toString(), sighting);
    for (const Sighting &sighting : here) {
        const auto [known, isNew] = byId.emplace(sighting.id.toString(), sighting);
        known->second.firstSeen = std::min(known->second.firstSeen, sighting.firstSeen);
        known->second.lastSeen = std::max(known->second.lastSeen, sighting.lastSeen);
    }
    std::vector<Sighting> all;
    for (const auto &[id, sighting] : byId)
        all.push_back(sighting);
    std::ranges::sort(all, {}, &Sighting::firstSeen);
    return all;
}

} // namespace

class Store::Private {
public:
    Private(Store *store, Parts parts, const Config &settings);
    [[nodiscard]] EventWriter::Hooks writerHooks();
    [[nodiscard]] Delivery::Hooks deliveryHooks();
    void acknowledge(std::vector<EventWriter::Event> written, Register::Recorded results);
    void settle(std::vector<Outbox::Settled> settled, const std::function<void(bool)> &done);
    void refreshFigures();
    void prune();
    [[nodiscard]] bool finish();

    Store *const q;  // its thread alone
    const Postbox box;
    const Config config;

    // Writer's thread
    Outbox *const outbox;
    Clock::time_point figuresDue;

    mutable std::mutex mutex;  // guards the next
    Outbox::Figures outboxFigures;

    EventWriter writer;
    std::unique_ptr<Delivery> delivery;  // after the writer, which it posts to
    Lane calls;
    Lane reports;
};

Store::Private::Private(Store *store, Parts parts, const Config &settings)
    : q(store)
    , box(store->m_box)
    , config(settings)
    , outbox(parts.outbox)
    , writer(std::move(parts.journal), {.maxWaiting = config.maxWaitingEvents, .retryDelay = config.retryDelay}, writerHooks())
    , calls(std::move(parts.calls), {.maxWaiting = config.maxWaitingCalls, .timeout = outbox ? std::optional(config.callTimeout) : std::nullopt})
    , reports(std::move(parts.reports), {.maxWaiting = config.maxWaitingCalls, .timeout = std::nullopt})
{
    if (!outbox)
        return;
    writer.post([this] {
        prune();
        refreshFigures();
    });
    delivery = std::make_unique<Delivery>(std::move(parts.outboxReader), std::move(parts.delivery), Delivery::Config{}, deliveryHooks());
}

EventWriter::Hooks Store::Private::writerHooks()
{
    return {
        .written = [this](std::vector<EventWriter::Event> written, Register::Recorded results) {
            acknowledge(std::move(written), std::move(results));
            if (!outbox)
                return;
            // The first events come before the delivery is made; it looks into the outbox by itself then.
            box.post([this] {
                if (delivery)
                    delivery->wake();
            });
            if (Clock::now() >= figuresDue)
                refreshFigures();
        },
        .failed = [this](const StoreError &error) {
            box.post([this, problem = text(error.message)] {
                qCCritical(lcStore).noquote() << "Sightings cannot be written and wait in memory:" << problem;
                Q_EMIT q->stateChanged(StoreHealth::State::Retrying, problem);
            });
        },
        .recovered = [this] {
            box.post([this] {
                qCInfo(lcStore) << "Sightings are written again.";
                Q_EMIT q->stateChanged(StoreHealth::State::Working, {});
            });
        }};
}

Delivery::Hooks Store::Private::deliveryHooks()
{
    return {
        .settle = [this](std::vector<Outbox::Settled> settled, const std::function<void(bool)> &done) {
            writer.post([this, settled = std::move(settled), done]() mutable { settle(std::move(settled), done); });
        },
        .delivered = [this](const std::vector<Sighting> &sightings) {
            box.post([this, sightings] { Q_EMIT q->delivered(sightings); });
        },
        .setAside = [this](const Sighting &sighting, const StoreError &error) {
            box.post([id = text(sighting.id.toString()), problem = text(error.message)] {
                qCWarning(lcStore).noquote() << "Sighting" << id << "is set aside; the register cannot take it:" << problem;
            });
        },
        .failed = [this](const StoreError &error) {
            box.post([this, problem = text(error.message)] {
                qCCritical(lcStore).noquote() << "The register is not reached; sightings wait in the outbox:" << problem;
                Q_EMIT q->reachableChanged(false, problem);
            });
        },
        .reached = [this] {
            box.post([this] {
                qCInfo(lcStore) << "The register is reached.";
                Q_EMIT q->reachableChanged(true, {});
            });
        },
        .caughtUp = [this] { writer.post([this] { refreshFigures(); }); },
        .idle = [this] { writer.post([this] { prune(); }); }};
}

void Store::Private::acknowledge(std::vector<EventWriter::Event> written, Register::Recorded results)
{
    box.post([this, written = std::move(written), results = std::move(results)] {
        std::vector<Sighting> stored;
        for (std::size_t i = 0; i < written.size(); ++i) {
            if (written[i].context)
                written[i].done(results[i]);
            if (results[i])
                stored.push_back(written[i].sighting);
        }
        if (!outbox && !stored.empty())
            Q_EMIT q->delivered(stored);
    });
}

// Writer's thread.
void Store::Private::settle(std::vector<Outbox::Settled> settled, const std::function<void(bool)> &done)
{
    const auto noted = outbox->settle(settled);
    done(noted.has_value());
    if (Clock::now() >= figuresDue)
        refreshFigures();
}

// Writer's thread.
void Store::Private::refreshFigures()
{
    figuresDue = Clock::now() + figuresInterval;
    const auto figures = outbox->figures();
    if (!figures)
        return;
    const std::scoped_lock lock{mutex};
    outboxFigures = *figures;
}

// Writer's thread. On failure the next time does it.
void Store::Private::prune()
{
    const UtcMs now = utcNow();
    [[maybe_unused]] const auto pruned = outbox->prune(now - deliveredKept, now - setAsideKept);
}

// False: a thread hangs.
bool Store::Private::finish()
{
    const auto start = Clock::now();
    if (delivery)
        delivery->interrupt();
    bool ended = writer.stop(start + lastWrite);
    if (delivery)
        ended = delivery->stop(Clock::now() + givingUp) && ended;
    const auto impatience = std::max(Clock::now(), start + patience);
    ended = calls.stop(impatience, impatience + givingUp) && ended;
    return reports.stop(std::max(Clock::now(), impatience), impatience + givingUp) && ended;
}

Store::Store(Parts parts, const Config &config, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(parts), config))
{
}

// Without acknowledging: whoever waits for an answer may be half destroyed already.
Store::~Store()
{
    m_box.close();
    if (!d->finish())
        [[maybe_unused]] const Private *const leftBehind = d.release();  // its thread uses it
}

void Store::record(const Sighting &sighting, QObject *context, Recorded done)
{
    if (d->writer.push({sighting, context, done, {}}))
        return;
    m_box.post(QPointer<QObject>(context), [done = std::move(done)] {
        done(std::unexpected(StoreError{StoreError::Code::Overloaded, "The register takes no more sightings: too many wait for its database already, or it is closed."}));
    });
}

void Store::recentSightings(UtcMs from, UtcMs until, QObject *context, std::function<void(const Sightings &)> done)
{
    const auto ofRegister = [from, until](Register &records) { return records.sightingsBetween(from, until); };
    if (!d->outbox)
        return call(ofRegister, context, std::move(done));
    d->writer.post([this, p = d.get(), from, until, ofRegister, owner = QPointer<QObject>(context), done = std::move(done)] {
        p->box.post(owner, [this, here = p->outbox->sightingsBetween(from, until), ofRegister, owner, done] {
            call(ofRegister, owner, [here, done](const Sightings &there) {
                if (!here)
                    return done(here);
                if (!there)
                    qCWarning(lcStore).noquote() << "Who was seen before is known from this machine alone:" << text(there.error().message);
                done(joined(*here, there.value_or(std::vector<Sighting>())));
            });
        });
    });
}

void Store::forget(const PersonId &person, QObject *context, Recorded done)
{
    if (!d->outbox)
        return m_box.post(QPointer<QObject>(context), [done = std::move(done)] { done({}); });
    d->writer.post([p = d.get(), person, owner = QPointer<QObject>(context), done = std::move(done)] {
        p->box.post(owner, [outcome = p->outbox->forget(person), done] { done(outcome); });
        p->refreshFigures();
    });
}

bool Store::postToOutbox(std::function<void(Outbox &)> work)
{
    if (!d->outbox)
        return false;
    d->writer.post([outbox = d->outbox, work = std::move(work)] { work(*outbox); });
    return true;
}

StoreHealth Store::health() const
{
    const EventWriter::Figures writing = d->writer.figures();
    StoreHealth health{.state = writing.retrying ? StoreHealth::State::Retrying : StoreHealth::State::Working,
                       .waiting = writing.waiting,
                       .oldest = writing.oldest,
                       .written = writing.written,
                       .commits = writing.commits,
                       .failures = writing.failures,
                       .problem = writing.problem,
                       .outbox = {}};
    if (!d->delivery)
        return health;
    const Delivery::Figures delivery = d->delivery->figures();
    const std::scoped_lock lock{d->mutex};
    const Outbox::Figures &outbox = d->outboxFigures;
    health.outbox = StoreHealth::Outbox{.reachable = delivery.reachable,
                                        .waiting = static_cast<uint64_t>(outbox.waiting),
                                        .oldest = outbox.oldest ? utcNow() - *outbox.oldest : 0ms,
                                        .delivered = delivery.delivered,
                                        .setAside = static_cast<uint64_t>(outbox.setAside),
                                        .failures = delivery.failures,
                                        .problem = delivery.problem};
    return health;
}

std::size_t Store::stop()
{
    const bool ended = d->finish();
    QCoreApplication::sendPostedEvents(this, QEvent::MetaCall);  // what was written is also acknowledged
    if (!ended)
        qCCritical(lcStore) << "A disk or a database hangs; what it was doing is left behind.";
    return d->writer.figures().waiting;
}

void Store::enqueue(Kind kind, Work work, std::function<void(StoreError)> refused)
{
    Lane &lane = kind == Kind::Report ? d->reports : d->calls;
    if (!lane.push(std::move(work), refused))
        refused({StoreError::Code::Overloaded, "The register is too busy to answer now. Try again in a few seconds."});
}

} // namespace rollcall::store
