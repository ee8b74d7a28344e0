#pragma once

#include <QWidget>

namespace rollcall::admin {

class CameraTile;
struct OverlayFace;

// What lies over a tile's picture: boxes with names, the camera's name and state on the lower edge, a veil while it is away.
class TileOverlay final : public QWidget {
public:
    explicit TileOverlay(CameraTile &tile);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintFace(QPainter &painter, const OverlayFace &face) const;
    void paintCaption(QPainter &painter) const;

    CameraTile &m_tile;
};

} // namespace rollcall::admin
