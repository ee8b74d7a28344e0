// What happened while PostgreSQL was away is told when it is back: sightings wait in the outbox, and events follow from the register. Each is one
// event, under one id; an attempt whose outcome could not be written down before the database went comes again under it.

#include "server-app/webhooks/receiver.h"
#include "store/store.h"
#include "store/webhook_records.h"
#include "support/postgres_cluster.h"
#include "webhooks/events.h"
#include "webhooks/feed.h"
#include "webhooks/sender.h"

#include <QTemporaryDir>
#include <QTest>

using namespace rollcall;
using namespace rollcall::webhooks;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using attendance::UtcMs;
using rollcall::testing::PostgresCluster;
using rollcall::testing::Receiver;
using store::WebhookRecords;

namespace {

constexpr int patience = 60'000;  // ms; a cluster that recovers on a busy machine takes its time

} // namespace

class WebhookOutageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (const auto missing = PostgresCluster::missing())
            QSKIP(missing->c_str());
        QVERIFY2(m_cluster.start(), qPrintable(m_cluster.problem()));
        m_address = m_cluster.makeDatabase();
        openStore();
        for (const char *person : {"ada", "bob", "eve"})
            QVERIFY(call([person](store::Register &records) { return records.addPerson({.id = store::PersonId(person), .name = person, .created = morning}, {}, {}); }));
        const store::Webhook webhook{.id = "hook", .url = m_receiver.url, .events = {checkIn}, .secret = m_receiver.secret, .created = morning};
        QVERIFY(call([webhook](store::Register &records) { return WebhookRecords(records.database()).add(webhook); }));
        start();
    }
    void cleanupTestCase() { stop(); }

    void whatHappenedWhileTheDatabaseWasAwayIsToldOnce()
    {
        record("ada", morning + 1min);
        QTRY_COMPARE_WITH_TIMEOUT(m_receiver.typesAndPeople(), QStringList{u"check-in ada"_s}, patience);
        QVERIFY(m_cluster.stop());
        QTRY_VERIFY_WITH_TIMEOUT(isLost(), patience);
        record("bob", morning + 2min);
        record("ada", morning + 3min);
        QVERIFY2(m_cluster.start(), qPrintable(m_cluster.problem()));
        QTRY_COMPARE_WITH_TIMEOUT(m_receiver.typesAndPeople(), (QStringList{u"check-in ada"_s, u"check-in bob"_s}), patience);
    }

    // The program ends during the outage as well: the outbox and the register know.
    void aRestartDuringTheOutageLosesNothing()
    {
        QVERIFY(m_cluster.stop());
        record("eve", morning + 4min);
        stop();
        openStore();
        start();
        QVERIFY2(m_cluster.start(), qPrintable(m_cluster.problem()));
        QTRY_COMPARE_WITH_TIMEOUT(m_receiver.typesAndPeople(), (QStringList{u"check-in ada"_s, u"check-in bob"_s, u"check-in eve"_s}), patience);
    }

private:
    void openStore()
    {
        m_store = std::move(*store::Store::open({.file = m_folder.filePath(u"outbox.sqlite"_s).toStdString(),
                                                 .elsewhere = std::get<store::PostgresAddress>(*store::parseDatabaseAddress(m_address))}));
    }
    // As the server puts them together.
    void start()
    {
        const auto now = [] {
            static const auto began = std::chrono::steady_clock::now();
            return morning + 1h + std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
        };
        m_sender = std::make_unique<Sender>(*m_store, SenderSettings{.retry = {.first = 1ms, .factor = 1, .longest = 1ms}, .claimed = 500ms}, now);
        m_feed = std::make_unique<Feed>(Feed::Parts{.store = *m_store, .zone = attendance::LocalZone([](UtcMs) { return 0s; }), .debounce = 60s, .now = now});
        connect(m_feed.get(), &Feed::noted, m_sender.get(), &Sender::wake);
        connect(m_store.get(), &store::Store::delivered, m_feed.get(), &Feed::noteSightings);
        connect(m_store.get(), &store::Store::reachableChanged, m_feed.get(), [this](bool reachable) {
            if (!reachable)
                return;
            m_feed->catchUp();
            m_sender->wake();
        });
        m_feed->catchUp();
        m_sender->wake();
    }
    void stop()
    {
        m_feed.reset();
        m_sender.reset();
        m_store.reset();
    }
    // What is recorded next waits in the outbox.
    bool isLost()
    {
        const auto answer = call([](store::Register &records) { return records.person(store::PersonId("ada")); });
        return !answer && answer.error().code == store::StoreError::Code::Unavailable;
    }
    template <typename Work>
    std::invoke_result_t<Work, store::Register &> call(Work work)
    {
        std::optional<std::invoke_result_t<Work, store::Register &>> result;
        m_store->call(std::move(work), this, [&](auto given) { result = std::move(given); });
        [&] { QTRY_VERIFY_WITH_TIMEOUT(result.has_value(), patience); }();
        return std::move(*result);
    }
    void record(const char *person, UtcMs when)
    {
        const attendance::Sighting sighting{.id = m_ids.next(when), .person = store::PersonId(person), .camera = store::CameraId("door"), .firstSeen = when,
                                            .lastSeen = when, .confidence = 1, .track = 1};
        bool recorded = false;
        m_store->record(sighting, this, [&](const auto &result) { recorded = result.has_value(); });
        QTRY_VERIFY(recorded);
    }

    static constexpr UtcMs morning = std::chrono::sys_days{std::chrono::year{2026} / 11 / 20} + 7h;
    PostgresCluster m_cluster;
    std::string m_address;
    QTemporaryDir m_folder;
    Receiver m_receiver;
    attendance::UuidGenerator m_ids{attendance::systemRandom()};
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<Sender> m_sender;
    std::unique_ptr<Feed> m_feed;
};

QTEST_GUILESS_MAIN(WebhookOutageTest)
#include "webhook_outage_test.moc"
