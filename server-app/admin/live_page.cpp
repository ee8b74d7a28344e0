#include "admin/live_page.h"

#include "admin/connection.h"
#include "admin/encoding_panel.h"
#include "admin/tile_window.h"
#include "admin/wrap_layout.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QFormLayout>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>
#include <QSettings>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

constexpr std::array counts{1, 4, 9, 16};
constexpr int drawerWidth = 280;
constexpr std::chrono::milliseconds figuresEvery{1'000};

} // namespace

LivePage::LivePage(Connection &connection, Drawing drawing, QWidget *parent)
    : Page(parent)
    , m_connection(connection)
    , m_drawing(drawing)
    , m_counts(new QButtonGroup(this))
    , m_range(new QLabel)
    , m_bar(new QWidget)
    , m_wall(new QWidget)
    , m_grid(new QGridLayout(m_wall))
    , m_drawer(new QScrollArea)
    , m_figures(new QLabel)
    , m_encoding(new EncodingPanel(connection))
    , m_states(new QStackedWidget)
    , m_figuresTimer(new QTimer(this))
{
    setFocusPolicy(Qt::StrongFocus);
    makeBar();
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(4);
    m_figures->setObjectName(u"liveFigures"_s);
    m_figures->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_figures->setWordWrap(true);
    auto *const inside = new QWidget;
    auto *const drawer = new QVBoxLayout(inside);
    drawer->addWidget(m_figures);
    drawer->addSpacing(12);
    drawer->addWidget(m_encoding);
    drawer->addStretch();
    m_drawer->setWidget(inside);
    m_drawer->setWidgetResizable(true);
    m_drawer->setFrameShape(QFrame::NoFrame);
    m_drawer->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_drawer->setFixedWidth(drawerWidth);
    auto *const seen = new QWidget;
    auto *const row = new QHBoxLayout(seen);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_wall, 1);
    row->addWidget(m_drawer);
    auto *const empty = new QLabel(tr("No camera has connected yet.\nPair one under Cameras: its picture then appears here by itself."));
    empty->setAlignment(Qt::AlignCenter);
    m_states->addWidget(seen);
    m_states->addWidget(empty);
    auto *const layout = new QVBoxLayout(this);
    layout->addWidget(m_bar);
    layout->addWidget(m_states, 1);
    m_drawer->hide();
    m_sinceFigures.start();
    m_figuresTimer->setInterval(figuresEvery);
    connect(m_figuresTimer, &QTimer::timeout, this, &LivePage::updateFigures);
    connect(&connection, &Connection::camerasChanged, this, &LivePage::layOut);
    setCount(QSettings().value(u"live/count"_s, 4).toInt());
}

LivePage::~LivePage()
{
    for (const QPointer<QWidget> &window : m_windows)
        delete window.data();
}

void LivePage::makeBar()
{
    auto *const layout = new WrapLayout(m_bar);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        auto *const button = new QToolButton;
        button->setText(QString::number(counts[i]));
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setToolTip(tr("%n camera(s) at once", nullptr, counts[i]) + u" ("_s + QString::number(i + 1) + u')');
        button->setAccessibleName(tr("%n camera(s) at once", nullptr, counts[i]));
        m_counts->addButton(button, counts[i]);
        layout->addWidget(button);
    }
    const auto tool = [&](const QString &text, const QString &tip, auto act) {
        auto *const button = new QToolButton;
        button->setText(text);
        button->setToolTip(tip);
        button->setAccessibleName(tip);
        button->setAutoRaise(true);
        connect(button, &QToolButton::clicked, this, act);
        layout->addWidget(button);
    };
    tool(u"◀"_s, tr("Previous cameras (Left)"), [this] { step(-1); });
    layout->addWidget(m_range);
    tool(u"▶"_s, tr("Next cameras (Right)"), [this] { step(1); });
    layout->addSpring();
    tool(tr("Own window"), tr("Show the chosen camera in a window of its own (W)"), [this] {
        if (!m_chosen.isEmpty())
            detach(m_chosen, QCursor::pos());
    });
    tool(tr("Full screen"), tr("Full screen (F)"), [this] { toggleFullScreen(); });
    connect(m_counts, &QButtonGroup::idClicked, this, &LivePage::setCount);
}

void LivePage::enter()
{
    setFocus();
    layOut();
}

