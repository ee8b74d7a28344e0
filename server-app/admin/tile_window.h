#pragma once

#include <QWidget>

#include "admin/camera_tile.h"

namespace rollcall::admin {

// One camera in a window of its own, for another screen: F full screen, Esc closes. Deletes itself when closed.
class TileWindow : public QWidget {
    Q_OBJECT

public:
    TileWindow(CameraTile *tile, const QString &title);
    [[nodiscard]] CameraTile &tile() const { return *m_tile; }

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    CameraTile *m_tile;
};

} // namespace rollcall::admin
