#include "live/web_page.h"

#include "../net/raw_client.h"
#include "net/http_server.h"

#include <QRegularExpression>
#include <QTest>

using namespace rollcall;
using namespace Qt::StringLiterals;

class WebPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        net::Router router;
        live::addWebPage(router);
        m_server = std::make_unique<net::HttpServer>(std::move(router), m_authorizer);
        m_port = quint16(m_server->start(QHostAddress::LocalHost, 0)->port());
    }

    void servesThePageAndEverythingThatItNames()
    {
        const QByteArray page = ask("/");
        QVERIFY(page.startsWith("HTTP/1.1 200 OK\r\n"));
        QVERIFY(page.contains("Content-Type: text/html; charset=utf-8\r\n"));
        QVERIFY(page.contains("Cache-Control: no-cache\r\n"));
        static const QRegularExpression address(u"(?:src|href)=\"([^\"]+)\""_s);
        int files = 0;
        for (auto names = address.globalMatch(QString::fromUtf8(page)); names.hasNext();) {
            const QString name = names.next().captured(1);
            QVERIFY2(name.startsWith(u'/') && !name.startsWith(u"//"_s), qPrintable(name));  // nothing from elsewhere
            if (name.startsWith(u"/api/"_s))
                continue;
            QVERIFY2(ask(name.toUtf8()).startsWith("HTTP/1.1 200 OK\r\n"), qPrintable(name));
            ++files;
        }
        QVERIFY(files >= 3);
    }

    void keepsToItsOwnPolicy()
    {
        const QByteArray page = ask("/");
        QVERIFY(page.contains("Content-Security-Policy: default-src 'none'; script-src 'self';"));
        QVERIFY(!page.contains("unsafe-"));
        static const QRegularExpression inlined(u"<style|\\sstyle=|\\son[a-z]+=|<script(?![^>]*\\ssrc=)"_s);
        QVERIFY(!inlined.match(QString::fromUtf8(bodyOf(page))).hasMatch());
        QVERIFY(ask("/page.js").contains("Content-Type: text/javascript; charset=utf-8\r\n"));
    }

    void sendsNothingTwice()
    {
        static const QRegularExpression tag(u"\r\nETag: (\"[0-9a-f]+\")\r\n"_s);
        const QByteArray etag = tag.match(QString::fromUtf8(ask("/style.css"))).captured(1).toLatin1();
        QVERIFY(!etag.isEmpty());
        const QByteArray unchanged = ask("/style.css", "If-None-Match: W/\"x\", " + etag + "\r\n");
        QVERIFY(unchanged.startsWith("HTTP/1.1 304 Not Modified\r\n"));
        QVERIFY(unchanged.contains(QByteArray("ETag: " + etag)));
        QVERIFY(!unchanged.contains("Content-Length"));
        QVERIFY(bodyOf(unchanged).isEmpty());
        QVERIFY(ask("/style.css", "If-None-Match: \"other\"\r\n").startsWith("HTTP/1.1 200 OK\r\n"));
    }

private:
    QByteArray ask(const QByteArray &target, const QByteArray &fields = {})
    {
        RawClient client(m_port);
        client.send(get(target, "Connection: close\r\n" + fields));
        [&] { QTRY_VERIFY(client.isClosed()); }();
        return client.received();
    }

    const net::LoopbackAuthorizer m_authorizer;
    std::unique_ptr<net::HttpServer> m_server;
    quint16 m_port = 0;
};

QTEST_GUILESS_MAIN(WebPageTest)
#include "web_page_test.moc"
