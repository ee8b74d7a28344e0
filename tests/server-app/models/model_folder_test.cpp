#include "file_server.h"

#include "models/bzip2.h"
#include "models/downloader.h"
#include "models/model_folder.h"
#include "recognition/model_file.h"

#include <gtest/gtest.h>

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <bzlib.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rollcall::models::test {

namespace {

QByteArray packed(const QByteArray &bytes)
{
    QByteArray result(bytes.size() + bytes.size() / 50 + 700, '\0');
    auto size = unsigned(result.size());
    QByteArray copy = bytes;
    EXPECT_EQ(BZ2_bzBuffToBuffCompress(result.data(), &size, copy.data(), unsigned(copy.size()), 9, 0, 0), BZ_OK);
    result.truncate(size);
    return result;
}

QByteArray hash(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

const QByteArray content = QByteArray("a network of many numbers ").repeated(5000);

class Folder : public ::testing::Test {
protected:
    // Models of the address: one by its hash, one by that of its packed file, one by none.
    void SetUp() override
    {
        const QByteArray url = server.url().toEncoded();
        const QByteArray common = R"("kind": "yunet", "licence": "none", "download": ")" + url + '"';
        const QByteArray text = R"({"version": 1, "models": [{"name": "known", "file": "known.dat", "sha256": ")" + hash(content) + "\", " + common
            + R"(}, {"name": "packed", "file": "packed.dat", "packed-sha256": ")" + hash(packed(content)) + "\", " + common
            + R"(}, {"name": "unknown", "file": "unknown.dat", )" + common
            + R"(}, {"name": "elsewhere", "file": "elsewhere.dat", "kind": "yunet", "licence": "none", "source": "https://example.org"}]})";
        manifest = recognition::ModelManifest::parse(text.toStdString(), "test").value();
        folder.emplace(ModelFolder::open(temporary.filePath(u"models"_s), manifest).value());
        rules.pause = 1ms;
    }
    ModelFolder::Result fetch(const char *name, Trust trust = Trust::PublishedHashes) { return folder->fetch(*manifest.find(name), rules, trust); }
    [[nodiscard]] ModelFolder::State state(const char *name) const { return folder->check(*manifest.find(name)).state; }
    [[nodiscard]] QByteArray installed(const char *name) const
    {
        QFile file(folder->pathOf(*manifest.find(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    [[nodiscard]] QStringList files() const { return QDir(folder->path()).entryList(QDir::Files, QDir::Name); }
    QString write(const QString &name, const QByteArray &bytes)
    {
        QFile file(temporary.filePath(name));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        return file.fileName();
    }

    QTemporaryDir temporary;
    FileServer server{content};
    recognition::ModelManifest manifest;
    std::optional<ModelFolder> folder;
    DownloadRules rules;
};

} // namespace

TEST_F(Folder, fetchesAndChecks)
{
    EXPECT_EQ(state("known"), ModelFolder::State::Missing);
    const auto fetched = fetch("known");
    ASSERT_TRUE(fetched) << fetched.error().toStdString();
    EXPECT_EQ(installed("known"), content);
    EXPECT_EQ(state("known"), ModelFolder::State::Good);
    EXPECT_EQ(files(), QStringList{u"known.dat"_s});
    ASSERT_TRUE(fetch("known"));
    EXPECT_EQ(server.requests().size(), 1); // not again
}

TEST_F(Folder, unpacksWhatIsPacked)
{
    server.file = packed(content);
    for (const char *name : {"known", "packed"}) {
        const auto fetched = fetch(name);
        ASSERT_TRUE(fetched) << fetched.error().toStdString();
        EXPECT_EQ(installed(name), content);
        EXPECT_EQ(state(name), ModelFolder::State::Good);
    }
    // The engine takes what was accepted by its packed hash.
    const auto &entry = *manifest.find("packed");
    EXPECT_TRUE(recognition::readModelFile(entry, folder->pathOf(entry).toStdString()));
}

TEST_F(Folder, aFileWithAnotherHashIsNotInstalledAndNotKept)
{
    server.file = content + 'x';
    const auto fetched = fetch("known");
    ASSERT_FALSE(fetched);
    EXPECT_TRUE(fetched.error().contains(QString::fromLatin1(hash(server.file)))) << fetched.error().toStdString();
    EXPECT_TRUE(files().isEmpty()) << files().join(u' ').toStdString();

    server.file = packed(content + 'x');
    EXPECT_FALSE(fetch("packed"));
    server.file = packed(content).chopped(20);
    const auto broken = fetch("known");
    ASSERT_FALSE(broken);
    EXPECT_TRUE(broken.error().contains(u"damaged"_s)) << broken.error().toStdString();
    EXPECT_TRUE(files().isEmpty());
}

TEST_F(Folder, anExistingFileStaysWhenItsReplacementIsWrong)
{
    ASSERT_TRUE(fetch("known"));
    EXPECT_FALSE(folder->import(write(u"known.dat"_s, "rubbish"), Trust::WhatTheUserAccepts));
    EXPECT_EQ(installed("known"), content);
}

TEST_F(Folder, whatNobodyVouchesForNeedsTheUsersWord)
{
    const auto refused = fetch("unknown");
    ASSERT_FALSE(refused);
    EXPECT_TRUE(refused.error().contains(QString::fromLatin1(hash(content)))) << refused.error().toStdString();
    EXPECT_TRUE(refused.error().contains(u"--accept-unverified"_s));
    EXPECT_EQ(state("unknown"), ModelFolder::State::Missing);

    ASSERT_TRUE(fetch("unknown", Trust::WhatTheUserAccepts));
    EXPECT_EQ(state("unknown"), ModelFolder::State::Good);
    QFile file(folder->pathOf(*manifest.find("unknown")));
    ASSERT_TRUE(file.open(QIODevice::Append));
    file.write("x");
    file.close();
    EXPECT_EQ(state("unknown"), ModelFolder::State::Wrong);
}

TEST_F(Folder, aModelWithoutAnAddressSaysWhereItIsFrom)
{
    const auto fetched = fetch("elsewhere");
    ASSERT_FALSE(fetched);
    EXPECT_TRUE(fetched.error().contains(u"https://example.org"_s)) << fetched.error().toStdString();
    EXPECT_TRUE(fetched.error().contains(u"import"_s));
}

TEST_F(Folder, importsFilesByNameOrByHash)
{
    for (const QString &file : {write(u"known.dat"_s, content), write(u"renamed.bin"_s, content), write(u"known.dat.bz2"_s, packed(content))}) {
        QFile::remove(folder->pathOf(*manifest.find("known")));
        const auto imported = folder->import(file, Trust::PublishedHashes);
        ASSERT_TRUE(imported) << imported.error().toStdString();
        EXPECT_EQ(installed("known"), content);
        EXPECT_TRUE(QFile::exists(file));
    }
    EXPECT_FALSE(folder->import(write(u"holiday.jpg"_s, "picture"), Trust::WhatTheUserAccepts));
    EXPECT_FALSE(folder->import(temporary.filePath(u"absent.dat"_s), Trust::PublishedHashes));
    EXPECT_FALSE(folder->import(temporary.path(), Trust::PublishedHashes));
}

TEST_F(Folder, aCutFileIsNamedAsWrong)
{
    ASSERT_TRUE(fetch("known"));
    QFile file(folder->pathOf(*manifest.find("known")));
    ASSERT_TRUE(file.resize(100));
    EXPECT_EQ(state("known"), ModelFolder::State::Wrong);
}

TEST(Bzip2, aSmallFileThatUnpacksToAMountainIsRefused)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"bomb.bz2"_s));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(packed(QByteArray(5'000'000, '\0')));
    file.close();
    const auto unpacked = unpackBzip2(file.fileName(), folder.filePath(u"bomb"_s), 1'000'000);
    ASSERT_FALSE(unpacked);
    EXPECT_TRUE(unpacked.error().contains(u"1000000"_s));
    const auto full = unpackBzip2(file.fileName(), u"/dev/full"_s, 10'000'000);
    ASSERT_FALSE(full);
    EXPECT_TRUE(full.error().contains(u"cannot be written"_s)) << full.error().toStdString();
}

} // namespace rollcall::models::test
