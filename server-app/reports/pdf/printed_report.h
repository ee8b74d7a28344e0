#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <expected>
#include <optional>
#include <variant>

namespace rollcall::reports {

// The lines that the server writes for a printed report (see PrintWriter).
struct PrintedColumn {
    QString title;
    double width = 10;     // a share of the page's
    bool isRight = false;  // figures stand at the right
};
struct PrintedHead {
    QString title;
    QString subtitle;
    QString footnote;
    QString page;  // the word before the page's number
    QList<PrintedColumn> columns;
};
struct PrintedEnd { };
using PrintedLine = std::variant<PrintedHead, QStringList, PrintedEnd>;

// One line without its line feed; a sentence where it is none of these.
[[nodiscard]] std::expected<PrintedLine, QString> parsePrintedLine(const QByteArray &line);

} // namespace rollcall::reports