void LivePage::setCount(int count)
{
    if (std::ranges::find(counts, count) == counts.end())
        return;
    m_count = count;
    if (count > 1)
        m_countBefore = count;
    m_counts->button(count)->setChecked(true);
    const QStringList all = [this] {
        QStringList ids;
        for (const QJsonObject &camera : m_connection.cameras())
            ids.append(camera.value("id"_L1).toString());
        return ids;
    }();
    // What was chosen stays in sight.
    m_first = std::max(0, int(all.indexOf(m_chosen))) / count * count;
    QSettings().setValue(u"live/count"_s, count);
    layOut();
}

QStringList LivePage::pageOfCameras() const
{
    QStringList ids;
    for (const QJsonObject &camera : m_connection.cameras().mid(m_first, m_count))
        ids.append(camera.value("id"_L1).toString());
    return ids;
}

CameraTile *LivePage::makeTile(const QString &camera, QWidget *parent)
{
    auto *const tile = new CameraTile(m_connection, camera, m_drawing, parent);
    connect(tile, &CameraTile::chosen, this, [this, camera] { choose(camera); });
    connect(tile, &CameraTile::opened, this, [this, camera] { m_count == 1 ? setCount(m_countBefore) : openCamera(camera); }, Qt::QueuedConnection);
    connect(tile, &CameraTile::draggedOut, this, [this, camera](const QPoint &at) { detach(camera, at); });
    connect(tile, &CameraTile::faceClicked, this, [this, camera](const OverlayFace &face, const QPoint &at) { Q_EMIT faceClicked(camera, face, at); });
    connect(tile, &CameraTile::drawingFailed, this, [this](const QString &why) {
        m_drawing = Drawing::Software;
        Q_EMIT said(tr("The graphics card cannot draw the pictures; the processor does. %1").arg(why));
    });
    return tile;
}

void LivePage::layOut()
{
    const int all = int(m_connection.cameras().size());
    m_first = std::clamp(m_first, 0, std::max(0, (all - 1) / m_count * m_count));
    const QStringList wanted = pageOfCameras();
    for (const QString &camera : m_tiles.keys()) {
        if (!wanted.contains(camera))
            m_tiles.take(camera)->deleteLater();
    }
    const int side = int(std::lround(std::sqrt(m_count)));
    for (int i = 0; i < 4; ++i) {
        m_grid->setRowStretch(i, i < side ? 1 : 0);
        m_grid->setColumnStretch(i, i < side ? 1 : 0);
    }
    for (int i = 0; i < wanted.size(); ++i) {
        CameraTile *&tile = m_tiles[wanted[i]];
        if (!tile)
            tile = makeTile(wanted[i], m_wall);
        m_grid->addWidget(tile, i / side, i % side);
        tile->show();
    }
    m_range->setText(all == 0 ? QString() : tr("%1–%2 of %3").arg(m_first + 1).arg(m_first + wanted.size()).arg(all));
    m_states->setCurrentIndex(all == 0 ? 1 : 0);
    if (!wanted.contains(m_chosen))
        choose(wanted.value(0));
    const bool alone = m_count == 1 && !wanted.isEmpty();
    m_drawer->setVisible(alone && !m_bar->isHidden());
    if (alone) {
        m_encoding->setCamera(wanted.first());
        m_figuresTimer->start();
        updateFigures();
    } else {
        m_figuresTimer->stop();
    }
    subscribe();
}

// Faces of everything that is in sight, in this window and in others.
void LivePage::subscribe()
{
    QStringList cameras = isVisible() ? m_tiles.keys() : QStringList();
    for (const QPointer<QWidget> &window : m_windows) {
        if (const auto *const own = qobject_cast<TileWindow *>(window.data()))
            cameras.append(own->tile().camera());
    }
    cameras.removeDuplicates();
    m_connection.events().subscribeOverlays(cameras);
}

void LivePage::choose(const QString &camera)
{
    m_chosen = camera;
    for (CameraTile *tile : m_tiles)
        tile->setChosen(tile->camera() == camera && m_count > 1);
}

void LivePage::openCamera(const QString &camera)
{
    choose(camera);
    setCount(1);
}

void LivePage::step(int by)
{
    m_first += by * m_count;
    const int all = int(m_connection.cameras().size());
    if (m_first >= all)
        m_first = 0;
    else if (m_first < 0)
        m_first = std::max(0, (all - 1) / m_count * m_count);
    m_chosen.clear();
    layOut();
}

