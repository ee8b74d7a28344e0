#include "ops/logging.h"
#include "ops/signal_handler.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <csignal>

using namespace rollcall::ops;
using namespace Qt::StringLiterals;

class SignalHandlerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSignalArrivesOnTheEventLoop()
    {
        for (const int signal : {SIGTERM, SIGINT}) {
            const SignalHandler handler;
            QSignalSpy spy(&handler, &SignalHandler::terminationRequested);
            std::raise(signal);
            QCOMPARE(spy.size(), 0);
            QTRY_COMPARE(spy.size(), 1);
            QCOMPARE(spy.first().first().toInt(), signal);
        }
    }

    void afterwardsTheDefaultIsBack()
    {
        { const SignalHandler handler; }
        struct sigaction action {};
        QCOMPARE(sigaction(SIGTERM, nullptr, &action), 0);
        QVERIFY(action.sa_handler == SIG_DFL);
    }

    void logLevelsAreReadByName()
    {
        QVERIFY(parseLogLevel(u"warning"_s) == LogLevel::Warning);
        const auto bad = parseLogLevel(u"loud"_s);
        QVERIFY(!bad && bad.error().contains(u"loud"_s));
    }

    // This program itself, started again with --log, writes three messages.
    void aMessageIsOneLine()
    {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {u"--log"_s});
        QVERIFY(child.waitForFinished());
        const QByteArrayList lines = child.readAllStandardError().trimmed().split('\n');
        QCOMPARE(lines.size(), 1);  // the debug and info messages are left out
        QVERIFY(lines.first().startsWith("time=2"));
        QVERIFY2(lines.first().endsWith("level=warning category=default message=\"a \\\"b\\\"\\nlevel=error \\\\ \\e[1m\""), lines.first().constData());
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc == 2 && QByteArrayView(argv[1]) == "--log") {
        setUpLogging(LogLevel::Warning);
        qDebug("quiet");
        qInfo("quiet");
        qWarning("%s", "a \"b\"\nlevel=error \\ \x1b[1m");
        return 0;
    }
    SignalHandlerTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "signal_handler_test.moc"
