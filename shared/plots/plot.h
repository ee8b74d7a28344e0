#pragma once

#include <QColor>
#include <QList>
#include <QPair>
#include <QString>

#include <optional>

class QPainter;
class QPalette;
class QRect;

namespace rollcall::plots {

// One figure over time, without a value where there is a gap.
struct Point {
    qint64 atMs = 0;  // of any clock, the same as TimeSpan's
    std::optional<double> value = {};
};

struct Plot {
    QString title = {};
    QString value = {};  // the newest, with its unit
    QColor colour = {};
    QList<Point> points = {};
    double least = 1;  // the scale reaches at least so far
};

// The right edge is now.
struct TimeSpan {
    qint64 nowMs = 0;
    qint64 lengthMs = 1;
};

enum class Scale { Hidden, Shown };

// Title and value above a line from zero. The painter's thread.
void paint(QPainter &painter, const QRect &box, const Plot &plot, const TimeSpan &span, const QPalette &palette, Scale scale);

} // namespace rollcall::plots
