#include "window/link_plots.h"

#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>
#include <QStyleOptionFocusRect>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace rollcall::window {

namespace {

constexpr int stripHeight = 52;
constexpr int openHeight = 150;
constexpr int gap = 16;

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < 128;
}

QColor pick(bool dark, QRgb onDark, QRgb onLight)
{
    return QColor(dark ? onDark : onLight);
}

} // namespace

LinkPlots::LinkPlots(QWidget *parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Bitrate, round trip and loss of the last two minutes"));
    setToolTip(tr("Click to enlarge"));
}

QSize LinkPlots::sizeHint() const
{
    return {400, m_open ? openHeight : stripHeight};
}

void LinkPlots::setOpen(bool open)
{
    if (std::exchange(m_open, open) == open)
        return;
    setToolTip(open ? tr("Click to shrink") : tr("Click to enlarge"));
    updateGeometry();
    update();
    Q_EMIT openChanged(open);
}

void LinkPlots::toggle()
{
    setOpen(!m_open);
}

void LinkPlots::mousePressEvent(QMouseEvent *)
{
    toggle();
}

void LinkPlots::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        toggle();
    else
        QWidget::keyPressEvent(event);
}

void LinkPlots::setHistory(const std::deque<LinkSample> &history, qint64 nowMs)
{
    m_history = history;
    m_nowMs = nowMs;
    QStringList words;
    for (const Plot &plot : plots())
        words.append(plot.title + u' ' + plot.value);
    setAccessibleDescription(words.join(u", "_s));
    update();
}

QList<LinkPlots::Plot> LinkPlots::plots() const
{
    const bool dark = isDark(palette());
    const QLocale locale;
    const QString none = u"\u2013"_s;
    const LinkSample *const last = m_history.empty() ? nullptr : &m_history.back();
    const auto value = [&](bool known, const QString &text) { return known ? text : none; };
    return {
        {tr("Bitrate"), value(last, last ? tr("%1 kbit/s").arg(locale.toString(std::lround(last->kbps))) : QString()), pick(dark, 0xff2dd4bf, 0xff0f766e),
         [](const LinkSample &sample) { return std::optional(sample.kbps); }, 500},
        {tr("Round trip"), value(last && last->roundTripMs, last ? tr("%1 ms").arg(locale.toString(std::lround(last->roundTripMs.value_or(0)))) : QString()),
         pick(dark, 0xff93c5fd, 0xff1d4ed8), [](const LinkSample &sample) { return sample.roundTripMs; }, 50},
        {tr("Loss"), value(last, last ? tr("%1 %").arg(locale.toString(last->lostPercent, 'f', 1)) : QString()), pick(dark, 0xfffca5a5, 0xffb91c1c),
         [](const LinkSample &sample) { return std::optional(sample.lostPercent); }, 5},
    };
}

void LinkPlots::paintPlot(QPainter &painter, const QRect &box, const Plot &plot) const
{
    const QFontMetrics metrics = fontMetrics();
    const int valueWidth = metrics.horizontalAdvance(plot.value);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(box, Qt::AlignRight | Qt::AlignTop, plot.value);
    QColor quiet = palette().color(QPalette::WindowText);
    quiet.setAlphaF(0.75F);
    painter.setPen(quiet);
    painter.drawText(box, Qt::AlignLeft | Qt::AlignTop, metrics.elidedText(plot.title, Qt::ElideRight, box.width() - valueWidth - 8));

    const QRectF area = QRectF(box).adjusted(0, metrics.height() + 4, 0, -1);
    QColor line = palette().color(QPalette::WindowText);
    line.setAlphaF(0.2F);
    painter.setPen(QPen(line, 1));
    painter.drawLine(area.bottomLeft(), area.bottomRight());
    double top = plot.least;
    for (const LinkSample &sample : m_history)
        top = std::max(top, plot.read(sample).value_or(0) * 1.1);
    QPainterPath path;
    bool pen = false;
    for (const LinkSample &sample : m_history) {
        const auto y = plot.read(sample);
        if (!y) {
            pen = false;
            continue;
        }
        const QPointF point(area.right() - area.width() * double(m_nowMs - sample.atMs) / CameraStation::historyMs, area.bottom() - area.height() * *y / top);
        if (std::exchange(pen, true))
            path.lineTo(point);
        else
            path.moveTo(point);
    }
    painter.setPen(QPen(plot.colour, 1.6));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.drawPath(path);
    if (m_open) {
        painter.setPen(quiet);
        painter.drawText(area, Qt::AlignLeft | Qt::AlignTop, QLocale().toString(std::lround(top)));
    }
}

void LinkPlots::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QList<Plot> all = plots();
    const int width = (this->width() - 2 * gap - 4) / int(all.size());
    for (int i = 0; i < all.size(); ++i)
        paintPlot(painter, QRect(2 + i * (width + gap), 2, width, height() - 4), all[i]);
    if (hasFocus()) {
        QStyleOptionFocusRect option;
        option.initFrom(this);
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
    }
}

} // namespace rollcall::window
