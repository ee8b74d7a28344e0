#include "server-app/webhooks/receiver.h"
#include "store/correction_records.h"
#include "store/erasure.h"
#include "store/schedule_records.h"
#include "store/store.h"
#include "store/unknown_faces.h"
#include "store/webhook_records.h"
#include "webhooks/events.h"
#include "webhooks/feed.h"
#include "webhooks/sender.h"
#include "support/certificates.h"

#include <QTemporaryDir>
#include <QTest>

using namespace rollcall;
using namespace rollcall::webhooks;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using attendance::UtcMs;
using rollcall::testing::Receiver;
using rollcall::testing::TestAuthority;
using rollcall::testing::TlsReceiver;
using store::WebhookRecords;

namespace {

const UtcMs morning = std::chrono::sys_days{std::chrono::year{2026} / 11 / 20} + 7h;

} // namespace

class WebhookSenderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_now = morning;
        m_authorities.clear();
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
        m_now += 2min;  // what was under way is taken up after that
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

    void tellsOfWhoComesLateOnce()
    {
        addWebhook({checkIn, late});
        addShift(morning, morning + 9h);  // the grace is ten minutes
        start();
        see("ada", morning + 9min);
        see("bob", morning + 12min);
        QTRY_COMPARE(m_receiver->typesAndPeople(), (QStringList{u"check-in ada"_s, u"check-in bob"_s, u"late bob"_s}));
        const QJsonObject lateness = m_receiver->of(u"late"_s).first();
        QCOMPARE(lateness[u"minutes"_s].toInt(), 12);
        QCOMPARE(lateness[u"shift"_s].toString(), u"day"_s);
        QCOMPARE(lateness[u"shiftStart"_s].toString(), u"2026-11-20T07:00:00.000Z"_s);
        see("bob", morning + 3h);
        m_now = morning + 4h;
        correct("bob", attendance::Correction::Kind::CheckIn, morning + 30min);  // even later: it was told
        correct("ada", attendance::Correction::Kind::CheckIn, morning + 20min);  // late by what somebody knows better
        QTRY_COMPARE(m_receiver->typesAndPeople().count(u"late ada"_s), 1);
        m_feed->catchUp();
        see("bob", morning + 5h);
        QTRY_COMPARE(webhook().waiting, 0);
        QCOMPARE(m_receiver->requests, 4);
    }

    void anExcusedDayIsNotLate()
    {
        addWebhook({checkIn, late});
        addShift(morning, morning + 9h);
        correct("bob", attendance::Correction::Kind::SetStatus, {});
        start();
        see("bob", morning + 30min);
        QTRY_COMPARE(m_receiver->typesAndPeople(), QStringList{u"check-in bob"_s});
        m_feed->catchUp();
        see("ada", morning + 5min);
        QTRY_COMPARE(m_receiver->typesAndPeople(), (QStringList{u"check-in ada"_s, u"check-in bob"_s}));
    }

    void anEnteredCheckInIsToldAndACorrectedOneNotAgain()
    {
        addWebhook({checkIn});
        start();
        m_now = morning + 2h;
        correct("ada", attendance::Correction::Kind::CheckIn, morning + 1h);
        QTRY_COMPARE(m_receiver->typesAndPeople(), QStringList{u"check-in ada"_s});
        QCOMPARE(m_receiver->of(u"check-in"_s).first()[u"source"_s].toString(), u"manual"_s);
        QCOMPARE(m_receiver->of(u"check-in"_s).first()[u"at"_s].toString(), u"2026-11-20T08:00:00.000Z"_s);
        see("bob", morning + 2h);
        QTRY_COMPARE(m_receiver->requests, 2);
        correct("bob", attendance::Correction::Kind::CheckIn, morning + 90min);
        see("ada", morning + 3h);
        m_feed->catchUp();
        m_now = morning + 24h;
        see("bob", morning + 24h);
        QTRY_COMPARE(m_receiver->requests, 3);  // of the next day
        QTRY_COMPARE(webhook().waiting, 0);
        QCOMPARE(m_receiver->requests, 3);
    }

    // A camera at the exit says it at once; what the register made of the day follows when the day is over.
    void leavingByAnExitIsToldAtOnce()
    {
        addWebhook({checkOut});
        call([](store::Register &records) {
            return store::ScheduleRecords(records.database()).setCamera(store::CameraId("exit"), {.direction = attendance::Direction::Out, .place = {}});
        });
        start();
        see("ada", morning + 1min);
        see("ada", morning + 4h, "exit");
        QTRY_COMPARE(m_receiver->requests, 1);
        QCOMPARE(m_receiver->of(u"check-out"_s).first()[u"at"_s].toString(), u"2026-11-20T11:00:00.000Z"_s);
        QCOMPARE(m_receiver->of(u"check-out"_s).first()[u"final"_s].toBool(), false);
        see("ada", morning + 5h);
        see("ada", morning + 9h, "exit");
        QTRY_COMPARE(m_receiver->requests, 2);
        m_feed->catchUp();
        m_now = morning + 24h;
        m_feed->catchUp();
        QTRY_COMPARE(m_receiver->requests, 3);
        QStringList times;
        for (const QJsonObject &told : m_receiver->of(u"check-out"_s))
            times.append((told[u"final"_s].toBool() ? u"final "_s : u"left "_s) + told[u"at"_s].toString().mid(11, 5));
        times.sort();
        QCOMPARE(times, (QStringList{u"final 16:00"_s, u"left 11:00"_s, u"left 16:00"_s}));
        m_feed->catchUp();
        see("bob", morning + 25h, "exit");
        QTRY_COMPARE(m_receiver->requests, 4);
    }

    // With a shift nobody waits for midnight: its window closes.
    void theEndOfAShiftIsToldWhenItsWindowCloses()
    {
        addWebhook({checkOut});
        addShift(morning, morning + 8h);  // counts until two hours later
        start();
        see("ada", morning);
        see("ada", morning + 8h);
        m_now = morning + 9h;
        m_feed->catchUp();
        see("bob", morning + 9h);
        m_now = morning + 10h + 1min;
        m_feed->catchUp();
        QTRY_COMPARE(m_receiver->of(u"check-out"_s).size(), 2);
        QHash<QString, bool> byRule;
        for (const QJsonObject &told : m_receiver->of(u"check-out"_s))
            byRule[told[u"person"_s][u"id"_s].toString() + u' ' + told[u"at"_s].toString().mid(11, 5)] = told[u"closedByRule"_s].toBool();
        QCOMPARE(byRule, (QHash<QString, bool>{{u"ada 15:00"_s, false}, {u"bob 16:00"_s, true}}));
    }

    void speaksTlsToWhomItsAuthorityKnows()
    {
        if (const auto missing = TestAuthority::missing())
            QSKIP(missing->c_str());
        TestAuthority authority;
        TlsReceiver receiver(authority.issue({u"DNS:localhost"_s}));
        QVERIFY2(authority.isSound(), qPrintable(authority.problem()));
        m_authorities = QSslCertificate::fromPath(authority.certificate());
        QCOMPARE(m_authorities.size(), 1);
        addWebhook({checkIn}, receiver.url());
        start();
        see("ada", morning + 1min);
        QTRY_COMPARE(receiver.bodies.size(), 1);
        QVERIFY(receiver.bodies.first().contains("\"check-in\""));
        QTRY_COMPARE(delivery().state, store::WebhookDelivery::State::Delivered);
    }

    void tellsNothingToWhomNoAuthorityKnows()
    {
        if (const auto missing = TestAuthority::missing())
            QSKIP(missing->c_str());
        TestAuthority authority;
        TlsReceiver receiver(authority.issue({u"DNS:localhost"_s}));
        addWebhook({checkIn}, receiver.url());
        start();
        see("ada", morning + 1min);
        QTRY_VERIFY(delivery().attempts >= 2);
        QVERIFY2(delivery().lastProblem.find("certificate") != std::string::npos, delivery().lastProblem.c_str());
        QVERIFY(receiver.bodies.isEmpty());
    }

    void tellsNothingToAnotherHostThanTheNamedOne()
    {
        if (const auto missing = TestAuthority::missing())
            QSKIP(missing->c_str());
        TestAuthority authority;
        TlsReceiver receiver(authority.issue({u"DNS:another.example"_s}));
        m_authorities = QSslCertificate::fromPath(authority.certificate());
        addWebhook({checkIn}, receiver.url());
        start();
        see("ada", morning + 1min);
        QTRY_VERIFY(delivery().attempts >= 2);
        QVERIFY(receiver.bodies.isEmpty());
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
        m_sender = std::make_unique<Sender>(*m_store, SenderSettings{.retry = {.first = 1ms, .factor = 1, .longest = 1ms}, .authorities = m_authorities}, now);
        m_feed = std::make_unique<Feed>(Feed::Parts{.store = *m_store, .zone = attendance::LocalZone([](UtcMs) { return 0s; }), .debounce = 60s, .now = now,
                                                    .mostWaiting = mostWaiting});
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
    void addWebhook(std::set<std::string> events, const std::string &url = {})
    {
        m_id = "hook";
        const store::Webhook webhook{.id = m_id, .url = url.empty() ? m_receiver->url : url, .events = std::move(events), .secret = m_receiver->secret, .created = m_now};
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
    // Every day, for both people.
    void addShift(UtcMs from, UtcMs until)
    {
        const auto minute = [](UtcMs when) { return std::chrono::floor<std::chrono::minutes>(when - std::chrono::floor<std::chrono::days>(when)); };
        attendance::Shift shift;
        shift.id = attendance::ShiftId("day");
        shift.name = "Day";
        shift.start = minute(from);
        shift.end = minute(until);
        shift.days.bits = attendance::Weekdays::all;
        shift.lateGrace = 10min;
        shift.checkOutAfter = 120min;
        QVERIFY(call([shift](store::Register &records) -> std::expected<void, store::StoreError> {
            store::ScheduleRecords schedules(records.database());
            if (auto added = schedules.addShift(shift); !added)
                return added;
            for (const char *person : {"ada", "bob"}) {
                if (auto added = schedules.addAssignment({.id = person, .who = store::PersonId(person), .shift = shift.id, .validity = {}}); !added)
                    return added;
            }
            return {};
        }));
    }
    // As the API does it; the status is "excused".
    void correct(const char *person, attendance::Correction::Kind kind, std::optional<UtcMs> when)
    {
        attendance::Correction correction;
        correction.id = m_ids.next(m_now);
        correction.person = store::PersonId(person);
        correction.day = std::chrono::floor<std::chrono::days>(morning);
        correction.kind = kind;
        correction.when = when;
        if (kind == attendance::Correction::Kind::SetStatus)
            correction.status = attendance::DayStatus::Excused;
        correction.reason = "said so";
        correction.by = "head";
        correction.made = m_now;
        QVERIFY(call([correction](store::Register &records) { return store::CorrectionRecords(records.database()).add(correction); }));
        if (m_feed)
            m_feed->noteDay(correction.person, correction.day);
    }
    attendance::Sighting record(const char *person, UtcMs when, const char *camera = "door")
    {
        const attendance::Sighting sighting{.id = m_ids.next(when), .person = store::PersonId(person), .camera = store::CameraId(camera), .firstSeen = when,
                                            .lastSeen = when, .confidence = 1, .track = 1};
        bool recorded = false;
        m_store->record(sighting, this, [&](const auto &result) { recorded = result.has_value(); });
        [&] { QTRY_VERIFY(recorded); }();
        return sighting;
    }
    void see(const char *person, UtcMs when, const char *camera = "door")
    {
        m_now = std::max(m_now, when);
        m_feed->noteSightings({record(person, when, camera)});
    }

    UtcMs m_now{};
    std::string m_id;
    QList<QSslCertificate> m_authorities;
    attendance::UuidGenerator m_ids{attendance::systemRandom()};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Receiver> m_receiver;
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<Sender> m_sender;
    std::unique_ptr<Feed> m_feed;
};

QTEST_GUILESS_MAIN(WebhookSenderTest)
#include "webhook_sender_test.moc"
