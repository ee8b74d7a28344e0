#include "app/tls_keeper.h"
#include "net/self_signed.h"

#include <QFile>
#include <QTemporaryDir>

#include <gtest/gtest.h>

using namespace rollcall;
using namespace Qt::StringLiterals;

namespace {

class TlsKeeperTest : public ::testing::Test {
protected:
    TlsKeeperTest() { m_settings.dataFolder = m_folder.path().toStdString(); }
    void put(const net::PemPair &pair)
    {
        write(u"c.pem"_s, pair.certificate);
        write(u"k.pem"_s, pair.key);
        m_settings.tlsCertificate = m_folder.filePath(u"c.pem"_s).toStdString();
        m_settings.tlsKey = m_folder.filePath(u"k.pem"_s).toStdString();
    }
    void write(const QString &name, const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(name));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    static net::PemPair made() { return *net::makeSelfSigned({u"localhost"_s}); }

    QTemporaryDir m_folder;
    app::ServerSettings m_settings;
};

TEST_F(TlsKeeperTest, makesACertificateWhereNoneIsGiven)
{
    const auto first = app::TlsKeeper::create(m_settings);
    ASSERT_TRUE(first) << first.error().toStdString();
    const auto second = app::TlsKeeper::create(m_settings);
    EXPECT_EQ((*second)->identity().fingerprint(), (*first)->identity().fingerprint());
}

TEST_F(TlsKeeperTest, wantsBothFilesOrNeither)
{
    put(made());
    m_settings.tlsKey.reset();
    const auto keeper = app::TlsKeeper::create(m_settings);
    ASSERT_FALSE(keeper);
    EXPECT_TRUE(keeper.error().contains(u"belong together"_s));
}

TEST_F(TlsKeeperTest, takesARenewedCertificateAndKeepsTheOldOneWhereTheNewOneIsNoGood)
{
    put(made());
    const auto keeper = app::TlsKeeper::create(m_settings);
    ASSERT_TRUE(keeper) << keeper.error().toStdString();
    int renewals = 0;
    QObject::connect(keeper->get(), &app::TlsKeeper::renewed, keeper->get(), [&] { ++renewals; });
    const QByteArray before = (*keeper)->identity().fingerprint();
    (*keeper)->look();
    EXPECT_EQ(renewals, 0);
    write(u"c.pem"_s, made().certificate);  // the key does not fit yet
    (*keeper)->look();
    EXPECT_EQ(renewals, 0);
    EXPECT_EQ((*keeper)->identity().fingerprint(), before);
    put(made());
    (*keeper)->look();
    EXPECT_EQ(renewals, 1);
    EXPECT_NE((*keeper)->identity().fingerprint(), before);
}

} // namespace
