#include "file_server.h"

#include "models/downloader.h"
#include "models/part_file.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rollcall::models::test {

namespace {

QByteArray bytes(qsizetype count)
{
    QByteArray result(count, '\0');
    for (qsizetype i = 0; i < count; ++i)
        result[i] = char(i * 7 + i / 251);
    return result;
}

class Download : public ::testing::Test {
protected:
    std::expected<void, QString> fetch(const QUrl &url, int attempts = 1)
    {
        rules.attempts = attempts;
        rules.pause = 1ms;
        Downloader downloader(rules);
        return downloader.fetch(url, part);
    }
    [[nodiscard]] QByteArray received() const
    {
        QFile file(part.path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir folder;
    FileServer server{bytes(300'000)};
    PartFile part{folder.filePath(u"model.onnx"_s)};
    DownloadRules rules;
};

} // namespace

TEST_F(Download, bringsTheWholeFile)
{
    const auto fetched = fetch(server.url());
    ASSERT_TRUE(fetched) << fetched.error().toStdString();
    EXPECT_EQ(received(), server.file);
    EXPECT_TRUE(server.field(0, "Range").isEmpty());
}

TEST_F(Download, goesOnWhereAConnectionBroke)
{
    server.cuts = 1;
    const auto fetched = fetch(server.url(), 3);
    ASSERT_TRUE(fetched) << fetched.error().toStdString();
    EXPECT_EQ(received(), server.file);
    EXPECT_TRUE(server.wasAsked("Range", "bytes=150000-"));
    EXPECT_TRUE(server.wasAsked("If-Range", "\"one\""));
}

TEST_F(Download, goesOnInALaterRun)
{
    server.cuts = 1;
    const auto broken = fetch(server.url());
    ASSERT_FALSE(broken);
    EXPECT_TRUE(broken.error().contains(u"150000 bytes are kept"_s)) << broken.error().toStdString();
    ASSERT_TRUE(fetch(server.url()));
    EXPECT_EQ(received(), server.file);
    EXPECT_TRUE(server.wasAsked("Range", "bytes=150000-"));
}

TEST_F(Download, startsAfreshWhenTheFileChangedMeanwhile)
{
    server.cuts = 1;
    ASSERT_FALSE(fetch(server.url()));
    server.tag = "\"two\"";
    server.file = bytes(200'000) + "other";
    ASSERT_TRUE(fetch(server.url()));
    EXPECT_EQ(received(), server.file);
}

TEST_F(Download, startsAfreshWhereTheServerKnowsNoRanges)
{
    server.cuts = 1;
    server.givesRanges = false;
    ASSERT_FALSE(fetch(server.url()));
    ASSERT_TRUE(fetch(server.url()));
    EXPECT_EQ(received(), server.file);
}

TEST_F(Download, startsAfreshWhereNothingSaysWhichVersionIsThere)
{
    server.cuts = 1;
    server.tag.clear();
    ASSERT_FALSE(fetch(server.url()));
    ASSERT_TRUE(fetch(server.url()));
    EXPECT_EQ(received(), server.file);
    EXPECT_FALSE(server.wasAsked("Range", "bytes=150000-"));
}

TEST_F(Download, startsAfreshAfterARangeThatIsNotThere)
{
    server.cuts = 1;
    ASSERT_FALSE(fetch(server.url()));
    server.file = bytes(1000);
    ASSERT_TRUE(fetch(server.url(), 2));
    EXPECT_EQ(received(), server.file);
}

TEST_F(Download, doesNotBelieveAFileThatIsTooLarge)
{
    for (const bool isAnnounced : {true, false}) {
        server.givesLength = isAnnounced;
        rules.mostBytes = 1000;
        const auto fetched = fetch(server.url());
        ASSERT_FALSE(fetched);
        EXPECT_TRUE(fetched.error().contains(u"1000 bytes"_s)) << fetched.error().toStdString();
    }
}

TEST_F(Download, tellsOfAFileThatIsNotThere)
{
    server.status = 404;
    const auto fetched = fetch(server.url(), 3);
    ASSERT_FALSE(fetched);
    EXPECT_TRUE(fetched.error().contains(u"404"_s)) << fetched.error().toStdString();
    EXPECT_EQ(server.requests().size(), 1); // asking again does not help
}

TEST_F(Download, triesAgainWhenTheServerIsInTrouble)
{
    server.status = 503;
    const auto fetched = fetch(server.url(), 3);
    ASSERT_FALSE(fetched);
    EXPECT_TRUE(fetched.error().contains(u"503"_s)) << fetched.error().toStdString();
    EXPECT_EQ(server.requests().size(), 3);
}

TEST_F(Download, followsRedirectsButNotForever)
{
    server.redirects = {{"/a", "/b"}, {"/b", server.url().toEncoded()}, {"/round", "/round"}};
    ASSERT_TRUE(fetch(server.url(u"/a"_s)));
    EXPECT_EQ(received(), server.file);
    const auto fetched = fetch(server.url(u"/round"_s));
    ASSERT_FALSE(fetched);
    EXPECT_TRUE(fetched.error().contains(u"more than 5"_s)) << fetched.error().toStdString();
}

TEST_F(Download, takesNoUnencryptedWayOffThisMachine)
{
    for (const char *address : {"http://example.org/file", "ftp://localhost/file", "file:///etc/passwd", "nonsense"})
        EXPECT_FALSE(fetch(QUrl(QString::fromLatin1(address)))) << address;
    server.redirects = {{"/away", "http://example.org/file"}};
    const auto fetched = fetch(server.url(u"/away"_s));
    ASSERT_FALSE(fetched);
    EXPECT_TRUE(fetched.error().contains(u"--allow-http"_s)) << fetched.error().toStdString();
}

TEST_F(Download, saysWhenThereIsNoRoom)
{
    PartFile nowhere(u"/dev/full/model.onnx"_s);
    Downloader downloader(rules);
    const auto fetched = downloader.fetch(server.url(), nowhere);
    ASSERT_FALSE(fetched);
    EXPECT_TRUE(fetched.error().contains(u"cannot be written"_s)) << fetched.error().toStdString();
}

} // namespace rollcall::models::test
