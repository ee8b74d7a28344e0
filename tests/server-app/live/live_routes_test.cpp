#include "live/live_routes.h"

#include "../net/raw_client.h"
#include "media/gstreamer.h"
#include "media/pipeline.h"
#include "net/http_server.h"
#include "support/media_testing.h"

#include <QRegularExpression>
#include <QTest>

using namespace rollcall;
using namespace Qt::StringLiterals;

namespace {

// The pictures of a multipart answer, by their Content-Length; complete ones only.
QByteArrayList parts(const QByteArray &answer)
{
    static const QRegularExpression head(u"--rollcall-picture\r\nContent-Type: image/jpeg\r\nContent-Length: (\\d+)\r\n\r\n"_s);
    QByteArrayList all;
    const QString text = QString::fromLatin1(answer);
    qsizetype at = text.indexOf(u"\r\n\r\n"_s) + 4;
    for (auto match = head.match(text, at); match.hasMatch(); match = head.match(text, at)) {
        const qsizetype size = match.captured(1).toLongLong();
        if (match.capturedEnd() + size > answer.size())
            break;
        all.append(answer.mid(match.capturedEnd(), size));
        at = match.capturedEnd() + size;
    }
    return all;
}

bool isJpeg(const QByteArray &bytes)
{
    return bytes.startsWith("\xff\xd8\xff") && bytes.endsWith("\xff\xd9");
}

// Gives every frame of the camera with one face on it.
class OneFace final : public live::MarkedFrames {
public:
    explicit OneFace(ingest::CameraRegistry &cameras)
        : m_cameras(cameras)
    {
    }
    std::unique_ptr<Subscription> take(const protocol::CameraId &id, live::MarkedTaker taker) override
    {
        struct Taking final : Subscription {
            ingest::FrameSubscription frames;
        };
        auto taking = std::make_unique<Taking>();
        const auto faces = std::make_shared<const live::FaceMarks>(live::FaceMarks{{.x = 0.2, .y = 0.2, .width = 0.5, .height = 0.5, .state = live::FaceMark::State::Known, .name = u"Anna"_s}});
        taking->frames = m_cameras.find(id)->takeFrames([taker, faces](const media::DecodedFrame &frame) { taker({frame, faces}); });
        ++taken;
        return taking;
    }
    int taken = 0;

private:
    ingest::CameraRegistry &m_cameras;
};

} // namespace

class LiveRoutesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(media::initialiseGStreamer()); }
    void init()
    {
        m_cameras = std::make_unique<ingest::CameraRegistry>(m_metrics);
        m_camera = m_cameras->camera(protocol::CameraId(u"door"_s));
        m_sender = std::make_unique<testing::TestSender>(protocol::Codec::Vp8);
        connect(m_camera, &ingest::Camera::keyframeNeeded, this, [this] { m_sender->forceKeyframe(); });
        m_marked = std::make_unique<OneFace>(*m_cameras);
        m_routes = std::make_unique<live::LiveRoutes>(*m_cameras, live::JpegWish{}, m_marked.get());
        net::Router router;
        m_routes->addRoutes(router);
        m_server = std::make_unique<net::HttpServer>(std::move(router), m_authorizer);
        m_port = quint16(m_server->start(QHostAddress::LocalHost, 0)->port());
    }
    void cleanup()
    {
        m_sender->setSink({});
        m_server.reset();
        m_routes.reset();
        m_cameras.reset();
        m_sender.reset();
        QVERIFY(media::waitForStoppedPipelines(std::chrono::seconds(5)));
    }

    void streamsJpegsPartByPart()
    {
        stream();
        RawClient viewer(m_port);
        viewer.send(get("/mjpeg/door?rate=30&quality=50"));
        QTRY_VERIFY(parts(viewer.received()).size() >= 3);
        QVERIFY(viewer.received().contains("Content-Type: multipart/x-mixed-replace; boundary=rollcall-picture\r\n"));
        QVERIFY(viewer.received().contains("Cache-Control: no-store\r\n"));
        for (const QByteArray &picture : parts(viewer.received()))
            QVERIFY(isJpeg(picture));
    }

    void drawsBoxesForThoseWhoAskForThem()
    {
        stream();
        RawClient plain(m_port);
        plain.send(get("/mjpeg/door"));
        QTRY_VERIFY(parts(plain.received()).size() >= 2);
        QCOMPARE(m_marked->taken, 0);
        RawClient drawn(m_port);
        drawn.send(get("/mjpeg/door?overlay=1"));
        RawClient another(m_port);
        another.send(get("/mjpeg/door?overlay=1"));
        QTRY_VERIFY(parts(drawn.received()).size() >= 2 && parts(another.received()).size() >= 2);
        QCOMPARE(m_marked->taken, 1);  // once for all
        RawClient snapshot(m_port);
        snapshot.send(get("/snapshot/door.jpg?overlay=1"));
        QTRY_COMPARE(snapshot.answers().size(), 1);
        QVERIFY(isJpeg(bodyOf(snapshot.answers().first())));
        QCOMPARE(m_marked->taken, 1);
    }

    void goesOnAfterTheCamerasBreak()
    {
        RawClient viewer(m_port);
        viewer.send(get("/mjpeg/door"));  // away at first
        QTRY_COMPARE(viewer.status(), 200);
        stream();
        QTRY_VERIFY(!parts(viewer.received()).isEmpty());
        m_sender->setSink({});
        m_camera->setState(ingest::Camera::State::Away);
        const qsizetype before = parts(viewer.received()).size();
        attach();
        QTRY_VERIFY(parts(viewer.received()).size() >= before + 3);
    }

    void endsTheStreamWithTheCamera()
    {
        RawClient viewer(m_port);
        viewer.send(get("/mjpeg/door"));
        QTRY_COMPARE(viewer.status(), 200);
        for (int i = 0; i < ingest::CameraRegistry::maxCameras; ++i)
            QVERIFY(m_cameras->camera(protocol::CameraId(u"other-%1"_s.arg(i))));
        QTRY_VERIFY(viewer.isClosed());
    }

    void sendsASnapshot()
    {
        stream();
        RawClient viewer(m_port);
        viewer.send(get("/snapshot/door.jpg"));
        QTRY_COMPARE(viewer.answers().size(), 1);
        QCOMPARE(viewer.status(), 200);
        QVERIFY(viewer.received().contains("Content-Type: image/jpeg\r\n"));
        QVERIFY(isJpeg(bodyOf(viewer.answers().first())));
        viewer.send("HEAD /snapshot/door.jpg HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QTRY_VERIFY(viewer.received().count("HTTP/1.1 200 OK") == 2 && viewer.received().endsWith("\r\n\r\n"));
    }

    void saysWhyThereIsNoPicture_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("contains");
        const auto row = [](const char *name, const QByteArray &target, int status, const QByteArray &contains) { QTest::newRow(name) << target << status << contains; };
        row("unknown camera", "/snapshot/attic.jpg", 404, "attic");
        row("unknown camera's stream", "/mjpeg/attic", 404, "attic");
        row("away", "/snapshot/door.jpg", 503, "is away");
        row("no number", "/mjpeg/door?rate=fast", 400, "1 to 30");
        row("too often", "/mjpeg/door?rate=31", 400, "1 to 30");
        row("too narrow", "/mjpeg/door?width=15", 400, "16 to 7680");
        row("overlay", "/mjpeg/door?overlay=2", 400, "0 to 1");
        row("too fine", "/snapshot/door.jpg?quality=96", 400, "10 to 95");
    }
    void saysWhyThereIsNoPicture()
    {
        QFETCH(QByteArray, target);
        QFETCH(int, status);
        QFETCH(QByteArray, contains);
        RawClient viewer(m_port);
        viewer.send(get(target));
        QTRY_COMPARE(viewer.status(), status);
        QTRY_VERIFY(viewer.received().contains(contains));
        QVERIFY(viewer.received().contains("application/problem+json"));
    }

    void tellsWhenNoPictureComes()
    {
        m_camera->setState(ingest::Camera::State::Streaming);
        RawClient viewer(m_port);
        viewer.send(get("/snapshot/door.jpg"));
        QTRY_COMPARE(viewer.status(), 504);
    }

    void answersHeadOfAStreamWithoutOne()
    {
        RawClient viewer(m_port);
        viewer.send("HEAD /mjpeg/door HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QTRY_COMPARE(viewer.status(), 200);
        QVERIFY(viewer.received().contains("multipart/x-mixed-replace"));
    }

private:
    void attach()
    {
        m_camera->rtpInput()->setFormat(m_sender->format());
        m_sender->setSink(m_camera->rtpInput());
        m_camera->setState(ingest::Camera::State::Streaming);
    }
    void stream()
    {
        attach();
        m_sender->start();
    }

    const net::LoopbackAuthorizer m_authorizer;
    ops::Metrics m_metrics;
    std::unique_ptr<ingest::CameraRegistry> m_cameras;
    ingest::Camera *m_camera = nullptr;
    std::unique_ptr<testing::TestSender> m_sender;
    std::unique_ptr<OneFace> m_marked;
    std::unique_ptr<live::LiveRoutes> m_routes;
    std::unique_ptr<net::HttpServer> m_server;
    quint16 m_port = 0;
};

QTEST_GUILESS_MAIN(LiveRoutesTest)
#include "live_routes_test.moc"
