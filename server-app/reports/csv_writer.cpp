#include "reports/csv_writer.h"

namespace rollcall::reports {

bool looksLikeFormula(std::string_view text)
{
    return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

CsvWriter::CsvWriter(std::string &out, bool byteOrderMark)
    : m_out(out)
    , m_byteOrderMark(byteOrderMark)
{
}

void CsvWriter::field(std::string_view value, bool isText)
{
    const bool neutralise = isText && looksLikeFormula(value);
    if (!neutralise && value.find_first_of(",\"\r\n") == std::string_view::npos) {
        m_out += value;
        return;
    }
    m_out += neutralise ? "\"'" : "\"";
    for (const char c : value) {
        if (c == '"')
            m_out += '"';
        m_out += c;
    }
    m_out += '"';
}

std::expected<void, ReportError> CsvWriter::begin(const ReportHead &head)
{
    if (m_byteOrderMark)
        m_out += "\xef\xbb\xbf";
    bool isFirst = true;
    for (const Column &column : head.columns) {
        if (!std::exchange(isFirst, false))
            m_out += ',';
        field(column.title, true);
    }
    m_out += "\r\n";
    return {};
}

std::expected<void, ReportError> CsvWriter::row(std::span<const Cell> cells)
{
    bool isFirst = true;
    for (const Cell &cell : cells) {
        if (!std::exchange(isFirst, false))
            m_out += ',';
        if (const auto *own = std::get_if<std::string>(&cell))
            field(*own, true);
        else
            field(plainText(cell), false);
    }
    m_out += "\r\n";
    return {};
}

} // namespace rollcall::reports
