#pragma once

#include "pdf/printed_report.h"

#include <QFont>
#include <QGlyphRun>
#include <QHash>
#include <QPainter>
#include <QPdfWriter>
#include <QRectF>

namespace rollcall::reports {

// Draws a table row by row onto pages of A4, across; each page has the title, the heading of the columns and its number. A page is
// written when the next one begins, so that memory does not grow with the report. On the thread of its QGuiApplication.
class PagePainter {
public:
    explicit PagePainter(const QString &file);

    // False where the file cannot be written.
    [[nodiscard]] bool begin(const PrintedHead &head);
    [[nodiscard]] bool row(const QStringList &cells);
    [[nodiscard]] bool end();

private:
    [[nodiscard]] QFont font(double points, QFont::Weight weight = QFont::Normal) const;
    void layOutColumns();
    void beginPage();
    void drawFoot();
    void drawCells(const QStringList &cells, const QFont &font);
    // A text as it fits its column. Names, dates and times come again and again: each is laid out once.
    struct LaidOut {
        QList<QGlyphRun> glyphs;
        QSizeF size;
    };
    [[nodiscard]] LaidOut layOut(const QString &text, double width, const QFont &font) const;
    [[nodiscard]] const LaidOut &laidOut(qsizetype column, const QString &text);

    QPdfWriter m_writer;
    QPainter m_painter;
    PrintedHead m_head;
    QFont m_rowFont;
    QList<QRectF> m_columns;  // x and width, in the writer's units
    QList<QHash<QString, LaidOut>> m_laidOut;  // of rows, by column
    double m_lineHeight = 0;
    double m_top = 0;         // of the next row
    double m_bottom = 0;      // of the last row that fits
    int m_page = 0;
};

} // namespace rollcall::reports
