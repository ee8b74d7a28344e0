#pragma once

#include "reports/report_writer.h"

namespace rollcall::reports {

// RFC 4180: CRLF, quotes where they are needed, UTF-8. What a spreadsheet would take for a formula is a text with an apostrophe
// before it.
class CsvWriter final : public ReportWriter {
public:
    CsvWriter(std::string &out, bool byteOrderMark);
    [[nodiscard]] std::expected<void, ReportError> begin(const ReportHead &head) override;
    [[nodiscard]] std::expected<void, ReportError> row(std::span<const Cell> cells) override;
    [[nodiscard]] std::expected<void, ReportError> end() override { return {}; }

private:
    void field(std::string_view value, bool isText);

    std::string &m_out;
    const bool m_byteOrderMark;
};

// Whether spreadsheets would read a text as a formula: it begins with =, +, -, @, a tab or a carriage return.
[[nodiscard]] bool looksLikeFormula(std::string_view text);

} // namespace rollcall::reports
