// Pairing as a whole: the server's routes over real TLS, asked by the camera app's own client.

#include "api/json.h"
#include "net/http_server.h"
#include "net/tls_identity.h"
#include "pairing/camera_authorizer.h"
#include "pairing/exchange.h"
#include "pairing/fingerprint.h"
#include "pairing/link.h"
#include "pairing/pairing_client.h"
#include "pairing/pairing_routes.h"
#include "store/audit_log.h"

#include "tls_relay.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace rollcall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using pairing::PairedCamera;
using pairing::PairingError;
using Code = PairingError::Code;

class NoCameras final : public api::CameraDirectory {
public:
    [[nodiscard]] QList<api::LiveCamera> liveCameras() const override { return {}; }
};

struct Reply {
    int status = 0;
    QJsonObject json;
};

} // namespace

class PairingRoutesTest : public QObject {
    Q_OBJECT

    // Before its uses: its type is deduced.
    template <typename Work>
    auto call(Work work)
    {
        std::optional<std::invoke_result_t<Work, store::Register &>> result;
        m_store->call(std::move(work), this, [&](auto given) { result = std::move(given); });
        [&] { QTRY_VERIFY(result.has_value()); }();
        return std::move(*result);
    }

private Q_SLOTS:
    void init()
    {
        m_now = attendance::UtcMs(1'800'000'000s);
        m_folder = std::make_unique<QTemporaryDir>();
        m_identity = *net::ownTlsIdentity(m_folder->path().toStdString());
        m_store = std::move(*store::Store::open({.file = m_folder->filePath(u"register.db"_s).toStdString()}));
        m_cameras = std::make_unique<pairing::PairedCameras>(pairing::PairedCameras::Parts{.store = *m_store, .now = [this] { return m_now; }, .copy = copyPath(), .interval = 50ms});
        m_authorizer = std::make_unique<pairing::CameraAuthorizer>(*m_cameras);
        m_routes = std::make_unique<pairing::PairingRoutes>(pairing::PairingRoutes::Parts{
            .store = *m_store, .directory = m_directory, .cameras = *m_cameras, .now = [this] { return m_now; }, .fingerprint = [this] { return m_identity.fingerprint(); },
            .reachable = [this] { return pairing::ReachableAddress{u"127.0.0.1"_s, m_port}; }, .servesOthers = [] { return false; }});
        net::Router router;
        m_routes->addRoutes(router);
        m_server = std::make_unique<net::HttpServer>(std::move(router), *m_authorizer);
        m_port = quint16(m_server->start(QHostAddress::LocalHost, 0, m_identity.configuration()).value().port());
    }
    void cleanup()
    {
        m_server.reset();
        m_routes.reset();
        m_authorizer.reset();
        m_cameras.reset();
        m_store.reset();
    }

    void aLinkBecomesAToken()
    {
        const QJsonObject made = makeCode(u"entrance"_s);
        QCOMPARE(made[u"tries"_s].toInt(), 5);
        QCOMPARE(made[u"expiresAt"_s].toString(), api::toText(m_now + 10min));
        QCOMPARE(made[u"fingerprint"_s].toString(), pairing::fingerprintText(m_identity.fingerprint()));
        QVERIFY(made[u"qrSvg"_s].toString().startsWith(u"<svg "_s));
        const auto outcome = pair(made[u"link"_s].toString());
        QVERIFY2(outcome.has_value(), qPrintable(outcome ? QString() : outcome.error().text));
        QCOMPARE(outcome->camera.toString(), u"entrance"_s);
        QCOMPARE(outcome->server, QUrl(u"wss://127.0.0.1:%1/ws"_s.arg(m_port)));
        QCOMPARE(outcome->trust.fingerprint, m_identity.fingerprint());
        QVERIFY(!outcome->trust.orAuthorities);
        QCOMPARE(outcome->token.size(), 43);  // 256 bits in base64
        QCOMPARE(m_cameras->check(u"entrance"_s, outcome->token.toLatin1()), pairing::PairedCameras::Verdict::Good);
        QCOMPARE(m_cameras->check(u"exit"_s, outcome->token.toLatin1()), pairing::PairedCameras::Verdict::NotPaired);
        QCOMPARE(m_cameras->check(u"entrance"_s, outcome->token.toLatin1().toUpper()), pairing::PairedCameras::Verdict::Wrong);
    }

    void aCodeAloneMakesTheCertificateKnown()
    {
        const auto outcome = pair(makeCode(u"entrance"_s)[u"code"_s].toString().toLower(), server());
        QVERIFY2(outcome.has_value(), qPrintable(outcome ? QString() : outcome.error().text));
        QCOMPARE(outcome->trust.fingerprint, m_identity.fingerprint());
    }

    void withoutTlsOnThisMachineThereIsNothingToPin()
    {
        const auto outcome = pair(makeCode(u"entrance"_s)[u"code"_s].toString(), u"http://"_s + server());
        QVERIFY(outcome);
        QCOMPARE(outcome->server.scheme(), u"ws"_s);
        QVERIFY(outcome->trust.fingerprint.isEmpty());
    }

    void theTokenIsNowhereInTheRegisterNorOnItsCopy()
    {
        const auto outcome = pair(makeCode(u"entrance"_s)[u"link"_s].toString());
        QVERIFY(outcome);
        for (const QString &name : QDir(m_folder->path()).entryList(QDir::Files)) {
            QFile file(m_folder->filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            QVERIFY2(!bytes.contains(outcome->token.toLatin1()), qPrintable(name));
            QVERIFY2(!bytes.contains(QByteArray::fromBase64(outcome->token.toLatin1(), QByteArray::Base64UrlEncoding)), qPrintable(name));
        }
    }

    void pairingAndRevokingAreInTheAuditLog()
    {
        QVERIFY(pair(makeCode(u"entrance"_s)[u"link"_s].toString()));
        QCOMPARE(ask("DELETE", u"/api/v1/pairings/entrance"_s).status, 204);
        const auto entries = call([](store::Register &records) { return store::AuditLog(records.database()).list({}, {}); });
        QVERIFY(entries);
        QCOMPARE(entries->items.size(), std::size_t{2});
        QCOMPARE(entries->items[0].action, std::string("camera:revoke"));
        QCOMPARE(entries->items[0].actor, std::string("127.0.0.1"));
        QCOMPARE(entries->items[1].action, std::string("camera:pair"));
        QCOMPARE(entries->items[1].details, std::string("camera=entrance"));
    }

    void aWrongCodeIsNoticedByBothAndCounted()
    {
        const QString code = makeCode(u"entrance"_s)[u"code"_s].toString();
        const auto outcome = pair(mistyped(code), server());
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, Code::WrongCode);
        QVERIFY2(outcome.error().text.contains(u"4 more times"_s), qPrintable(outcome.error().text));
        QVERIFY(pair(code, server()));  // the right one still counts
    }

    void fiveWrongTriesAndTheCodeIsDead()
    {
        const QString code = makeCode(u"entrance"_s)[u"code"_s].toString();
        for (int i = 0; i < 5; ++i)
            QCOMPARE(pair(mistyped(code), server()).error().code, Code::WrongCode);
        const auto outcome = pair(code, server());
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, Code::CodeSpent);
        QVERIFY(outcome.error().text.contains(u"tried too often"_s));
    }

