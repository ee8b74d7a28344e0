#include "pdf/printed_report.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace rollcall::reports {

using namespace Qt::StringLiterals;

namespace {

std::expected<PrintedLine, QString> readHead(const QJsonObject &object)
{
    PrintedHead head{.title = object.value("title"_L1).toString(), .subtitle = object.value("subtitle"_L1).toString(),
                     .footnote = object.value("footnote"_L1).toString(), .page = object.value("page"_L1).toString(), .columns = {}};
    const QJsonArray columns = object.value("columns"_L1).toArray();
    for (const QJsonValue &column : columns) {
        const double width = column["width"_L1].toDouble();
        if (width <= 0)
            return std::unexpected(u"A column of the report has no width."_s);
        head.columns.append({column["title"_L1].toString(), width, column["right"_L1].toBool()});
    }
    if (head.columns.isEmpty())
        return std::unexpected(u"The report has no columns."_s);
    return head;
}

} // namespace

std::expected<PrintedLine, QString> parsePrintedLine(const QByteArray &line)
{
    if (line == "\"end\"")
        return PrintedEnd{};
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(line, &problem);
    if (document.isObject())
        return readHead(document.object());
    if (!document.isArray())
        return std::unexpected(u"A line of the report is neither its head nor a row: %1."_s.arg(problem.errorString()));
    QStringList cells;
    const QJsonArray values = document.array();
    cells.reserve(values.size());
    for (const QJsonValue &value : values)
        cells.append(value.toString());
    return cells;
}

} // namespace rollcall::reports
