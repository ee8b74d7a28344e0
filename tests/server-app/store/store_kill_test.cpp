// kill -9 while sightings are written: everything acknowledged is there afterwards, once; on this machine and by way of the outbox.

#include "store/register.h"
#include "store/sqlite_database.h"
#include "store/store.h"
#include "support/postgres_cluster.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace rollcall::store;
using rollcall::testing::PostgresCluster;
using namespace Qt::StringLiterals;

class StoreKillTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void acknowledgedSightingsSurvive()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"rollcall.db"_s);
        const QSet<QByteArray> acknowledged = killInALoop({file});
        const QSet<QByteArray> stored = readAll(file);
        verify(acknowledged, stored);
    }

    void acknowledgedSightingsReachTheRegisterElsewhereOnce()
    {
        if (const auto missing = PostgresCluster::missing())
            QSKIP(missing->c_str());
        PostgresCluster cluster;
        QVERIFY2(cluster.start(), qPrintable(cluster.problem()));
        const std::string address = cluster.makeDatabase();
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"outbox.sqlite"_s);
        const QSet<QByteArray> acknowledged = killInALoop({file, QString::fromStdString(address)});
        auto store = Store::open({.file = file.toStdString(), .elsewhere = std::get<PostgresAddress>(*parseDatabaseAddress(address))});
        QVERIFY(store);
        QTRY_VERIFY_WITH_TIMEOUT((*store)->health().outbox->reachable, 30'000);
        const auto ids = [&] { return cluster.sql(u"SELECT id FROM sightings"_s, u"register1"_s).value_or(QString()).toUtf8().split('\n'); };
        QTRY_VERIFY_WITH_TIMEOUT(ids().size() >= acknowledged.size(), 30'000);
        const QByteArrayList stored = ids();
        const QSet<QByteArray> distinct(stored.begin(), stored.end());
        QCOMPARE(distinct.size(), stored.size());
        verify(acknowledged, distinct);
    }

private:
    static QSet<QByteArray> killInALoop(const QStringList &arguments)
    {
        const int rounds = qEnvironmentVariableIsSet("ROLLCALL_KILL_ROUNDS") ? qEnvironmentVariableIntValue("ROLLCALL_KILL_ROUNDS") : 20;
        QSet<QByteArray> acknowledged;
        for (int round = 0; round < rounds; ++round) {
            const int enough = 1 + QRandomGenerator::global()->bounded(200);
            const QList<QByteArray> ids = runAndKill(arguments, enough);
            if (ids.size() < enough)
                qFatal("the writer ended by itself");
            for (const QByteArray &id : ids) {
                if (acknowledged.contains(id))
                    qFatal("one sighting was acknowledged twice");
                acknowledged.insert(id);
            }
        }
        qInfo("%d rounds: %d acknowledged", rounds, int(acknowledged.size()));
        return acknowledged;
    }

    static void verify(const QSet<QByteArray> &acknowledged, const QSet<QByteArray> &stored)
    {
        const auto lost = QSet(acknowledged).subtract(stored);
        qInfo("%d acknowledged, %d stored, %d lost", int(acknowledged.size()), int(stored.size()), int(lost.size()));
        QVERIFY(lost.isEmpty());
    }

    // The ids that came out whole before the end.
    static QList<QByteArray> runAndKill(const QStringList &arguments, int enough)
    {
        QProcess writer;
        writer.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        writer.start(qEnvironmentVariable("ROLLCALL_SIGHTING_WRITER"), arguments);
        QByteArray output;
        while (output.count('\n') < enough && writer.waitForReadyRead(20'000))
            output += writer.readAllStandardOutput();
        writer.kill();
        writer.waitForFinished();
        output += writer.readAllStandardOutput();
        QList<QByteArray> lines = output.split('\n');
        lines.removeLast();  // nothing, or half a line
        return lines;
    }

    static QSet<QByteArray> readAll(const QString &file)
    {
        auto database = SqliteDatabase::open(file.toStdString());
        if (!database)
            return {};
        Register records(std::move(*database));
        QSet<QByteArray> ids;
        const auto sightings = records.sightingsBetween(UtcMs::min(), UtcMs::max());
        for (const Sighting &sighting : *sightings)
            ids.insert(QByteArray::fromStdString(sighting.id.toString()));
        return ids.size() == qsizetype(sightings->size()) ? ids : QSet<QByteArray>();
    }
};

QTEST_GUILESS_MAIN(StoreKillTest)
#include "store_kill_test.moc"