QWidget *LivePage::detach(const QString &camera, const QPoint &at)
{
    auto *const window = new TileWindow(makeTile(camera, nullptr), m_connection.cameraName(camera));
    disconnect(&window->tile(), &CameraTile::opened, this, nullptr);
    disconnect(&window->tile(), &CameraTile::draggedOut, this, nullptr);
    window->move(at - QPoint(window->width() / 2, 20));
    connect(window, &QObject::destroyed, this, &LivePage::subscribe, Qt::QueuedConnection);
    window->show();
    m_windows.removeIf([](const QPointer<QWidget> &known) { return known.isNull(); });
    m_windows.append(window);
    subscribe();
    return window;
}

void LivePage::toggleFullScreen()
{
    window()->setWindowState(window()->windowState() ^ Qt::WindowFullScreen);
}

void LivePage::setAlone(bool alone)
{
    if (alone == m_bar->isHidden())
        return;
    m_bar->setHidden(alone);
    m_usualMargins = alone ? layout()->contentsMargins() : m_usualMargins;
    layout()->setContentsMargins(alone ? QMargins() : m_usualMargins);
    layOut();
}

void LivePage::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_1:
    case Qt::Key_2:
    case Qt::Key_3:
    case Qt::Key_4:
        setCount(counts[std::size_t(event->key() - Qt::Key_1)]);
        break;
    case Qt::Key_F:
        toggleFullScreen();
        break;
    case Qt::Key_W:
        if (!m_chosen.isEmpty())
            detach(m_chosen, QCursor::pos());
        break;
    case Qt::Key_Right:
    case Qt::Key_Down:
    case Qt::Key_PageDown:
        step(1);
        break;
    case Qt::Key_Left:
    case Qt::Key_Up:
    case Qt::Key_PageUp:
        step(-1);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        m_count == 1 ? setCount(m_countBefore) : openCamera(m_chosen);
        break;
    case Qt::Key_Escape:
        if (window()->isFullScreen())
            toggleFullScreen();
        else if (m_count == 1)
            setCount(m_countBefore);
        break;
    default:
        Page::keyPressEvent(event);
    }
}

void LivePage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    m_figuresTimer->stop();
    subscribe();
}

void LivePage::updateFigures()
{
    CameraTile *const tile = m_tiles.value(m_chosen);
    if (!tile)
        return;
    const media::PeerStats stats = tile->feed().stats();
    const QJsonObject camera = m_connection.camera(m_chosen);
    if (m_figuresOf == tile && std::chrono::milliseconds(m_sinceFigures.elapsed()) < figuresEvery / 2)
        return;
    // Of another tile, or of a connection that began anew, there is nothing to compare with yet.
    const bool isSame = std::exchange(m_figuresOf, tile) == tile && stats.bytesReceived >= m_bytesBefore;
    const double seconds = double(std::max<qint64>(1, m_sinceFigures.restart())) / 1000;
    const double bytes = double(stats.bytesReceived - (isSame ? m_bytesBefore : stats.bytesReceived)) / seconds;
    const double pictures = double(tile->picturesShown() - (isSame ? m_picturesBefore : tile->picturesShown())) / seconds;
    m_bytesBefore = stats.bytesReceived;
    m_picturesBefore = tile->picturesShown();
    const QLocale locale;
    QStringList lines{u"<b>"_s + m_connection.cameraName(m_chosen).toHtmlEscaped() + u"</b>"_s, tile->stateText().toHtmlEscaped()};
    if (!tile->isAway()) {
        lines.append(tr("Resolution: %1 × %2").arg(tile->pictureSize().width()).arg(tile->pictureSize().height()));
        lines.append(tr("Frames a second: %1").arg(isSame ? locale.toString(qRound(pictures)) : u"…"_s));
        lines.append(tr("Bitrate: %1 kbit/s").arg(isSame ? locale.toString(qRound(bytes * 8 / 1000)) : u"…"_s));
        lines.append(tr("Packets lost: %1").arg(locale.toString(qlonglong(stats.packetsLost))));
        lines.append(tr("Shown %1 ms late, for the boxes").arg(locale.toString(qlonglong(tile->feed().delay().count()))));
        if (camera.contains("latencyMs"_L1))
            lines.append(tr("Latency, from the camera to here: %1 ms").arg(locale.toString(camera.value("latencyMs"_L1).toInt())));
    }
    m_figures->setText(lines.join(u"<br>"_s));
}

} // namespace rollcall::admin
