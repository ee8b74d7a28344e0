#include "window/state_icon.h"

#include <QPainter>
#include <QPainterPath>

#include <array>
#include <optional>

namespace rollcall::window {

namespace {

constexpr QColor accent(0x0f, 0x76, 0x6e);

QPixmap camera(int side, const std::optional<Tone> &tone)
{
    QPixmap pixmap(side, side);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(side / 32.0, side / 32.0);
    painter.setPen(Qt::NoPen);
    painter.setBrush(accent);
    painter.drawRoundedRect(QRectF(2, 6, 28, 20), 5, 5);
    painter.setBrush(Qt::white);
    painter.drawEllipse(QPointF(16, 16), 7, 7);
    painter.setBrush(accent);
    painter.drawEllipse(QPointF(16, 16), 4, 4);
    if (tone) {
        painter.setBrush(Qt::white);
        painter.drawEllipse(QRectF(17, 17, 15, 15));
        paintTone(painter, QRectF(18.5, 18.5, 12, 12), *tone, false);
    }
    return pixmap;
}

QIcon icon(const std::optional<Tone> &tone)
{
    QIcon made;
    for (const int side : std::array{16, 22, 32, 48, 64, 128})
        made.addPixmap(camera(side, tone));
    return made;
}

} // namespace

QColor colourOf(Tone tone, bool dark)
{
    switch (tone) {
    case Tone::Idle:
        return dark ? QColor(0x94, 0xa3, 0xb8) : QColor(0x64, 0x74, 0x8b);
    case Tone::Working:
        return dark ? QColor(0xfb, 0xbf, 0x24) : QColor(0xb4, 0x53, 0x09);
    case Tone::Good:
        return dark ? QColor(0x4a, 0xde, 0x80) : QColor(0x15, 0x80, 0x3d);
    case Tone::Trouble:
        return dark ? QColor(0xf8, 0x71, 0x71) : QColor(0xb9, 0x1c, 0x1c);
    }
    Q_UNREACHABLE();
}

void paintTone(QPainter &painter, const QRectF &box, Tone tone, bool dark)
{
    const QColor colour = colourOf(tone, dark);
    const qreal line = box.width() / 6;
    const QRectF inner = box.adjusted(line / 2, line / 2, -line / 2, -line / 2);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, line, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    if (tone == Tone::Trouble) {
        painter.setBrush(colour);
        painter.drawPolygon(QPolygonF{QPointF(inner.center().x(), inner.top()), inner.bottomRight(), inner.bottomLeft()});
    } else {
        painter.drawEllipse(inner);
        painter.setBrush(colour);
        if (tone == Tone::Good)
            painter.drawEllipse(inner);
        else if (tone == Tone::Working)
            painter.drawPie(inner, 90 * 16, 180 * 16);
    }
    painter.restore();
}

QIcon programIcon()
{
    return icon(std::nullopt);
}

QIcon trayIcon(Tone tone)
{
    return icon(tone);
}

} // namespace rollcall::window
