#include "net/http_server.h"
#include "store/erasure.h"
#include "store/migrations.h"
#include "store/sqlite_database.h"
#include "store/store.h"
#include "store/unknown_faces.h"
#include "store/webhook_records.h"
#include "webhooks/events.h"
#include "webhooks/feed.h"
#include "webhooks/sender.h"
#include "webhooks/signature.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace rollcall;
using namespace rollcall::webhooks;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using attendance::UtcMs;
using store::WebhookRecords;

namespace {

const UtcMs morning = std::chrono::sys_days{std::chrono::year{2026} / 11 / 20} + 7h;

// What a receiver does: takes what is signed rightly, once.
class Receiver {
public:
    Receiver()
    {
        net::Router router;
        router.add(net::Method::Post, u"/hook"_s, net::Right::ViewHealth, [this](const net::Request &request, net::Responder responder) {
            ++requests;
            if (headers.isEmpty())
                headers = request.headers;
            const QByteArray expected = signatureOf(secret, request.header("webhook-id"), request.header("webhook-timestamp").toLongLong(), request.body);
            if (request.header("webhook-signature") != expected)
                ++wrongSignatures;
            if (!failures.isEmpty())
                return responder.send({.status = failures.takeFirst(), .contentType = {}, .body = {}, .headers = {{"Location", "/elsewhere"}}});
            events[request.header("webhook-id")] = QJsonDocument::fromJson(request.body).object();
            responder.send({.status = 204, .contentType = {}, .body = {}});
        });
        router.add(net::Method::Post, u"/elsewhere"_s, net::Right::ViewHealth, [this](const net::Request &, net::Responder responder) {
            ++strays;
            responder.send({.status = 204, .contentType = {}, .body = {}});
        });
        server = std::make_unique<net::HttpServer>(std::move(router), authorizer);
        url = server->start(QHostAddress::LocalHost, 0).value().resolved(QUrl(u"/hook"_s)).toString().toStdString();
    }
    QStringList typesAndPeople() const
    {
        QStringList all;
        for (const QJsonObject &event : events)
            all.append(event.value(u"type"_s).toString() + u' ' + event.value(u"data"_s)[u"person"_s][u"id"_s].toString());
        all.sort();
        return all;
    }

    const net::LoopbackAuthorizer authorizer;
    store::Blob secret = newSecret();
    std::string url;
    int requests = 0;
    int wrongSignatures = 0;
    int strays = 0;
    QList<int> failures;  // answers to come before the good ones
    net::Headers headers;
    QMap<QByteArray, QJsonObject> events;
    std::unique_ptr<net::HttpServer> server;
};

attendance::Day utcDay(UtcMs when) { return std::chrono::floor<std::chrono::days>(when); }

} // namespace

class WebhookSenderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_now = morning;
        m_folder = std::make_unique<QTemporaryDir>();
        m_receiver = std::make_unique<Receiver>();
        openStore();
        for (const char *person : {"ada", "bob"})
            call([person](store::Register &records) { return records.addPerson({.id = store::PersonId(person), .name = person, .created = morning}, {}, {}); });
    }
    void cleanup()
    {
        stop();
        m_receiver.reset();
    }

    void deliversSignedEvents()
    {
        addWebhook({checkIn});
        start();
        see("ada", morning + 1min);
        see("ada", morning + 2h);  // no second check-in
        see("bob", morning + 5min);
        QTRY_COMPARE(m_receiver->typesAndPeople(), (QStringList{u"check-in ada"_s, u"check-in bob"_s}));
        QCOMPARE(m_receiver->wrongSignatures, 0);
        const QJsonObject first = m_receiver->events.first();
        QCOMPARE(first.value(u"timestamp"_s).toString(), u"2026-11-20T07:01:00.000Z"_s);
        QCOMPARE(first.value(u"data"_s)[u"day"_s].toString(), u"2026-11-20"_s);
        QCOMPARE(first.value(u"data"_s)[u"camera"_s].toString(), u"door"_s);
        QTRY_COMPARE(webhook().waiting, 0);
        QCOMPARE(m_receiver->requests, 2);
    }

    void triesAgainAfterAnError()
    {
        addWebhook({checkIn});
        m_receiver->failures = {500, 503, 429, 302};
        start();
        see("ada", morning + 1min);
        QTRY_COMPARE(m_receiver->typesAndPeople(), QStringList{u"check-in ada"_s});
        QCOMPARE(m_receiver->requests, 5);
        QCOMPARE(m_receiver->wrongSignatures, 0);  // each attempt is signed with its own time
        QCOMPARE(m_receiver->strays, 0);           // redirections are not followed
        QTRY_COMPARE(delivery().state, store::WebhookDelivery::State::Delivered);
        QCOMPARE(delivery().attempts, 5);
        QCOMPARE(delivery().lastStatus.value_or(0), 204);
        QVERIFY(!webhook().failingSince);
    }

    void aRestartLosesNothing()
    {
        addWebhook({checkIn});
        m_receiver->failures = QList<int>(1'000, 500);
        start();
        see("ada", morning + 1min);
        QTRY_VERIFY(m_receiver->requests >= 2);
        stop();
        m_receiver->failures.clear();
        openStore();
        start();
        QTRY_COMPARE(m_receiver->typesAndPeople(), QStringList{u"check-in ada"_s});
    }

    // The program ended after the sighting was written and before its event was.
    void whatWasNotNotedIsFoundAgain()
    {
        addWebhook({checkIn, checkOut});
        record("ada", morning + 1min);
        record("ada", morning + 8h);
        m_now = morning + 9h;
        start();
        QTRY_COMPARE(m_receiver->typesAndPeople(), QStringList{u"check-in ada"_s});
        m_now = morning + 24h;  // the day is over
        m_feed->catchUp();
        QTRY_COMPARE(m_receiver->typesAndPeople(), (QStringList{u"check-in ada"_s, u"check-out ada"_s}));
        for (const QJsonObject &event : m_receiver->events) {
            if (event.value(u"type"_s).toString() == u"check-out"_s)
                QCOMPARE(event.value(u"data"_s)[u"at"_s].toString(), u"2026-11-20T15:00:00.000Z"_s);
        }
        m_feed->catchUp();
        see("bob", morning + 24h);
        QTRY_COMPARE(m_receiver->events.size(), 3);
        QCOMPARE(m_receiver->requests, 3);
    }

    void tellsOfAFaceThatNobodyKnows()
    {
        addWebhook({unknown});
        m_now = morning + 1h;
        QVERIFY(call([this](store::Register &records) {
            const store::UnknownSighting sighting{.id = m_ids.next(morning), .camera = store::CameraId("gate"), .firstSeen = morning + 5min, .lastSeen = morning + 6min, .track = 3};
            return store::UnknownFaces(records.database()).note({.face = store::UnknownFaceId("019aa3c1-5c4e-7f00-8000-0123456789ab"), .sighting = sighting});
        }));
        start();
        QTRY_COMPARE(m_receiver->events.size(), 1);
        QCOMPARE(m_receiver->events.first().value(u"data"_s)[u"face"_s].toString(), u"019aa3c1-5c4e-7f00-8000-0123456789ab"_s);
        QCOMPARE(m_receiver->events.first().value(u"data"_s)[u"camera"_s].toString(), u"gate"_s);
        m_feed->catchUp();
        see("ada", morning + 2h);
        QTRY_COMPARE(webhook().waiting, 0);
        QCOMPARE(m_receiver->requests, 1);
    }

    void aWebhookHearsOnlyWhatComesAfterIt()
    {
        m_now = morning + 2h;
        addWebhook({checkIn});
        start();
        see("ada", morning + 1min);
        see("ada", morning + 3h);
        see("bob", morning + 3h);
        QTRY_COMPARE(m_receiver->typesAndPeople(), QStringList{u"check-in bob"_s});
        QCOMPARE(m_receiver->requests, 1);
    }

    void givesUpOnWhoIsGoneAndOnWhoNeverAnswers()
    {
        addWebhook({checkIn});
        m_receiver->failures = {410};
        start();
        see("ada", morning + 1min);
        QTRY_COMPARE(webhook().state, store::Webhook::State::Disabled);
        QVERIFY(webhook().problem.find("410") != std::string::npos);
        // Enabled again, the event is still there.
        QVERIFY(call([this](store::Register &records) { return WebhookRecords(records.database()).setState(m_id, store::Webhook::State::Active, {}); }));
        m_receiver->failures = QList<int>(100'000, 500);
        m_sender->wake();
        QTRY_VERIFY(webhook().failingSince);
        m_now += 6 * 24h;
        m_sender->wake();
        QTRY_COMPARE(webhook().state, store::Webhook::State::Disabled);
        QTRY_COMPARE(delivery().state, store::WebhookDelivery::State::Failed);
    }

    void anErasedPersonIsNotToldOf()
    {
        addWebhook({checkIn});
        m_receiver->failures = QList<int>(10'000, 500);
        start();
        see("ada", morning + 1min);
        QTRY_VERIFY(m_receiver->requests >= 1);
        QVERIFY(call([](store::Register &records) -> std::expected<void, store::StoreError> {
            auto proof = store::erasePerson(records.database(), store::PersonId("ada"), {}, "test", "proof", morning);
            return proof ? std::expected<void, store::StoreError>() : std::unexpected(proof.error());
        }));
        QTRY_COMPARE(webhook().waiting, 0);
        see("bob", morning + 2min);
        QTRY_VERIFY(delivery().attempts >= 3);  // by then what was under way about the other one has ended
        m_receiver->failures.clear();
        QTRY_COMPARE(m_receiver->typesAndPeople(), QStringList{u"check-in bob"_s});
    }

    void aReceiverThatIsFarBehindIsDisabled()
    {
        addWebhook({checkIn});
        m_receiver->failures = QList<int>(10'000, 500);
        start(1);
        see("ada", morning + 1min);
        see("bob", morning + 2min);
        QTRY_COMPARE(webhook().state, store::Webhook::State::Disabled);
        QVERIFY(webhook().problem.find("More than 1 events") != std::string::npos);
    }

private:
    void openStore() { m_store = std::move(*store::Store::open({.file = m_folder->filePath(u"register.sqlite"_s).toStdString()})); }
    void start(int64_t mostWaiting = 1'000)
    {
        const auto now = [this] { return m_now += 1ms; };
        m_sender = std::make_unique<Sender>(*m_store, SenderSettings{.retry = {.first = 1ms, .factor = 1, .longest = 1ms}}, now);
        m_feed = std::make_unique<Feed>(Feed::Parts{.store = *m_store, .rules = {}, .dayOf = utcDay, .boundsOf = [](attendance::Day day) {
            const UtcMs begin = std::chrono::sys_days(day);
            return std::pair(begin, begin + 24h);
        }, .now = now, .mostWaiting = mostWaiting});
        connect(m_feed.get(), &Feed::noted, m_sender.get(), &Sender::wake);
        m_feed->catchUp();
        m_sender->wake();
    }
    void stop()
    {
        m_feed.reset();
        m_sender.reset();
        m_store.reset();
    }
    template <typename Work>
    std::invoke_result_t<Work, store::Register &> call(Work work)
    {
        std::optional<std::invoke_result_t<Work, store::Register &>> result;
        m_store->call(std::move(work), this, [&](auto given) { result = std::move(given); });
        [&] { QTRY_VERIFY(result.has_value()); }();
        return std::move(*result);
    }
    void addWebhook(std::set<std::string> events)
    {
        m_id = "hook";
        const store::Webhook webhook{.id = m_id, .url = m_receiver->url, .events = std::move(events), .secret = m_receiver->secret, .created = m_now};
        QVERIFY(call([webhook](store::Register &records) { return WebhookRecords(records.database()).add(webhook); }));
    }
    store::Webhook webhook()
    {
        return call([this](store::Register &records) { return WebhookRecords(records.database()).webhook(m_id); }).value();
    }
    store::WebhookDelivery delivery()
    {
        return call([this](store::Register &records) { return WebhookRecords(records.database()).deliveries(m_id, {}); }).value().items.back();
    }
    attendance::Sighting record(const char *person, UtcMs when)
    {
        const attendance::Sighting sighting{.id = m_ids.next(when), .person = store::PersonId(person), .camera = store::CameraId("door"), .firstSeen = when,
                                            .lastSeen = when, .confidence = 1, .track = 1};
        bool recorded = false;
        m_store->record(sighting, this, [&](const auto &result) { recorded = result.has_value(); });
        [&] { QTRY_VERIFY(recorded); }();
        return sighting;
    }
    void see(const char *person, UtcMs when)
    {
        m_now = std::max(m_now, when);
        m_feed->noteSighting(record(person, when));
    }

    UtcMs m_now{};
    std::string m_id;
    attendance::UuidGenerator m_ids{attendance::systemRandom()};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Receiver> m_receiver;
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<Sender> m_sender;
    std::unique_ptr<Feed> m_feed;
};

QTEST_GUILESS_MAIN(WebhookSenderTest)
#include "webhook_sender_test.moc"
