#include "server-app/api/api_under_test.h"

#include "api/by_whom.h"
#include "api/person_patch.h"
#include "store/sighting_evidence.h"

#include <QProcess>

#include <archive.h>
#include <archive_entry.h>

using namespace rollcall;
using namespace rollcall::testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Reply = ApiUnderTest::Reply;

namespace {

store::Person person(const char *id, const char *name)
{
    return {.id = store::PersonId(id), .name = name, .created = std::chrono::sys_days{std::chrono::year{2026} / 11 / 1}};
}

QString textOf(const attendance::Uuid &id) { return QString::fromStdString(id.toString()); }

QMap<QString, QByteArray> unzip(const QByteArray &bytes)
{
    QMap<QString, QByteArray> files;
    const std::unique_ptr<archive, int (*)(archive *)> zip(archive_read_new(), &archive_read_free);
    archive_read_support_format_zip_seekable(zip.get());
    if (archive_read_open_memory(zip.get(), bytes.constData(), size_t(bytes.size())) != ARCHIVE_OK)
        return files;
    archive_entry *entry = nullptr;
    while (archive_read_next_header(zip.get(), &entry) == ARCHIVE_OK) {
        QByteArray contents(qsizetype(archive_entry_size(entry)), '\0');
        if (archive_read_data(zip.get(), contents.data(), size_t(contents.size())) != contents.size())
            return {};
        files.insert(QString::fromUtf8(archive_entry_pathname(entry)), contents);
    }
    return files;
}

} // namespace

class PeopleApiTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_api = std::make_unique<ApiUnderTest>(); }
    void cleanup() { m_api.reset(); }

    void changesAPersonOnlyAsTheyWereRead()
    {
        m_api->addPerson(person("ada", "Ada"));
        const Reply read = m_api->get(u"/api/v1/people/ada"_s);
        const QByteArray tag = read.header("etag");
        QCOMPARE(tag, "\"1-0\"");
        const QJsonObject change{{u"name"_s, u"Ada L."_s}, {u"externalId"_s, u"4711"_s}, {u"groups"_s, QJsonArray{u"office"_s, u"day"_s, u"day"_s}},
                                 {u"consent"_s, QJsonObject{{u"date"_s, u"2026-01-02"_s}, {u"by"_s, u"HR"_s}}}, {u"validUntil"_s, u"2026-12-31"_s}};
        QCOMPARE(m_api->ask("PATCH", u"/api/v1/people/ada"_s, change).status, 428);
        const Reply changed = m_api->ask("PATCH", u"/api/v1/people/ada"_s, change, {{"If-Match", tag}});
        QCOMPARE(changed.status, 200);
        QCOMPARE(changed.header("etag"), "\"2-0\"");
        QCOMPARE(changed.json.value(u"groups"_s).toArray(), (QJsonArray{u"day"_s, u"office"_s}));
        QCOMPARE(changed.json.value(u"consent"_s)[u"withdrawn"_s], QJsonValue());
        QCOMPARE(m_api->changed, QStringList{u"ada"_s});
        QCOMPARE(m_api->ask("PATCH", u"/api/v1/people/ada"_s, change, {{"If-Match", tag}}).status, 412);
        QCOMPARE(m_api->ask("PATCH", u"/api/v1/people/ada"_s, {{u"externalId"_s, QJsonValue()}}, {{"If-Match", "\"2-0\""}}).json.value(u"externalId"_s), QJsonValue());
        QCOMPARE(m_api->ask("PATCH", u"/api/v1/people/nobody"_s, change, {{"If-Match", tag}}).status, 404);
        for (const QJsonObject &wrong : {QJsonObject{{u"id"_s, u"eve"_s}}, QJsonObject{{u"name"_s, u" "_s}}, QJsonObject{{u"validFrom"_s, u"2027-01-01"_s}, {u"validUntil"_s, u"2026-01-01"_s}},
                                         QJsonObject{{u"groups"_s, u"office"_s}}, QJsonObject{{u"consent"_s, QJsonObject{{u"by"_s, u"HR"_s}}}}, QJsonObject{{u"pin"_s, u"12a4"_s}}})
            QCOMPARE(m_api->ask("PATCH", u"/api/v1/people/ada"_s, wrong, {{"If-Match", "\"3-0\""}}).status, 400);
    }

    void whoIsSignedInIsWhoNotedAndDecided()
    {
        net::Request request{.body = R"({"consent": {"date": "2026-01-02", "by": "somebody else"}})"};
        QCOMPARE(api::decidedBy(request), std::string("local"));
        const auto consentAfter = [&request](const store::Person &before) {
            const auto patch = api::parsePersonPatch(request);
            return patch ? api::patched(before, patch->members, patch->noter)->consent : std::nullopt;
        };
        store::Person ada = person("ada", "Ada");
        QCOMPARE(consentAfter(ada)->by, std::string("somebody else"));
        request.caller = {.kind = net::Caller::Kind::Account, .id = u"1"_s, .name = u"Ana"_s};
        QCOMPARE(api::decidedBy(request), std::string("Ana"));
        ada.consent = consentAfter(ada);
        QCOMPARE(ada.consent->by, std::string("Ana"));
        // Bob withdraws what Ana noted, and notes another.
        request.caller.name = u"Bob"_s;
        request.body = R"({"consent": {"date": "2026-01-02", "withdrawn": "2026-02-03"}})";
        QCOMPARE(consentAfter(ada)->by, std::string("Ana"));
        request.body = R"({"consent": {"date": "2026-03-04"}})";
        QCOMPARE(consentAfter(ada)->by, std::string("Bob"));
        request.caller.kind = net::Caller::Kind::Token;
        QCOMPARE(api::decidedBy(request), std::string("token Bob"));
    }

    void findsPeople()
    {
        m_api->addPerson(person("ada", "Ada Löwe"));
        store::Person bob = person("bob", "Bob");
        bob.groups = {"office"};
        m_api->addPerson(bob);
        const auto ids = [&](const QString &query) {
            QStringList found;
            for (const QJsonValue &one : m_api->get(u"/api/v1/people"_s + query).json.value(u"items"_s).toArray())
                found.append(one[u"id"_s].toString());
            return found;
        };
        QCOMPARE(ids(u"?q=LOWE"_s), QStringList{u"ada"_s});
        QCOMPARE(ids(u"?group=office"_s), QStringList{u"bob"_s});
        QCOMPARE(ids(u""_s).size(), 2);
        QCOMPARE(m_api->get(u"/api/v1/groups"_s).json.value(u"items"_s).toArray(), (QJsonArray{QJsonObject{{u"name"_s, u"office"_s}, {u"people"_s, 1}}}));
    }

    void listsPeopleByName()
    {
        for (const auto &[id, name] : {std::pair("p4", "zoe"), std::pair("p3", "Ärmel"), std::pair("p2", "Bob"), std::pair("p1", "bob"), std::pair("p5", "Ann~")})
            m_api->addPerson(person(id, name));
        QStringList found;
        QString cursor;
        do {
            const QJsonObject page = m_api->get(u"/api/v1/people?order=name&limit=2&cursor="_s + QString::fromLatin1(QUrl::toPercentEncoding(cursor))).json;
            for (const QJsonValue &one : page.value(u"items"_s).toArray())
                found.append(one[u"id"_s].toString());
            cursor = page.value(u"next"_s).toString();
        } while (!cursor.isEmpty() && found.size() < 9);
        QCOMPARE(found, (QStringList{u"p5"_s, u"p3"_s, u"p1"_s, u"p2"_s, u"p4"_s}));
        QCOMPARE(m_api->get(u"/api/v1/people?order=age"_s).status, 400);
        QCOMPARE(m_api->get(u"/api/v1/people?order=name&cursor=bob"_s).status, 400);
    }

    void aDayIsCorrectedOnlyAsItWasRead()
    {
        m_api->addPerson(person("ada", "Ada"));
        const QString list = u"/api/v1/corrections?person=ada&from=2026-11-20&until=2026-11-20"_s;
        const ApiUnderTest::Headers read{{"If-Match", m_api->get(list).header("etag")}};
        const QJsonObject late{{u"person"_s, u"ada"_s}, {u"day"_s, u"2026-11-20"_s}, {u"kind"_s, u"status"_s}, {u"status"_s, u"excused"_s}, {u"reason"_s, u"ill"_s}};
        QCOMPARE(m_api->post(u"/api/v1/corrections"_s, late, read).status, 201);
        const Reply second = m_api->post(u"/api/v1/corrections"_s, late, read);
        QCOMPARE(second.status, 412);
        QVERIFY(second.json.value(u"detail"_s).toString().contains(u"Somebody else"));
        QCOMPARE(m_api->get(list).json.value(u"items"_s).toArray().size(), 1);
        QCOMPARE(m_api->post(u"/api/v1/corrections"_s, late, {{"If-Match", m_api->get(list).header("etag")}}).status, 201);
        QCOMPARE(m_api->post(u"/api/v1/corrections"_s, late).status, 201);
    }

    void listsAreNotSentAgainWhereNothingChanged()
    {
        m_api->addPerson(person("ada", "Ada"));
        const Reply first = m_api->get(u"/api/v1/people"_s);
        QVERIFY(!first.header("etag").isEmpty());
        const Reply second = m_api->get(u"/api/v1/people"_s, {{"If-None-Match", "\"other\", W/" + first.header("etag")}});
        QCOMPARE(second.status, 304);
        QVERIFY(second.body.isEmpty());
        m_api->addPerson(person("bob", "Bob"));
        QCOMPARE(m_api->get(u"/api/v1/people"_s, {{"If-None-Match", first.header("etag")}}).status, 200);
    }

    void othersThingsAreChangedAsTheyWereRead()
    {
        const QJsonObject holiday{{u"id"_s, u"xmas"_s}, {u"name"_s, u"X"_s}, {u"first"_s, u"2026-12-24"_s}};
        QCOMPARE(m_api->post(u"/api/v1/holidays"_s, holiday).status, 201);
        const QString path = u"/api/v1/holidays/xmas"_s;
        const ApiUnderTest::Headers read{{"If-Match", m_api->get(path).header("etag")}};
        const QJsonObject longer{{u"id"_s, u"xmas"_s}, {u"name"_s, u"X"_s}, {u"first"_s, u"2026-12-24"_s}, {u"last"_s, u"2026-12-26"_s}};
        QCOMPARE(m_api->ask("PUT", path, longer, read).status, 200);
        QCOMPARE(m_api->ask("PUT", path, longer, read).status, 412);
        QCOMPARE(m_api->ask("DELETE", path, {}, read).status, 412);
        QCOMPARE(m_api->ask("DELETE", u"/api/v1/holidays/none"_s, {}, read).status, 404);
        QCOMPARE(m_api->ask("DELETE", path).status, 204);
    }

    void aRequestThatIsSentTwiceIsDoneOnce()
    {
        m_api->addPerson(person("ada", "Ada"));
        const auto sighting = m_api->see("ada", m_api->now);
        const QJsonObject body{{u"sightings"_s, QJsonArray{textOf(sighting.id)}}, {u"to"_s, QJsonObject{{u"name"_s, u"Eve"_s}}}};
        const ApiUnderTest::Headers key{{"Idempotency-Key", "8e03978e-40d5-43dd-bc93-6894a57f9324"}};
        const Reply first = m_api->post(u"/api/v1/people/ada/split"_s, body, key);
        QCOMPARE(first.status, 201);
        const Reply again = m_api->post(u"/api/v1/people/ada/split"_s, body, key);
        QCOMPARE(again.status, 201);
        QCOMPARE(again.body, first.body);
        QCOMPARE(again.header("location"), first.header("location"));
        QCOMPARE(again.header("idempotent-replayed"), "true");
        QCOMPARE(m_api->get(u"/api/v1/people"_s).json.value(u"items"_s).toArray().size(), 2);
        // The same key with something else: another body, another path.
        QCOMPARE(m_api->post(u"/api/v1/people/ada/split"_s, {{u"to"_s, u"x"_s}}, key).status, 422);
        QCOMPARE(m_api->post(u"/api/v1/people/eve/split"_s, body, key).status, 422);
        QCOMPARE(m_api->post(u"/api/v1/people/ada/split"_s, body, {{"Idempotency-Key", QByteArray(256, 'k')}}).status, 400);
        // An error of the caller is an answer like any other.
        const ApiUnderTest::Headers other{{"Idempotency-Key", "2"}};
        QCOMPARE(m_api->post(u"/api/v1/people/ada/split"_s, body, other).status, 404);
        QCOMPARE(m_api->post(u"/api/v1/people/ada/split"_s, body, other).header("idempotent-replayed"), "true");
        // A key is its caller's own: nobody gets another one's answer.
        const ApiUnderTest::Headers bobs = key + ApiUnderTest::Headers{{"Authorization", "bob"}};
        QCOMPARE(m_api->post(u"/api/v1/people/ada/split"_s, body, bobs).header("idempotent-replayed"), QByteArray());
        // An erased person is not in answers either.
        const QString eve = first.json.value(u"id"_s).toString();
        QCOMPARE(m_api->ask("DELETE", u"/api/v1/people/"_s + eve).status, 200);
        QCOMPARE(m_api->post(u"/api/v1/people/ada/split"_s, body, key).status, 410);
    }

    void mergesAndSaysWhereTheOtherWent()
    {
        m_api->addPerson(person("ada", "Ada"));
        m_api->addPerson(person("ida", "Ida"));
        m_api->see("ida", m_api->now);
        QCOMPARE(m_api->post(u"/api/v1/people/ada/merge"_s, {{u"from"_s, u"ada"_s}}).status, 400);
        QCOMPARE(m_api->post(u"/api/v1/people/ada/merge"_s, {{u"from"_s, u"eve"_s}}).status, 404);
        QCOMPARE(m_api->post(u"/api/v1/people/ada/merge"_s, {{u"from"_s, u"ida"_s}}).status, 200);
        QCOMPARE(m_api->removed, QStringList{u"ida"_s});
        QCOMPARE(m_api->changed, QStringList{u"ada"_s});
        QCOMPARE(m_api->get(u"/api/v1/sightings?person=ada"_s).json.value(u"items"_s).toArray().size(), 1);
        const Reply gone = m_api->get(u"/api/v1/people/ida"_s);
        QCOMPARE(gone.status, 301);
        QCOMPARE(gone.header("location"), "/api/v1/people/ada");
        QCOMPARE(m_api->ask("DELETE", u"/api/v1/people/ida"_s).status, 410);
    }

    void aPinIsAWayIntoTheRegister()
    {
        m_api->addPerson(person("ada", "Ada"));
        const auto setPin = [&](const QJsonValue &pin, const QByteArray &tag) {
            return m_api->ask("PATCH", u"/api/v1/people/ada"_s, {{u"pin"_s, pin}, {u"externalId"_s, u"4711"_s}}, {{"If-Match", tag}});
        };
        const Reply set = setPin(u"73914"_s, "\"1-0\"");
        QVERIFY(set.json.value(u"hasPin"_s).toBool());
        QVERIFY(!set.body.contains("73914") && !set.body.contains("argon2"));
        const auto enter = [&](const QJsonObject &who, const QString &pin) {
            QJsonObject body = who;
            body.insert(u"pin"_s, pin);
            return m_api->post(u"/api/v1/attendance/pin"_s, body);
        };
        const Reply in = enter({{u"person"_s, u"ada"_s}, {u"camera"_s, u"terminal-1"_s}}, u"73914"_s);
        QCOMPARE(in.status, 201);
        QCOMPARE(in.json.value(u"camera"_s).toString(), u"terminal-1"_s);
        QCOMPARE(enter({{u"externalId"_s, u"4711"_s}}, u"73914"_s).status, 201);
        QCOMPARE(m_api->get(u"/api/v1/attendance"_s).json.value(u"items"_s)[0][u"person"_s].toString(), u"ada"_s);
        QCOMPARE(enter({{u"person"_s, u"nobody"_s}}, u"73914"_s).status, 403);
        QCOMPARE(enter({}, u"73914"_s).status, 400);
        for (int i = 0; i < 5; ++i)
            QCOMPARE(enter({{u"person"_s, u"ada"_s}}, u"0000"_s).status, 403);
        const Reply tooMany = enter({{u"person"_s, u"ada"_s}}, u"73914"_s);  // the right one, too
        QCOMPARE(tooMany.status, 429);
        QVERIFY(tooMany.header("retry-after").toInt() > 0);
        m_api->now += 16min;
        QCOMPARE(enter({{u"person"_s, u"ada"_s}}, u"73914"_s).status, 201);
        // Not beyond their last day.
        QCOMPARE(m_api->ask("PATCH", u"/api/v1/people/ada"_s, {{u"validUntil"_s, u"2026-11-20"_s}}, {{"If-Match", "\"2-0\""}}).status, 200);
        QCOMPARE(enter({{u"person"_s, u"ada"_s}}, u"73914"_s).status, 403);
        QVERIFY(!setPin(QJsonValue(), "\"3-0\"").json.value(u"hasPin"_s).toBool());
    }

    void whatIsDoneWithBiometricDataIsNoted()
    {
        m_api->addPerson(person("ada", "Ada"));
        m_api->get(u"/api/v1/people/ada/export"_s);
        QCOMPARE(m_api->ask("DELETE", u"/api/v1/people/ada"_s).status, 200);
        const Reply log = m_api->get(u"/api/v1/audit?person=ada"_s);
        QStringList actions;
        for (const QJsonValue &entry : log.json.value(u"items"_s).toArray())
            actions.append(entry[u"action"_s].toString());
        QCOMPARE(actions, (QStringList{u"person:erased"_s, u"DELETE /api/v1/people/{id}"_s, u"GET /api/v1/people/{id}/export"_s}));
        QVERIFY(!log.body.contains("\"ada"));
        QVERIFY(m_api->get(u"/api/v1/audit/verification"_s).json.value(u"intact"_s).toBool());
        for (const QByteArray &method : {QByteArray("POST"), QByteArray("PUT"), QByteArray("PATCH"), QByteArray("DELETE")})
            QCOMPARE(m_api->ask(method, u"/api/v1/audit"_s).status, 405);
        QVERIFY(m_api->call([](store::Register &records) { return records.database().script("DROP TRIGGER audit_log_is_not_changed; UPDATE audit_log SET actor = 'x' WHERE seq = 2"); }));
        QCOMPARE(m_api->get(u"/api/v1/audit/verification"_s).json.value(u"brokenAt"_s).toInt(), 2);
    }

    void whatCannotBeNotedIsNotDone()
    {
        m_api->addPerson(person("ada", "Ada"));
        QVERIFY(m_api->call([](store::Register &records) { return records.database().script("DROP TABLE audit_log"); }));
        QVERIFY(m_api->ask("DELETE", u"/api/v1/people/ada"_s).status >= 400);
        QCOMPARE(m_api->get(u"/api/v1/people/ada"_s).status, 200);
    }

    void exportsEverythingAboutOnePerson()
    {
        const std::vector<uint8_t> bytes{0xff, 0xd8, 0xff, 1, 2, 3};
        m_api->addPerson(person("ada", "Ada"), {{.sha256 = "aa", .mediaType = "image/jpeg", .bytes = bytes}},
                         {{.person = store::PersonId("ada"), .embedder = "e", .embedderVersion = 1, .values = {0.5F, -1}}});
        m_api->addPerson(person("bob", "Bob"));
        m_api->see("bob", m_api->now);
        const attendance::Sighting last = m_api->see("ada", m_api->now);
        std::vector<attendance::Sighting> many(449, last);
        attendance::UuidGenerator ids(attendance::systemRandom());
        for (attendance::Sighting &one : many)
            one.id = ids.next(m_api->now);
        QVERIFY(m_api->call([many](store::Register &records) -> std::expected<void, store::StoreError> {
            const auto recorded = records.record(many);
            return recorded ? std::expected<void, store::StoreError>() : std::unexpected(recorded.error());
        }));
        QVERIFY(m_api->call([last, bytes](store::Register &records) {
            return store::SightingEvidence(records.database()).keep(last.id, {.taken = last.firstSeen, .quality = 0.5, .look = {.embedder = "e", .embedderVersion = 1, .values = {1}}, .picture = bytes});
        }));
        const Reply reply = m_api->get(u"/api/v1/people/ada/export"_s);
        QCOMPARE(reply.status, 200);
        const auto files = unzip(reply.body);
        QCOMPARE(QJsonDocument::fromJson(files.value(u"person.json"_s)).object().value(u"name"_s).toString(), u"Ada"_s);
        qsizetype sightings = 0;
        for (const auto &name : {u"sightings/0001.json"_s, u"sightings/0002.json"_s, u"sightings/0003.json"_s})
            sightings += QJsonDocument::fromJson(files.value(name)).array().size();
        QCOMPARE(sightings, 450);
        QCOMPARE(QJsonDocument::fromJson(files.value(u"templates/0001.json"_s))[0][u"vector"_s].toArray(), (QJsonArray{0.5, -1}));
        const QByteArray picture(reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size()));
        QCOMPARE(files.value(u"pictures/photos/aa.jpg"_s), picture);
        QCOMPARE(files.value(u"pictures/sighting_evidence/%1.jpg"_s.arg(textOf(last.id))), picture);
        for (const QByteArray &contents : files)
            QVERIFY(!contents.contains("bob"));
        QCOMPARE(m_api->get(u"/api/v1/people/nobody/export"_s).status, 404);
    }

    void keepsWebhooks()
    {
        const QJsonObject hook{{u"url"_s, u"https://example.com/hook"_s}, {u"events"_s, QJsonArray{u"check-in"_s}}};
        const Reply made = m_api->post(u"/api/v1/webhooks"_s, hook);
        QCOMPARE(made.status, 201);
        QVERIFY(made.json.value(u"secret"_s).toString().startsWith(u"whsec_"_s));
        const QString path = QString::fromLatin1(made.header("location"));
        const Reply shown = m_api->get(path);
        QCOMPARE(shown.json.value(u"state"_s).toString(), u"active"_s);
        QVERIFY(!shown.json.contains(u"secret"_s));
        QCOMPARE(m_api->get(path + u"/deliveries"_s).json.value(u"items"_s).toArray().size(), 0);
        QCOMPARE(m_api->post(path + u"/enable"_s, {{u"x"_s, 1}}).status, 200);
        QCOMPARE(m_api->ask("DELETE", path).status, 204);
        QCOMPARE(m_api->get(path).status, 404);
        for (const QJsonObject &wrong : {QJsonObject{{u"url"_s, u"http://example.com/"_s}, {u"events"_s, QJsonArray{u"check-in"_s}}}, QJsonObject{{u"url"_s, u"https://10.0.0.1/"_s}, {u"events"_s, QJsonArray{u"check-in"_s}}},
                                         QJsonObject{{u"url"_s, u"https://example.com/"_s}, {u"events"_s, QJsonArray{}}}, QJsonObject{{u"url"_s, u"https://example.com/"_s}, {u"events"_s, QJsonArray{u"nonsense"_s}}}})
            QCOMPARE(m_api->post(u"/api/v1/webhooks"_s, wrong).status, 400);
    }

    // Real answers against docs/openapi.yaml.
    void answersAreAsTheyAreDescribed()
    {
        store::Person ada = person("ada", "Ada");
        ada.groups = {"office"};
        ada.consent = store::Consent{.day = std::chrono::year{2026} / 1 / 2, .by = "HR"};
        m_api->addPerson(ada);
        m_api->addPerson(person("ida", "Ida"));
        m_api->see("ada", m_api->now);
        m_api->post(u"/api/v1/people/ada/merge"_s, {{u"from"_s, u"ida"_s}});
        const QJsonObject hook{{u"url"_s, u"https://example.com/hook"_s}, {u"events"_s, QJsonArray{u"check-in"_s, u"check-out"_s}}};
        const Reply webhook = m_api->post(u"/api/v1/webhooks"_s, hook);
        const QString id = webhook.json.value(u"id"_s).toString();
        QByteArray answers = line("POST", u"/api/v1/webhooks"_s, webhook);
        const auto get = [&](const QString &path, const QString &target) { answers += line("GET", path, m_api->get(target)); };
        for (const auto &path : {u"/api/v1/cameras"_s, u"/api/v1/people"_s, u"/api/v1/groups"_s, u"/api/v1/sightings"_s, u"/api/v1/attendance"_s, u"/api/v1/audit"_s,
                                 u"/api/v1/audit/verification"_s, u"/api/v1/webhooks"_s, u"/healthz"_s, u"/readyz"_s, u"/metrics"_s})
            get(path, path);
        m_api->post(u"/api/v1/shifts"_s, {{u"id"_s, u"day"_s}, {u"name"_s, u"Day"_s}, {u"start"_s, u"08:00"_s}, {u"end"_s, u"16:30"_s}, {u"days"_s, QJsonArray{u"saturday"_s}}});
        m_api->post(u"/api/v1/assignments"_s, {{u"shift"_s, u"day"_s}, {u"group"_s, u"office"_s}});
        m_api->post(u"/api/v1/holidays"_s, {{u"id"_s, u"xmas"_s}, {u"name"_s, u"X"_s}, {u"first"_s, u"2026-12-24"_s}});
        m_api->ask("PUT", u"/api/v1/camera-directions/door"_s, {{u"direction"_s, u"in"_s}}, {{"If-Match", m_api->get(u"/api/v1/camera-directions/door"_s).header("etag")}});
        get(u"/api/v1/camera-directions/{camera}"_s, u"/api/v1/camera-directions/door"_s);
        for (const auto &path : {u"/api/v1/shifts"_s, u"/api/v1/assignments"_s, u"/api/v1/holidays"_s, u"/api/v1/camera-directions"_s, u"/api/v1/corrections"_s, u"/api/v1/attendance"_s}) {
            const Reply list = m_api->get(path);
            QVERIFY2(!list.json.value(u"items"_s).toArray().isEmpty() || path.endsWith(u"corrections"_s), list.body.constData());
            answers += line("GET", path, list);
        }
        get(u"/api/v1/shifts/{id}"_s, u"/api/v1/shifts/day"_s);
        get(u"/api/v1/holidays/{id}"_s, u"/api/v1/holidays/xmas"_s);
        get(u"/api/v1/attendance/days"_s, u"/api/v1/attendance/days?person=ada&from=2026-11-20&until=2026-11-22"_s);
        get(u"/api/v1/reports/day"_s, u"/api/v1/reports/day?format=json"_s);
        get(u"/api/v1/people/{id}"_s, u"/api/v1/people/ada"_s);
        get(u"/api/v1/people/{id}"_s, u"/api/v1/people/ida"_s);     // 301
        get(u"/api/v1/people/{id}"_s, u"/api/v1/people/nobody"_s);  // 404
        get(u"/api/v1/people/{id}/export"_s, u"/api/v1/people/ada/export"_s);
        get(u"/api/v1/people"_s, u"/api/v1/people?limit=0"_s);  // 400
        get(u"/api/v1/webhooks/{id}"_s, u"/api/v1/webhooks/"_s + id);
        get(u"/api/v1/webhooks/{id}/deliveries"_s, u"/api/v1/webhooks/%1/deliveries"_s.arg(id));
        answers += line("DELETE", u"/api/v1/people/{id}"_s, m_api->ask("DELETE", u"/api/v1/people/ada"_s));
        QFile file(m_api->folder.filePath(u"answers.jsonl"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(answers) == answers.size());
        file.close();
        QProcess python;
        python.setProcessChannelMode(QProcess::MergedChannels);
        python.start(u"/usr/bin/python3"_s, {qEnvironmentVariable("ROLLCALL_OPENAPI_CHECK"), u"check"_s, qEnvironmentVariable("ROLLCALL_OPENAPI"), file.fileName()});
        QVERIFY(python.waitForFinished());
        const QByteArray said = python.readAll();
        if (said.contains("ModuleNotFoundError"))
            QSKIP("python3-yaml or python3-jsonschema is missing");
        QVERIFY2(python.exitCode() == 0, said.constData());
    }

private:
    static QByteArray line(const QByteArray &method, const QString &path, const Reply &reply)
    {
        const bool isJson = reply.header("content-type").contains("json");
        const QJsonObject answer{{u"method"_s, QString::fromLatin1(method)}, {u"path"_s, path}, {u"status"_s, reply.status},
                                 {u"type"_s, QString::fromLatin1(reply.header("content-type"))}, {u"body"_s, isJson ? QString::fromUtf8(reply.body) : QString()}};
        return QJsonDocument(answer).toJson(QJsonDocument::Compact) + '\n';
    }

    std::unique_ptr<ApiUnderTest> m_api;
};

QTEST_GUILESS_MAIN(PeopleApiTest)
#include "people_api_test.moc"
