#pragma once

#include "enrol/import_list.h"

namespace rollcall::enrol {

[[nodiscard]] std::expected<ImportList, std::string> readCsvPeople(const std::filesystem::path &file);

} // namespace rollcall::enrol
