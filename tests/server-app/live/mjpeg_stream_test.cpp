#include "live/mjpeg_stream.h"
#include "net/http_server.h"

#include <QFile>
#include <QTcpSocket>
#include <QTest>

#include <unistd.h>

using namespace rollcall;
using namespace Qt::StringLiterals;

namespace {

qint64 residentBytes()
{
    QFile file(u"/proc/self/statm"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE) : 0;
}

} // namespace

// The stream alone: the test says when a picture comes.
class MjpegStreamTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        net::Router router;
        router.add(net::Method::Get, u"/"_s, net::Right::ViewLive, [this](const net::Request &, net::Responder responder) {
            auto taker = std::make_unique<live::JpegTaker>(m_feed, live::JpegWish{});
            m_taker = taker.get();
            m_stream = std::make_unique<live::MjpegStream>(responder.beginStream(live::MjpegStream::contentType), std::move(taker));
            connect(m_stream.get(), &live::MjpegStream::finished, this, [this] { m_finished = true; });
        });
        m_server = std::make_unique<net::HttpServer>(std::move(router), m_authorizer);
        m_port = quint16(m_server->start(QHostAddress::LocalHost, 0)->port());
        m_finished = false;
    }
    void cleanup()
    {
        m_stream.reset();
        m_server.reset();
    }

    void aViewerThatDoesNotReadCostsNothingAndSeesTheNewestAfterwards()
    {
        QTcpSocket viewer;
        viewer.setReadBufferSize(1);
        viewer.connectToHost(QHostAddress::LocalHost, m_port);
        viewer.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QTRY_VERIFY(m_stream);
        constexpr int pictures = 400;
        constexpr qsizetype size = 256 * 1024;
        qint64 settled = 0;
        for (int i = 1; i <= pictures; ++i) {
            Q_EMIT m_taker->picture({QByteArray::number(i).leftJustified(size, '.'), {}});
            QCoreApplication::processEvents();
            if (i == pictures / 4)
                settled = residentBytes();
        }
        QVERIFY2(residentBytes() - settled < 4 * size, qPrintable(QString::number(residentBytes() - settled)));

        QByteArray received;
        connect(&viewer, &QTcpSocket::readyRead, this, [&] { received += viewer.readAll(); });
        viewer.setReadBufferSize(0);
        received += viewer.readAll();
        QTRY_VERIFY(received.contains("\r\n\r\n400..."));
        QTRY_VERIFY(received.endsWith("...\r\n--rollcall-picture\r\n"));
        QVERIFY(received.count("Content-Length: 262144") < pictures / 2);
    }

    void endsWhenTheViewerLeaves()
    {
        QTcpSocket viewer;
        viewer.connectToHost(QHostAddress::LocalHost, m_port);
        viewer.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QTRY_VERIFY(m_stream);
        viewer.abort();
        QTRY_VERIFY(m_finished);
    }

private:
    const net::LoopbackAuthorizer m_authorizer;
    live::JpegFeed m_feed{u"door"_s, [](const live::MarkedTaker &) { return std::make_shared<int>(); }, std::make_shared<live::JpegWorker>(1, [](live::JpegWork &, int) {})};
    live::JpegTaker *m_taker = nullptr;  // of the stream
    std::unique_ptr<live::MjpegStream> m_stream;
    std::unique_ptr<net::HttpServer> m_server;
    quint16 m_port = 0;
    bool m_finished = false;
};

QTEST_GUILESS_MAIN(MjpegStreamTest)
#include "mjpeg_stream_test.moc"
