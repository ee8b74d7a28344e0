#include "admin/camera_tile.h"

#include "admin/connection.h"
#include "admin/picture_converter.h"
#include "admin/tile_overlay.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

constexpr QSize largestStill(1280, 960);
constexpr std::chrono::seconds longestStandstill{6};
constexpr std::chrono::seconds lookEvery{1};

} // namespace

CameraTile::CameraTile(Connection &connection, const QString &camera, Drawing drawing, QWidget *parent)
    : QWidget(parent)
    , m_connection(connection)
    , m_camera(camera)
    , m_feed(connection.client(), camera)
    , m_overlay(new TileOverlay(*this))
{
    setMinimumSize(120, 90);
    setMouseTracking(true);
    useSurface(drawing);
    connect(&m_feed, &CameraFeed::picture, this, &CameraTile::take);
    connect(&m_feed, &CameraFeed::connected, this, [this] {
        m_problem.clear();
        m_sincePicture.start();
        m_overlay->update();
    });
    connect(&m_feed, &CameraFeed::problem, this, [this](const QString &problem) {
        m_problem = problem;
        nameState();
    });
    connect(&connection, &Connection::cameraChanged, this, &CameraTile::refresh);
    connect(&connection, &Connection::happened, this, [this](const QString &type, const QJsonObject &message) {
        if (type == u"overlay" && message.value("camera"_L1).toString() == m_camera)
            m_feed.addOverlay(overlayOf(message));
    });
    m_watch.setInterval(lookEvery);
    connect(&m_watch, &QTimer::timeout, this, &CameraTile::watch);
    m_watch.start();
    refresh(m_camera);
}

CameraTile::~CameraTile()
{
    // Before the surface that it would show into.
    m_feed.disconnect(this);
}

void CameraTile::useSurface(Drawing drawing)
{
    delete m_surface;
    m_surface = makeSurface(drawing, this);
    m_surface->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_surface->setGeometry(rect());
    connect(m_surface, &VideoSurface::shown, this, [this](quint32 timestamp) {
        ++m_pictures;
        m_sincePicture.start();
        m_shown = timestamp;
        const QList<OverlayFace> faces = m_feed.faces(timestamp);
        if (!faces.isEmpty() || !m_faces.isEmpty())
            m_overlay->update();
        m_faces = faces;
    });
    connect(m_surface, &VideoSurface::failed, this, [this](const QString &why) {
        useSurface(Drawing::Software);
        m_surface->show();
        Q_EMIT drawingFailed(why);
    }, Qt::QueuedConnection);
    m_surface->lower();
    m_overlay->raise();
}

// A server that was started again knows nothing of sessions before, and nobody else says so. Who is not connected tries again by itself.
void CameraTile::watch()
{
    const bool shouldPlay = m_feed.isConnected() && m_connection.camera(m_camera).value("state"_L1) == u"streaming"_s;
    if (!shouldPlay || !m_sincePicture.hasExpired(std::chrono::milliseconds(longestStandstill).count()))
        return;
    m_feed.stop();
    m_feed.start();
}

void CameraTile::take(const media::DecodedFrame &frame)
{
    m_last = frame.picture;
    m_pictureSize = {frame.picture->width(), frame.picture->height()};
    if (!isAway())
        m_surface->showPicture(frame);
}

bool CameraTile::isAway() const
{
    const QString state = m_connection.camera(m_camera).value("state"_L1).toString();
    return state != u"streaming" && state != u"connecting";
}

void CameraTile::refresh(const QString &camera)
{
    if (camera != m_camera)
        return;
    const QString state = m_connection.camera(m_camera).value("state"_L1).toString();
    const bool isNews = std::exchange(m_state, state) != state;
    if (isAway())
        becomeAway();
    else if (isNews)
        m_feed.hurry();
    nameState();
}

void CameraTile::nameState()
{
    setAccessibleName(tr("Camera %1, %2").arg(m_connection.cameraName(m_camera), stateText()));
    m_overlay->update();
}

// Its last still stays, dimmed by the overlay.
void CameraTile::becomeAway()
{
    m_faces.clear();
    if (!m_last)
        return;
    PictureConverter converter;
    m_surface->setStill(converter.convert(*m_last, largestStill));
    m_last.reset();
}

QString CameraTile::stateText() const
{
    const QJsonObject camera = m_connection.camera(m_camera);
    const QString state = camera.value("state"_L1).toString();
    if (!m_connection.isOnline() && camera.isEmpty())
        return tr("no connection to the server");
    if (state == u"paused")
        return tr("paused");
    if (state == u"connecting")
        return tr("connecting");
    if (state == u"streaming")
        return m_problem.isEmpty() ? tr("live") : tr("no picture: %1").arg(m_problem);
    const QString since = m_connection.timeText(camera.value("lastSeen"_L1).toString());
    return since.isEmpty() ? tr("away") : tr("away since %1").arg(since);
}

void CameraTile::setChosen(bool chosen)
{
    m_chosen = chosen;
    m_overlay->update();
}

QRectF CameraTile::rectOf(const OverlayFace &face) const
{
    const QRectF picture = m_surface->pictureRect();
    return {picture.x() + face.box.x() * picture.width(), picture.y() + face.box.y() * picture.height(), face.box.width() * picture.width(),
            face.box.height() * picture.height()};
}

const OverlayFace *CameraTile::faceAt(QPointF position) const
{
    const auto found = std::ranges::find_if(m_faces, [&](const OverlayFace &face) { return rectOf(face).contains(position); });
    return found == m_faces.end() ? nullptr : &*found;
}

void CameraTile::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_feed.start();
}

void CameraTile::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_feed.stop();
}

void CameraTile::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_surface->setGeometry(rect());
    m_overlay->setGeometry(rect());
}

void CameraTile::mousePressEvent(QMouseEvent *event)
{
    m_isPressed = event->button() == Qt::LeftButton;
    m_pressed = event->pos();
    Q_EMIT chosen();
}

void CameraTile::mouseMoveEvent(QMouseEvent *event)
{
    m_pointer = event->position();
    const OverlayFace *const face = faceAt(m_pointer);
    setCursor(face ? Qt::PointingHandCursor : Qt::ArrowCursor);
    m_overlay->update();
}

void CameraTile::mouseReleaseEvent(QMouseEvent *event)
{
    if (!std::exchange(m_isPressed, false) || event->button() != Qt::LeftButton)
        return;
    if (!window()->frameGeometry().contains(event->globalPosition().toPoint())) {
        Q_EMIT draggedOut(event->globalPosition().toPoint());
        return;
    }
    if ((event->pos() - m_pressed).manhattanLength() >= QApplication::startDragDistance())
        return;
    if (const OverlayFace *const face = faceAt(event->position()))
        Q_EMIT faceClicked(*face, event->globalPosition().toPoint());
    else
        Q_EMIT opened();
}

void CameraTile::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    m_pointer = {-1, -1};
    m_overlay->update();
}

void CameraTile::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), Qt::black);
}

} // namespace rollcall::admin
