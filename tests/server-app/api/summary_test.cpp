// A day in figures: the same people as the register and the reports have, at every moment.
#include "server-app/api/api_world.h"

#include <QJsonArray>
#include <QSet>
#include <QTest>

using namespace rollcall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using rollcall::testing::ApiWorld;
using rollcall::testing::Reply;

namespace {

// Monday, nine o'clock in Berlin.
const attendance::UtcMs nine = std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 8h;
const QString monday = u"2026-11-23"_s;

QJsonObject shift(const QString &id, const QString &start, const QString &end)
{
    return {{u"id"_s, id}, {u"name"_s, id}, {u"start"_s, start}, {u"end"_s, end}, {u"lateGrace"_s, 5},
            {u"days"_s, QJsonArray{u"monday"_s, u"tuesday"_s, u"wednesday"_s, u"thursday"_s, u"friday"_s, u"saturday"_s, u"sunday"_s}}};
}

} // namespace

class SummaryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<ApiWorld>(nine, "Europe/Berlin");
        QVERIFY(m_world->isSound());
        for (const auto &[id, name] : {std::pair("ada", "Ada"), {"bob", "Böb"}, {"cy", "Cy"}, {"dan", "Dan"}, {"eve", "Eve"}})
            m_world->addPerson(id, name);
        QCOMPARE(send(u"/api/v1/shifts"_s, shift(u"early"_s, u"08:00"_s, u"16:00"_s)), 201);
        QCOMPARE(send(u"/api/v1/shifts"_s, shift(u"late"_s, u"12:00"_s, u"20:00"_s)), 201);
        for (const auto *person : {"ada", "bob", "cy"})
            QCOMPARE(send(u"/api/v1/assignments"_s, {{u"shift"_s, u"early"_s}, {u"person"_s, QLatin1String(person)}}), 201);
        QCOMPARE(send(u"/api/v1/assignments"_s, {{u"shift"_s, u"late"_s}, {u"person"_s, u"eve"_s}}), 201);
        m_world->record("ada", nine - 65min);
        m_world->record("bob", nine - 45min);
        m_world->record("dan", nine - 30min);
    }
    void cleanup() { m_world.reset(); }

    void everybodyIsCountedAsTheRegisterHasThem()
    {
        const QJsonObject summary = figures();
        QCOMPARE(summary, (QJsonObject{{u"expected"_s, 4}, {u"here"_s, 3}, {u"unplanned"_s, 1}, {u"late"_s, 1}, {u"absent"_s, 1}, {u"notYet"_s, 1}, {u"excused"_s, 0}, {u"left"_s, 0}}));
        QCOMPARE(people(u"status=here"_s), (QSet<QString>{u"ada"_s, u"bob"_s, u"dan"_s}));
        QCOMPARE(people(u"status=late"_s), QSet<QString>{u"bob"_s});
        QCOMPARE(people(u"status=absent"_s), QSet<QString>{u"cy"_s});
        QCOMPARE(people(u"status=not-yet"_s), QSet<QString>{u"eve"_s});
        QCOMPARE(people(u"status=left"_s), QSet<QString>());
        QCOMPARE(people(u""_s), (QSet<QString>{u"ada"_s, u"bob"_s, u"dan"_s}));
        QCOMPARE(people(u"everybody=true"_s).size(), 5);
        for (const auto *kind : {"late", "absent"}) {
            const auto rows = m_world->get(u"/api/v1/reports/day?day=%1&format=json&kind=%2"_s.arg(monday, QLatin1String(kind))).json.value(u"rows"_s).toArray();
            QCOMPARE(rows.size(), summary.value(QLatin1String(kind)).toInt());
        }
        QVERIFY(!ask().value(u"isOver"_s).toBool());
    }

    void whateverChangesTheDayChangesTheFiguresAtOnce()
    {
        QCOMPARE(figure(u"absent"_s), 1);
        QCOMPARE(send(u"/api/v1/corrections"_s, {{u"person"_s, u"cy"_s}, {u"day"_s, monday}, {u"kind"_s, u"status"_s}, {u"status"_s, u"excused"_s}, {u"reason"_s, u"ill"_s}}), 201);
        QCOMPARE(figure(u"absent"_s), 0);
        QCOMPARE(figure(u"excused"_s), 1);
        QCOMPARE(figure(u"expected"_s), 3);
        m_world->record("eve", nine - 1min);  // early, and within her window? no: it opens two hours before noon
        QCOMPARE(figure(u"notYet"_s), 1);
        QCOMPARE(send(u"/api/v1/holidays"_s, {{u"id"_s, u"feast"_s}, {u"name"_s, u"Feast"_s}, {u"first"_s, monday}}), 201);
        QCOMPARE(figure(u"expected"_s), 0);
        QCOMPARE(figure(u"here"_s), 4);
        QCOMPARE(figure(u"unplanned"_s), 4);
        QVERIFY(m_world->erase("dan"));
        QCOMPARE(figure(u"here"_s), 3);
        QCOMPARE(m_world->request("DELETE", u"/api/v1/holidays/feast"_s).status, 204);
        QCOMPARE(figure(u"expected"_s), 3);
    }

    void theWeekIsWhatItsDaysAre()
    {
        QCOMPARE(trendOf(6).value(u"here"_s).toInt(), 3);
        QCOMPARE(trendOf(5).value(u"absent"_s).toInt(), 4);  // Sunday: nobody came
        // What comes late, from an outbox, is counted all the same.
        m_world->record("ada", nine - 24h - 65min);
        m_world->record("bob", nine - 24h - 30min);
        QCOMPARE(trendOf(5).value(u"here"_s).toInt(), 2);
        QCOMPARE(trendOf(5).value(u"late"_s).toInt(), 1);
        QCOMPARE(trendOf(5).value(u"absent"_s).toInt(), 2);
        const QJsonArray trend = ask().value(u"trend"_s).toArray();
        QCOMPARE(trend.size(), 7);
        for (int i = 0; i < 7; ++i) {
            const QJsonObject day = trend[i].toObject();
            const QJsonObject alone = m_world->get(u"/api/v1/summary?day="_s + day.value(u"day"_s).toString()).json;
            for (const auto &key : {u"expected"_s, u"here"_s, u"late"_s, u"absent"_s, u"excused"_s})
                QCOMPARE(day.value(key), alone.value(key));
            QCOMPARE(alone.value(u"isOver"_s).toBool(), i < 6);
            if (i < 6)
                QCOMPARE(alone.value(u"left"_s), alone.value(u"here"_s));
        }
    }

    void whoIsWantedIsChosenByStatusGroupAndName()
    {
        QVERIFY(m_world->joinGroup("bob", "Büro"));
        QVERIFY(m_world->joinGroup("cy", "Büro"));
        QCOMPARE(people(u"everybody=true&group=B%C3%BCro"_s), (QSet<QString>{u"bob"_s, u"cy"_s}));
        QCOMPARE(people(u"status=absent&group=B%C3%BCro"_s), QSet<QString>{u"cy"_s});
        QCOMPARE(people(u"group=nobody"_s), QSet<QString>());
        QCOMPARE(people(u"everybody=true&q=bOB"_s), QSet<QString>{u"bob"_s});
        QCOMPARE(people(u"everybody=true&q=%25"_s), QSet<QString>());
        QCOMPARE(m_world->get(u"/api/v1/attendance?status=lost"_s).status, 400);
        QCOMPARE(m_world->get(u"/api/v1/summary?day=soon"_s).status, 400);
    }

    void pagesGoOnWhereTheOneBeforeEnded()
    {
        QStringList found;
        QString cursor;
        do {
            const QJsonObject page = m_world->get(u"/api/v1/attendance?everybody=true&limit=2&day="_s + monday + cursor).json;
            for (const QJsonValue &item : page.value(u"items"_s).toArray())
                found.append(item[u"person"_s].toString());
            const QString next = page.value(u"next"_s).toString();
            cursor = next.isEmpty() ? QString() : u"&cursor="_s + QString::fromLatin1(QUrl::toPercentEncoding(next));
        } while (!cursor.isEmpty());
        QCOMPARE(found, (QStringList{u"ada"_s, u"bob"_s, u"dan"_s, u"cy"_s, u"eve"_s}));
        QCOMPARE(m_world->get(u"/api/v1/attendance?cursor=anything"_s).status, 400);
    }

    void camerasThatShouldBeHereAreAway()
    {
        QCOMPARE(ask().value(u"camerasAway"_s).toInt(), 0);
        QVERIFY(m_world->see("door"));
        QCOMPARE(ask().value(u"camerasAway"_s).toInt(), 1);
        QCOMPARE(ask().value(u"cameras"_s).toInt(), 1);
    }

    void aCameraOfAnotherServerIsNotAway()
    {
        const store::Camera camera{.id = store::CameraId("door"), .name = "Door", .lastSeen = nine};
        QVERIFY(api::isElsewhere(camera, {}, nine + 40s));        // noted half a minute ago, and never here
        QVERIFY(!api::isElsewhere(camera, {}, nine + 75s));       // by nobody since
        QVERIFY(!api::isElsewhere(camera, nine, nine + 1s));      // this server noted it when it left
        QVERIFY(api::isElsewhere(camera, nine - 20s, nine + 1s)); // and another one since
        QVERIFY(!api::isElsewhere(camera, {}, nine - 2h));        // a clock was set
    }

private:
    [[nodiscard]] int send(const QString &target, const QJsonObject &body) { return m_world->send("POST", target, body).status; }
    [[nodiscard]] QJsonObject ask() { return m_world->get(u"/api/v1/summary"_s).json; }
    [[nodiscard]] int figure(const QString &name) { return ask().value(name).toInt(-1); }
    [[nodiscard]] QJsonObject trendOf(int place) { return ask().value(u"trend"_s).toArray()[place].toObject(); }
    [[nodiscard]] QJsonObject figures()
    {
        QJsonObject summary = ask();
        for (const auto &other : {u"day"_s, u"isOver"_s, u"trend"_s, u"cameras"_s, u"camerasAway"_s})
            summary.remove(other);
        return summary;
    }
    [[nodiscard]] QSet<QString> people(const QString &query)
    {
        QSet<QString> found;
        for (const QJsonValue &item : m_world->get(u"/api/v1/attendance?day="_s + monday + u'&' + query).json.value(u"items"_s).toArray())
            found.insert(item[u"person"_s].toString());
        return found;
    }

    std::unique_ptr<ApiWorld> m_world;
};

QTEST_GUILESS_MAIN(SummaryTest)
#include "summary_test.moc"
