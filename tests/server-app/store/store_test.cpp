#include "store/migrations.h"
#include "store/sqlite_database.h"
#include "store/store.h"
#include "store/work_queue.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <future>

using namespace rollcall::store;
using Code = StoreError::Code;
using namespace std::chrono_literals;

namespace {

UtcMs at(int64_t ms) { return UtcMs(std::chrono::milliseconds(ms)); }

// Refuses to commit while told to, as a full disk does.
class MoodyDatabase final : public Database {
public:
    struct Mood {
        std::atomic<bool> full = false;
        std::atomic<std::shared_ptr<std::shared_future<void>>> gate;  // closed: a commit waits for it
        std::atomic<int> commits = 0;
    };

    MoodyDatabase(std::unique_ptr<Database> real, std::shared_ptr<Mood> mood)
        : m_real(std::move(real))
        , m_mood(std::move(mood))
    {
    }
    std::expected<int64_t, StoreError> execute(std::string_view sql, std::span<const Value> values) override
    {
        if (sql == "COMMIT") {
            ++m_mood->commits;
            if (const auto gate = m_mood->gate.load())
                gate->wait();
            if (m_mood->full)
                return std::unexpected(StoreError{Code::Full, "no space"});
        }
        return m_real->execute(sql, values);
    }
    std::expected<void, StoreError> query(std::string_view sql, std::span<const Value> values, const std::function<void(Row)> &take) override
    {
        return m_real->query(sql, values, take);
    }
    std::expected<void, StoreError> script(const std::string &sql) override { return m_real->script(sql); }
    std::string name() const override { return m_real->name(); }
    std::expected<void, StoreError> scrub() override { return m_real->scrub(); }
    Dialect dialect() const override { return m_real->dialect(); }

private:
    std::unique_ptr<Database> m_real;
    std::shared_ptr<Mood> m_mood;
};

} // namespace

class StoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_mood = std::make_shared<MoodyDatabase::Mood>();
        auto database = SqliteDatabase::open(config().file);
        QVERIFY(database && migrate(**database, builtInMigrations(Dialect::Sqlite)));
        auto records = std::make_unique<Register>(std::make_unique<MoodyDatabase>(std::move(*database), m_mood));
        QVERIFY(records->addPerson({.id = PersonId("ada"), .name = "Ada", .created = at(1)}, {}, {}));
        m_mood->commits = 0;
        m_store = std::make_unique<Store>(Store::Parts{.journal = std::make_unique<RegisterJournal>(std::move(records)), .calls = another(), .reports = another()},
                                          config());
    }
    void cleanup()
    {
        m_store.reset();
        m_folder.reset();
    }

    void acknowledgesWhatIsOnDisk()
    {
        int acknowledged = 0;
        record(1, [&](const auto &result) { acknowledged += result ? 1 : 0; });
        std::size_t arrived = 0;
        connect(m_store.get(), &Store::delivered, this, [&](const std::vector<Sighting> &sightings) { arrived += sightings.size(); });
        QCOMPARE(acknowledged, 0);  // never before record() has returned
        QTRY_COMPARE(acknowledged, 1);
        QCOMPARE(arrived, std::size_t{1});
        auto second = SqliteDatabase::open(config().file);
        QVERIFY(second);
        QCOMPARE(Register(std::move(*second)).sightings({}, {})->items.size(), std::size_t{1});
    }

    void eventsThatWaitTogetherShareATransaction()
    {
        std::promise<void> gate;
        m_mood->gate = std::make_shared<std::shared_future<void>>(gate.get_future().share());
        int acknowledged = 0;
        record(0, [&](const auto &result) { acknowledged += result ? 1 : 0; });
        QTRY_COMPARE(m_mood->commits.load(), 1);  // its commit waits
        for (int i = 1; i < 500; ++i)
            record(i, [&](const auto &result) { acknowledged += result ? 1 : 0; });
        QCOMPARE(m_store->health().waiting, std::size_t{500});
        gate.set_value();
        QTRY_COMPARE(acknowledged, 500);
        QCOMPARE(m_mood->commits.load(), 2);
        QCOMPARE(m_store->health().written, uint64_t{500});
    }

    void keepsEventsWhileTheDiskIsFull()
    {
        m_mood->full = true;
        QList<StoreHealth::State> states;
        connect(m_store.get(), &Store::stateChanged, this, [&](StoreHealth::State state) { states.append(state); });
        int acknowledged = 0;
        for (int i = 0; i < 10; ++i)
            record(i, [&](const auto &result) { acknowledged += result ? 1 : 0; });
        QTRY_VERIFY(m_store->health().failures >= 3);  // it tries again by itself
        QCOMPARE(acknowledged, 0);
        QCOMPARE(m_store->health().state, StoreHealth::State::Retrying);
        QCOMPARE(m_store->health().waiting, std::size_t{10});
        QVERIFY(m_store->health().problem.find("no space") != std::string::npos);
        m_mood->full = false;
        QTRY_COMPARE(acknowledged, 10);
        QCOMPARE(m_store->health().waiting, std::size_t{0});
        QTRY_COMPARE(states, (QList{StoreHealth::State::Retrying, StoreHealth::State::Working}));
    }

    void refusesBeyondItsBound()
    {
        m_mood->full = true;
        int refused = 0;
        for (int i = 0; i < int(config().maxWaitingEvents) + 7; ++i)
            record(i, [&](const auto &result) { refused += !result && result.error().code == Code::Overloaded ? 1 : 0; });
        QTRY_COMPARE(refused, 7);
        QCOMPARE(m_store->stop(), config().maxWaitingEvents);
    }

    void stoppingWritesAndAcknowledgesWhatWaits()
    {
        int acknowledged = 0;
        for (int i = 0; i < 300; ++i)
            record(i, [&](const auto &result) { acknowledged += result ? 1 : 0; });
        QCOMPARE(m_store->stop(), std::size_t{0});
        QCOMPARE(acknowledged, 300);
    }

    void aDestroyedContextIsNotCalled()
    {
        std::promise<void> gate;
        holdWorker(gate);
        bool calledForGone = false;
        auto context = std::make_unique<QObject>();
        m_store->call([](Register &records) { return records.cameras(); }, context.get(), [&](const auto &) { calledForGone = true; });
        context.reset();
        gate.set_value();
        bool done = false;
        m_store->call([](Register &records) { return records.cameras(); }, this, [&](const auto &) { done = true; });
        QTRY_VERIFY(done);  // after the others
        QVERIFY(!calledForGone);
    }

    void callsBeyondTheirBoundAreRefusedAtOnce()
    {
        std::promise<void> gate;
        holdWorker(gate);
        int answered = 0;
        int refused = 0;
        for (int i = 0; i < int(config().maxWaitingCalls) + 5; ++i) {
            m_store->call([](Register &records) { return records.cameras(); }, this, [&](const auto &result) {
                ++(result ? answered : refused);
                if (!result)
                    QCOMPARE(result.error().code, Code::Overloaded);
            });
        }
        QTRY_COMPARE(refused, 5);
        gate.set_value();
        QTRY_COMPARE(answered, int(config().maxWaitingCalls));
    }

    void aReportHoldsUpNoCall()
    {
        std::promise<void> gate;
        holdWorker(gate, Store::Kind::Report);
        bool answered = false;
        m_store->call([](Register &records) { return records.cameras(); }, this, [&](const auto &) { answered = true; });
        QTRY_VERIFY(answered);
        gate.set_value();
    }

    void stoppingLeavesACallBehindThatHangs()
    {
        std::promise<void> gate;
        holdWorker(gate);
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(m_store->stop(), std::size_t{0});
        m_store.reset();
        QVERIFY2(clock.elapsed() < 6'000, qPrintable(QString::number(clock.elapsed())));
        gate.set_value();
    }

    void stoppingEndsAQueryThatRuns()
    {
        std::optional<StoreError> ended;
        m_store->call([](Register &records) {
            return records.database().query("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n", {}, [](Row) { });
        }, this, [&](const std::expected<void, StoreError> &result) { ended = result.error(); });
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(m_store->stop(), std::size_t{0});
        QVERIFY(clock.elapsed() < 3'000);
        QVERIFY(ended);
        QCOMPARE(ended->code, Code::Stopped);
    }

    void aWorkQueueRunsEverythingThatItTook()
    {
        std::atomic<int> ran = 0;
        int taken = 0;
        {
            WorkQueue queue(100);
            for (int i = 0; i < 1'000; ++i)
                taken += queue.push([&] { ++ran; }) ? 1 : 0;
            queue.stop();
            QVERIFY(!queue.push([&] { ++ran; }));
        }
        QVERIFY(taken >= 100);
        QCOMPARE(ran.load(), taken);
    }

private:
    [[nodiscard]] Store::Config config() const
    {
        return {.file = m_folder->filePath(QStringLiteral("rollcall.db")).toStdString(), .maxWaitingEvents = 2'000, .maxWaitingCalls = 20, .retryDelay = 10ms};
    }
    Sighting sighting(int64_t when)
    {
        return {.id = m_ids.next(at(when)), .person = PersonId("ada"), .camera = CameraId("door"), .firstSeen = at(when), .lastSeen = at(when), .confidence = 1, .track = 1};
    }
    void record(int64_t when, Store::Recorded done) { m_store->record(sighting(when), this, std::move(done)); }
    [[nodiscard]] std::unique_ptr<Register> another() const
    {
        return std::make_unique<Register>(std::move(*SqliteDatabase::open(config().file, SqliteDatabase::Check::None)));
    }
    // The worker waits for the gate; everything later waits behind it.
    void holdWorker(std::promise<void> &gate, Store::Kind kind = Store::Kind::Call)
    {
        auto entered = std::make_shared<std::promise<void>>();
        auto opened = std::make_shared<std::future<void>>(gate.get_future());
        m_store->call([entered, opened](Register &) -> std::expected<void, StoreError> {
            entered->set_value();
            opened->wait();
            return {};
        }, this, [](const auto &) {}, kind);
        entered->get_future().wait();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<MoodyDatabase::Mood> m_mood;
    std::unique_ptr<Store> m_store;
    rollcall::attendance::UuidGenerator m_ids{rollcall::attendance::systemRandom()};
};

QTEST_GUILESS_MAIN(StoreTest)
#include "store_test.moc"
