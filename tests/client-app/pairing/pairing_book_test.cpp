#include "pairing/pairing_book.h"

#include <QFile>
#include <QTemporaryDir>

#include <gtest/gtest.h>

using namespace Qt::StringLiterals;

namespace rollcall::pairing {
namespace {

PairedCamera camera(const QString &id, const QString &host, const QString &token = u"secret"_s)
{
    return {.server = QUrl(u"wss://%1:8443/ws"_s.arg(host)), .camera = protocol::CameraId(id), .trust = {.fingerprint = QByteArray(32, 'f')},
            .paired = QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC), .token = token};
}

class PairingBookTest : public testing::Test {
protected:
    [[nodiscard]] PairingBook book() const { return PairingBook(m_folder.path(), KeyStore::File); }
    static std::expected<QString, QString> add(PairingBook &book, const PairedCamera &camera)
    {
        std::expected<QString, QString> outcome = std::unexpected(u"no answer"_s);
        book.add(camera, [&](const std::expected<QString, QString> &place, const QString &) { outcome = place; });
        return outcome;
    }
    static std::expected<PairedCamera, QString> withToken(PairingBook &book, const PairedCamera &camera)
    {
        std::expected<PairedCamera, QString> outcome = std::unexpected(u"no answer"_s);
        book.withToken(camera, [&](const std::expected<PairedCamera, QString> &given) { outcome = given; });
        return outcome;
    }
    QByteArray contents(const QString &name) const
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_folder.filePath(name));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    QTemporaryDir m_folder;
};

TEST_F(PairingBookTest, remembersBeyondTheProgram)
{
    {
        PairingBook first = book();
        ASSERT_TRUE(add(first, camera(u"entrance"_s, u"192.0.2.7"_s)));
        EXPECT_TRUE(first.cameras().first().token.isEmpty());
    }
    PairingBook second = book();
    ASSERT_EQ(second.cameras().size(), 1);
    const auto whole = withToken(second, second.cameras().first());
    ASSERT_TRUE(whole) << whole.error().toStdString();
    EXPECT_EQ(whole->token, u"secret");
    EXPECT_EQ(whole->server, QUrl(u"wss://192.0.2.7:8443/ws"_s));
    EXPECT_EQ(whole->trust.fingerprint, QByteArray(32, 'f'));
    EXPECT_EQ(whole->paired, camera({}, {}).paired);
    EXPECT_FALSE(contents(u"pairings.json"_s).contains("secret"));
    EXPECT_TRUE(second.problem().isEmpty());
}

TEST_F(PairingBookTest, findsTheOneThatIsMeant)
{
    PairingBook some = book();
    EXPECT_TRUE(some.find({}, {}).error().contains(u"not paired"_s));
    ASSERT_TRUE(add(some, camera(u"entrance"_s, u"192.0.2.7"_s)));
    EXPECT_TRUE(some.find({}, {}).has_value());
    ASSERT_TRUE(add(some, camera(u"exit"_s, u"192.0.2.7"_s)));
    ASSERT_TRUE(add(some, camera(u"exit"_s, u"192.0.2.8"_s)));
    EXPECT_TRUE(some.find({}, {}).error().contains(u"more than once"_s));
    EXPECT_EQ(some.find({}, u"entrance"_s)->camera.toString(), u"entrance");
    EXPECT_EQ(some.find(u"192.0.2.8"_s, {})->server.host(), u"192.0.2.8");
    EXPECT_EQ(some.find(u"http://192.0.2.8:8443/"_s, {})->server.scheme(), u"wss");  // never less than what was paired
    EXPECT_EQ(some.fits(u"192.0.2.8:9"_s, {}), 0);
    EXPECT_TRUE(some.find(u"192.0.2.9"_s, {}).error().contains(u"entrance@192.0.2.7:8443"_s));
}

TEST_F(PairingBookTest, pairingAnewTakesThePlaceOfTheEarlierOne)
{
    PairingBook some = book();
    ASSERT_TRUE(add(some, camera(u"entrance"_s, u"192.0.2.7"_s, u"first"_s)));
    ASSERT_TRUE(add(some, camera(u"entrance"_s, u"192.0.2.7"_s, u"second"_s)));
    ASSERT_EQ(some.cameras().size(), 1);
    EXPECT_EQ(withToken(some, some.cameras().first())->token, u"second");
    std::expected<void, QString> removed = std::unexpected(u"no answer"_s);
    some.remove(some.cameras().first(), [&](const std::expected<void, QString> &outcome) { removed = outcome; });
    EXPECT_TRUE(removed);
    EXPECT_TRUE(book().cameras().isEmpty());
    EXPECT_FALSE(contents(u"tokens.json"_s).contains("second"));
}

TEST_F(PairingBookTest, keepsADamagedFileAside)
{
    write(u"pairings.json"_s, "{\"cameras\": [");
    const PairingBook damaged = book();
    EXPECT_TRUE(damaged.cameras().isEmpty());
    EXPECT_TRUE(damaged.problem().contains(u"pairings.json.damaged"_s)) << damaged.problem().toStdString();
    EXPECT_EQ(contents(u"pairings.json.damaged"_s), "{\"cameras\": [");
}

TEST_F(PairingBookTest, takesNoTlsWithoutAFingerprint)
{
    write(u"pairings.json"_s, R"({"cameras": [{"server": "wss://192.0.2.7:8443/ws", "camera": "a"}, {"server": "ws://127.0.0.1:8443/ws", "camera": "b"}, 7]})");
    const PairingBook some = book();
    ASSERT_EQ(some.cameras().size(), 1);
    EXPECT_EQ(some.cameras().first().camera.toString(), u"b");
    EXPECT_FALSE(some.problem().isEmpty());
}

TEST_F(PairingBookTest, aMissingTokenIsSaid)
{
    PairingBook some = book();
    ASSERT_TRUE(add(some, camera(u"entrance"_s, u"192.0.2.7"_s)));
    ASSERT_TRUE(QFile::remove(m_folder.filePath(u"tokens.json"_s)));
    EXPECT_TRUE(withToken(some, some.cameras().first()).error().contains(u"Pair this camera again"_s));
}

} // namespace
} // namespace rollcall::pairing
