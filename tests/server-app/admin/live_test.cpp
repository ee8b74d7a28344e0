#include "server-app/admin/live_test.h"

#include "admin/encoding_panel.h"
#include "admin/tile_window.h"
#include "demo/scene.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
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
    QAction *reject = nullptr;
    for (QAction *action : menu->actions()) {
        if (action->text().startsWith(u"This is &not"))
            reject = action;
    }
    QVERIFY(reject);
    reject->trigger();
    menu->close();
    QVERIFY(waitUntil([&] {
        const QJsonArray sightings = m_server->items(u"/api/v1/sightings?status=rejected&person="_s + person);
        return !sightings.isEmpty();
    }, 90s));
}

void LiveTest::encodingIsControlledAndItsEffectSeen()
{
    auto *const live = m_world->page<LivePage>("live");
    live->openCamera(u"door"_s);
    CameraTile *const tile = playingTile();
    QVERIFY(tile);
    auto *const panel = live->findChild<EncodingPanel *>();
    QVERIFY(waitUntil([&] { return !panel->sending().isEmpty(); }, 90s));
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
    click(*panel, "encodingPause");
    QVERIFY(waitUntil([&] { return tile->stateText() == u"live"_s; }, 90s));
    const quint64 before = tile->picturesShown();
    QVERIFY(waitUntil([&] { return tile->picturesShown() > before + 5; }, 90s));
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
