#include "enrol/import_list.h"

#include "enrol/csv_people.h"
#include "enrol/folder_people.h"
#include "enrol/list_rules.h"

namespace rollcall::enrol {

std::expected<ImportList, std::string> readImportList(const std::filesystem::path &path)
{
    std::error_code problem;
    const auto status = std::filesystem::status(path, problem);
    if (!std::filesystem::exists(status))
        return std::unexpected(toUtf8(path) + " is not there. Name a folder with a folder of photos for each person, or a CSV file.");
    auto list = std::filesystem::is_directory(status) ? readFolderPeople(path) : readCsvPeople(path);
    if (list)
        refuseRepetitions(list->people);
    return list;
}

} // namespace rollcall::enrol
