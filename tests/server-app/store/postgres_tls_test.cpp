// A real PostgreSQL behind TLS, with a certificate of an authority of the test's own: taken where it is the right one, refused in words
// that help where it is not.

#include "store/database_address.h"
#include "store/postgres_database.h"
#include "support/certificates.h"
#include "support/postgres_cluster.h"

#include <gtest/gtest.h>

using namespace rollcall::store;
using namespace Qt::StringLiterals;
using rollcall::testing::PostgresCluster;
using rollcall::testing::TestAuthority;

namespace {

class PostgresTlsTest : public ::testing::Test {
protected:
    void SetUp() override
    {
        for (const auto &missing : {PostgresCluster::missing(), TestAuthority::missing()}) {
            if (missing)
                GTEST_SKIP() << *missing;
        }
        m_cluster = std::make_unique<PostgresCluster>();
    }
    void serve(const QStringList &names)
    {
        const auto issued = m_authority.issue(names);
        ASSERT_TRUE(m_authority.isSound()) << m_authority.problem().toStdString();
        m_cluster->useTls(issued.certificate, issued.key);
        ASSERT_TRUE(m_cluster->start()) << m_cluster->problem().toStdString();
    }
    // Whether the connection that answers is encrypted.
    std::expected<bool, StoreError> isEncrypted(const std::string &options)
    {
        const auto address = parseDatabaseAddress(m_cluster->makeDatabase() + options);
        if (!address)
            return std::unexpected(address.error());
        PostgresDatabase database({.address = std::get<PostgresAddress>(*address)});
        bool encrypted = false;
        auto read = database.query("SELECT CASE WHEN ssl THEN 1 ELSE 0 END FROM pg_stat_ssl WHERE pid = pg_backend_pid()", {},
                                   [&](Row row) { encrypted = std::get<int64_t>(row[0]) == 1; });
        if (!read)
            return std::unexpected(read.error());
        return encrypted;
    }

    TestAuthority m_authority;
    std::unique_ptr<PostgresCluster> m_cluster;
};

} // namespace

TEST_F(PostgresTlsTest, verifyFullTakesTheRightAuthorityAndNoOther)
{
    ASSERT_NO_FATAL_FAILURE(serve({u"IP:127.0.0.1"_s}));
    const auto trusted = isEncrypted("?sslmode=verify-full&sslrootcert=" + m_authority.certificate().toStdString());
    ASSERT_TRUE(trusted) << trusted.error().message;
    EXPECT_TRUE(*trusted);

    const TestAuthority other;
    const auto foreign = isEncrypted("?sslmode=verify-full&sslrootcert=" + other.certificate().toStdString());
    ASSERT_FALSE(foreign);
    EXPECT_EQ(foreign.error().code, StoreError::Code::Unavailable);
    EXPECT_NE(foreign.error().message.find("certificate"), std::string::npos) << foreign.error().message;
    EXPECT_NE(foreign.error().message.find("sslrootcert"), std::string::npos) << foreign.error().message;
}

TEST_F(PostgresTlsTest, verifyFullRefusesACertificateOfAnotherHost)
{
    ASSERT_NO_FATAL_FAILURE(serve({u"DNS:register.example"_s}));
    const auto another = isEncrypted("?sslmode=verify-full&sslrootcert=" + m_authority.certificate().toStdString());
    ASSERT_FALSE(another);
    EXPECT_NE(another.error().message.find("does not match"), std::string::npos) << another.error().message;
    const auto anyHost = isEncrypted("?sslmode=verify-ca&sslrootcert=" + m_authority.certificate().toStdString());
    ASSERT_TRUE(anyHost) << anyHost.error().message;
    EXPECT_TRUE(*anyHost);
}

TEST_F(PostgresTlsTest, requireRefusesAServerWithoutTls)
{
    ASSERT_TRUE(m_cluster->start()) << m_cluster->problem().toStdString();
    const auto plain = isEncrypted("?sslmode=require");
    ASSERT_FALSE(plain);
    EXPECT_NE(plain.error().message.find("does not support SSL"), std::string::npos) << plain.error().message;
}
