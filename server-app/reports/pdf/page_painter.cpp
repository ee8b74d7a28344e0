#include "pdf/page_painter.h"

#include <QFontMetricsF>
#include <QPageLayout>
#include <QTextLayout>

#include <algorithm>

namespace rollcall::reports {

using namespace Qt::StringLiterals;

namespace {

constexpr int dotsPerInch = 300;
constexpr double marginMm = 12;
constexpr double titlePoints = 15;
constexpr double textPoints = 8;
constexpr double gapPoints = 4;  // between columns
constexpr qsizetype textsRemembered = 4'096;  // of each column

double dots(double points) { return points * dotsPerInch / 72; }

} // namespace

PagePainter::PagePainter(const QString &file)
    : m_writer(file)
{
    m_writer.setResolution(dotsPerInch);
    m_writer.setPageLayout(QPageLayout(QPageSize(QPageSize::A4), QPageLayout::Landscape, QMarginsF(marginMm, marginMm, marginMm, marginMm), QPageLayout::Millimeter));
    m_writer.setCreator(u"Rollcall"_s);
}

QFont PagePainter::font(double points, QFont::Weight weight) const
{
    QFont font(u"DejaVu Sans"_s);
    font.setStyleHint(QFont::SansSerif);
    font.setPixelSize(qRound(dots(points)));
    font.setWeight(weight);
    return font;
}

bool PagePainter::begin(const PrintedHead &head)
{
    m_head = head;
    m_writer.setTitle(head.title);
    if (!m_painter.begin(&m_writer))
        return false;
    m_rowFont = font(textPoints);
    m_lineHeight = QFontMetricsF(m_rowFont, &m_writer).height() * 1.35;
    layOutColumns();
    beginPage();
    return true;
}

// Each column has room for its title; what remains is shared by their widths.
void PagePainter::layOutColumns()
{
    const QFontMetricsF metrics(font(textPoints, QFont::Bold), &m_writer);
    double room = m_writer.width() - dots(gapPoints) * double(m_head.columns.size() - 1);
    double shares = 0;
    for (const PrintedColumn &column : std::as_const(m_head.columns)) {
        room -= metrics.horizontalAdvance(column.title) + dots(1);
        shares += column.width;
    }
    double x = 0;
    for (const PrintedColumn &column : std::as_const(m_head.columns)) {
        const double width = metrics.horizontalAdvance(column.title) + dots(1) + std::max(0.0, room) * column.width / shares;
        m_columns.append(QRectF(x, 0, width, m_lineHeight));
        x += width + dots(gapPoints);
    }
    m_laidOut.resize(m_columns.size());
}

void PagePainter::beginPage()
{
    ++m_page;
    m_top = 0;
    m_bottom = m_writer.height() - 2 * m_lineHeight;
    const QFont title = font(titlePoints, QFont::Bold);
    const double titleHeight = QFontMetricsF(title, &m_writer).height();
    m_painter.setFont(title);
    m_painter.drawText(QRectF(0, 0, m_writer.width(), titleHeight), Qt::AlignLeft | Qt::AlignVCenter, m_head.title);
    m_top += titleHeight * 1.1;
    m_painter.setFont(m_rowFont);
    m_painter.drawText(QRectF(0, m_top, m_writer.width(), m_lineHeight), Qt::AlignLeft | Qt::AlignVCenter, m_head.subtitle);
    m_top += m_lineHeight * 1.6;
    QStringList titles;
    for (const PrintedColumn &column : std::as_const(m_head.columns))
        titles.append(column.title);
    drawCells(titles, font(textPoints, QFont::Bold));
    m_painter.setPen(QPen(Qt::black, dots(0.8)));
    m_painter.drawLine(QPointF(0, m_top), QPointF(m_writer.width(), m_top));
    m_top += dots(2);
    drawFoot();
}

void PagePainter::drawFoot()
{
    const QRectF foot(0, m_writer.height() - m_lineHeight, m_writer.width(), m_lineHeight);
    m_painter.setFont(m_rowFont);
    m_painter.setPen(Qt::darkGray);
    m_painter.drawText(foot, Qt::AlignLeft | Qt::AlignVCenter, m_head.footnote);
    m_painter.drawText(foot, Qt::AlignRight | Qt::AlignVCenter, m_head.page + u' ' + QString::number(m_page));
    m_painter.setPen(Qt::black);
}

// A text that is wider than its column ends in dots: the whole of it is in the other formats.
PagePainter::LaidOut PagePainter::layOut(const QString &text, double width, const QFont &font) const
{
    QTextLayout layout(QFontMetricsF(font, &m_writer).elidedText(text, Qt::ElideRight, width), font, &m_writer);
    layout.beginLayout();
    const QTextLine line = layout.createLine();
    layout.endLayout();
    return {.glyphs = layout.glyphRuns(), .size = {line.naturalTextWidth(), line.height()}};
}

const PagePainter::LaidOut &PagePainter::laidOut(qsizetype column, const QString &text)
{
    QHash<QString, LaidOut> &known = m_laidOut[column];
    const auto found = known.constFind(text);
    if (found != known.constEnd())
        return *found;
    if (known.size() >= textsRemembered)
        known.clear();
    return *known.insert(text, layOut(text, m_columns[column].width(), m_rowFont));
}

void PagePainter::drawCells(const QStringList &cells, const QFont &font)
{
    const bool isRow = font == m_rowFont;
    for (qsizetype i = 0; i < cells.size() && i < m_columns.size(); ++i) {
        if (cells[i].isEmpty())
            continue;
        const QRectF box = m_columns[i].translated(0, m_top);
        const LaidOut text = isRow ? laidOut(i, cells[i]) : layOut(cells[i], box.width(), font);
        const double left = m_head.columns[i].isRight ? box.right() - text.size.width() : box.left();
        for (const QGlyphRun &run : text.glyphs)
            m_painter.drawGlyphRun(QPointF(left, box.center().y() - text.size.height() / 2), run);
    }
    m_top += m_lineHeight;
}

bool PagePainter::row(const QStringList &cells)
{
    if (m_top + m_lineHeight > m_bottom) {
        if (!m_writer.newPage())
            return false;
        beginPage();
    }
    drawCells(cells, m_rowFont);
    m_painter.setPen(QPen(QColor(210, 210, 210), dots(0.3)));
    m_painter.drawLine(QPointF(0, m_top), QPointF(m_writer.width(), m_top));
    m_painter.setPen(Qt::black);
    return true;
}

bool PagePainter::end()
{
    return m_painter.end();
}

} // namespace rollcall::reports
