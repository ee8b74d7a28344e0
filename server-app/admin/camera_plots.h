#pragma once

#include "plots/plot.h"

#include <QTimer>
#include <QWidget>

namespace rollcall::admin {

class Connection;

// What one camera sent in the last two minutes, one plot below the other: those figures that it tells of. GUI thread; the connection
// outlives it.
class CameraPlots : public QWidget {
    Q_OBJECT

public:
    explicit CameraPlots(Connection &connection, QWidget *parent = nullptr);

    // Empty: none.
    void setCamera(const QString &camera);
    // As they are drawn, for tests.
    [[nodiscard]] const QList<plots::Plot> &drawn() const { return m_drawn; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();
    [[nodiscard]] QList<plots::Plot> made() const;

    Connection &m_connection;
    QString m_camera;
    QList<plots::Plot> m_drawn;
    QTimer m_timer;  // the lines move, whether or not something is told
};

} // namespace rollcall::admin
