#include "server-app/admin/live_test.h"

#include "admin/encoding_panel.h"
#include "admin/enrol_dialog.h"
#include "admin/person_chooser.h"
#include "admin/server_picture.h"
#include "admin/tile_window.h"
#include "demo/scene.h"

#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSettings>
#include <QSpinBox>
#include <QtTest>

#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace rollcall;
using namespace rollcall::testing;
using namespace rollcall::admin;

namespace {

constexpr std::uint64_t clipSeed = 1;  // of the test draw_people
const cv::Size small(80, 60);

// The tile's picture as it is on the screen, in the clip's size.
QImage seen(CameraTile &tile)
{
    const QRect rect = tile.pictureRect().toRect();
    return tile.grab(rect).toImage().scaled(demo::Scene::size.width, demo::Scene::size.height, Qt::IgnoreAspectRatio, Qt::SmoothTransformation).convertToFormat(QImage::Format_RGB888);
}

cv::Mat thumbnail(const cv::Mat &bgr)
{
    cv::Mat made;
    cv::resize(bgr, made, small, 0, 0, cv::INTER_AREA);
    return made;
}

cv::Mat thumbnail(const QImage &image)
{
    const cv::Mat rgb(image.height(), image.width(), CV_8UC3, const_cast<uchar *>(image.constBits()), std::size_t(image.bytesPerLine()));
    cv::Mat bgr;
    cv::cvtColor(rgb, bgr, cv::COLOR_RGB2BGR);
    // The caption lies over the lower edge.
    return thumbnail(bgr).rowRange(0, 50).clone();
}

double difference(const QImage &a, const QImage &b)
{
    return cv::norm(thumbnail(a), thumbnail(b), cv::NORM_L1) / double(small.width * 50 * 3);
}

// Every picture of the clip, small.
const std::vector<cv::Mat> &clip()
{
    static const std::vector<cv::Mat> pictures = [] {
        std::vector<cv::Mat> made;
        cv::VideoCapture capture(drawnClipPath().toStdString());
        for (cv::Mat picture; capture.read(picture);)
            made.push_back(thumbnail(picture).rowRange(0, 50).clone());
        return made;
    }();
    return pictures;
}

// Which picture of the clip this is.
int indexOf(const QImage &picture)
{
    const cv::Mat wanted = thumbnail(picture);
    int best = -1;
    double least = 1e18;
    for (std::size_t i = 0; i < clip().size(); ++i) {
        const double distance = cv::norm(wanted, clip()[i], cv::NORM_L2SQR);
        if (distance < least) {
            least = distance;
            best = int(i);
        }
    }
    return best;
}

double overlap(const QRectF &a, const QRectF &b)
{
    const QRectF common = a & b;
    const double shared = common.isEmpty() ? 0 : common.width() * common.height();
    return shared / (a.width() * a.height() + b.width() * b.height() - shared);
}

// Whom recognition names, surely or as a suggestion.
const OverlayFace *named(const CameraTile &tile)
{
    const auto found = std::ranges::find_if(tile.faces(), [](const OverlayFace &face) { return !face.person.isEmpty(); });
    return found == tile.faces().end() ? nullptr : &*found;
}

QAction *action(const QMenu &menu, const QString &begin)
{
    const QList<QAction *> all = menu.actions();
    const auto found = std::ranges::find_if(all, [&](const QAction *one) { return one->text().startsWith(begin); });
    return found == all.end() ? nullptr : *found;
}

// A picture of one grey, as a camera would have it at this time of its clock.
media::DecodedFrame frameAt(uint32_t rtpTimestamp)
{
    const auto caps = media::GstRef<GstCaps>::adopt(gst_caps_from_string("video/x-raw, format=I420, width=64, height=48, framerate=0/1, colorimetry=bt601"));
    GstVideoInfo info;
    gst_video_info_from_caps(&info, caps.get());
    const auto buffer = media::GstRef<GstBuffer>::adopt(gst_buffer_new_allocate(nullptr, info.size, nullptr));
    gst_buffer_memset(buffer.get(), 0, 0x80, info.size);
    const auto sample = media::GstRef<GstSample>::adopt(gst_sample_new(buffer.get(), caps.get(), nullptr, nullptr));
    media::DecodedFrame frame;
    frame.picture = media::VideoPicture::map(sample.get());
    frame.rtpTimestamp = rtpTimestamp;
    return frame;
}

// Pixels of the box's colour along its upper edge.
bool isDrawn(const QImage &picture, const QRectF &box, const QColor &wanted)
{
    int found = 0;
    const int y = int(std::lround(box.top()));
    for (int x = int(box.left()) + 6; x < int(box.right()) - 6; ++x) {
        for (int dy = -2; dy <= 2; ++dy) {
            if (!picture.valid(x, y + dy))
                continue;
            const QColor colour = picture.pixelColor(x, y + dy);
            if (std::abs(colour.red() - wanted.red()) + std::abs(colour.green() - wanted.green()) + std::abs(colour.blue() - wanted.blue()) < 150) {
                ++found;
                break;
            }
        }
    }
    return found > (box.width() - 12) / 2;
}

} // namespace

