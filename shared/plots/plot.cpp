#include "plots/plot.h"

#include <QFontMetrics>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>

#include <algorithm>
#include <cmath>
#include <utility>

namespace rollcall::plots {

namespace {

constexpr double headroom = 1.1;
constexpr double lineWidth = 1.6;

QColor faded(const QPalette &palette, float alpha)
{
    QColor made = palette.color(QPalette::WindowText);
    made.setAlphaF(alpha);
    return made;
}

double topOf(const Plot &plot)
{
    double top = plot.least;
    for (const Point &point : plot.points)
        top = std::max(top, point.value.value_or(0) * headroom);
    return top;
}

QPainterPath lineOf(const Plot &plot, const QRectF &area, const TimeSpan &span, double top)
{
    QPainterPath path;
    bool isDown = false;
    for (const Point &point : plot.points) {
        if (!point.value) {
            isDown = false;
            continue;
        }
        const QPointF place(area.right() - area.width() * double(span.nowMs - point.atMs) / double(span.lengthMs), area.bottom() - area.height() * *point.value / top);
        if (std::exchange(isDown, true))
            path.lineTo(place);
        else
            path.moveTo(place);
    }
    return path;
}

} // namespace

void paint(QPainter &painter, const QRect &box, const Plot &plot, const TimeSpan &span, const QPalette &palette, Scale scale)
{
    const QFontMetrics metrics(painter.font(), painter.device());
    painter.setPen(palette.color(QPalette::WindowText));
    painter.drawText(box, Qt::AlignRight | Qt::AlignTop, plot.value);
    const QColor quiet = faded(palette, 0.75F);
    painter.setPen(quiet);
    painter.drawText(box, Qt::AlignLeft | Qt::AlignTop, metrics.elidedText(plot.title, Qt::ElideRight, box.width() - metrics.horizontalAdvance(plot.value) - 8));

    const QRectF area = QRectF(box).adjusted(0, metrics.height() + 4, 0, -1);
    painter.setPen(QPen(faded(palette, 0.2F), 1));
    painter.drawLine(area.bottomLeft(), area.bottomRight());
    const double top = topOf(plot);
    painter.save();
    painter.setClipRect(area.adjusted(0, -1, 0, 1));
    painter.setPen(QPen(plot.colour, lineWidth));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.drawPath(lineOf(plot, area, span, top));
    painter.restore();
    if (scale == Scale::Shown) {
        painter.setPen(quiet);
        painter.drawText(area, Qt::AlignLeft | Qt::AlignTop, QLocale().toString(std::lround(top)));
    }
}

} // namespace rollcall::plots
