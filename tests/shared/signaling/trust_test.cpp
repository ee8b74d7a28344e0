// Whom a client takes for its server: certificates over real TLS.

#include "net/self_signed.h"
#include "net/tls_identity.h"
#include "shared/signaling/loopback.h"

#include <QSslCertificate>
#include <QSslKey>

using namespace Qt::StringLiterals;

namespace rollcall::signaling::test {
namespace {

class TrustTest : public testing::Test {
protected:
    TrustTest()
    {
        const auto made = net::makeSelfSigned({u"localhost"_s, u"127.0.0.1"_s});
        m_identity = {QSslCertificate::fromData(made->certificate), QSslKey(made->key, QSsl::Ec)};
        m_server.setSslConfiguration(m_identity.configuration());
        EXPECT_TRUE(m_server.listen(QHostAddress::LocalHost, 0));
    }
    [[nodiscard]] QUrl url() const { return QUrl(u"wss://127.0.0.1:%1/ws"_s.arg(m_server.serverPort())); }
    [[nodiscard]] std::unique_ptr<Recorder> connectWith(const ServerTrust &trust)
    {
        auto client = std::make_unique<Recorder>(Channel::connectTo(url(), {.trust = trust}));
        EXPECT_TRUE(eventually([&] { return client->opened == 1 || !client->closed.empty(); }));
        return client;
    }

    QWebSocketServer m_server{u"test"_s, QWebSocketServer::SecureMode};
    net::TlsIdentity m_identity;
};

TEST_F(TrustTest, theExpectedCertificateNeedsNobodyToVouchForIt)
{
    const auto client = connectWith({.fingerprint = m_identity.fingerprint()});
    EXPECT_EQ(client->opened, 1);
    ASSERT_TRUE(eventually([&] { return m_server.hasPendingConnections(); }));
    Recorder server(std::make_unique<Channel>(std::unique_ptr<QWebSocket>(m_server.nextPendingConnection())));
    client->channel->send(protocol::Bye{u"hello"_s});
    EXPECT_TRUE(eventually([&] { return !server.received.empty(); }));
}

TEST_F(TrustTest, anotherCertificateIsExplainedAndGetsNothing)
{
    for (const bool orAuthorities : {false, true}) {
        const auto client = connectWith({.fingerprint = QByteArray(32, 'x'), .orAuthorities = orAuthorities});
        EXPECT_EQ(client->opened, 0);
        ASSERT_EQ(client->closed.size(), 1U);
        EXPECT_EQ(client->closed[0].code, CloseCode::Untrusted);
        EXPECT_TRUE(client->closed[0].text.contains(u"is not the one that this camera was paired with"_s)) << qPrintable(client->closed[0].text);
        EXPECT_FALSE(m_server.hasPendingConnections());
    }
}

TEST_F(TrustTest, withoutExpectationTheSystemsAuthoritiesDecide)
{
    const auto client = connectWith({});
    EXPECT_EQ(client->opened, 0);
    ASSERT_EQ(client->closed.size(), 1U);
    EXPECT_EQ(client->closed[0].code, CloseCode::Untrusted);
    EXPECT_TRUE(client->closed[0].text.contains(u"could not prove who it is"_s)) << qPrintable(client->closed[0].text);
}

TEST_F(TrustTest, nothingAtTheAddressIsSaidAsWithoutTls)
{
    const QUrl address = url();
    m_server.close();
    Recorder client(Channel::connectTo(address, {.trust = {.fingerprint = m_identity.fingerprint()}}));
    ASSERT_TRUE(eventually([&] { return client.closed.size() == 1; }));
    EXPECT_EQ(client.closed[0].code, CloseCode::Unreachable);
    EXPECT_TRUE(client.closed[0].text.startsWith(u"Nothing answers at "_s)) << qPrintable(client.closed[0].text);
}

// As if the system's authorities had signed it.
TEST_F(TrustTest, aCertificateThatTheyVouchForIsEnoughOnlyWhereItWasSaid)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    const QSslConfiguration before = configuration;
    configuration.setCaCertificates(m_identity.chain);
    QSslConfiguration::setDefaultConfiguration(configuration);
    const auto strict = connectWith({.fingerprint = QByteArray(32, 'x')});
    EXPECT_EQ(strict->opened, 0);
    const auto lenient = connectWith({.fingerprint = QByteArray(32, 'x'), .orAuthorities = true});
    EXPECT_EQ(lenient->opened, 1) << (lenient->closed.empty() ? "" : qPrintable(lenient->closed[0].text));
    QSslConfiguration::setDefaultConfiguration(before);
}

} // namespace
} // namespace rollcall::signaling::test
