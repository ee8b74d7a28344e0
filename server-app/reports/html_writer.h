#pragma once

#include "reports/report_writer.h"

#include <vector>

namespace rollcall::reports {

// One page without scripts or links, to be read and printed by a browser: the heading of the table is on every sheet of paper.
class HtmlWriter final : public ReportWriter {
public:
    explicit HtmlWriter(std::string &out);
    [[nodiscard]] std::expected<void, ReportError> begin(const ReportHead &head) override;
    [[nodiscard]] std::expected<void, ReportError> row(std::span<const Cell> cells) override;
    [[nodiscard]] std::expected<void, ReportError> end() override;

private:
    void escape(std::string_view text);

    std::string &m_out;
    std::vector<Column> m_columns;
    std::string m_footnote;
};

} // namespace rollcall::reports
