#include "client-app/window/pairing_cases.h"

#include "client-app/window/screenshot.h"
#include "protocol/codec.h"

#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>

#include <QFile>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QTcpServer>
#include <QTcpSocket>
#include <QWebSocket>
#include <QWebSocketServer>
#include <QtTest>

using namespace Qt::StringLiterals;

namespace rollcall::testing {

namespace {

QImage qrCode(const QString &text)
{
    constexpr int side = 300;
    const ZXing::BitMatrix bits = ZXing::MultiFormatWriter(ZXing::BarcodeFormat::QRCode).setMargin(4).encode(text.toStdString(), side, side);
    QImage image(bits.width(), bits.height(), QImage::Format_RGB32);
    for (int y = 0; y < bits.height(); ++y) {
        for (int x = 0; x < bits.width(); ++x)
            image.setPixelColor(x, y, bits.get(x, y) ? Qt::black : Qt::white);
    }
    return image;
}

// Held askew, on a grey background.
QImage seenByACamera(const QImage &code)
{
    QImage picture(640, 480, QImage::Format_RGB32);
    picture.fill(QColor(120, 116, 110));
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.translate(330, 235);
    painter.rotate(11);
    painter.drawImage(QPointF(-code.width() / 2.0, -code.height() / 2.0), code);
    return picture;
}

// Answers every request as a web server does that is none of ours.
class OtherServer {
public:
    OtherServer()
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            while (QTcpSocket *const socket = m_server.nextPendingConnection()) {
                QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                    socket->readAll();
                    socket->write("HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\nContent-Type: text/html\r\nConnection: close\r\n\r\nNope.");
                    socket->disconnectFromHost();
                });
            }
        });
    }
    [[nodiscard]] QString address() const { return u"http://127.0.0.1:"_s + QString::number(m_server.serverPort()); }

private:
    QTcpServer m_server;
};

// Speaks versions of the protocol that are yet to come.
class FutureServer {
public:
    FutureServer()
        : m_server(u"future"_s, QWebSocketServer::NonSecureMode)
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QWebSocketServer::newConnection, &m_server, [this] {
            QWebSocket *const socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QWebSocket::textMessageReceived, socket, [socket] {
                const protocol::Refused refused{protocol::RefusalCode::UnsupportedVersion, u"Versions 7 to 9 are spoken here."_s, protocol::VersionRange{7, 9}, {}};
                socket->sendTextMessage(QString::fromUtf8(protocol::serialize(refused)));
            });
        });
    }
    [[nodiscard]] QString address() const { return u"127.0.0.1:"_s + QString::number(m_server.serverPort()); }

private:
    QWebSocketServer m_server;
};

} // namespace

void PairingCases::firstStartLeadsToAStream()
{
    virtualCameras().plug(u"desk"_s, deskCamera());
    WindowWorld world;
    world.show();
    QVERIFY(world.find<QLineEdit>("pairingCode")->isVisible());
    world.find<QLineEdit>("serverAddress")->setText(server().address());
    world.click("connect");
    QVERIFY(world.choose(u"Desk camera"_s));
    QVERIFY(world.seesPicture(u"Desk camera"_s));
    QVERIFY(world.sees(u"Ready. Press Start"_s));
    world.click("start");
    QVERIFY2(world.sees(u"Connected, sending 1280\u00d7720 at 30/s, "_s), qPrintable(world.sentence() + server().output()));
    QVERIFY(world.sees(u"round trip"_s));  // two reports of RTCP, which are seconds apart by chance
    QVERIFY(server().hasStreams(1));
    QCOMPARE(world.find<QPushButton>("start")->text(), u"&Stop"_s);
    world.click("start");
    QVERIFY(server().hasStreams(0));
    QVERIFY(world.sees(u"Ready. Press Start"_s));
}

void PairingCases::codeOfTheServerLeadsToAStream()
{
    virtualCameras().plug(u"desk"_s, deskCamera());
    virtualCameras().plug(u"door"_s, doorCamera());
    WindowWorld world;
    world.show();
    const auto problem = [&] { return world.find<QLabel>("connectProblem")->text(); };
    world.find<QLineEdit>("serverAddress")->setText(server().address());
    world.find<QLineEdit>("pairingCode")->setText(u"2222-2222"_s);
    world.click("connect");
    QVERIFY2(eventually([&] { return problem().contains(u"code"_s); }), qPrintable(problem()));
    QVERIFY(world.find<QLineEdit>("pairingCode")->isVisible());
    const QString code = server().makeCode(u"front"_s);
    QVERIFY2(!code.isEmpty(), qPrintable(server().output()));
    world.find<QLineEdit>("pairingCode")->setText(code);
    world.click("connect");
    QVERIFY2(eventually([&] { return world.find<QWidget>("start")->isVisible(); }), qPrintable(problem()));
    QVERIFY(world.choose(u"Desk camera"_s));
    world.click("start");
    QVERIFY2(eventually([&] { return server().streaming() == QStringList{u"front"_s}; }), qPrintable(world.sentence()));
    // One code is one camera.
    QVERIFY(world.choose(u"Door camera"_s));
    world.click("start");
    QVERIFY(world.find<QLineEdit>("pairingCode")->isVisible());
    QVERIFY(server().hasStreams(1));
    world.close();
    QVERIFY(server().hasStreams(0));
    world.restart();
    QVERIFY2(eventually([&] { return server().streaming() == QStringList{u"front"_s}; }), qPrintable(world.sentence()));
}

