#include "admin/camera_plots.h"

#include "admin/connection.h"
#include "admin/look.h"

#include <QLocale>
#include <QPainter>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

constexpr int plotHeight = 56;
constexpr int gap = 10;
constexpr int usualWidth = 280;
constexpr std::chrono::milliseconds redrawEvery{1'000};

// How a figure of CameraHistory is called, written and drawn.
struct Figure {
    const char *title;
    const char *unit;
    double factor;
    int digits;
    double least;
    Tone tone;
};

constexpr std::array<Figure, CameraHistory::figures.size()> figures{{
    {QT_TRANSLATE_NOOP("rollcall::admin::CameraPlots", "Bitrate"), " kbit/s", 1, 0, 500, Tone::Good},
    {QT_TRANSLATE_NOOP("rollcall::admin::CameraPlots", "Frames a second"), "", 1, 1, 5, Tone::Good},
    {QT_TRANSLATE_NOOP("rollcall::admin::CameraPlots", "Latency, from the camera to here"), " ms", 1, 0, 50, Tone::Excused},
    {QT_TRANSLATE_NOOP("rollcall::admin::CameraPlots", "Round trip"), " ms", 1, 0, 50, Tone::Excused},
    {QT_TRANSLATE_NOOP("rollcall::admin::CameraPlots", "Lost packets"), " %", 100, 1, 5, Tone::Absent},
}};

} // namespace

CameraPlots::CameraPlots(Connection &connection, QWidget *parent)
    : QWidget(parent)
    , m_connection(connection)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("The last two minutes"));
    m_timer.setInterval(redrawEvery);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (isVisible())
            refresh();
    });
    m_timer.start();
}

void CameraPlots::setCamera(const QString &camera)
{
    m_camera = camera;
    refresh();
}

QList<plots::Plot> CameraPlots::made() const
{
    const auto &samples = m_connection.history().of(m_camera);
    const QLocale locale;
    QList<plots::Plot> known;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        const Figure &figure = figures[i];
        plots::Plot plot{.title = tr(figure.title), .value = u"–"_s, .colour = colourOf(figure.tone, isDark(palette())), .points = {}, .least = figure.least};
        bool isKnown = false;
        for (const CameraHistory::Sample &sample : samples) {
            const auto value = sample.values[i] ? std::optional(*sample.values[i] * figure.factor) : std::nullopt;
            isKnown = isKnown || value;
            plot.points.append(plots::Point{.atMs = sample.at.count(), .value = value});
        }
        if (!isKnown)
            continue;
        if (const auto last = plot.points.last().value)
            plot.value = locale.toString(*last, 'f', figure.digits) + QString::fromLatin1(figure.unit);
        known.append(std::move(plot));
    }
    return known;
}

void CameraPlots::refresh()
{
    const qsizetype before = std::exchange(m_drawn, made()).size();
    if (before != m_drawn.size())
        updateGeometry();
    QStringList words;
    for (const plots::Plot &plot : std::as_const(m_drawn))
        words.append(plot.title + u' ' + plot.value);
    setAccessibleDescription(words.join(u", "_s));
    update();
}

QSize CameraPlots::sizeHint() const
{
    return {usualWidth, !m_drawn.isEmpty() ? fontMetrics().height() + int(m_drawn.size()) * (plotHeight + gap) : 0};
}

void CameraPlots::paintEvent(QPaintEvent *)
{
    if (m_drawn.isEmpty())
        return;
    QPainter painter(this);
    int top = fontMetrics().height() + gap / 2;
    painter.setPen(palette().color(QPalette::WindowText));
    QFont bold = font();
    bold.setBold(true);
    painter.setFont(bold);
    painter.drawText(QRect(0, 0, width(), top), Qt::AlignLeft | Qt::AlignTop, tr("The last two minutes"));
    painter.setFont(font());
    const plots::TimeSpan span{.nowMs = m_connection.sinceStart().count(), .lengthMs = CameraHistory::span.count()};
    for (const plots::Plot &plot : std::as_const(m_drawn)) {
        plots::paint(painter, QRect(1, top, width() - 2, plotHeight), plot, span, palette(), plots::Scale::Shown);
        top += plotHeight + gap;
    }
}

} // namespace rollcall::admin
