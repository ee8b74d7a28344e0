#pragma once

#include "reports/report_writer.h"

#include <vector>

namespace rollcall::reports {

// One object: {"title", "subtitle", "footnote", "rows": [{…}, …]}. Dates and times of the site are texts, durations minutes, what is
// not there is null.
class JsonWriter final : public ReportWriter {
public:
    explicit JsonWriter(std::string &out);
    [[nodiscard]] std::expected<void, ReportError> begin(const ReportHead &head) override;
    [[nodiscard]] std::expected<void, ReportError> row(std::span<const Cell> cells) override;
    [[nodiscard]] std::expected<void, ReportError> end() override;

private:
    std::string &m_out;
    std::vector<std::string> m_keys;  // "\"person\":"
    bool m_isFirst = true;
};

// For rollcall-report, which makes the document: a line {"title", "subtitle", "footnote", "page", "columns": [{"title", "width", "right"}]},
// a line [texts] for each row, and the line "end", without which the report has broken off.
class PrintWriter final : public ReportWriter {
public:
    explicit PrintWriter(std::string &out);
    [[nodiscard]] std::expected<void, ReportError> begin(const ReportHead &head) override;
    [[nodiscard]] std::expected<void, ReportError> row(std::span<const Cell> cells) override;
    [[nodiscard]] std::expected<void, ReportError> end() override;

private:
    std::string &m_out;
    std::vector<Column> m_columns;
};

// A cell as it is printed: times without the date of the row itself.
[[nodiscard]] std::string printedText(const Cell &cell, std::span<const Cell> row);

} // namespace rollcall::reports