void PairingCases::codeInFrontOfTheCameraLeadsToThePairing()
{
    const QString link = server().makePairing(u"side"_s)[u"link"_s].toString();
    QVERIFY2(!link.isEmpty(), qPrintable(server().output()));
    VirtualCameras::Camera looking = deskCamera();
    const QTemporaryDir folder;
    looking.picture = folder.filePath(u"code.png"_s);
    QVERIFY(seenByACamera(qrCode(link)).save(looking.picture));
    virtualCameras().plug(u"desk"_s, looking);
    WindowWorld world;
    world.show();
    QVERIFY(eventually([&] { return world.station(u"Desk camera"_s) != nullptr; }));
    world.click("scan");
    QVERIFY2(eventually([&] { return world.find<QWidget>("start")->isVisible(); }), qPrintable(world.find<QLabel>("connectProblem")->text()));
    QVERIFY(!world.find<QAbstractButton>("scan")->isChecked());
    QVERIFY(world.choose(u"Desk camera"_s));
    world.click("start");
    QVERIFY2(eventually([&] { return server().streaming() == QStringList{u"side"_s}; }), qPrintable(world.sentence()));
}

void PairingCases::scanningNeedsACamera()
{
    WindowWorld world;
    world.show();
    // Until the camera of the case before is known to be gone.
    QVERIFY(eventually([&] {
        const auto *const left = world.station(u"Desk camera"_s);
        return !left || !left->state().connected;
    }));
    world.click("scan");
    QVERIFY(!world.find<QAbstractButton>("scan")->isChecked());
    QCOMPARE(world.find<QLabel>("connectProblem")->text(), u"No camera is connected. Plug one in, or type the code."_s);
}

void PairingCases::wrongAddressesAreExplained_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("explained");
    QTest::newRow("no address") << u"http:///nowhere"_s << QString() << u"names no host"_s;
    QTest::newRow("no address, with a code") << u"http:///nowhere"_s << u"K7Q4-XHWM"_s << u"is not the address of a server"_s;
    // Port 1 is for root's services, and there is none.
    QTest::newRow("nobody there") << u"127.0.0.1:1"_s << u"K7Q4-XHWM"_s << u"Nothing answers at 127.0.0.1:1. Is rollcall-server running there"_s;
    QTest::newRow("something else") << u"other"_s << u"K7Q4-XHWM"_s << u"answers, but not as a Rollcall server"_s;
}

void PairingCases::wrongAddressesAreExplained()
{
    QFETCH(QString, address);
    QFETCH(QString, code);
    QFETCH(QString, explained);
    const OtherServer other;
    WindowWorld world;
    world.show();
    world.find<QLineEdit>("serverAddress")->setText(address == u"other" ? other.address() : address);
    world.find<QLineEdit>("pairingCode")->setText(code);
    world.click("connect");
    const auto problem = [&] { return world.find<QLabel>("connectProblem")->text(); };
    QVERIFY2(eventually([&] { return problem().contains(explained); }), qPrintable(problem()));
    auto *const field = world.find<QLineEdit>("pairingCode");
    QVERIFY(field->isEnabled() && !field->isReadOnly());  // to be mended
    QVERIFY(world.window().focusWidget() == field);  // what is typed now goes there
}

void PairingCases::tokensThatOthersMayReadAreNotUsedAndThatIsSaid()
{
    WindowWorld world;
    world.show();
    world.find<QLineEdit>("serverAddress")->setText(server().address());
    world.find<QLineEdit>("pairingCode")->setText(server().makeCode(u"back"_s));
    world.click("connect");
    QVERIFY2(eventually([&] { return world.find<QWidget>("start")->isVisible(); }), qPrintable(world.find<QLabel>("connectProblem")->text()));
    QVERIFY(world.boxes().isEmpty());
    QVERIFY(QFile::setPermissions(world.filePath(u"tokens.json"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
    world.restart();
    QVERIFY2(eventually([&] { return world.boxes().join(u' ').contains(u"others may read"_s); }), qPrintable(world.boxes().join(u'\n')));
}

void PairingCases::serverOfAnotherVersionSaysWhichSideToUpdate()
{
    virtualCameras().plug(u"desk"_s, deskCamera());
    const FutureServer future;
    window::Settings settings = paired();
    settings.server = future.address();
    WindowWorld world(settings);
    world.show();
    QVERIFY(world.choose(u"Desk camera"_s));
    world.click("start");
    QVERIFY2(world.sees(u"The server speaks a newer protocol. Update this camera app."_s), qPrintable(world.sentence()));
    QVERIFY(world.find<QPushButton>("tryAgain")->isVisible());
    QVERIFY_SHOT(world.window(), u"refused"_s);
}

} // namespace rollcall::testing
