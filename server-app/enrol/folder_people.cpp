#include "enrol/folder_people.h"

#include "enrol/list_rules.h"

#include <algorithm>

namespace rollcall::enrol {

namespace {

using std::filesystem::path;

// Sorted, hidden ones left out.
std::expected<std::vector<path>, std::string> entriesOf(const path &folder)
{
    std::error_code problem;
    std::vector<path> entries;
    for (std::filesystem::directory_iterator entry(folder, problem), end; !problem && entry != end; entry.increment(problem)) {
        if (!entry->path().filename().native().starts_with('.'))
            entries.push_back(entry->path());
    }
    if (problem)
        return std::unexpected("The folder " + toUtf8(folder) + " cannot be read: " + problem.message() + '.');
    std::ranges::sort(entries);
    return entries;
}

bool isFolder(const path &entry)
{
    std::error_code ignored;
    return std::filesystem::is_directory(entry, ignored);
}

ListedPerson readPerson(const path &folder, const path &root, std::vector<std::string> &notes)
{
    ListedPerson person{.where = toUtf8(folder)};
    identify(person, {}, toUtf8(folder.filename()));
    const auto entries = entriesOf(folder);
    if (!entries) {
        person.problem = ImportProblem{"unreadable", entries.error()};
        return person;
    }
    for (const path &entry : *entries) {
        if (isFolder(entry)) {
            notes.push_back(toUtf8(entry) + " is a folder inside a person's folder and is left out.");
            continue;
        }
        person.photos.push_back(locate(root, toUtf8(entry.lexically_relative(root))));
    }
    boundPhotos(person);
    return person;
}

} // namespace

std::expected<ImportList, std::string> readFolderPeople(const path &folder)
{
    std::error_code problem;
    const path root = std::filesystem::canonical(folder, problem);
    if (problem)
        return std::unexpected("The folder " + toUtf8(folder) + " cannot be read: " + problem.message() + '.');
    const auto entries = entriesOf(root);
    if (!entries)
        return std::unexpected(entries.error());
    ImportList list;
    for (const path &entry : *entries) {
        if (isFolder(entry))
            list.people.push_back(readPerson(entry, root, list.notes));
        else
            list.notes.push_back(toUtf8(entry) + " is not in a person's folder and is left out.");
    }
    if (list.people.empty())
        return std::unexpected("The folder " + toUtf8(folder) + " has no folders. Make one for each person, named like them, with their photos in it.");
    return list;
}

} // namespace rollcall::enrol
