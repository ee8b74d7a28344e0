#pragma once

#include "enrol/import_run.h"

#include <expected>
#include <filesystem>
#include <memory>
#include <string>

namespace rollcall::enrol {

// What became of each person of a list, as a file: CSV, a line a person and one for each refused photo, or JSON where the name ends so.
// The file appears when it is whole, in place of an older one.
class ImportReport {
public:
    // The error is a sentence.
    [[nodiscard]] static std::expected<std::unique_ptr<ImportReport>, std::string> open(const std::filesystem::path &file);
    virtual ~ImportReport() = default;

    virtual void add(const ListedPerson &person, const PersonResult &result) = 0;
    [[nodiscard]] virtual std::expected<void, std::string> finish(const ImportCounts &counts) = 0;
};

} // namespace rollcall::enrol
