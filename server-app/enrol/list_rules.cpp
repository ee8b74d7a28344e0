#include "enrol/list_rules.h"

#include "store/person_text.h"

#include <QUuid>

#include <algorithm>
#include <map>
#include <set>

using namespace Qt::StringLiterals;

namespace rollcall::enrol {

namespace {

// Ids that follow from names live in a name space of their own (RFC 9562 §5.5).
const QUuid namesOfPeople(0x6a0f8d43, 0x93c5, 0x4b52, 0xa1, 0x4e, 0x2b, 0x5d, 0x0c, 0x7e, 0x91, 0x36);

std::optional<ImportProblem> detailProblem(const ListedPerson &person)
{
    using Limits = store::PersonTextLimits;
    if (!person.externalId.empty() && !store::isPlainText(QString::fromStdString(person.externalId), Limits::externalIdCharacters))
        return ImportProblem{"bad-external-id", "An external id has at most " + std::to_string(Limits::externalIdCharacters) + " characters, none of them a control character."};
    const bool areFew = person.groups.size() <= static_cast<std::size_t>(Limits::groups);
    if (!areFew || !std::ranges::all_of(person.groups, [](const std::string &group) { return store::isPlainText(QString::fromStdString(group), Limits::groupCharacters); }))
        return ImportProblem{"bad-groups", "A person is in at most " + std::to_string(Limits::groups) + " groups, whose names have at most " + std::to_string(Limits::groupCharacters) + " characters."};
    return std::nullopt;
}

bool isInside(const std::filesystem::path &file, const std::filesystem::path &folder)
{
    return std::ranges::mismatch(folder, file).in1 == folder.end();
}

} // namespace

std::string toUtf8(const std::filesystem::path &path)
{
    const std::u8string text = path.u8string();
    return {text.begin(), text.end()};
}

void identify(ListedPerson &person, const std::string &id, const std::string &name)
{
    const QString shown = QString::fromStdString(name).normalized(QString::NormalizationForm_C).trimmed();
    person.name = shown.toStdString();
    if (!store::isPersonName(shown)) {
        person.problem = ImportProblem{"bad-name", "A name has 1 to " + std::to_string(store::PersonTextLimits::nameCharacters) + " characters, none of them a control character such as a line break."};
        person.name = shown.left(store::PersonTextLimits::nameCharacters).toStdString();
    }
    if (!id.empty() && !store::isPersonId(QString::fromStdString(id))) {
        person.problem = ImportProblem{"bad-id", "An id has 1 to " + std::to_string(store::PersonTextLimits::idCharacters) + " letters, digits, dots, dashes and underscores, and does not begin with a dot."};
        return;
    }
    if (const auto problem = detailProblem(person))
        person.problem = problem;
    const QString known = shown + u'\n' + QString::fromStdString(person.externalId);
    const std::string derived = QUuid::createUuidV5(namesOfPeople, known).toString(QUuid::WithoutBraces).toStdString();
    person.id = attendance::PersonId(id.empty() ? derived : id);
}

ListedPhoto locate(const std::filesystem::path &folder, const std::string &name)
{
    const std::filesystem::path written(std::u8string(name.begin(), name.end()));
    ListedPhoto photo{.name = name, .file = folder / written};
    const bool staysInside = !written.is_absolute() && isInside(photo.file.lexically_normal(), folder);
    std::error_code ignored;
    const auto real = std::filesystem::canonical(photo.file, ignored);  // links are followed
    if (!staysInside || (!ignored && !isInside(real, folder)))
        photo.problem = ImportProblem{"outside", "The photo is outside of " + toUtf8(folder) + ". Photos are named relative to that folder and lie in it."};
    else if (ignored || !std::filesystem::is_regular_file(real, ignored))
        photo.problem = ImportProblem{"no-such-file", "The photo " + toUtf8(photo.file) + " is not there."};
    return photo;
}

void boundPhotos(ListedPerson &person)
{
    std::set<std::filesystem::path> seen;
    std::size_t count = 0;
    for (ListedPhoto &photo : person.photos) {
        if (photo.problem)
            continue;
        if (!seen.insert(photo.file.lexically_normal()).second)
            photo.problem = ImportProblem{"named-twice", "The photo is named twice."};
        else if (++count > ImportLimits::photos)
            photo.problem = ImportProblem{"too-many", "A person is enrolled with at most " + std::to_string(ImportLimits::photos) + " photos at once."};
    }
}

void refuseRepetitions(std::vector<ListedPerson> &people)
{
    std::map<std::string, const ListedPerson *> first;
    for (ListedPerson &person : people) {
        if (person.problem)
            continue;
        const auto [place, isFirst] = first.emplace(person.id.toString(), &person);
        if (!isFirst)
            person.problem = ImportProblem{"repeated", "This person is in the list already (" + place->second->where + "): the id or, where no id is given, the name is the same. Give each person an id of their own."};
    }
}

} // namespace rollcall::enrol
