// kill -9 while sightings are written: everything acknowledged is there afterwards, once.

#include "store/register.h"
#include "store/sqlite_database.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace rollcall::store;
using namespace Qt::StringLiterals;

class StoreKillTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void acknowledgedSightingsSurvive()
    {
        const int rounds = qEnvironmentVariableIsSet("ROLLCALL_KILL_ROUNDS") ? qEnvironmentVariableIntValue("ROLLCALL_KILL_ROUNDS") : 20;
        QTemporaryDir folder;
        const QString file = folder.filePath(u"rollcall.db"_s);
        QSet<QByteArray> acknowledged;
        for (int round = 0; round < rounds; ++round) {
            const int enough = 1 + QRandomGenerator::global()->bounded(200);
            const QList<QByteArray> ids = runAndKill(file, enough);
            QVERIFY2(ids.size() >= enough, "the writer ended by itself");
            for (const QByteArray &id : ids) {
                QVERIFY2(!acknowledged.contains(id), "one sighting was acknowledged twice");
                acknowledged.insert(id);
            }
        }
        const QSet<QByteArray> stored = readAll(file);
        const auto lost = QSet(acknowledged).subtract(stored);
        qInfo("%d rounds: %d acknowledged, %d stored, %d lost", rounds, int(acknowledged.size()), int(stored.size()), int(lost.size()));
        QVERIFY(lost.isEmpty());
    }

private:
    // The ids that came out whole before the end.
    static QList<QByteArray> runAndKill(const QString &file, int enough)
    {
        QProcess writer;
        writer.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        writer.start(qEnvironmentVariable("ROLLCALL_SIGHTING_WRITER"), {file});
        QByteArray output;
        while (output.count('\n') < enough && writer.waitForReadyRead(10'000))
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
