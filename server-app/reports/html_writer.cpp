#include "reports/html_writer.h"

#include "reports/json_writer.h"

namespace rollcall::reports {

namespace {

// On paper: A4 across, the heading again on every page, no row cut in two.
constexpr std::string_view style = R"(
@page { size: A4 landscape; margin: 12mm; }
body { font: 10pt system-ui, sans-serif; margin: 2em; color: #111; }
h1 { font-size: 16pt; margin: 0; }
p { margin: .3em 0 1em; color: #444; }
table { border-collapse: collapse; width: 100%; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { text-align: left; padding: .2em .5em; border-bottom: 1px solid #ccc; vertical-align: top; }
th { border-bottom: 2px solid #111; }
.r { text-align: right; font-variant-numeric: tabular-nums; }
@media print { body { margin: 0; font-size: 8pt; } }
)";

bool isRight(const Column &column)
{
    return column.kind == CellKind::Duration || column.kind == CellKind::Number;
}

} // namespace

HtmlWriter::HtmlWriter(std::string &out)
    : m_out(out)
{
}

void HtmlWriter::escape(std::string_view text)
{
    for (const char c : text) {
        switch (c) {
        case '&':
            m_out += "&amp;";
            break;
        case '<':
            m_out += "&lt;";
            break;
        case '>':
            m_out += "&gt;";
            break;
        case '"':
            m_out += "&quot;";
            break;
        default:
            m_out += c;
        }
    }
}

std::expected<void, ReportError> HtmlWriter::begin(const ReportHead &head)
{
    m_columns = head.columns;
    m_footnote = head.footnote;
    m_out += "<!DOCTYPE html>\n<html lang=\"";
    m_out += toWord(head.language);
    m_out += "\">\n<head>\n<meta charset=\"utf-8\">\n<title>";
    escape(head.title);
    m_out += "</title>\n<style>";
    m_out += style;
    m_out += "</style>\n</head>\n<body>\n<h1>";
    escape(head.title);
    m_out += "</h1>\n<p>";
    escape(head.subtitle);
    m_out += "</p>\n<table>\n<thead><tr>";
    for (const Column &column : m_columns) {
        if (!column.isPrinted)
            continue;
        m_out += isRight(column) ? "<th class=\"r\">" : "<th>";
        escape(column.title);
        m_out += "</th>";
    }
    m_out += "</tr></thead>\n<tbody>\n";
    return {};
}

std::expected<void, ReportError> HtmlWriter::row(std::span<const Cell> cells)
{
    m_out += "<tr>";
    for (std::size_t i = 0; i < cells.size() && i < m_columns.size(); ++i) {
        if (!m_columns[i].isPrinted)
            continue;
        m_out += isRight(m_columns[i]) ? "<td class=\"r\">" : "<td>";
        escape(printedText(cells[i], cells));
        m_out += "</td>";
    }
    m_out += "</tr>\n";
    return {};
}

std::expected<void, ReportError> HtmlWriter::end()
{
    m_out += "</tbody>\n</table>\n<p>";
    escape(m_footnote);
    m_out += "</p>\n</body>\n</html>\n";
    return {};
}

} // namespace rollcall::reports
