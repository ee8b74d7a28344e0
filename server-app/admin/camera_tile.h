#pragma once

#include <QWidget>

#include "admin/camera_feed.h"
#include "admin/video_surface.h"

#include <QElapsedTimer>
#include <QJsonObject>

namespace rollcall::admin {

class Connection;
class TileOverlay;

// One camera on the wall: its picture, who is in it, its name and state. Plays while it is wished and visible. GUI thread; the
// connection outlives it.
class CameraTile : public QWidget {
    Q_OBJECT

public:
    CameraTile(Connection &connection, const QString &camera, Drawing drawing, QWidget *parent = nullptr);
    ~CameraTile() override;

    [[nodiscard]] const QString &camera() const { return m_camera; }
    [[nodiscard]] bool isAway() const;
    [[nodiscard]] bool isPlaying() const { return m_feed.isRunning(); }
    // For statistics and tests.
    [[nodiscard]] CameraFeed &feed() { return m_feed; }
    [[nodiscard]] quint64 picturesShown() const { return m_pictures; }
    [[nodiscard]] quint32 shownTimestamp() const { return m_shown; }
    [[nodiscard]] QSize pictureSize() const { return m_pictureSize; }
    [[nodiscard]] const QList<OverlayFace> &faces() const { return m_faces; }
    [[nodiscard]] QRectF pictureRect() const { return m_surface->pictureRect(); }
    [[nodiscard]] QRectF rectOf(const OverlayFace &face) const;
    [[nodiscard]] QString stateText() const;
    void setChosen(bool chosen);

Q_SIGNALS:
    void chosen();
    void opened();  // clicked where no face is: large
    void faceClicked(const rollcall::admin::OverlayFace &face, const QPoint &globalPosition);
    void draggedOut(const QPoint &globalPosition);
    // The surface had to become a painted one.
    void drawingFailed(const QString &why);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void useSurface(Drawing drawing);
    void take(const media::DecodedFrame &frame);
    void refresh(const QString &camera);
    void nameState();
    void watch();
    void becomeAway();
    [[nodiscard]] const OverlayFace *faceAt(QPointF position) const;

    Connection &m_connection;
    const QString m_camera;
    CameraFeed m_feed;
    VideoSurface *m_surface = nullptr;
    TileOverlay *m_overlay;
    std::shared_ptr<const media::VideoPicture> m_last;
    QList<OverlayFace> m_faces;
    quint64 m_pictures = 0;
    quint32 m_shown = 0;
    QSize m_pictureSize;
    QString m_state;  // as the server said last
    QString m_problem;
    QPoint m_pressed;
    bool m_isPressed = false;
    bool m_chosen = false;
    QPointF m_pointer{-1, -1};
    QTimer m_watch;
    QElapsedTimer m_sincePicture;  // or since the connection, while none came
    friend class TileOverlay;
};

} // namespace rollcall::admin
