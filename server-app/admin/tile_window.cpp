#include "admin/tile_window.h"

#include <QKeyEvent>
#include <QVBoxLayout>

namespace rollcall::admin {

TileWindow::TileWindow(CameraTile *tile, const QString &title)
    : m_tile(tile)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    resize(640, 480);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(tile);
    tile->show();
}

void TileWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_F)
        setWindowState(windowState() ^ Qt::WindowFullScreen);
    else if (event->key() == Qt::Key_Escape)
        isFullScreen() ? showNormal() : void(close());
    else
        QWidget::keyPressEvent(event);
}

} // namespace rollcall::admin
