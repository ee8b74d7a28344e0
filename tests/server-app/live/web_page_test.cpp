#include "live/web_page.h"

#include "../net/raw_client.h"
#include "net/http_server.h"

#include <QDir>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace rollcall;
using namespace Qt::StringLiterals;

namespace {

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

} // namespace

// The page of the sources, and what a folder may give away.
class WebPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { serve(m_sources); }

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
            if (name.startsWith(u'#') || name.startsWith(u"/api/"_s))
                continue;
            QVERIFY2(name.startsWith(u"/web/"_s), qPrintable(name));  // nothing from elsewhere
            QVERIFY2(ask(name.toUtf8()).startsWith("HTTP/1.1 200 OK\r\n"), qPrintable(name));
            ++files;
        }
        QVERIFY(files >= 3);
    }

    // What a module imports by name is there too, through all folders.
    void servesEveryModuleThatIsImported()
    {
        static const QRegularExpression import(u"(?:from|import|import\\()\\s*['\"](\\.[^'\"]+)['\"]"_s);
        QStringList waiting{u"/web/app.js"_s};
        QSet<QString> seen(waiting.begin(), waiting.end());
        while (!waiting.isEmpty()) {
            const QString name = waiting.takeFirst();
            const QByteArray module = ask(name.toUtf8());
            QVERIFY2(module.startsWith("HTTP/1.1 200 OK\r\n"), qPrintable(name));
            QVERIFY2(module.contains("Content-Type: text/javascript; charset=utf-8\r\n"), qPrintable(name));
            for (auto names = import.globalMatch(QString::fromUtf8(bodyOf(module))); names.hasNext();) {
                const QString imported = QDir::cleanPath(QFileInfo(name).path() + u'/' + names.next().captured(1));
                if (!seen.contains(imported))
                    waiting.append(imported);
                seen.insert(imported);
            }
        }
        QVERIFY(seen.size() > 10);
    }

    void keepsToItsOwnPolicy()
    {
        const QByteArray page = ask("/");
        QVERIFY(page.contains("Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self';"));
        QVERIFY(page.contains("frame-ancestors 'none'; require-trusted-types-for 'script'\r\n"));
        QVERIFY(page.contains("X-Frame-Options: DENY\r\n"));
        QVERIFY(page.contains("Cross-Origin-Opener-Policy: same-origin\r\n"));
        QVERIFY(page.contains("X-Content-Type-Options: nosniff\r\n"));
        QVERIFY(page.contains("Permissions-Policy: camera=(self), microphone=()"));
        QVERIFY(!page.contains("unsafe-"));
        static const QRegularExpression inlined(u"<style|\\sstyle=|\\son[a-z]+=|<script(?![^>]*\\ssrc=)"_s);
        QVERIFY(!inlined.match(QString::fromUtf8(bodyOf(page))).hasMatch());
    }

    void sendsNothingTwice()
    {
        static const QRegularExpression tag(u"\r\nETag: (\"[0-9a-f]+\")\r\n"_s);
        const QByteArray etag = tag.match(QString::fromUtf8(ask("/web/app.js"))).captured(1).toLatin1();
        QVERIFY(!etag.isEmpty());
        const QByteArray unchanged = ask("/web/app.js", "If-None-Match: W/\"x\", " + etag + "\r\n");
        QVERIFY(unchanged.startsWith("HTTP/1.1 304 Not Modified\r\n"));
        QVERIFY(unchanged.contains(QByteArray("ETag: " + etag)));
        QVERIFY(!unchanged.contains("Content-Length"));
        QVERIFY(bodyOf(unchanged).isEmpty());
        QVERIFY(ask("/web/app.js", "If-None-Match: \"other\"\r\n").startsWith("HTTP/1.1 200 OK\r\n"));
    }

    void aFolderGivesNothingFromOutside()
    {
        QTemporaryDir outer;
        const QString folder = outer.filePath(u"web"_s);
        QVERIFY(QDir(outer.path()).mkpath(u"web/lib"_s));
        write(outer.filePath(u"secret.js"_s), "secret");
        write(folder + u"/index.html"_s, "<!doctype html>");
        write(folder + u"/lib/one.js"_s, "one");
        write(folder + u"/.hidden.js"_s, "secret");
        write(folder + u"/notes.txt"_s, "secret");
        QVERIFY(QFile::link(outer.filePath(u"secret.js"_s), folder + u"/link.js"_s));
        serve(folder);
        QCOMPARE(bodyOf(ask("/web/lib/one.js")), "one");
        for (const char *name : {"../secret.js", "%2e%2e/secret.js", "lib/../../secret.js", "lib%2f..%2f..%2fsecret.js", "..%5csecret.js", "link.js", ".hidden.js", "notes.txt",
                                 "lib", "lib/", "", "/index.html", "lib//one.js", "none.js", "one.js%00"}) {
            const QByteArray answer = ask(QByteArray("/web/") + name);
            QVERIFY2(!answer.startsWith("HTTP/1.1 200"), name);
            QVERIFY2(!answer.contains("secret"), name);
        }
    }

    void aFolderIsReadAtEveryRequest()
    {
        QTemporaryDir folder;
        write(folder.filePath(u"index.html"_s), "first");
        serve(folder.path());
        QCOMPARE(bodyOf(ask("/")), "first");
        write(folder.filePath(u"index.html"_s), "second");
        QCOMPARE(bodyOf(ask("/")), "second");
    }

    void aFolderWithoutAPageIsSaid()
    {
        QTemporaryDir folder;
        QVERIFY(live::checkWebFolder(m_sources));
        const auto checked = live::checkWebFolder(folder.path());
        QVERIFY(!checked);
        QVERIFY(checked.error().contains(folder.path()));
        QVERIFY(checked.error().contains(u"index.html"_s));
    }

private:
    void serve(const QString &folder)
    {
        net::Router router;
        live::addWebPage(router, folder);
        m_server = std::make_unique<net::HttpServer>(std::move(router), m_authorizer);
        m_port = quint16(m_server->start(QHostAddress::LocalHost, 0)->port());
    }
    QByteArray ask(const QByteArray &target, const QByteArray &fields = {})
    {
        RawClient client(m_port);
        client.send(get(target, "Connection: close\r\n" + fields));
        [&] { QTRY_VERIFY(client.isClosed()); }();
        return client.received();
    }

    const QString m_sources = qEnvironmentVariable("ROLLCALL_WEB_FOLDER");
    const net::LoopbackAuthorizer m_authorizer;
    std::unique_ptr<net::HttpServer> m_server;
    quint16 m_port = 0;
};

QTEST_GUILESS_MAIN(WebPageTest)
#include "web_page_test.moc"
