// TLS and plain HTTP on one port, over real sockets, and the certificate that the server has.

#include "net/http_server.h"
#include "net/self_signed.h"
#include "net/tls_identity.h"

#include <QFile>
#include <QNetworkInterface>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace rollcall::net;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Made for these tests: a key, its certificate (to 2036), one that expired in 2021, and the key under a passphrase.
constexpr auto keyPem = R"(-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIMu/72dvdDLOcnggEeFqNtEEDvpHNeXXTZnOyMjp+exqoAoGCCqGSM49
AwEHoUQDQgAEewiuJgy2hiP2Mpy4p1z+KO5q/8HQLal1+lrQc10IgkqohZ6hwOcg
i3/4OFMBtAd6LScs7lPCTv2FMJun2g7Yqg==
-----END EC PRIVATE KEY-----
)";
constexpr auto certificatePem = R"(-----BEGIN CERTIFICATE-----
MIIBczCCARmgAwIBAgIUR3IpBHdwqExpgNyKzcFHTEP2zLYwCgYIKoZIzj0EAwIw
DzENMAsGA1UEAwwEdGVzdDAeFw0yNjExMjExNDE1MzBaFw0zNjExMTgxNDE1MzBa
MA8xDTALBgNVBAMMBHRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAR7CK4m
DLaGI/YynLinXP4o7mr/wdAtqXX6WtBzXQiCSqiFnqHA5yCLf/g4UwG0B3otJyzu
U8JO/YUwm6faDtiqo1MwUTAdBgNVHQ4EFgQU9Q9i8Wrztm2Wq7MA9+msSWYrXScw
HwYDVR0jBBgwFoAU9Q9i8Wrztm2Wq7MA9+msSWYrXScwDwYDVR0TAQH/BAUwAwEB
/zAKBggqhkjOPQQDAgNIADBFAiEAoK6/qIV5fmUgm6jrXP08GusB/Y3m61NY75sQ
oE3Xe3YCIHoUvDHpWKPMiMdCOQQ0ZZfeUYEFDJAsm9lywkqN4H+Z
-----END CERTIFICATE-----
)";
constexpr auto expiredPem = R"(-----BEGIN CERTIFICATE-----
MIIBBjCBrAIBATAKBggqhkjOPQQDAjAPMQ0wCwYDVQQDDAR0ZXN0MB4XDTIwMDEw
MTAwMDAwMFoXDTIxMDEwMTAwMDAwMFowDzENMAsGA1UEAwwEdGVzdDBZMBMGByqG
SM49AgEGCCqGSM49AwEHA0IABHsIriYMtoYj9jKcuKdc/ijuav/B0C2pdfpa0HNd
CIJKqIWeocDnIIt/+DhTAbQHei0nLO5Twk79hTCbp9oO2KowCgYIKoZIzj0EAwID
SQAwRgIhAIk3ANAcRL8FcM6QlSeWJUyoaZXjgWFQj9ek8nMCMS9kAiEA8dIUAMw2
cAvhZIPdDaNtqSdeaKXct5QUnoGgOgZsyc0=
-----END CERTIFICATE-----
)";
constexpr auto lockedKeyPem = R"(-----BEGIN ENCRYPTED PRIVATE KEY-----
MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAgSYRAr/9AG8AICCAAw
DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEN+2FLggNV6QL8SIMfbctaIEgZBF
o+K2o2ILgp5083SlR9zwmml1sG3j0/G6Ky5F6s2D4L9K6HBiPSetdIgaEuBa82AY
zDNH99fk0Z2Cbn/y67Z0HQCQjpsF8SghbDzBRdAlMmAQvBFs9n82e/zJ+iqcuNY8
T4sfzYakvKnyt4xRVmLBYDJeeUipEjVbz0hGXhU3SYbrI+5k4agPa+v0XecLPSk=
-----END ENCRYPTED PRIVATE KEY-----
)";

std::optional<QHostAddress> addressBeyondLoopback()
{
    for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
        if (!address.isLoopback() && !address.isLinkLocal() && address.protocol() == QAbstractSocket::IPv4Protocol)
            return address;
    }
    return std::nullopt;
}

// Answers everybody, so that only the listener decides.
class OpenAuthorizer final : public Authorizer {
public:
    [[nodiscard]] Decision authorize(const Access &) const override { return Decision::allow(); }
};

} // namespace

class TlsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        const auto identity = ownTlsIdentity(m_folder->path().toStdString());
        QVERIFY(identity);
        m_identity = *identity;
        Limits limits;
        limits.connectionsPerAddress = 3;
        limits.idleTimeout = 500ms;
        limits.handshakeTimeout = 200ms;
        limits.lingerTimeout = 200ms;
        Router router;
        router.add(Method::Get, u"/secure"_s, Right::ViewHealth, [](const Request &request, Responder responder) {
            responder.json({{u"secure"_s, request.isSecure}});
        });
        m_server = std::make_unique<HttpServer>(std::move(router), m_authorizer, limits);
        const auto url = m_server->start(QHostAddress::AnyIPv4, 0, m_identity.configuration());
        QVERIFY(url);
        m_port = quint16(url->port());
    }
    void cleanup()
    {
        QTRY_COMPARE(m_server->connectionCount(), 0);
        m_server.reset();
    }

    void servesTheCertificateThatItHas()
    {
        QSslSocket client;
        QCOMPARE(ask(client, QHostAddress::LocalHost), "{\"secure\":true}");
        QCOMPARE(client.peerCertificate().digest(QCryptographicHash::Sha256), m_identity.fingerprint());
        QVERIFY(m_agreed == QSsl::TlsV1_2 || m_agreed == QSsl::TlsV1_3);
    }

    void servesThisMachineWithoutTlsOnTheSamePort()
    {
        QTcpSocket client;
        client.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
        client.write("GET /secure HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
        QVERIFY(client.readAll().endsWith("{\"secure\":false}"));
    }

    void servesOthersOverTlsAlone()
    {
        const auto elsewhere = addressBeyondLoopback();
        if (!elsewhere)
            QSKIP("this machine has no address but loopback");
        QSslSocket secure;
        QCOMPARE(ask(secure, *elsewhere), "{\"secure\":true}");
        QTcpSocket plain;
        plain.connectToHost(*elsewhere, m_port);
        plain.write("GET /secure HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QTRY_COMPARE(plain.state(), QAbstractSocket::UnconnectedState);
        const QByteArray answer = plain.readAll();
        QVERIFY2(answer.startsWith("HTTP/1.1 400 ") && answer.contains("https://"), answer.constData());
    }

    void aHandshakeThatDoesNotGoOnIsCut()
    {
        QTcpSocket client;
        client.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
        client.write("\x16\x03\x01", 3);
        QTRY_COMPARE(m_server->connectionCount(), 1);
        QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(m_server->connectionCount(), 0);
    }

    void whatIsNoHandshakeIsCut()
    {
        QTcpSocket client;
        client.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
        client.write(QByteArray("\x16") + QByteArray(2'000, 'x'));
        QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
        QTRY_COMPARE(m_server->connectionCount(), 0);
    }

    void oneThatSaysNothingIsCut()
    {
        QTcpSocket client;
        client.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
        QTRY_COMPARE(m_server->connectionCount(), 1);
        QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
        QTRY_COMPARE(m_server->connectionCount(), 0);
    }

    void connectionsCountBeforeTheirHandshake()
    {
        QTcpSocket first;
        QTcpSocket second;
        QTcpSocket third;
        for (QTcpSocket *client : {&first, &second, &third})
            client->connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
        QTRY_COMPARE(m_server->connectionCount(), 3);
        QTcpSocket fourth;
        fourth.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
        QTRY_COMPARE(first.state(), QAbstractSocket::UnconnectedState);  // nobody uses it: it makes room
        QCOMPARE(second.state(), QAbstractSocket::ConnectedState);
        QCOMPARE(fourth.state(), QAbstractSocket::ConnectedState);
    }

    void anotherCertificateIsServedFromThenOn()
    {
        const auto made = makeSelfSigned({u"localhost"_s});
        const TlsIdentity other{QSslCertificate::fromData(made->certificate), QSslKey(made->key, QSsl::Ec)};
        m_server->setTls(other.configuration());
        QSslSocket client;
        QCOMPARE(ask(client, QHostAddress::LocalHost), "{\"secure\":true}");
        QCOMPARE(client.peerCertificate().digest(QCryptographicHash::Sha256), other.fingerprint());
    }

    void theOwnCertificateIsMadeOnceAndItsKeyIsSecret()
    {
        const auto again = ownTlsIdentity(m_folder->path().toStdString());
        QVERIFY(again);
        QCOMPARE(again->fingerprint(), m_identity.fingerprint());
        const QFile::Permissions key = QFile::permissions(m_folder->filePath(u"tls-key.pem"_s));
        QCOMPARE(key & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther), QFile::Permissions());
        const QSslCertificate certificate = m_identity.chain.first();
        QCOMPARE(certificate.publicKey().algorithm(), QSsl::Ec);
        QCOMPARE(certificate.publicKey().length(), 256);
        QVERIFY(certificate.expiryDate() > QDateTime::currentDateTime().addYears(19));
        QVERIFY(certificate.subjectAlternativeNames().values(QSsl::DnsEntry).contains(u"localhost"_s));
        QVERIFY(certificate.subjectAlternativeNames().values(QSsl::IpAddressEntry).contains(u"127.0.0.1"_s));
    }

    void anOwnCertificateThatIsDamagedIsNotReplaced()
    {
        QVERIFY(QFile::remove(m_folder->filePath(u"tls-key.pem"_s)));
        const auto read = ownTlsIdentity(m_folder->path().toStdString());
        QVERIFY(!read);
        QVERIFY2(read.error().contains(u"tls-key.pem"_s) && read.error().contains(u"backup"_s), qPrintable(read.error()));
    }

    void saysWhatIsWrongWithAnOperatorsFiles_data()
    {
        QTest::addColumn<QByteArray>("certificate");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QString>("word");
        const auto other = makeSelfSigned({u"localhost"_s});
        QTest::newRow("good") << QByteArray(certificatePem) << QByteArray(keyPem) << QString();
        QTest::newRow("key of another") << QByteArray(certificatePem) << other->key << u"not that of the certificate"_s;
        QTest::newRow("expired") << QByteArray(expiredPem) << QByteArray(keyPem) << u"expired at 2021-01-01"_s;
        QTest::newRow("no certificate") << QByteArray("hello") << QByteArray(keyPem) << u"no certificate"_s;
        QTest::newRow("no key") << QByteArray(certificatePem) << QByteArray("hello") << u"no private key"_s;
        QTest::newRow("passphrase") << QByteArray(certificatePem) << QByteArray(lockedKeyPem) << u"passphrase"_s;
        QTest::newRow("exchanged") << QByteArray(keyPem) << QByteArray(certificatePem) << u"no certificate"_s;
    }
    void saysWhatIsWrongWithAnOperatorsFiles()
    {
        QFETCH(QByteArray, certificate);
        QFETCH(QByteArray, key);
        QFETCH(QString, word);
        const auto read = readTlsIdentity(keep(u"c.pem"_s, certificate), keep(u"k.pem"_s, key));
        QCOMPARE(read.has_value(), word.isEmpty());
        if (!read)
            QVERIFY2(read.error().contains(word), qPrintable(read.error()));
    }

    void aFileThatIsNotThereIsNamed()
    {
        const auto read = readTlsIdentity("/nowhere/c.pem", keep(u"k.pem"_s, keyPem));
        QVERIFY(!read);
        QVERIFY2(read.error().contains(u"/nowhere/c.pem cannot be read"_s), qPrintable(read.error()));
    }

private:
    // The body of the answer over TLS.
    QByteArray ask(QSslSocket &client, const QHostAddress &address)
    {
        connect(&client, &QSslSocket::sslErrors, &client, [&client] { client.ignoreSslErrors(); });
        connect(&client, &QSslSocket::encrypted, this, [this, &client] { m_agreed = client.sessionProtocol(); });  // it forgets when it ends
        client.connectToHostEncrypted(address.toString(), m_port);
        client.write("GET /secure HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        [&] { QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState); }();
        const QByteArray answer = client.readAll();
        return answer.mid(answer.indexOf("\r\n\r\n") + 4);
    }
    std::filesystem::path keep(const QString &name, const QByteArray &bytes)
    {
        QFile file(m_folder->filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("a file was not written");
        return file.fileName().toStdString();
    }

    const OpenAuthorizer m_authorizer;
    std::unique_ptr<QTemporaryDir> m_folder;
    TlsIdentity m_identity;
    QSsl::SslProtocol m_agreed = QSsl::UnknownProtocol;
    std::unique_ptr<HttpServer> m_server;
    quint16 m_port = 0;
};

QTEST_GUILESS_MAIN(TlsTest)
#include "tls_test.moc"
