#pragma once

#include "reports/report_writer.h"

#include <memory>

namespace rollcall::reports {

// Over libxlsxwriter in its mode of constant memory: a row is in a temporary file once the next one comes. Texts are always texts, never
// formulas; dates, times and durations are numbers with a format, so that a spreadsheet can reckon with them.
class XlsxWriter final : public ReportWriter {
public:
    static constexpr uint32_t rowsPerSheet = 1'048'576;  // of the format

    explicit XlsxWriter(std::filesystem::path file, uint32_t sheetRows = rowsPerSheet);
    ~XlsxWriter() override;
    [[nodiscard]] std::expected<void, ReportError> begin(const ReportHead &head) override;
    [[nodiscard]] std::expected<void, ReportError> row(std::span<const Cell> cells) override;
    [[nodiscard]] std::expected<void, ReportError> end() override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace rollcall::reports
