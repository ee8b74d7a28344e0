// A real PostgreSQL that stops, crashes, hangs, refuses to write and loses its connections while sightings flow: nothing is lost,
// nothing is there twice, nobody waits for ever.

#include "store/migrations.h"
#include "store/outbox.h"
#include "store/postgres_database.h"
#include "store/store.h"
#include "support/postgres_cluster.h"
#include "support/tcp_relay.h"

#include <QElapsedTimer>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <thread>

using namespace rollcall::store;
using rollcall::testing::PostgresCluster;
using rollcall::testing::TcpRelay;
using Code = StoreError::Code;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 40'000;  // ms; a cluster that recovers on a busy machine takes its time

UtcMs now()
{
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

PostgresAddress addressOf(const std::string &text)
{
    return std::get<PostgresAddress>(*parseDatabaseAddress(text));
}

} // namespace

class OutageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (const auto missing = PostgresCluster::missing())
            QSKIP(missing->c_str());
        QVERIFY2(m_cluster.start(), qPrintable(m_cluster.problem()));
    }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_address = m_cluster.makeDatabase();
        m_acknowledged.clear();
        openStore();
        bool added = false;
        m_store->call([](Register &records) { return records.addPerson({.id = PersonId("ada"), .name = "Ada", .created = now()}, {}, {}); }, this,
                      [&](const auto &result) { added = result.has_value(); });
        QTRY_VERIFY_WITH_TIMEOUT(added, patience);
        connect(&m_flow, &QTimer::timeout, this, [this] { recordOne(); });
    }
    void cleanup()
    {
        m_flow.stop();
        m_flow.disconnect();
        m_cluster.thaw();
        m_store.reset();
        m_folder.reset();
        QVERIFY2(m_cluster.isRunning() || m_cluster.start(), qPrintable(m_cluster.problem()));
    }

    void deliversWhatIsRecorded()
    {
        for (int i = 0; i < 5'000; ++i)
            recordOne();
        verifyAll(5'000);
        QVERIFY(m_store->health().outbox->reachable);
        QCOMPARE(m_store->health().outbox->delivered, uint64_t{5'000});
    }

    void aStopAndARestartLoseNothing_data()
    {
        QTest::addColumn<int>("how");
        QTest::newRow("fast shutdown") << 0;
        QTest::newRow("immediate shutdown") << 1;
        QTest::newRow("SIGKILL") << 2;
    }
    void aStopAndARestartLoseNothing()
    {
        QFETCH(int, how);
        m_flow.start(1ms);
        for (int round = 0; round < 2; ++round) {
            waitForAcknowledged(200);  // in mid-flow
            if (how == 2)
                m_cluster.kill();
            else
                QVERIFY(m_cluster.stop(how == 0 ? PostgresCluster::Shutdown::Fast : PostgresCluster::Shutdown::Immediate));
            waitForAcknowledged(200);  // events are taken all the same
            expectAnswerWithin(2'000, Code::Unavailable);
            QTRY_VERIFY_WITH_TIMEOUT(!m_store->health().outbox->reachable, patience);
            QTRY_VERIFY_WITH_TIMEOUT(m_store->health().outbox->waiting > 0, patience);
            QVERIFY2(m_cluster.start(), qPrintable(m_cluster.problem()));
        }
        m_flow.stop();
        verifyAll(800);
    }

    void aDatabaseThatHangsHoldsUpNobody()
    {
        m_flow.start(1ms);
        waitForAcknowledged(100);
        m_cluster.freeze();
        waitForAcknowledged(500);
        expectAnswerWithin(3'500, Code::Unavailable);  // the time limit of a call here is two seconds
        m_cluster.thaw();
        m_flow.stop();
        verifyAll(600);
    }

    void stoppingIsQuickWhileTheDatabaseHangs()
    {
        for (int i = 0; i < 100; ++i)
            recordOne();
        m_cluster.freeze();
        for (int i = 0; i < 100; ++i)
            recordOne();
        m_store->call([](Register &records) { return records.cameras(); }, this, [](const auto &) { });
        QTest::qWait(50);
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(m_store->stop(), std::size_t{0});
        m_store.reset();
        QVERIFY2(clock.elapsed() < 3'000, qPrintable(QString::number(clock.elapsed())));
        QCOMPARE(m_acknowledged.size(), qsizetype(200));  // on this machine's disk, all of them
        m_cluster.thaw();
        openStore();
        verifyAll(200);
    }

    void whileItIsReadOnlyListsAreAnsweredAndEventsWait()
    {
        for (int i = 0; i < 100; ++i)
            recordOne();
        verifyAll(100);
        const QString name = QString::fromStdString(*addressOf(m_address).parameter("dbname"));
        const auto endSessions = u"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '%1'"_s.arg(name);
        QVERIFY(m_cluster.sql(u"ALTER DATABASE %1 SET default_transaction_read_only = on"_s.arg(name)));
        QVERIFY(m_cluster.sql(endSessions));
        for (int i = 0; i < 100; ++i)
            recordOne();
        QTRY_COMPARE_WITH_TIMEOUT(m_acknowledged.size(), qsizetype(200), patience);
        QTRY_VERIFY_WITH_TIMEOUT(m_store->health().outbox->problem.find("read-only") != std::string::npos, patience);
        std::optional<std::size_t> listed;
        QTRY_VERIFY_WITH_TIMEOUT((m_store->call([](Register &records) { return records.sightings({}, {.limit = 500, .cursor = {}}); }, this,
                                                [&](const auto &page) { listed = page ? std::optional(page->items.size()) : std::nullopt; }),
                                  QTest::qWait(100), listed == std::size_t{100}), patience);
        std::optional<Code> refused;
        m_store->call([](Register &records) { return records.addPerson({.id = PersonId("bob"), .name = "Bob", .created = now()}, {}, {}); }, this,
                      [&](const auto &result) { refused = result ? Code::NotFound : result.error().code; });
        QTRY_VERIFY_WITH_TIMEOUT(refused.has_value(), patience);
        QCOMPARE(*refused, Code::ReadOnly);
        QVERIFY(m_cluster.sql(u"ALTER DATABASE %1 SET default_transaction_read_only = off"_s.arg(name)));
        QVERIFY(m_cluster.sql(endSessions));
        verifyAll(200);
    }

    void connectionsThatBreakInTheMiddleLoseAndDoubleNothing()
    {
        TcpRelay relay(m_cluster.port());
        m_store.reset();
        PostgresAddress through = addressOf(m_address);
        through.set("port", std::to_string(relay.port()));
        openStore(through);
        m_flow.start(1ms);
        for (int round = 0; round < 10; ++round) {
            waitForAcknowledged(40);
            QTRY_VERIFY_WITH_TIMEOUT(m_store->health().outbox->reachable, patience);
            relay.cut();
        }
        m_flow.stop();
        verifyAll(400);
        QVERIFY2(relay.connections() >= 10, qPrintable(QString::number(relay.connections())));
    }

    void aSlowDatabaseHoldsUpNobody()
    {
        TcpRelay relay(m_cluster.port());
        m_store.reset();
        PostgresAddress through = addressOf(m_address);
        through.set("port", std::to_string(relay.port()));
        openStore(through);
        QTRY_VERIFY_WITH_TIMEOUT(m_store->health().outbox->reachable, patience);
        relay.slow(150ms);
        m_flow.start(1ms);
        QElapsedTimer clock;
        clock.start();
        waitForAcknowledged(500);
        QVERIFY2(clock.elapsed() < 10'000, qPrintable(QString::number(clock.elapsed())));  // on this machine's disk, at its own speed
        // A call is answered: with the answer, or that there is none in its two seconds.
        std::optional<bool> answered;
        clock.start();
        m_store->call([](Register &records) { return records.cameras(); }, this, [&](const auto &result) { answered = result.has_value(); });
        QTRY_VERIFY_WITH_TIMEOUT(answered.has_value(), 3'500);
        m_flow.stop();
        relay.slow(0ms);
        verifyAll(500);
    }

    void aServerStartsWithoutItsDatabase()
    {
        for (int i = 0; i < 50; ++i)
            recordOne();
        verifyAll(50);
        m_store.reset();
        QVERIFY(m_cluster.stop());
        openStore();
        const Sighting last = recordOne();
        for (int i = 0; i < 149; ++i)
            recordOne();
        QTRY_COMPARE_WITH_TIMEOUT(m_acknowledged.size(), qsizetype(200), patience);
        // Once more, with all of it still on the way: who was here is known from this machine alone.
        m_store.reset();
        openStore();
        std::optional<std::size_t> known;
        m_store->recentSightings(last.firstSeen - 1h, last.firstSeen + 1h, this, [&](const Store::Sightings &found) { known = found ? found->size() : 0; });
        QTRY_VERIFY_WITH_TIMEOUT(known.has_value(), patience);
        QCOMPARE(*known, std::size_t{200});
        QVERIFY2(m_cluster.start(), qPrintable(m_cluster.problem()));
        verifyAll(200);
    }

    void anEmptyDatabaseIsPreparedWhenItComes()
    {
        m_store.reset();
        const std::string fresh = m_cluster.makeDatabase();
        QVERIFY(m_cluster.stop());
        openStore(addressOf(fresh));
        expectAnswerWithin(2'000, Code::Unavailable);
        QVERIFY2(m_cluster.start(), qPrintable(m_cluster.problem()));
        std::optional<bool> answered;
        QTRY_VERIFY_WITH_TIMEOUT((m_store->call([](Register &records) { return records.cameras(); }, this, [&](const auto &result) { answered = result.has_value(); }),
                                  QTest::qWait(100), answered == true), patience);
    }

    void whatCanNeverArriveHoldsUpNothingAndStaysVisible()
    {
        Sighting ghost = sighting();
        ghost.person = PersonId("ghost");
        bool taken = false;
        m_store->record(ghost, this, [&](const auto &result) { taken = result.has_value(); });
        for (int i = 0; i < 100; ++i)
            recordOne();
        verifyAll(100);
        QVERIFY(taken);
        QTRY_COMPARE_WITH_TIMEOUT(m_store->health().outbox->setAside, uint64_t{1}, patience);
        auto outbox = Outbox::openAgain(outboxFile());
        const auto aside = (*outbox)->setAside(10);
        QVERIFY(aside && aside->size() == 1);
        QCOMPARE(aside->front().sighting.id.toString(), ghost.id.toString());
        QVERIFY(aside->front().reason.find("ghost") != std::string::npos);
        bool forgotten = false;
        m_store->forget(PersonId("ghost"), this, [&](const auto &result) { forgotten = result.has_value(); });
        QTRY_VERIFY(forgotten);
        QVERIFY((*outbox)->setAside(10)->empty());
    }

    void aSightingThatGrowsWhileItIsOnItsWayArrivesWhole()
    {
        Sighting growing = recordOne();
        for (int i = 0; i < 300; ++i) {
            growing.lastSeen += 1s;
            m_store->record(growing, this, [](const auto &) { });
            QTest::qWait(1);
        }
        verifyAll(1);
        QTRY_COMPARE_WITH_TIMEOUT(query(u"SELECT last_seen - first_seen FROM sightings"_s), u"300000"_s, patience);
    }

    void twoServersWriteIntoOneRegister()
    {
        Store::Config second{.file = m_folder->filePath(u"second.sqlite"_s).toStdString(), .elsewhere = addressOf(m_address)};
        auto other = Store::open(second);
        QVERIFY(other);
        int acknowledged = 0;
        for (int i = 0; i < 1'000; ++i) {
            recordOne();
            (*other)->record(sighting(), this, [&](const auto &result) { acknowledged += result ? 1 : 0; });
        }
        QTRY_COMPARE_WITH_TIMEOUT(acknowledged, 1'000, patience);
        QTRY_COMPARE_WITH_TIMEOUT(m_acknowledged.size(), qsizetype(1'000), patience);
        QTRY_COMPARE_WITH_TIMEOUT(query(u"SELECT count(*) || ' ' || count(DISTINCT id) FROM sightings"_s), u"2000 2000"_s, patience);
    }

    void aMigrationThatIsCutShortLeavesTheOldSchema()
    {
        const std::string fresh = m_cluster.makeDatabase();
        const PostgresDatabase::Config config{.address = addressOf(fresh)};
        const std::vector<Migration> steps{{.version = 1, .name = "0001_one", .sql = "CREATE TABLE one (id INTEGER)"},
                                           {.version = 2, .name = "0002_two", .sql = "CREATE TABLE two (id INTEGER); SELECT pg_sleep(60)"}};
        std::expected<int, StoreError> outcome;
        std::jthread server([&] {
            PostgresDatabase database(config);
            outcome = migrate(database, steps);
        });
        const QString name = QString::fromStdString(*config.address.parameter("dbname"));
        const auto end = u"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '%1' AND query LIKE '%pg_sleep%'"_s.arg(name);
        std::optional<QString> ended;
        for (int i = 0; i < 200 && ended != u"1"_s; ++i) {
            ended = m_cluster.sql(end);
            QVERIFY2(ended, qPrintable(m_cluster.problem()));
        }
        QCOMPARE(*ended, u"1"_s);
        server.join();
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, Code::Unavailable);
        PostgresDatabase database(config);
        QCOMPARE(schemaVersion(database).value(), 0);
        std::vector<Migration> whole = steps;
        whole[1].sql = "CREATE TABLE two (id INTEGER)";
        QCOMPARE(migrate(database, whole).value(), 0);
        QCOMPARE(schemaVersion(database).value(), 2);
    }

private:
    [[nodiscard]] std::string outboxFile() const { return m_folder->filePath(u"outbox.sqlite"_s).toStdString(); }
    void openStore() { openStore(addressOf(m_address)); }
    void openStore(const PostgresAddress &address)
    {
        auto opened = Store::open({.file = outboxFile(), .elsewhere = address, .callTimeout = 2s});
        QVERIFY2(opened, opened ? "" : opened.error().message.c_str());
        m_store = std::move(*opened);
    }
    [[nodiscard]] Sighting sighting()
    {
        const UtcMs moment = now();
        return {.id = m_ids.next(moment), .person = PersonId("ada"), .camera = CameraId("door"), .firstSeen = moment, .lastSeen = moment, .confidence = 0.5, .track = 1};
    }
    Sighting recordOne()
    {
        const Sighting one = sighting();
        m_store->record(one, this, [this, id = one.id](const auto &result) {
            if (result)
                m_acknowledged.insert(QByteArray::fromStdString(id.toString()));
        });
        return one;
    }
    void waitForAcknowledged(int more)
    {
        const qsizetype goal = m_acknowledged.size() + more;
        QTRY_VERIFY_WITH_TIMEOUT(m_acknowledged.size() >= goal, patience);
    }
    // A list is answered, with this, before the time is over.
    void expectAnswerWithin(int ms, Code code)
    {
        std::optional<Code> answer;
        m_store->call([](Register &records) { return records.cameras(); }, this, [&](const auto &result) { answer = result ? Code::NotFound : result.error().code; });
        QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), ms);
        QCOMPARE(*answer, code);
    }
    [[nodiscard]] QString query(const QString &sql)
    {
        return m_cluster.sql(sql, QString::fromStdString(*addressOf(m_address).parameter("dbname"))).value_or(u"failed: "_s + m_cluster.problem());
    }
    // Everything acknowledged is in PostgreSQL exactly once, and nothing else.
    void verifyAll(int atLeast)
    {
        QTRY_VERIFY_WITH_TIMEOUT(m_acknowledged.size() >= atLeast, patience);
        QTRY_COMPARE_WITH_TIMEOUT(m_store->health().waiting, std::size_t{0}, patience);
        QTRY_COMPARE_WITH_TIMEOUT(m_store->health().outbox->waiting, uint64_t{0}, patience);
        QTRY_COMPARE_WITH_TIMEOUT(query(u"SELECT count(*) FROM sightings"_s), QString::number(m_acknowledged.size()), patience);
        const QByteArrayList stored = query(u"SELECT id FROM sightings"_s).toUtf8().split('\n');
        QCOMPARE(QSet<QByteArray>(stored.begin(), stored.end()), m_acknowledged);
    }

    PostgresCluster m_cluster;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_address;
    std::unique_ptr<Store> m_store;
    rollcall::attendance::UuidGenerator m_ids{rollcall::attendance::systemRandom()};
    QSet<QByteArray> m_acknowledged;
    QTimer m_flow;
};

QTEST_GUILESS_MAIN(OutageTest)
#include "outage_test.moc"
