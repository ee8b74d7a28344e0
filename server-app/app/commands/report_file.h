#pragma once

#include "reports/report_builder.h"
#include "store/register.h"

#include <QString>

#include <expected>
#include <filesystem>

namespace rollcall::app::commands {

// Makes a report of the register and writes it to a file, blocking. The file is there when it is whole, and as it was before where
// anything fails. How many rows it has.
[[nodiscard]] std::expected<int64_t, QString> writeReport(store::Register &records, const reports::ReportRequest &request, reports::Format format,
                                                          const reports::TextOptions &options, const reports::ReportSite &site, const std::filesystem::path &file,
                                                          const QString &reportProgram);

} // namespace rollcall::app::commands
