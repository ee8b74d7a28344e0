#include "socketio/dashboard_link.h"

#include <QTest>

using namespace rollcall::socketio;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Keeps what is sent; the test says what comes.
class RecordedTransport final : public ClientTransport {
public:
    void open(const QUrl &) override {}
    void send(const EnginePacket &packet) override { sent.append(serialize(packet)); }
    [[nodiscard]] bool isBusy() const override { return busy; }
    void receive(const QString &text) { Q_EMIT received(parseEnginePacket(text).value()); }
    void takeAll() { Q_EMIT idle(); }
    QStringList sent;
    bool busy = false;
};

const QString opening = u"0{\"sid\":\"a\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":100}"_s;

} // namespace

class DashboardLinkTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        auto transport = std::make_unique<RecordedTransport>();
        m_transport = transport.get();
        m_link = std::make_unique<DashboardLink>(std::move(transport), u"/stream"_s, DashboardLink::Config{.connectTimeout = 200ms, .stallTimeout = 200ms});
        m_connected = 0;
        m_reasons.clear();
        connect(m_link.get(), &DashboardLink::connected, this, [this] { ++m_connected; });
        connect(m_link.get(), &DashboardLink::ended, this, [this](const QString &reason) { m_reasons.append(reason); });
        m_link->open(QUrl(u"http://127.0.0.1:5000"_s));
    }

    void joinsTheNamespaceAndSends()
    {
        join();
        QCOMPARE(m_connected, 1);
        QVERIFY(m_link->hasMetServer());
        QVERIFY(m_link->send(u"2/stream,[\"frame\",{}]"_s));
        QCOMPARE(m_transport->sent, (QStringList{u"40/stream,"_s, u"42/stream,[\"frame\",{}]"_s}));
    }

    void answersPings()
    {
        join();
        m_transport->receive(u"2"_s);
        QCOMPARE(m_transport->sent.last(), u"3"_s);
    }

    void keepsOnePongForAServerThatPingsAndTakesNothing()
    {
        join();
        const qsizetype before = m_transport->sent.size();
        m_transport->busy = true;
        for (int i = 1; i <= 1'000; ++i)
            m_transport->receive(u"2"_s + QString::number(i));
        QCOMPARE(m_transport->sent.size(), before);
        m_transport->busy = false;
        m_transport->takeAll();
        QCOMPARE(m_transport->sent.mid(before), QStringList{u"31000"_s});
        m_transport->takeAll();
        QCOMPARE(m_transport->sent.size(), before + 1);
    }

    void sendsNothingThatIsLargerThanTheServerTakes()
    {
        join();
        QVERIFY(!m_link->send(QString(100, u'x')));
        QCOMPARE(m_transport->sent.size(), 1);
        QVERIFY(m_reasons.isEmpty());
    }

    void ignoresWhatOtherNamespacesAndEventsSay()
    {
        join();
        for (const QString &text : {u"42/other,[\"frame\",{}]"_s, u"42/stream,[\"stats\",1]"_s, u"41/other,"_s, u"6"_s, u"43/stream,1[]"_s})
            m_transport->receive(text);
        QVERIFY(m_reasons.isEmpty());
    }

    void endsOnceWithTheReason_data()
    {
        QTest::addColumn<QStringList>("received");
        QTest::addColumn<QString>("reason");
        QTest::newRow("no session") << QStringList{u"42[\"a\"]"_s} << u"did not open"_s;
        QTest::newRow("refused") << QStringList{opening, u"44/stream,{\"message\":\"Not authorized\"}"_s} << u"Not authorized"_s;
        QTest::newRow("refused in a word") << QStringList{opening, u"44/stream,\"Unable to connect\""_s} << u"Unable to connect"_s;
        QTest::newRow("put out") << QStringList{opening, u"40/stream,{\"sid\":\"b\"}"_s, u"41/stream,"_s} << u"closed the namespace"_s;
        QTest::newRow("closed") << QStringList{opening, u"1"_s} << u"closed the session"_s;
        QTest::newRow("no Socket.IO") << QStringList{opening, u"4hello"_s} << u"not Socket.IO"_s;
        QTest::newRow("never let in") << QStringList{opening} << u"in time"_s;
        QTest::newRow("never answered") << QStringList{} << u"in time"_s;
        QTest::newRow("silent") << QStringList{u"0{\"sid\":\"a\",\"pingInterval\":1,\"pingTimeout\":1}"_s, u"40/stream,{\"sid\":\"b\"}"_s} << u"silent"_s;
    }
    void endsOnceWithTheReason()
    {
        QFETCH(QStringList, received);
        QFETCH(QString, reason);
        for (const QString &text : received)
            m_transport->receive(text);
        QTRY_COMPARE(m_reasons.size(), 1);
        QVERIFY2(m_reasons.first().contains(reason), qPrintable(m_reasons.first()));
        m_transport->receive(u"2"_s);
        QVERIFY(!m_link->isConnected());
        QCOMPARE(m_reasons.size(), 1);
    }

    void leavesAServerThatTakesNothing()
    {
        join();
        QVERIFY(m_link->send(u"2/stream,[\"frame\"]"_s));
        m_transport->takeAll();
        QVERIFY(m_link->send(u"2/stream,[\"frame\"]"_s));
        QTRY_COMPARE(m_reasons.size(), 1);
        QVERIFY(m_reasons.first().contains(u"takes nothing"_s));
    }

private:
    void join()
    {
        m_transport->receive(opening);
        m_transport->receive(u"40/stream,{\"sid\":\"b\"}"_s);
    }

    std::unique_ptr<DashboardLink> m_link;
    RecordedTransport *m_transport = nullptr;  // of the link
    int m_connected = 0;
    QStringList m_reasons;
};

QTEST_GUILESS_MAIN(DashboardLinkTest)
#include "dashboard_link_test.moc"
