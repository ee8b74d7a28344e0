// Schedules, corrections, judged days and reports over HTTP.
#include "server-app/api/api_world.h"

#include <QTest>

using namespace rollcall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using rollcall::testing::ApiWorld;
using rollcall::testing::Reply;

namespace {

// Monday. The world's clocks are Berlin's, where it is an hour later than UTC.
const attendance::UtcMs eight = std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 7h;

QJsonObject dayShift()
{
    return {{u"id"_s, u"day"_s}, {u"name"_s, u"Day"_s}, {u"start"_s, u"08:00"_s}, {u"end"_s, u"16:00"_s},
            {u"days"_s, QJsonArray{u"monday"_s, u"tuesday"_s}}, {u"lateGrace"_s, 5}};
}

QJsonObject with(QJsonObject object, const QString &key, const QJsonValue &value)
{
    object.insert(key, value);
    return object;
}

} // namespace

class ScheduleRoutesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<ApiWorld>(eight + 48h, "Europe/Berlin");
        QVERIFY(m_world->isSound());
        m_world->addPerson("ada", "Ada");
        m_world->addPerson("bob", "=Bob");
    }
    void cleanup() { m_world.reset(); }

    void aShiftIsMadeReadReplacedAndRemoved()
    {
        const Reply made = post(u"/api/v1/shifts"_s, dayShift());
        QCOMPARE(made.status, 201);
        QCOMPARE(made.location, "/api/v1/shifts/day");
        QCOMPARE(made.json.value(u"mode"_s).toString(), u"first-in-last-out"_s);
        QVERIFY(made.json.value(u"overtime"_s).isNull());
        QCOMPARE(get(u"/api/v1/shifts/day"_s).json, made.json);
        QCOMPARE(post(u"/api/v1/shifts"_s, dayShift()).status, 409);

        const QJsonObject night = with(with(with(dayShift(), u"start"_s, u"22:00"_s), u"end"_s, u"06:00"_s), u"breaks"_s,
                                       QJsonArray{QJsonObject{{u"start"_s, u"01:00"_s}, {u"end"_s, u"01:30"_s}}});
        const Reply replaced = replace(u"/api/v1/shifts/day"_s, with(night, u"overtime"_s, QJsonObject{{u"atLeast"_s, 15}}));
        QCOMPARE(replaced.status, 200);
        QCOMPARE(get(u"/api/v1/shifts/day"_s).json, replaced.json);
        QCOMPARE(replaced.json.value(u"overtime"_s)[u"atLeast"_s].toInt(), 15);
        QCOMPARE(replace(u"/api/v1/shifts/none"_s, with(dayShift(), u"id"_s, u"none"_s)).status, 404);
        QCOMPARE(replace(u"/api/v1/shifts/other"_s, dayShift()).status, 422);
        QCOMPARE(get(u"/api/v1/shifts"_s).json.value(u"items"_s).toArray().size(), 1);

        QCOMPARE(post(u"/api/v1/assignments"_s, {{u"shift"_s, u"day"_s}, {u"group"_s, u"staff"_s}}).status, 201);
        QCOMPARE(m_world->request("DELETE", u"/api/v1/shifts/day"_s).status, 409);
        const QString assignment = get(u"/api/v1/assignments"_s).json.value(u"items"_s)[0][u"id"_s].toString();
        QCOMPARE(m_world->request("DELETE", u"/api/v1/assignments/"_s + assignment).status, 204);
        QCOMPARE(m_world->request("DELETE", u"/api/v1/shifts/day"_s).status, 204);
        QCOMPARE(get(u"/api/v1/shifts/day"_s).status, 404);
    }

    void whoReplacesSaysWhatTheyHaveRead()
    {
        QCOMPARE(post(u"/api/v1/shifts"_s, dayShift()).status, 201);
        QCOMPARE(post(u"/api/v1/holidays"_s, {{u"id"_s, u"xmas"_s}, {u"name"_s, u"X"_s}, {u"first"_s, u"2026-12-24"_s}}).status, 201);
        const QList<std::pair<QString, QJsonObject>> entries{{u"/api/v1/shifts/day"_s, dayShift()},
                                                             {u"/api/v1/holidays/xmas"_s, {{u"name"_s, u"Y"_s}, {u"first"_s, u"2026-12-25"_s}}}};
        for (const auto &[target, body] : entries) {
            const QByteArray read = get(target).tag;
            QVERIFY(!read.isEmpty());
            QCOMPARE(send("PUT", target, body).status, 428);
            const Reply first = replace(target, body, read);
            QCOMPARE(first.status, 200);
            QVERIFY(first.tag != read);
            QCOMPARE(get(target).tag, first.tag);
            QCOMPARE(replace(target, body, read).status, 412);
            QCOMPARE(replace(target, body, "\"yesterday\"").status, 412);
            QCOMPARE(m_world->request("DELETE", target, read).status, 412);
            QCOMPARE(m_world->request("DELETE", target, first.tag).status, 204);
        }
    }

    void whatIsWrongWithAShiftIsNamed_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("name") << u"name"_s << QJsonValue(u" "_s);
        QTest::newRow("start") << u"start"_s << QJsonValue(u"24:00"_s);
        QTest::newRow("end") << u"end"_s << QJsonValue(u"8:00"_s);
        QTest::newRow("no days") << u"days"_s << QJsonValue(QJsonArray{});
        QTest::newRow("days") << u"days"_s << QJsonValue(QJsonArray{u"someday"_s});
        QTest::newRow("grace") << u"lateGrace"_s << QJsonValue(-1);
        QTest::newRow("fraction") << u"lateGrace"_s << QJsonValue(1.5);
        QTest::newRow("window") << u"checkOutAfter"_s << QJsonValue(721);
        QTest::newRow("mode") << u"mode"_s << QJsonValue(u"any"_s);
        QTest::newRow("rule") << u"missingCheckOut"_s << QJsonValue(7);
        QTest::newRow("validity") << u"validUntil"_s << QJsonValue(u"2026-02-29"_s);
        QTest::newRow("break outside") << u"breaks"_s << QJsonValue(QJsonArray{QJsonObject{{u"start"_s, u"15:30"_s}, {u"end"_s, u"16:30"_s}}});
        QTest::newRow("breaks overlap") << u"breaks"_s << QJsonValue(QJsonArray{QJsonObject{{u"start"_s, u"10:00"_s}, {u"end"_s, u"11:00"_s}}, QJsonObject{{u"start"_s, u"10:30"_s}, {u"end"_s, u"12:00"_s}}});
        QTest::newRow("break") << u"breaks[0].end"_s << QJsonValue(QJsonArray{QJsonObject{{u"start"_s, u"10:00"_s}}});
        QTest::newRow("overtime") << u"overtime"_s << QJsonValue(true);
        QTest::newRow("misspelt") << u"lateGrase"_s << QJsonValue(5);
        QTest::newRow("id") << u"id"_s << QJsonValue(u"a/b"_s);
    }
    void whatIsWrongWithAShiftIsNamed()
    {
        QFETCH(QString, field);
        QFETCH(QJsonValue, value);
        const QString key = field.section(u'[', 0, 0);
        const Reply reply = post(u"/api/v1/shifts"_s, with(dayShift(), key, value));
        QCOMPARE(reply.status, 422);
        QVERIFY2(reply.json.value(u"detail"_s).toString().contains(QString(u'"' + field + u'"')), reply.body.constData());
    }

    void assignmentsHolidaysAndDirectionsAreChecked()
    {
        QVERIFY(post(u"/api/v1/shifts"_s, dayShift()).status == 201);
        QCOMPARE(post(u"/api/v1/assignments"_s, {{u"shift"_s, u"day"_s}}).status, 422);
        QCOMPARE(post(u"/api/v1/assignments"_s, {{u"shift"_s, u"day"_s}, {u"person"_s, u"ada"_s}, {u"group"_s, u"x"_s}}).status, 422);
        QCOMPARE(post(u"/api/v1/assignments"_s, {{u"shift"_s, u"none"_s}, {u"person"_s, u"ada"_s}}).status, 404);
        QCOMPARE(post(u"/api/v1/assignments"_s, {{u"shift"_s, u"day"_s}, {u"person"_s, u"eve"_s}}).status, 404);
        QCOMPARE(post(u"/api/v1/holidays"_s, {{u"name"_s, u"X"_s}, {u"first"_s, u"2026-12-24"_s}, {u"last"_s, u"2026-12-23"_s}}).status, 422);
        const Reply holiday = post(u"/api/v1/holidays"_s, {{u"id"_s, u"xmas"_s}, {u"name"_s, u"X"_s}, {u"first"_s, u"2026-12-24"_s}});
        QCOMPARE(holiday.json.value(u"last"_s).toString(), u"2026-12-24"_s);
        QCOMPARE(get(u"/api/v1/holidays/xmas"_s).json, holiday.json);
        QCOMPARE(post(u"/api/v1/shifts"_s, {}, "text/plain").status, 415);
    }

    void aDirectionIsSetAsItWasRead()
    {
        const QString gate = u"/api/v1/camera-directions/gate"_s;
        const auto set = [&](const QString &direction, const QByteArray &tag) { return m_world->send("PUT", gate, {{u"direction"_s, direction}}, "application/json", tag); };
        const Reply unset = get(gate);
        QCOMPARE(unset.json, (QJsonObject{{u"camera"_s, u"gate"_s}, {u"direction"_s, u"both"_s}, {u"place"_s, u"gate"_s}}));
        QVERIFY(!unset.tag.isEmpty());
        QCOMPARE(set(u"up"_s, unset.tag).status, 422);
        QCOMPARE(set(u"in"_s, {}).status, 428);
        QCOMPARE(set(u"in"_s, unset.tag).status, 200);
        QCOMPARE(get(u"/api/v1/camera-directions"_s).json.value(u"items"_s)[0][u"place"_s].toString(), u"gate"_s);
        QCOMPARE(set(u"out"_s, unset.tag).status, 412);
        const Reply read = get(gate);
        QCOMPARE(read.json.value(u"direction"_s).toString(), u"in"_s);
        QCOMPARE(m_world->request("DELETE", gate, unset.tag).status, 412);
        QCOMPARE(set(u"out"_s, read.tag).status, 200);
        QCOMPARE(m_world->request("DELETE", gate, read.tag).status, 412);
        QCOMPARE(set(u"both"_s, "*").status, 200);
        QCOMPARE(m_world->request("DELETE", gate).status, 204);
        QVERIFY(get(u"/api/v1/camera-directions"_s).json.value(u"items"_s).toArray().isEmpty());
        QCOMPARE(get(gate).tag, unset.tag);
    }

    void theRegisterOfADayIsJudged()
    {
        planDay();
        m_world->record("ada", eight + 20min);
        m_world->record("ada", eight + 8h);
        const QJsonObject ada = get(u"/api/v1/attendance?day=2026-11-23"_s).json.value(u"items"_s)[0].toObject();
        QCOMPARE(ada.value(u"dayStatus"_s).toString(), u"late"_s);
        QCOMPARE(ada.value(u"marks"_s).toArray(), QJsonArray{u"late"_s});
        QCOMPARE(ada.value(u"checkIn"_s).toString(), u"2026-11-23T07:20:00.000Z"_s);
        QCOMPARE(ada.value(u"checkOut"_s).toString(), u"2026-11-23T15:00:00.000Z"_s);
        QCOMPARE(ada.value(u"late"_s).toInt(), 20);
        QCOMPARE(ada.value(u"worked"_s).toInt(), 460);
        const QJsonArray everybody = get(u"/api/v1/attendance?day=2026-11-23&everybody=true"_s).json.value(u"items"_s).toArray();
        QCOMPARE(everybody.size(), 1);  // nothing is planned for Bob
        const QJsonArray tuesday = get(u"/api/v1/attendance?day=2026-11-24&everybody=true"_s).json.value(u"items"_s).toArray();
        QCOMPARE(tuesday[0][u"dayStatus"_s].toString(), u"absent"_s);
        QVERIFY(tuesday[0][u"checkIn"_s].isNull());
        QCOMPARE(get(u"/api/v1/attendance?day=2026-11-24"_s).json.value(u"items"_s).toArray().size(), 0);

        const Reply days = get(u"/api/v1/attendance/days?person=ada&from=2026-11-22&until=2026-11-25&limit=2"_s);
        QCOMPARE(days.json.value(u"items"_s)[0][u"dayStatus"_s].toString(), u"day-off"_s);
        QCOMPARE(days.json.value(u"next"_s).toString(), u"2026-11-24"_s);
        const Reply rest = get(u"/api/v1/attendance/days?person=ada&from=2026-11-22&until=2026-11-25&cursor=2026-11-24"_s);
        QCOMPARE(rest.json.value(u"items"_s).toArray().size(), 2);
        QCOMPARE(get(u"/api/v1/attendance/days?person=eve&from=2026-11-22&until=2026-11-25"_s).status, 404);
        for (const auto &query : {u"from=2026-11-22&until=2026-11-25"_s, u"person=ada&from=2026-11-25&until=2026-11-22"_s, u"person=ada&from=x&until=2026-11-22"_s})
            QCOMPARE(get(u"/api/v1/attendance/days?"_s + query).status, 400);
    }

    void correctionsNeedAReasonAndKeepTheOriginal()
    {
        planDay();
        m_world->record("ada", eight + 20min);
        m_world->record("ada", eight + 8h);
        QJsonObject entry{{u"person"_s, u"ada"_s}, {u"kind"_s, u"check-in"_s}, {u"day"_s, u"2026-11-23"_s}, {u"at"_s, u"2026-11-23T08:00:00+01:00"_s}};
        const Reply without = post(u"/api/v1/corrections"_s, entry);
        QCOMPARE(without.status, 422);
        QVERIFY(without.json.value(u"detail"_s).toString().contains(u"\"reason\""_s));
        const Reply made = post(u"/api/v1/corrections"_s, with(entry, u"reason"_s, u"came by the back door"_s));
        QCOMPARE(made.status, 201);
        QVERIFY(!made.json.value(u"by"_s).toString().isEmpty());
        const auto judged = [&] { return get(u"/api/v1/attendance?day=2026-11-23"_s).json.value(u"items"_s)[0].toObject(); };
        QCOMPARE(judged().value(u"dayStatus"_s).toString(), u"present"_s);
        QCOMPARE(judged().value(u"checkIn"_s).toString(), u"2026-11-23T07:00:00.000Z"_s);
        QCOMPARE(judged().value(u"firstSeen"_s).toString(), u"2026-11-23T07:20:00.000Z"_s);

        const QString id = made.json.value(u"id"_s).toString();
        QCOMPARE(get(u"/api/v1/corrections/"_s + id).json, made.json);
        const Reply withdrawn = post(u"/api/v1/corrections"_s, {{u"person"_s, u"ada"_s}, {u"kind"_s, u"withdraw"_s}, {u"target"_s, id}, {u"reason"_s, u"mistake"_s}});
        QCOMPARE(withdrawn.status, 201);
        QCOMPARE(withdrawn.json.value(u"day"_s).toString(), u"2026-11-23"_s);
        QCOMPARE(judged().value(u"dayStatus"_s).toString(), u"late"_s);
        QCOMPARE(get(u"/api/v1/corrections?person=ada&from=2026-11-23&until=2026-11-23"_s).json.value(u"items"_s).toArray().size(), 2);
        QCOMPARE(m_world->request("DELETE", u"/api/v1/corrections/"_s + id).status, 405);

        const QString sighting = get(u"/api/v1/sightings"_s).json.value(u"items"_s)[1][u"id"_s].toString();  // the first of the day
        QCOMPARE(post(u"/api/v1/corrections"_s, {{u"person"_s, u"ada"_s}, {u"kind"_s, u"ignore"_s}, {u"target"_s, sighting}, {u"reason"_s, u"her sister"_s}}).status, 201);
        QCOMPARE(judged().value(u"checkIn"_s).toString(), u"2026-11-23T15:00:00.000Z"_s);
        QCOMPARE(post(u"/api/v1/corrections"_s, {{u"person"_s, u"bob"_s}, {u"kind"_s, u"ignore"_s}, {u"target"_s, sighting}, {u"reason"_s, u"x"_s}}).status, 404);

        const QJsonObject good = with(entry, u"reason"_s, u"x"_s);
        for (const auto &[key, value] : {std::pair<QString, QJsonValue>{u"kind"_s, u"delete"_s}, {u"day"_s, u"2026-02-30"_s}, {u"at"_s, u"2026-11-23T08:00:00"_s},
                                         {u"at"_s, u"2026-11-26T08:00:00Z"_s}, {u"person"_s, 7}}) {
            const Reply wrong = post(u"/api/v1/corrections"_s, with(good, key, value));
            QCOMPARE(wrong.status, 422);
            QVERIFY2(wrong.json.value(u"detail"_s).toString().contains(key), wrong.body.constData());
        }
        QCOMPARE(post(u"/api/v1/corrections"_s, {{u"person"_s, u"ada"_s}, {u"kind"_s, u"status"_s}, {u"day"_s, u"2026-11-24"_s}, {u"status"_s, u"excused"_s}, {u"reason"_s, u"ill"_s}}).status, 201);
        QCOMPARE(get(u"/api/v1/attendance?day=2026-11-24&everybody=true"_s).json.value(u"items"_s)[0][u"note"_s].toString(), u"ill"_s);
    }

    void reportsComeInEveryFormat()
    {
        planDay();
        m_world->record("ada", eight + 20min);
        m_world->record("ada", eight + 8h);
        m_world->record("bob", eight);
        const QString range = u"?from=2026-11-23&until=2026-11-24"_s;
        const Reply csv = get(u"/api/v1/reports/range"_s + range + u"&format=csv&bom=true"_s);
        QCOMPARE(csv.status, 200);
        QVERIFY(csv.body.startsWith("\xef\xbb\xbfPerson,"));
        QCOMPARE(csv.body.count("\r\n"), 4);
        QVERIFY2(csv.body.contains("\r\nada,Ada,,2026-11-23,Day,late,2026-11-23 08:20,2026-11-23 16:00,8:00,7:40,,0:20,,,,face,face\r\n"), csv.body.constData());
        QVERIFY(csv.body.contains("\"'=Bob\""));
        QCOMPARE(csv.disposition, "attachment; filename=\"attendance-days-2026-11-23-2026-11-24.csv\"");
        const Reply json = get(u"/api/v1/reports/day?day=2026-11-23&kind=late"_s);
        QCOMPARE(json.json.value(u"rows"_s).toArray().size(), 1);
        QCOMPARE(json.json.value(u"rows"_s)[0][u"late"_s].toInt(), 20);
        QVERIFY(json.json.value(u"footnote"_s).toString().contains(u"Europe/Berlin"_s));
        QVERIFY(get(u"/api/v1/reports/person"_s + range + u"&person=ada&format=html"_s).body.contains("<td>08:20</td>"));
        const Reply german = get(u"/api/v1/reports/range"_s + range + u"&format=csv&language=de"_s);
        QVERIFY2(german.body.startsWith("Person,Name,Gruppen,Datum,"), german.body.constData());
        const Reply xlsx = get(u"/api/v1/reports/range"_s + range + u"&format=xlsx&kind=summary"_s);
        QCOMPARE(xlsx.status, 200);
        QVERIFY(xlsx.body.startsWith("PK\x03\x04") && xlsx.body.contains("PK\x05\x06"));
        const Reply pdf = get(u"/api/v1/reports/range"_s + range + u"&format=pdf"_s);
        QCOMPARE(pdf.status, 200);
        QVERIFY(pdf.body.startsWith("%PDF-") && pdf.body.trimmed().endsWith("%%EOF"));
        QCOMPARE(get(u"/api/v1/reports/group"_s + range + u"&group=nobody"_s).json.value(u"rows"_s).toArray().size(), 0);
        QCOMPARE(get(u"/api/v1/reports/person"_s + range + u"&person=eve"_s).status, 404);
        for (const auto &query : {u"range"_s, u"range?from=2026-11-23&until=2026-11-22"_s, QString(u"person"_s + range), QString(u"group"_s + range),
                                  QString(u"range"_s + range + u"&kind=all"_s), QString(u"range"_s + range + u"&format=doc"_s), QString(u"range"_s + range + u"&bom=1"_s), u"day?language=tlh"_s, u"day?day=x"_s})
            QCOMPARE(get(u"/api/v1/reports/"_s + query).status, 400);
    }

    // More rows than the socket takes at once: nothing is skipped, and what broke off could be told from the whole.
    void aLongReportArrivesWhole()
    {
        planDay();
        const Reply csv = get(u"/api/v1/reports/range?from=2018-01-01&until=2027-12-31&format=csv"_s);
        QCOMPARE(csv.status, 200);
        QCOMPARE(csv.body.count("\r\n"), 1 + 47 + 365);  // nothing before Ada was entered, on 15 November
        QCOMPARE(m_world->setCreated("ada", std::chrono::sys_days{std::chrono::year{2018} / 1 / 1}), true);
        const Reply whole = get(u"/api/v1/reports/range?from=2018-01-01&until=2027-12-31&format=html"_s);
        QCOMPARE(whole.body.count("<tr>"), 3652 + 1);
        QVERIFY(whole.body.endsWith("</html>\n"));
    }

private:
    Reply replace(const QString &target, const QJsonObject &body, const QByteArray &tag = "*") { return m_world->send("PUT", target, body, "application/json", tag); }
    void planDay()
    {
        QCOMPARE(post(u"/api/v1/shifts"_s, dayShift()).status, 201);
        QCOMPARE(post(u"/api/v1/assignments"_s, {{u"shift"_s, u"day"_s}, {u"person"_s, u"ada"_s}}).status, 201);
    }
    Reply get(const QString &target) { return m_world->get(target); }
    Reply post(const QString &target, const QJsonObject &body, const QByteArray &type = "application/json") { return m_world->send("POST", target, body, type); }
    Reply send(const QByteArray &method, const QString &target, const QJsonObject &body) { return m_world->send(method, target, body); }

    std::unique_ptr<ApiWorld> m_world;
};

QTEST_GUILESS_MAIN(ScheduleRoutesTest)
#include "schedule_routes_test.moc"
