#pragma once

#include "admin/page.h"

#include "admin/camera_tile.h"

#include <QElapsedTimer>
#include <QMap>
#include <QPointer>

class QAbstractButton;
class QButtonGroup;
class QGridLayout;
class QLabel;
class QScrollArea;
class QShortcut;
class QStackedWidget;
class QTimer;

namespace rollcall::admin {

class Connection;
class EncodingPanel;

// The live wall: 1, 4, 9 or 16 cameras at once; only what is seen plays. GUI thread; the connection outlives it.
class LivePage : public Page {
    Q_OBJECT

public:
    LivePage(Connection &connection, Drawing drawing, QWidget *parent = nullptr);
    ~LivePage() override;

    void enter() override;
    void setCount(int count);
    [[nodiscard]] int count() const { return m_count; }
    // Alone and large, with its statistics.
    void openCamera(const QString &camera);
    [[nodiscard]] CameraTile *tile(const QString &camera) const { return m_tiles.value(camera); }
    [[nodiscard]] QList<CameraTile *> tiles() const { return m_tiles.values(); }
    [[nodiscard]] const QString &chosenCamera() const { return m_chosen; }
    // A window of its own, for another screen.
    QWidget *detach(const QString &camera, const QPoint &at);
    void toggleFullScreen();
    // Nothing around the pictures.
    void setAlone(bool alone);

Q_SIGNALS:
    void faceClicked(const QString &camera, const rollcall::admin::OverlayFace &face, const QPoint &globalPosition);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void makeBar();
    void layOut();
    [[nodiscard]] QStringList pageOfCameras() const;
    CameraTile *makeTile(const QString &camera, QWidget *parent);
    void choose(const QString &camera);
    void step(int by);
    void subscribe();
    void updateFigures();

    Connection &m_connection;
    Drawing m_drawing;
    int m_count = 4;
    int m_countBefore = 4;
    int m_first = 0;
    QString m_chosen;
    QMap<QString, CameraTile *> m_tiles;
    QList<QPointer<QWidget>> m_windows;
    QButtonGroup *m_counts;
    QLabel *m_range;
    QWidget *m_bar;
    QWidget *m_wall;
    QGridLayout *m_grid;
    QMargins m_usualMargins;
    QScrollArea *m_drawer;
    QLabel *m_figures;
    EncodingPanel *m_encoding;
    QStackedWidget *m_states;
    QTimer *m_figuresTimer;
    QPointer<CameraTile> m_figuresOf;
    QElapsedTimer m_sinceFigures;
    quint64 m_bytesBefore = 0;
    quint64 m_picturesBefore = 0;
};

} // namespace rollcall::admin
