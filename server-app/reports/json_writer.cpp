#include "reports/json_writer.h"

#include "reports/json_text.h"
#include "reports/texts.h"

namespace rollcall::reports {

namespace {

void appendMember(std::string &out, std::string_view key, std::string_view value)
{
    appendJson(out, key);
    out += ':';
    appendJson(out, value);
}

void appendHead(std::string &out, const ReportHead &head)
{
    out += '{';
    appendMember(out, "title", head.title);
    out += ',';
    appendMember(out, "subtitle", head.subtitle);
    out += ',';
    appendMember(out, "footnote", head.footnote);
}

void appendValue(std::string &out, const Cell &cell)
{
    if (std::holds_alternative<std::monostate>(cell))
        out += "null";
    else if (const auto *number = std::get_if<int64_t>(&cell))
        out += std::to_string(*number);
    else if (const auto *duration = std::get_if<Minutes>(&cell))
        out += std::to_string(duration->count());
    else
        appendJson(out, plainText(cell));
}

} // namespace

JsonWriter::JsonWriter(std::string &out)
    : m_out(out)
{
}

std::expected<void, ReportError> JsonWriter::begin(const ReportHead &head)
{
    appendHead(m_out, head);
    m_out += ",\"rows\":[";
    for (const Column &column : head.columns) {
        std::string key;
        appendJson(key, column.key);
        m_keys.push_back(key + ':');
    }
    return {};
}

std::expected<void, ReportError> JsonWriter::row(std::span<const Cell> cells)
{
    m_out += std::exchange(m_isFirst, false) ? "\n{" : ",\n{";
    for (std::size_t i = 0; i < cells.size() && i < m_keys.size(); ++i) {
        if (i > 0)
            m_out += ',';
        m_out += m_keys[i];
        appendValue(m_out, cells[i]);
    }
    m_out += '}';
    return {};
}

std::expected<void, ReportError> JsonWriter::end()
{
    m_out += "\n]}\n";
    return {};
}

PrintWriter::PrintWriter(std::string &out)
    : m_out(out)
{
}

std::expected<void, ReportError> PrintWriter::begin(const ReportHead &head)
{
    m_columns = head.columns;
    appendHead(m_out, head);
    m_out += ',';
    appendMember(m_out, "page", text(Text::Page, head.language));
    m_out += ",\"columns\":[";
    bool isFirst = true;
    for (const Column &column : m_columns) {
        if (!column.isPrinted)
            continue;
        m_out += std::exchange(isFirst, false) ? "{" : ",{";
        appendMember(m_out, "title", column.title);
        const bool isRight = column.kind == CellKind::Duration || column.kind == CellKind::Number;
        m_out += ",\"width\":" + std::to_string(column.kind == CellKind::Time ? 5 : column.width) + ",\"right\":" + (isRight ? "true}" : "false}");
    }
    m_out += "]}\n";
    return {};
}

std::expected<void, ReportError> PrintWriter::row(std::span<const Cell> cells)
{
    char separator = '[';
    for (std::size_t i = 0; i < cells.size() && i < m_columns.size(); ++i) {
        if (!m_columns[i].isPrinted)
            continue;
        m_out += std::exchange(separator, ',');
        appendJson(m_out, printedText(cells[i], cells));
    }
    m_out += "]\n";
    return {};
}

std::expected<void, ReportError> PrintWriter::end()
{
    m_out += "\"end\"\n";
    return {};
}

std::string printedText(const Cell &cell, std::span<const Cell> row)
{
    const auto *time = std::get_if<LocalMs>(&cell);
    if (!time)
        return plainText(cell);
    const Day *day = nullptr;
    for (const Cell &other : row)
        day = day ? day : std::get_if<Day>(&other);
    return clockText(*time, day);
}

} // namespace rollcall::reports
