#pragma once

#include "window/station_state.h"

#include <QColor>
#include <QIcon>
#include <QPixmap>

class QPainter;
class QRectF;

namespace rollcall::window {

// A state is told by colour and shape: a ring (idle), a half (working), a full dot (sending), a triangle (trouble).
[[nodiscard]] QColor colourOf(Tone tone, bool dark);
void paintTone(QPainter &painter, const QRectF &box, Tone tone, bool dark);

// The program's icon: a camera; with a tone, its mark in the corner, for the tray.
[[nodiscard]] QIcon programIcon();
[[nodiscard]] QIcon trayIcon(Tone tone);

} // namespace rollcall::window
