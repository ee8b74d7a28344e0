#include "reports/csv_writer.h"
#include "reports/html_writer.h"
#include "reports/json_writer.h"
#include "reports/report_writer.h"

namespace rollcall::reports {

std::unique_ptr<ReportWriter> makeTextWriter(Format format, std::string &out, const TextOptions &options)
{
    switch (format) {
    case Format::Json:
        return std::make_unique<JsonWriter>(out);
    case Format::Csv:
        return std::make_unique<CsvWriter>(out, options.byteOrderMark);
    case Format::Html:
        return std::make_unique<HtmlWriter>(out);
    case Format::Pdf:
        return std::make_unique<PrintWriter>(out);
    case Format::Xlsx:
        break;
    }
    return nullptr;
}

} // namespace rollcall::reports
