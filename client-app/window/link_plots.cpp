#include "window/link_plots.h"

#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionFocusRect>

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
    for (const plots::Plot &plot : drawn())
        words.append(plot.title + u' ' + plot.value);
    setAccessibleDescription(words.join(u", "_s));
    update();
}

QList<plots::Plot> LinkPlots::drawn() const
{
    const bool dark = isDark(palette());
    const QLocale locale;
    const QString none = u"\u2013"_s;
    const LinkSample *const last = m_history.empty() ? nullptr : &m_history.back();
    const auto value = [&](bool known, const QString &text) { return known ? text : none; };
    const auto points = [this](auto read) {
        QList<plots::Point> made;
        for (const LinkSample &sample : m_history)
            made.append(plots::Point{.atMs = sample.atMs, .value = read(sample)});
        return made;
    };
    return {
        {tr("Bitrate"), value(last, last ? tr("%1 kbit/s").arg(locale.toString(std::lround(last->kbps))) : QString()), pick(dark, 0xff2dd4bf, 0xff0f766e),
         points([](const LinkSample &sample) { return std::optional(sample.kbps); }), 500},
        {tr("Round trip"), value(last && last->roundTripMs, last ? tr("%1 ms").arg(locale.toString(std::lround(last->roundTripMs.value_or(0)))) : QString()),
         pick(dark, 0xff93c5fd, 0xff1d4ed8), points([](const LinkSample &sample) { return sample.roundTripMs; }), 50},
        {tr("Loss"), value(last, last ? tr("%1 %").arg(locale.toString(last->lostPercent, 'f', 1)) : QString()), pick(dark, 0xfffca5a5, 0xffb91c1c),
         points([](const LinkSample &sample) { return std::optional(sample.lostPercent); }), 5},
    };
}

void LinkPlots::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QList<plots::Plot> all = drawn();
    const plots::TimeSpan span{.nowMs = m_nowMs, .lengthMs = CameraStation::historyMs};
    const int width = (this->width() - 2 * gap - 4) / int(all.size());
    for (int i = 0; i < all.size(); ++i)
        plots::paint(painter, QRect(2 + i * (width + gap), 2, width, height() - 4), all[i], span, palette(), m_open ? plots::Scale::Shown : plots::Scale::Hidden);
    if (hasFocus()) {
        QStyleOptionFocusRect option;
        option.initFrom(this);
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
    }
}

} // namespace rollcall::window