void LiveTest::initTestCase()
{
    m_server = std::make_unique<AdminServer>();
    QVERIFY2(m_server->start(), qPrintable(m_server->output()));
    enrolDrawn(*m_server);
    m_camera = startSending(*m_server, u"door"_s, drawnClipPath(), {u"--name"_s, u"Front door"_s});
    m_world = std::make_unique<AdminWorld>();
    QVERIFY(m_world->open(m_server->url()));
    qInfo() << "drawing by" << (drawingHere() == Drawing::Gpu ? "OpenGL" : "software");
    if (qEnvironmentVariableIsSet("ROLLCALL_TEST_NEEDS_GL"))
        QCOMPARE(drawingHere(), Drawing::Gpu);
}

void LiveTest::cleanupTestCase()
{
    m_world.reset();
    m_camera.reset();
    m_server.reset();
}

CameraTile *LiveTest::playingTile()
{
    auto *const live = m_world->page<LivePage>("live");
    if (!waitUntil([&] { return live->tile(u"door"_s) && live->tile(u"door"_s)->picturesShown() > 0; }, 90s))
        return nullptr;
    return live->tile(u"door"_s);
}

// Of the door's camera, shown large; it plays, and has said what it sends.
EncodingPanel *LiveTest::panelOfTheDoor()
{
    auto *const live = m_world->page<LivePage>("live");
    live->openCamera(u"door"_s);
    auto *const panel = live->findChild<EncodingPanel *>();
    return playingTile() && waitUntil([&] { return !panel->sending().isEmpty(); }, 90s) ? panel : nullptr;
}

void LiveTest::pictureMoves()
{
    CameraTile *const tile = playingTile();
    QVERIFY(tile);
    const QImage first = seen(*tile);
    const quint64 before = tile->picturesShown();
    QVERIFY(waitUntil([&] { return tile->picturesShown() >= before + 30; }, 90s));
    QVERIFY2(difference(first, seen(*tile)) > 0.5, qPrintable(QString::number(difference(first, seen(*tile)))));
    // It is the clip, not noise.
    const QImage now = seen(*tile);
    const double distance = cv::norm(thumbnail(now), clip()[std::size_t(indexOf(now))], cv::NORM_L1) / double(small.width * 50 * 3);
    QVERIFY2(distance < 12, qPrintable(QString::number(distance)));
    // The driver has not taken the program down: the next start may use it, too.
    QVERIFY(!QSettings().contains(QLatin1String(drawingBegun)));
}

void LiveTest::boxesSitOnTheFaces()
{
    const demo::Scene scene(clipSeed);
    auto *const live = m_world->page<LivePage>("live");
    live->openCamera(u"door"_s);
    CameraTile *const tile = playingTile();
    QVERIFY(tile);
    int compared = 0;
    double worst = 1;
    const bool done = waitUntil([&] {
        const OverlayFace *const known = named(*tile);
        if (!known)
            return false;
        const OverlayFace face = *known;
        const QImage picture = seen(*tile);
        const int index = indexOf(picture);
        const auto truths = scene.faces(index);
        const auto truth = std::ranges::find_if(truths, [&](const demo::VisibleFace &visible) { return face.person == QString::fromUtf8(visible.person.data(), qsizetype(visible.person.size())); });
        if (truth == truths.end())
            return false;  // half out of the picture
        const QRectF drawn(face.box.x() * picture.width(), face.box.y() * picture.height(), face.box.width() * picture.width(), face.box.height() * picture.height());
        const QRectF real(truth->box.x, truth->box.y, truth->box.width, truth->box.height);
        if (!isDrawn(picture, drawn, colourOf(face.state == FaceState::Known ? Tone::Good : Tone::Late, true)))
            return false;
        worst = std::min(worst, overlap(drawn, real));
        return ++compared >= 20;
    }, 90s);
    QVERIFY2(done, qPrintable(QString::number(compared)));
    qInfo("20 pictures: the box overlaps the true face by at least %.2f", worst);
    QVERIFY2(worst > 0.3, qPrintable(QString::number(worst)));
    live->setCount(4);
}

