#pragma once

#include "reports/report_table.h"

#include <expected>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace rollcall::reports {

// A sentence for the person who wanted the report: what is wrong, where, what to do.
struct ReportError {
    std::string message;
};

// Takes a report row by row and keeps none of them, so that its memory does not grow with the report. begin, then rows, then end.
// One thread at a time.
class ReportWriter {
public:
    virtual ~ReportWriter() = default;
    [[nodiscard]] virtual std::expected<void, ReportError> begin(const ReportHead &head) = 0;
    [[nodiscard]] virtual std::expected<void, ReportError> row(std::span<const Cell> cells) = 0;
    [[nodiscard]] virtual std::expected<void, ReportError> end() = 0;
};

struct TextOptions {
    bool byteOrderMark = false;  // CSV: some spreadsheets take a file for UTF-8 only with it
};

// Writers that append to `out`, which outlives them; whoever sends it on empties it. Of Format::Pdf: the lines that rollcall-report
// makes the document of. Null for Format::Xlsx, which is no text.
[[nodiscard]] std::unique_ptr<ReportWriter> makeTextWriter(Format format, std::string &out, const TextOptions &options = {});

// An Office Open XML workbook; the file is there after end(). A report longer than a sheet goes on on the next one.
[[nodiscard]] std::unique_ptr<ReportWriter> makeXlsxWriter(const std::filesystem::path &file);

} // namespace rollcall::reports