    void aCodeIsGoodForTenMinutes()
    {
        const QString link = makeCode(u"entrance"_s)[u"link"_s].toString();
        m_now += 10min;
        const auto outcome = pair(link);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, Code::CodeExpired);
        QVERIFY(outcome.error().text.contains(u"Make another one"_s));
    }

    void aCodeIsGoodOnce()
    {
        const QString link = makeCode(u"entrance"_s)[u"link"_s].toString();
        QVERIFY(pair(link));
        QCOMPARE(pair(link).error().code, Code::CodeUsed);
    }

    void aCodeThatNobodyMadeIsUnknown()
    {
        QCOMPARE(pair(u"K7Q4-XHWM"_s, server()).error().code, Code::CodeUnknown);
    }

    void somebodyBetweenIsNoticedWithTheCodeAlone()
    {
        testing::TlsRelay relay(m_port);
        const QString code = makeCode(u"entrance"_s)[u"code"_s].toString();
        const auto outcome = pair(code, u"127.0.0.1:%1"_s.arg(relay.serverPort()));
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, Code::WrongCode);
        QVERIFY(outcome.error().text.contains(u"somebody is between"_s));
        QCOMPARE(m_cameras->check(u"entrance"_s, "any"), pairing::PairedCameras::Verdict::NotPaired);
    }

    void somebodyBetweenIsNoticedByTheLinksFingerprint()
    {
        testing::TlsRelay relay(m_port);
        auto link = *pairing::Link::parse(makeCode(u"entrance"_s)[u"link"_s].toString());
        link.port = relay.serverPort();
        const auto outcome = pair(link.toText());
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, Code::CertificateChanged);
    }

    void wrongAddressesAreTold()
    {
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        const quint16 port = closed.serverPort();
        closed.close();
        const auto nothing = pair(u"K7Q4-XHWM"_s, u"127.0.0.1:%1"_s.arg(port));
        QCOMPARE(nothing.error().code, Code::Unreachable);
        QVERIFY(nothing.error().text.contains(u"Nothing answers at 127.0.0.1:%1"_s.arg(port)));

        net::Router empty;
        const net::LoopbackAuthorizer authorizer;
        net::HttpServer other(std::move(empty), authorizer);
        const auto url = other.start(QHostAddress::LocalHost, 0, m_identity.configuration());
        const auto outcome = pair(u"K7Q4-XHWM"_s, u"127.0.0.1:%1"_s.arg(url->port()));
        QCOMPARE(outcome.error().code, Code::NotRollcall);
        net::HttpServer withoutTls(net::Router(), authorizer);
        const auto plain = withoutTls.start(QHostAddress::LocalHost, 0);
        QCOMPARE(pair(u"K7Q4-XHWM"_s, u"127.0.0.1:%1"_s.arg(plain->port())).error().code, Code::NotRollcall);
    }

    void aServerOfAnotherVersionSaysWhoIsToBeUpdated()
    {
        const Reply newer = ask("POST", u"/api/v1/pairing"_s, {{u"version"_s, 2}, {u"plate"_s, u"K7Q"_s}, {u"share"_s, u"AAAA"_s}});
        QCOMPARE(newer.status, 409);
        QCOMPARE(newer.json[u"reason"_s].toString(), u"unsupported-version"_s);
        QVERIFY(newer.json[u"detail"_s].toString().endsWith(u"Update the server."_s));
        QCOMPARE(pairing::errorOf(409, newer.json, server()).code, Code::OtherVersion);
        QVERIFY(ask("POST", u"/api/v1/pairing"_s, {{u"plate"_s, u"K7Q"_s}}).json[u"detail"_s].toString().endsWith(u"Update the camera app."_s));
    }

    void oneAddressMayNotTryForEver()
    {
        Reply last;
        for (int i = 0; i <= pairing::PairingRoutes::attemptsPerAddress; ++i)
            last = ask("POST", u"/api/v1/pairing"_s, {{u"version"_s, 1}, {u"plate"_s, u"K7Q"_s}, {u"share"_s, u"AAAA"_s}});
        QCOMPARE(last.status, 429);
        QCOMPARE(pair(u"K7Q4-XHWM"_s, server()).error().code, Code::TooManyTries);
        m_now += 11min;
        QCOMPARE(pair(u"K7Q4-XHWM"_s, server()).error().code, Code::CodeUnknown);
    }

    void camerasThatSucceedMayBeManyAtOneAddress()
    {
        for (int i = 0; i <= pairing::PairingRoutes::attemptsPerAddress; ++i)
            QVERIFY(pair(makeCode(u"camera-%1"_s.arg(i))[u"link"_s].toString()));
    }

    void badInputIsNamed()
    {
        QCOMPARE(ask("POST", u"/api/v1/cameras/main%20entrance/pairing-code"_s).status, 400);
        QCOMPARE(ask("POST", u"/api/v1/cameras/entrance/pairing-code"_s, {{u"address"_s, u"https://x/y"_s}}).status, 400);
        QCOMPARE(ask("POST", u"/api/v1/cameras/entrance/pairing-code"_s, {{u"adress"_s, u"x"_s}}).status, 422);
        const auto open = [this](const QString &plate, const QString &share) { return ask("POST", u"/api/v1/pairing"_s, {{u"version"_s, 1}, {u"plate"_s, plate}, {u"share"_s, share}}).status; };
        QCOMPARE(open(u"0OI"_s, u"AAAA"_s), 400);
        QCOMPARE(open(u"K7Q"_s, u"no base64!"_s), 400);
        QCOMPARE(open(u"K7Q"_s, QString(200, u'A')), 422);
        QCOMPARE(open({}, u"AAAA"_s), 422);
        QCOMPARE(ask("POST", u"/api/v1/pairing/0123456789abcdef"_s, {{u"confirmation"_s, u"AAAA"_s}}).status, 404);
        QCOMPARE(ask("DELETE", u"/api/v1/pairings/entrance"_s).status, 404);
        QCOMPARE(ask("GET", u"/api/v1/pairings/entrance"_s).status, 404);
    }

    void anotherAddressCanBeTold()
    {
        const Reply made = ask("POST", u"/api/v1/cameras/entrance/pairing-code"_s, {{u"address"_s, u"cameras.example:9000"_s}});
        QVERIFY(made.json[u"link"_s].toString().startsWith(u"rollcall://cameras.example:9000/pair?"_s));
    }

    void revokingEndsIt()
    {
        const auto outcome = pair(makeCode(u"entrance"_s)[u"link"_s].toString());
        QVERIFY(outcome);
        QSignalSpy lost(m_cameras.get(), &pairing::PairedCameras::lost);
        QCOMPARE(ask("DELETE", u"/api/v1/pairings/entrance"_s).status, 204);
        QCOMPARE(lost.size(), 1);
        QCOMPARE(lost[0][0].toString(), u"entrance"_s);
        QCOMPARE(m_cameras->check(u"entrance"_s, outcome->token.toLatin1()), pairing::PairedCameras::Verdict::Revoked);
        QVERIFY(ask("GET", u"/api/v1/pairings/entrance"_s).json[u"revokedAt"_s].isString());
        QCOMPARE(ask("DELETE", u"/api/v1/pairings/entrance"_s).status, 404);
        QVERIFY(pair(makeCode(u"entrance"_s)[u"link"_s].toString()));  // and it can be paired anew
        QVERIFY(ask("GET", u"/api/v1/pairings/entrance"_s).json[u"revokedAt"_s].isNull());
    }

    void pairingAnewEndsTheEarlierToken()
    {
        const auto first = pair(makeCode(u"entrance"_s)[u"link"_s].toString());
        QSignalSpy lost(m_cameras.get(), &pairing::PairedCameras::lost);
        const auto second = pair(makeCode(u"entrance"_s)[u"link"_s].toString());
        QVERIFY(first && second);
        QCOMPARE(lost.size(), 1);
        QCOMPARE(m_cameras->check(u"entrance"_s, first->token.toLatin1()), pairing::PairedCameras::Verdict::Wrong);
        QCOMPARE(m_cameras->check(u"entrance"_s, second->token.toLatin1()), pairing::PairedCameras::Verdict::Good);
    }

    void whatOthersRevokeInTheRegisterIsNoticed()
    {
        QVERIFY(pair(makeCode(u"entrance"_s)[u"link"_s].toString()));
        QSignalSpy lost(m_cameras.get(), &pairing::PairedCameras::lost);
        const auto revoked = call([now = m_now](store::Register &records) { return store::CameraPairings(records.database()).revoke(store::CameraId("entrance"), "another server", now); });
        QVERIFY(revoked);
        QTRY_COMPARE(lost.size(), 1);
    }

    void theListSaysWhoIsPairedAndWhenTheyWereSeen()
    {
        QVERIFY(pair(makeCode(u"exit"_s)[u"link"_s].toString()));
        QVERIFY(pair(makeCode(u"entrance"_s)[u"link"_s].toString()));
        QVERIFY(call([now = m_now](store::Register &records) { return records.seeCamera({.id = store::CameraId("exit"), .name = "Exit", .lastSeen = now + 5min}); }));
        const QJsonArray items = ask("GET", u"/api/v1/pairings"_s).json[u"items"_s].toArray();
        QCOMPARE(items.size(), 2);
        QCOMPARE(items[0][u"camera"_s].toString(), u"entrance"_s);
        QVERIFY(items[0][u"lastSeen"_s].isNull());
        QCOMPARE(items[0][u"pairedFrom"_s].toString(), u"127.0.0.1"_s);
        QCOMPARE(items[1][u"lastSeen"_s].toString(), api::toText(m_now + 5min));
        QVERIFY(!items[0].toObject().contains(u"tokenHash"_s));
    }

    void tokensAreKnownAfterARestartWhileTheRegisterIsAway()
    {
        const auto outcome = pair(makeCode(u"entrance"_s)[u"link"_s].toString());
        QVERIFY(outcome);
        const auto permissions = QFile::permissions(QString::fromStdString(copyPath().string()));
        QCOMPARE(permissions & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        // Nothing listens at this address.
        auto away = store::Store::open({.file = m_folder->filePath(u"outbox.db"_s).toStdString(), .elsewhere = std::get<store::PostgresAddress>(*store::parseDatabaseAddress("postgresql://nobody@127.0.0.1:1/none"))});
        QVERIFY(away);
        const pairing::PairedCameras cameras({.store = **away, .now = [this] { return m_now; }, .copy = copyPath(), .interval = 50ms});
        QCOMPARE(cameras.check(u"entrance"_s, outcome->token.toLatin1()), pairing::PairedCameras::Verdict::Good);
        // One that was paired by another server meanwhile is asked to come again, not sent away.
        QCOMPARE(cameras.check(u"exit"_s, "any"), pairing::PairedCameras::Verdict::NotKnownYet);
        const pairing::CameraAuthorizer authorizer(cameras);
        const net::Decision decision = authorizer.authorize({.peer = QHostAddress(u"192.0.2.9"_s), .right = net::Right::SendVideo, .authorization = "Bearer any", .camera = u"exit"_s});
        QVERIFY(!decision.allowed && decision.retryAfter);
    }

    void pairedCamerasMaySendTheirOwnVideoAndNothingElse()
    {
        const auto outcome = pair(makeCode(u"entrance"_s)[u"link"_s].toString());
        QVERIFY(outcome);
        const QHostAddress elsewhere(u"192.0.2.9"_s);
        const QByteArray token = "Bearer " + outcome->token.toLatin1();
        const auto decide = [&](net::Right right, const QHostAddress &peer, const QByteArray &authorization, const QString &camera) {
            return m_authorizer->authorize({.peer = peer, .right = right, .host = u"localhost"_s, .authorization = authorization, .camera = camera});
        };
        QVERIFY(decide(net::Right::SendVideo, elsewhere, token, u"entrance"_s).allowed);
        QVERIFY(decide(net::Right::SendVideo, elsewhere, {}, {}).allowed);  // the upgrade; who it is comes next
        QVERIFY(decide(net::Right::PairCamera, elsewhere, {}, {}).allowed);
        QVERIFY(!decide(net::Right::SendVideo, elsewhere, token, u"exit"_s).allowed);
        QVERIFY(!decide(net::Right::SendVideo, elsewhere, {}, u"entrance"_s).allowed);
        QVERIFY(!decide(net::Right::SendVideo, elsewhere, "Bearer wrong", u"entrance"_s).allowed);
        for (const net::Right right : {net::Right::ViewHealth, net::Right::ViewCameras, net::Right::ViewLive, net::Right::ViewPeople, net::Right::ManageCameras, net::Right::ViewAttendance})
            QVERIFY(!decide(right, elsewhere, token, {}).allowed);
        const QHostAddress here(QHostAddress::LocalHost);
        QVERIFY(decide(net::Right::SendVideo, here, {}, u"entrance"_s).allowed);
        QVERIFY(!decide(net::Right::SendVideo, here, "Bearer wrong", u"entrance"_s).allowed);
        QVERIFY(decide(net::Right::ManageCameras, here, {}, {}).allowed);
    }

    void camerasOfThisMachineArePairedTooWhereThatIsAsked()
    {
        const auto outcome = pair(makeCode(u"entrance"_s)[u"link"_s].toString());
        QVERIFY(outcome);
        const pairing::CameraAuthorizer closed(*m_cameras, pairing::CameraAuthorizer::Loopback::Closed);
        const auto decide = [&](const QByteArray &authorization, const QString &camera) {
            return closed.authorize({.peer = QHostAddress(QHostAddress::LocalHost), .right = net::Right::SendVideo, .host = u"localhost"_s, .authorization = authorization, .camera = camera});
        };
        QVERIFY(decide({}, {}).allowed);  // the upgrade; who it is comes next
        QCOMPARE(decide({}, u"entrance"_s).status, 401);
        QVERIFY(decide("Bearer " + outcome->token.toLatin1(), u"entrance"_s).allowed);
    }

private:
    [[nodiscard]] std::filesystem::path copyPath() const { return m_folder->filePath(u"paired-cameras.json"_s).toStdString(); }
    [[nodiscard]] QString server() const { return u"127.0.0.1:%1"_s.arg(m_port); }

    static QString mistyped(QString code)
    {
        code.back() = code.back() == u'2' ? u'3' : u'2';
        return code;
    }
    QJsonObject makeCode(const QString &camera)
    {
        const Reply made = ask("POST", u"/api/v1/cameras/%1/pairing-code"_s.arg(camera));
        if (made.status != 201)
            qFatal("no code: %d", made.status);
        return made.json;
    }
    std::expected<PairedCamera, PairingError> pair(const QString &linkOrCode, const QString &server = {})
    {
        const auto invitation = pairing::parseInvitation(linkOrCode, server);
        if (!invitation)
            qFatal("%s", qPrintable(invitation.error()));
        pairing::PairingClient client(*invitation);
        std::optional<std::expected<PairedCamera, PairingError>> outcome;
        connect(&client, &pairing::PairingClient::paired, &client, [&](const PairedCamera &camera) { outcome = camera; });
        connect(&client, &pairing::PairingClient::failed, &client, [&](const PairingError &error) { outcome = std::unexpected(error); });
        client.start();
        [&] { QTRY_VERIFY_WITH_TIMEOUT(outcome.has_value(), 20'000); }();
        return *outcome;
    }
    Reply ask(const QByteArray &method, const QString &path, const QJsonObject &body = {})
    {
        QNetworkRequest request(QUrl(u"http://127.0.0.1:%1%2"_s.arg(QString::number(m_port), path)));
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        const std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, method, body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson()));
        [&] { QTRY_VERIFY_WITH_TIMEOUT(reply->isFinished(), 10'000); }();
        return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), QJsonDocument::fromJson(reply->readAll()).object()};
    }
    const NoCameras m_directory;
    attendance::UtcMs m_now{};
    std::unique_ptr<QTemporaryDir> m_folder;
    net::TlsIdentity m_identity;
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<pairing::PairedCameras> m_cameras;
    std::unique_ptr<pairing::CameraAuthorizer> m_authorizer;
    std::unique_ptr<pairing::PairingRoutes> m_routes;
    std::unique_ptr<net::HttpServer> m_server;
    quint16 m_port = 0;
    QNetworkAccessManager m_network;
};

QTEST_GUILESS_MAIN(PairingRoutesTest)
#include "pairing_routes_test.moc"
