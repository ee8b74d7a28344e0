#include "pairing/file_secret_store.h"
#include "pairing/secret_keeper.h"
#include "support/full_disk.h"

#include <QFile>
#include <QHash>
#include <QTemporaryDir>

#include <gtest/gtest.h>

using namespace Qt::StringLiterals;

namespace rollcall::pairing {
namespace {

// A key store that works, or one that a machine without any has.
class FakeKeyStore final : public SecretStore {
public:
    explicit FakeKeyStore(QHash<QString, QString> &secrets, const bool &works)
        : m_secrets(secrets)
        , m_works(works)
    {
    }
    void read(const QString &key, Read done) override
    {
        if (!m_works)
            return done(std::unexpected(u"No key store runs."_s));
        done(m_secrets.contains(key) ? std::optional(m_secrets.value(key)) : std::nullopt);
    }
    void write(const QString &key, const QString &secret, Done done) override
    {
        if (!m_works)
            return done(std::unexpected(u"No key store runs."_s));
        m_secrets.insert(key, secret);
        done({});
    }
    void remove(const QString &key, Done done) override
    {
        m_secrets.remove(key);
        done({});
    }
    [[nodiscard]] QString place() const override { return u"the key store"_s; }

private:
    QHash<QString, QString> &m_secrets;
    const bool &m_works;
};

class SecretKeeperTest : public ::testing::Test {
protected:
    [[nodiscard]] QString path() const { return m_folder.filePath(u"deeper/tokens.json"_s); }
    [[nodiscard]] SecretKeeper keeper() { return SecretKeeper(std::make_unique<FakeKeyStore>(m_inStore, m_works), std::make_unique<FileSecretStore>(path())); }
    QString placeOf(SecretKeeper &some, const QString &secret)
    {
        QString where;
        some.write(u"entrance"_s, secret, [&](const std::expected<QString, QString> &place, const QString &why) {
            where = place.value_or(place ? QString() : place.error());
            m_why = why;
        });
        return where;
    }
    // The secret, or what is said instead.
    static QString read(SecretKeeper &some)
    {
        QString result = u"no answer"_s;
        some.read(u"entrance"_s, [&](const std::expected<std::optional<QString>, QString> &secret) { result = secret ? secret->value_or(u"none"_s) : secret.error(); });
        return result;
    }

    QTemporaryDir m_folder;
    QHash<QString, QString> m_inStore;
    bool m_works = true;
    QString m_why;
};

TEST_F(SecretKeeperTest, usesTheKeyStoreWhereThereIsOne)
{
    SecretKeeper some = keeper();
    EXPECT_EQ(placeOf(some, u"secret"_s), u"the key store");
    EXPECT_TRUE(m_why.isEmpty());
    EXPECT_EQ(m_inStore.value(u"entrance"_s), u"secret");
    EXPECT_FALSE(QFile::exists(path()));
    EXPECT_EQ(read(some), u"secret"_s);
}

TEST_F(SecretKeeperTest, usesAFileOfOnesOwnWhereThereIsNoneAndSaysSo)
{
    m_works = false;
    SecretKeeper some = keeper();
    EXPECT_TRUE(placeOf(some, u"secret"_s).contains(path()));
    EXPECT_EQ(m_why, u"No key store runs.");
    EXPECT_EQ(QFile::permissions(path()) & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther), QFile::Permissions());
    EXPECT_EQ(read(some), u"secret"_s);
    // It works again, and an earlier secret in the file does not hide the later one.
    m_works = true;
    EXPECT_EQ(placeOf(some, u"later"_s), u"the key store");
    EXPECT_EQ(read(some), u"later"_s);
}

TEST_F(SecretKeeperTest, takesNoFileThatOthersMayRead)
{
    m_works = false;
    SecretKeeper some = keeper();
    (void)placeOf(some, u"secret"_s);
    ASSERT_TRUE(QFile::setPermissions(path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
    EXPECT_TRUE(read(some).contains(u"others may read"_s)) << read(some).toStdString();
}

TEST_F(SecretKeeperTest, keepsWhatItHasWhereTheDiskIsFull)
{
    m_works = false;
    SecretKeeper some = keeper();
    (void)placeOf(some, u"secret"_s);
    {
        const rollcall::testing::FullDisk full;
        EXPECT_TRUE(placeOf(some, u"another"_s).contains(u"cannot be written"_s));
    }
    EXPECT_EQ(read(some), u"secret"_s);
}

TEST_F(SecretKeeperTest, saysThatAFileIsDamaged)
{
    m_works = false;
    SecretKeeper some = keeper();
    (void)placeOf(some, u"secret"_s);
    QFile file(path());
    ASSERT_TRUE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write("no json");
    file.close();
    EXPECT_TRUE(read(some).contains(u"damaged"_s));
}

} // namespace
} // namespace rollcall::pairing