void LiveTest::clickedFaceCanBeCorrected()
{
    CameraTile *const tile = playingTile();
    QVERIFY(tile);
    QMenu *menu = nullptr;
    QString person;
    QVERIFY(waitUntil([&] {
        if (const OverlayFace *const known = named(*tile))
            person = known->person;
        if (person.isEmpty() || m_server->items(u"/api/v1/sightings?person="_s + person).isEmpty())
            return false;
        // Others may be in the picture by now.
        const OverlayFace *const known = named(*tile);
        if (!known || known->person != person)
            return false;
        QTest::mouseClick(tile, Qt::LeftButton, {}, tile->rectOf(*known).center().toPoint());
        menu = tile->window()->findChild<QMenu *>(u"faceMenu"_s);
        return menu != nullptr;
    }, 90s));
    QAction *const reject = action(*menu, u"This is &not"_s);
    QVERIFY(reject);
    reject->trigger();
    menu->close();
    QVERIFY(waitUntil([&] {
        const QJsonArray sightings = m_server->items(u"/api/v1/sightings?status=rejected&person="_s + person);
        return !sightings.isEmpty();
    }, 90s));
}

void LiveTest::clickedStrangerIsEnrolled()
{
    const QTemporaryDir folder;
    drawOnePerson(folder.filePath(u"stranger.mp4"_s), "stranger");
    const auto camera = startSending(*m_server, u"desk"_s, folder.filePath(u"stranger.mp4"_s));
    auto *const live = m_world->page<LivePage>("live");
    QVERIFY(waitUntil([&] { return !m_world->window().connection()->camera(u"desk"_s).isEmpty(); }, 90s));
    live->openCamera(u"desk"_s);
    CameraTile *const tile = live->tile(u"desk"_s);
    const auto clickStranger = [&] {
        QMenu *menu = nullptr;
        (void)waitUntil([&] {
            const auto found = std::ranges::find(tile->faces(), FaceState::Unknown, &OverlayFace::state);
            if (found == tile->faces().end())
                return false;
            QTest::mouseClick(tile, Qt::LeftButton, {}, tile->rectOf(*found).center().toPoint());
            menu = tile->window()->findChild<QMenu *>(u"faceMenu"_s);
            return menu != nullptr;
        }, 90s);
        return menu;
    };
    // Who says that it is somebody sees the face that is meant.
    QVERIFY(waitUntil([&] { return !m_server->items(u"/api/v1/unknown-faces?camera=desk"_s).isEmpty(); }, 90s));
    QMenu *menu = clickStranger();
    QVERIFY(menu);
    QAction *const isSomebody = action(*menu, u"This is &somebody"_s);
    QVERIFY(isSomebody);
    isSomebody->trigger();
    menu->close();
    auto *const chooser = m_world->dialog<PersonChooser>("personChooser");
    QVERIFY(chooser);
    QVERIFY(waitUntil([&] { return chooser->findChild<ServerPicture *>(u"face"_s)->hasPicture(); }));
    chooser->reject();
    QVERIFY(waitUntil([&] { return !m_world->window().findChild<PersonChooser *>() && !m_world->window().findChild<QMenu *>(u"faceMenu"_s); }));
    // They are somebody new.
    menu = clickStranger();
    QVERIFY(menu);
    QAction *const enrol = action(*menu, u"&Enrol"_s);
    QVERIFY(enrol);
    enrol->trigger();
    menu->close();
    auto *const dialog = m_world->dialog<EnrolDialog>("enrolDialog");
    QVERIFY(dialog);
    QCOMPARE(dialog->findChild<QComboBox *>(u"enrolCamera"_s)->currentData().toString(), u"desk"_s);
    dialog->findChild<QLineEdit *>(u"personName"_s)->setText(u"No Stranger"_s);
    QSignalSpy enrolled(dialog, &EnrolDialog::enrolled);
    click(*dialog, "submit");
    QVERIFY2(enrolled.wait(90'000), qPrintable(dialog->findChild<QLabel *>(u"problem"_s)->text() + dialog->findChild<QLabel *>(u"enrolHint"_s)->text()));
    QVERIFY(waitUntil([&] { return named(*tile) && named(*tile)->name == u"No Stranger"_s; }, 90s));
    QCOMPARE(m_server->http().remove(u"/api/v1/people/"_s + enrolled.first().first().toString()).status, 200);
    live->setCount(4);
}

void LiveTest::encodingIsControlledAndItsEffectSeen()
{
    auto *const live = m_world->page<LivePage>("live");
    auto *const panel = panelOfTheDoor();
    QVERIFY(panel);
    CameraTile *const tile = live->tile(u"door"_s);
    QCOMPARE(tile->pictureSize(), QSize(640, 480));
    auto *const size = panel->findChild<QComboBox *>(u"encodingSize"_s);
    size->setCurrentIndex(size->findData(QSize(320, 180)));
    panel->findChild<QSpinBox *>(u"encodingRate"_s)->setValue(10);
    click(*panel, "encodingApply");
    // A picture keeps its shape.
    const bool isSmall = waitUntil([&] { return tile->pictureSize() == QSize(240, 180); }, 90s);
    const QByteArray sent = QJsonDocument(panel->sending()).toJson(QJsonDocument::Compact);
    QVERIFY2(isSmall, qPrintable(u"%1 × %2, %3 %4"_s.arg(tile->pictureSize().width()).arg(tile->pictureSize().height()).arg(QString::fromUtf8(sent), panel->findChild<QLabel *>(u"encodingProblem"_s)->text())));
    QCOMPARE(panel->sending().value("frameRate"_L1).toInt(), 10);
    click(*panel, "encodingPause");
    QVERIFY(waitUntil([&] { return tile->stateText() == u"paused"_s; }, 90s));
    // The camera may be seen to pause before the answer is here.
    QVERIFY(waitUntil([&] { return panel->findChild<QAbstractButton *>(u"encodingPause"_s)->isEnabled() && panel->sending().value("paused"_L1).toBool(); }, 90s));
    click(*panel, "encodingPause");
    QVERIFY(waitUntil([&] { return tile->stateText() == u"live"_s; }, 90s));
    const quint64 before = tile->picturesShown();
    QVERIFY(waitUntil([&] { return tile->picturesShown() > before + 5; }, 90s));
    live->setCount(4);
}

void LiveTest::codecIsChangedWhileItPlays()
{
    auto *const live = m_world->page<LivePage>("live");
    auto *const panel = panelOfTheDoor();
    QVERIFY(panel);
    CameraTile *const tile = live->tile(u"door"_s);
    auto *const codec = panel->findChild<QComboBox *>(u"encodingCodec"_s);
    for (const QString &wanted : {u"h264"_s, u"vp8"_s}) {
        codec->setCurrentIndex(codec->findData(wanted));
        QElapsedTimer timer;
        timer.start();
        click(*panel, "encodingApply");
        QVERIFY2(waitUntil([&] { return m_world->window().connection()->camera(u"door"_s).value("codec"_L1) == wanted; }, 90s), qPrintable(panel->findChild<QLabel *>(u"encodingProblem"_s)->text()));
        const quint64 before = tile->picturesShown();
        QVERIFY2(waitUntil([&] { return tile->picturesShown() > before + 20; }, 90s), qPrintable(tile->stateText()));
        qInfo("%s: %lld ms until twenty pictures of it were seen", qPrintable(wanted), timer.elapsed());
    }
    click(*panel, "encodingKeyframe");
    QVERIFY(waitUntil([&] { return panel->findChild<QLabel *>(u"encodingProblem"_s)->text() == u"A key frame was asked for."_s; }));
    live->setCount(4);
}

void LiveTest::onlyWhatIsSeenPlays()
{
    CameraTile *const tile = playingTile();
    QVERIFY(tile && tile->isPlaying());
    m_world->window().openPage(u"people"_s);
    QVERIFY(!tile->isPlaying());
    QVERIFY(playingTile()->isPlaying());
}

void LiveTest::fullScreenShowsPicturesAlone()
{
    CameraTile *const tile = playingTile();
    QVERIFY(tile);
    auto &window = m_world->window();
    auto *const rail = window.findChild<QWidget *>(u"rail"_s);
    QTest::keyClick(window.page(u"live"_s), Qt::Key_F);
    QVERIFY(waitUntil([&] { return window.isFullScreen() && !rail->isVisible(); }));
    QVERIFY(waitUntil([&] { return tile->parentWidget()->width() == window.width(); }));
    QTest::keyClick(window.page(u"live"_s), Qt::Key_Escape);
    QVERIFY(waitUntil([&] { return !window.isFullScreen() && rail->isVisible(); }));
}

void LiveTest::tileGoesToItsOwnWindow()
{
    auto *const live = m_world->page<LivePage>("live");
    QVERIFY(playingTile());
    auto *const window = qobject_cast<TileWindow *>(live->detach(u"door"_s, QPoint(200, 200)));
    QVERIFY(window);
    QVERIFY(waitUntil([&] { return window->tile().picturesShown() > 5; }, 90s));
    window->close();
}

void LiveTest::awayTileKeepsItsLastStill()
{
    CameraTile *const tile = playingTile();
    QVERIFY(tile);
    m_camera.reset();
    QVERIFY(waitUntil([&] { return tile->isAway(); }, 90s));
    QVERIFY2(tile->stateText().startsWith(u"away"), qPrintable(tile->stateText()));
    // Dimmed, not black.
    QVERIFY(waitUntil([&] { return cv::mean(thumbnail(seen(*tile)))[1] > 10; }));
    m_camera = startSending(*m_server, u"door"_s, drawnClipPath(), {u"--name"_s, u"Front door"_s});
    const quint64 before = tile->picturesShown();
    QVERIFY(waitUntil([&] { return !tile->isAway() && tile->picturesShown() > before + 5; }, 90s));
}

void LiveTest::serverThatWasLostIsFoundAgain()
{
    CameraTile *const tile = playingTile();
    QVERIFY(tile);
    QVERIFY(waitUntil([&] { return m_world->window().connection()->isOnline(); }, 90s));
    m_server->stop();
    QVERIFY(waitUntil([&] { return !m_world->window().connection()->isOnline(); }, 90s));
    QVERIFY(m_server->start());
    QVERIFY(waitUntil([&] { return m_world->window().connection()->isOnline(); }, 90s));
    const quint64 before = tile->picturesShown();
    const bool isBack = waitUntil([&] { return tile->picturesShown() > before + 5; }, 90s);
    QVERIFY2(isBack, qPrintable(tile->stateText() + u'\n' + m_camera->output().right(2'000)));
}

// A server that was started again begins a camera's clock anew, anywhere.
void LiveTest::picturesOfAnEarlierClockAreShown()
{
    const std::unique_ptr<VideoSurface> surface(makeSurface(drawingHere(), nullptr));
    surface->resize(320, 240);
    surface->show();
    QSignalSpy shown(surface.get(), &VideoSurface::shown);
    const auto isShownAt = [&](quint32 timestamp) {
        return waitUntil([&] {
            surface->showPicture(frameAt(timestamp));
            return !shown.isEmpty() && shown.last().first().toUInt() == timestamp;
        }, 20s);
    };
    for (const quint32 timestamp : {1'000'000'000u, 1'000'003'000u, 1'000'006'000u, 1'000'009'000u})
        QVERIFY2(isShownAt(timestamp), qPrintable(QString::number(timestamp)));
    for (const quint32 timestamp : {5'000u, 8'000u, 11'000u})
        QVERIFY2(isShownAt(timestamp), qPrintable(QString::number(timestamp)));
}

void LiveTest::refusedViewWaitsBeforeItAsksAgain()
{
    AdminServer server;
    QVERIFY2(server.start({u"--max-viewers-per-camera"_s, u"1"_s}), qPrintable(server.output()));
    const auto camera = startSending(server, u"hall"_s, u"test"_s, {u"--width"_s, u"320"_s, u"--height"_s, u"240"_s, u"--frame-rate"_s, u"10"_s});
    AdminWorld world;
    QVERIFY(world.open(server.url()));
    auto *const live = world.page<LivePage>("live");
    QVERIFY(waitUntil([&] { return live->tile(u"hall"_s) && live->tile(u"hall"_s)->picturesShown() > 0; }, 90s));
    auto *const second = qobject_cast<TileWindow *>(live->detach(u"hall"_s, QPoint(200, 200)));
    QVERIFY(second);
    QVERIFY(waitUntil([&] { return second->tile().stateText().startsWith(u"no picture"); }, 30s));
    // While fifty other questions are answered there would be time for as many tries.
    const auto refused = [&] { return server.http().metric("rollcall_http_requests_total{method=\"POST\",route=\"/whep/{camera}\",status=\"503\"}"); };
    const double before = refused();
    for (int i = 0; i < 50; ++i)
        QCOMPARE(server.http().get(u"/healthz"_s).status, 200);
    QVERIFY2(before >= 1 && refused() <= before + 3, qPrintable(u"%1, then %2"_s.arg(before).arg(refused())));
    // It plays once the other one makes room.
    world.window().openPage(u"people"_s);
    QVERIFY2(waitUntil([&] { return second->tile().picturesShown() > 0; }, 90s), qPrintable(second->tile().stateText()));
}
