#include "enrol/csv_people.h"

#include "enrol/csv.h"
#include "enrol/list_rules.h"

#include <QString>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <map>

namespace rollcall::enrol {

namespace {

constexpr std::array<std::string_view, 5> knownColumns{"id", "name", "external_id", "groups", "photos"};

using Columns = std::map<std::string, std::size_t>;  // name → place

std::string trimmed(const std::string &text)
{
    return QString::fromStdString(text).trimmed().toStdString();
}

std::vector<std::string> splitList(const std::string &field)
{
    std::vector<std::string> items;
    for (std::size_t start = 0; start <= field.size();) {
        const std::size_t end = std::min(field.size(), field.find(';', start));
        if (std::string item = trimmed(field.substr(start, end - start)); !item.empty())
            items.push_back(std::move(item));
        start = end + 1;
    }
    return items;
}

std::expected<std::string, std::string> contents(const std::filesystem::path &file)
{
    std::error_code problem;
    const auto size = std::filesystem::file_size(file, problem);
    if (!problem && size > ImportLimits::listBytes)
        return std::unexpected(toUtf8(file) + " is larger than " + std::to_string(ImportLimits::listBytes >> 20) + " MiB. Divide it.");
    std::ifstream in(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (problem || in.bad() || !in.is_open())
        return std::unexpected(toUtf8(file) + " cannot be read.");
    return text;
}

std::expected<Columns, std::string> readHeader(const CsvRecord &header, std::vector<std::string> &notes)
{
    Columns columns;
    for (std::size_t i = 0; i < header.fields.size(); ++i) {
        const std::string name = QString::fromStdString(header.fields[i]).trimmed().toLower().toStdString();
        if (std::ranges::find(knownColumns, name) == knownColumns.end())
            notes.push_back("The column \"" + header.fields[i].substr(0, 100) + "\" is not used.");
        else if (!columns.emplace(name, i).second)
            return std::unexpected("The column \"" + name + "\" is there twice.");
    }
    if (!columns.contains("name"))
        return std::unexpected("There is no column \"name\". The first line names the columns: name and, where wanted, id, external_id, groups and photos.");
    if (!columns.contains("photos"))
        notes.emplace_back("There is no column \"photos\": these people cannot be recognised until photos are added.");
    return columns;
}

ListedPerson readRow(const CsvRecord &record, std::size_t width, const Columns &columns, const std::string &where, const std::filesystem::path &folder)
{
    ListedPerson person{.where = where};
    if (record.fields.size() != width) {
        person.problem = ImportProblem{"bad-row", "The line has " + std::to_string(record.fields.size()) + " fields, the first line has " + std::to_string(width) + '.'};
        return person;
    }
    const auto field = [&](const std::string &column) {
        const auto place = columns.find(column);
        return place == columns.end() ? std::string() : trimmed(record.fields[place->second]);
    };
    person.externalId = field("external_id");
    person.groups = splitList(field("groups"));
    identify(person, field("id"), field("name"));
    for (const std::string &photo : splitList(field("photos")))
        person.photos.push_back(locate(folder, photo));
    boundPhotos(person);
    return person;
}

} // namespace

std::expected<ImportList, std::string> readCsvPeople(const std::filesystem::path &file)
{
    const auto text = contents(file);
    if (!text)
        return std::unexpected(text.error());
    const auto at = [&](std::size_t line) { return toUtf8(file) + ", line " + std::to_string(line); };
    const auto records = parseCsv(*text);
    if (!records)
        return std::unexpected(at(records.error().line) + ": " + records.error().message);
    if (records->empty())
        return std::unexpected(toUtf8(file) + " is empty. The first line names the columns, each further one is a person.");
    if (records->size() > ImportLimits::people)
        return std::unexpected(toUtf8(file) + " has more than " + std::to_string(ImportLimits::people) + " people. Divide it.");
    ImportList list;
    const auto columns = readHeader(records->front(), list.notes);
    if (!columns)
        return std::unexpected(at(records->front().line) + ": " + columns.error());
    std::error_code ignored;
    const auto folder = std::filesystem::canonical(std::filesystem::absolute(file, ignored).parent_path(), ignored);
    for (std::size_t i = 1; i < records->size(); ++i)
        list.people.push_back(readRow((*records)[i], records->front().fields.size(), *columns, at((*records)[i].line), folder));
    return list;
}

} // namespace rollcall::enrol
