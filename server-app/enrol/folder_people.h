#pragma once

#include "enrol/import_list.h"

namespace rollcall::enrol {

// `folder/<person>/<photo>`. Hidden files and what is not in a person's folder do not count; the latter is noted.
[[nodiscard]] std::expected<ImportList, std::string> readFolderPeople(const std::filesystem::path &folder);

} // namespace rollcall::enrol
