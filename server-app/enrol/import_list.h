#pragma once

#include "attendance/ids.h"

#include <cstddef>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace rollcall::enrol {

struct ImportLimits {
    static constexpr std::size_t listBytes = std::size_t{64} << 20;
    static constexpr std::size_t people = 1'000'000;
    static constexpr std::size_t photos = 20;                        // of one person
    static constexpr std::size_t photoBytes = std::size_t{8} << 20;  // as the API takes
};

// Why a person or a photo is not enrolled.
struct ImportProblem {
    std::string reason;   // for programs: "bad-id", "no-face"
    std::string message;  // a sentence
};

// A photo as the list names it, and where it really is.
struct ListedPhoto {
    std::string name;  // as written there
    std::filesystem::path file = {};
    std::optional<ImportProblem> problem = std::nullopt;
};

// One person of the list.
struct ListedPerson {
    std::string where;               // "people.csv, line 7", "people/Ada Example"
    attendance::PersonId id = {};    // the list's own, or one that follows from the name: the same each time the list is read
    std::string name = {};
    std::string externalId = {};            // empty: none
    std::vector<std::string> groups = {};
    std::vector<ListedPhoto> photos = {};
    std::optional<ImportProblem> problem = std::nullopt;  // nobody to enrol
};

struct ImportList {
    std::vector<ListedPerson> people;
    std::vector<std::string> notes;  // what is left out and why: sentences
};

// A folder with a folder of photos for each person, named like them, or a CSV file with the columns name and, where wanted, id,
// external_id, groups and photos (groups and photos separated by semicolons, photos relative to the file). No photo is read, and none outside
// of that folder will be. The error is a sentence that names file and line.
[[nodiscard]] std::expected<ImportList, std::string> readImportList(const std::filesystem::path &path);

} // namespace rollcall::enrol
