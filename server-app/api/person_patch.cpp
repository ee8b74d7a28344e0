#include "api/person_patch.h"

#include "api/by_whom.h"
#include "api/enrolment_form.h"
#include "api/json.h"
#include "api/pin_rules.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace rollcall::api {

using namespace Qt::StringLiterals;

namespace {

template <typename T>
using Sentence = std::expected<T, QString>;

bool isText(const QJsonValue &value, qsizetype most)
{
    const QString text = value.toString();
    return value.isString() && !text.trimmed().isEmpty() && text.size() <= most
        && std::none_of(text.begin(), text.end(), [](QChar c) { return c.category() == QChar::Other_Control; });
}

Sentence<std::optional<attendance::Day>> dayOf(const QJsonValue &value, const QString &name)
{
    if (value.isNull() || value.isUndefined())
        return std::nullopt;
    const auto day = parseDay(value.toString());
    if (!day)
        return std::unexpected(u"\"%1\" must be a date, like 2026-11-21, or null."_s.arg(name));
    return day;
}

Sentence<std::optional<store::Consent>> consentOf(const QJsonValue &value, const std::optional<store::Consent> &before, const std::optional<std::string> &noter)
{
    if (value.isNull())
        return std::nullopt;
    const QJsonObject object = value.toObject();
    const auto day = dayOf(object.value("date"_L1), u"consent.date"_s);
    if (!day)
        return std::unexpected(day.error());
    if (!*day || (!noter && !isText(object.value("by"_L1), EnrolmentLimits::nameCharacters)))
        return std::unexpected(u"\"consent\" needs \"date\", a date, and \"by\", who noted it; or is null."_s);
    const auto withdrawn = dayOf(object.value("withdrawn"_L1), u"consent.withdrawn"_s);
    if (!withdrawn)
        return std::unexpected(withdrawn.error());
    // One that is withdrawn was still noted by who noted it.
    const bool isKnown = before && before->day == **day;
    const std::string by = !noter ? object.value("by"_L1).toString().trimmed().toStdString() : isKnown ? before->by : *noter;
    return store::Consent{.day = **day, .by = by, .withdrawn = *withdrawn};
}

Sentence<std::vector<std::string>> groupsOf(const QJsonValue &value)
{
    const QJsonArray array = value.toArray();
    if (!value.isArray() || array.size() > PersonLimits::groups
        || !std::all_of(array.begin(), array.end(), [](const QJsonValue &one) { return isText(one, PersonLimits::groupCharacters); }))
        return std::unexpected(u"\"groups\" must be a list of at most %1 names."_s.arg(PersonLimits::groups));
    std::vector<std::string> groups;
    for (const QJsonValue &one : array)
        groups.push_back(one.toString().trimmed().toStdString());
    std::sort(groups.begin(), groups.end());
    groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
    return groups;
}

// Into `target`, or why not.
template <typename T>
std::optional<QString> take(Sentence<T> value, T &target)
{
    if (!value)
        return value.error();
    target = std::move(*value);
    return std::nullopt;
}

std::optional<QString> change(store::Person &person, const QString &name, const QJsonValue &value, const std::optional<std::string> &noter)
{
    if (name == "name"_L1) {
        if (!isText(value, EnrolmentLimits::nameCharacters))
            return u"\"name\" must be 1 to %1 characters."_s.arg(EnrolmentLimits::nameCharacters);
        person.name = value.toString().trimmed().toStdString();
        return std::nullopt;
    }
    if (name == "externalId"_L1) {
        if (!value.isNull() && !isText(value, PersonLimits::externalIdCharacters))
            return u"\"externalId\" must be 1 to %1 characters, or null."_s.arg(PersonLimits::externalIdCharacters);
        person.externalId = value.isNull() ? std::nullopt : std::optional(value.toString().trimmed().toStdString());
        return std::nullopt;
    }
    if (name == "groups"_L1)
        return take(groupsOf(value), person.groups);
    if (name == "consent"_L1)
        return take(consentOf(value, person.consent, noter), person.consent);
    if (name == "validFrom"_L1)
        return take(dayOf(value, name), person.validFrom);
    if (name == "validUntil"_L1)
        return take(dayOf(value, name), person.validUntil);
    return u"\"%1\" is nothing that can be changed. These can: name, externalId, groups, consent, validFrom, validUntil, pin."_s.arg(name);
}

} // namespace

std::expected<QJsonObject, QString> parseObject(const net::Request &request)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(request.body, &problem);
    if (!document.isObject())
        return std::unexpected(u"The body is not a JSON object (at byte %1: %2)."_s.arg(QString::number(problem.offset), problem.errorString()));
    return document.object();
}

std::expected<PersonPatch, QString> parsePersonPatch(const net::Request &request)
{
    auto object = parseObject(request);
    if (!object)
        return std::unexpected(object.error());
    PersonPatch patch;
    if (object->contains("pin"_L1)) {
        const QJsonValue pin = object->take("pin"_L1);
        if (!pin.isNull() && !isPin(pin.toString()))
            return std::unexpected(u"\"pin\" must be %1 to %2 digits as a text, or null."_s.arg(PinRules::fewestDigits).arg(PinRules::mostDigits));
        patch.pin = pin.isNull() ? std::nullopt : std::optional(pin.toString().toLatin1());
    }
    patch.members = *object;
    patch.noter = signedIn(request);
    if (auto sound = patched({.id = {}, .name = "x"}, patch.members, patch.noter); !sound)
        return std::unexpected(sound.error());
    return patch;
}

std::expected<store::Person, QString> patched(store::Person person, const QJsonObject &members, const std::optional<std::string> &noter)
{
    for (auto member = members.begin(); member != members.end(); ++member) {
        if (const auto problem = change(person, member.key(), member.value(), noter))
            return std::unexpected(*problem);
    }
    if (person.validFrom && person.validUntil && *person.validUntil < *person.validFrom)
        return std::unexpected(u"\"validUntil\" is before \"validFrom\"."_s);
    return person;
}

QByteArray tagOf(const store::Person &person)
{
    // Photos come and go without a change of version.
    return '"' + QByteArray::number(qint64(person.version)) + '-' + QByteArray::number(person.photos) + '"';
}

std::optional<int64_t> versionOf(QByteArrayView tag)
{
    const QByteArray text = tag.toByteArray().trimmed();
    if (text.size() < 3 || !text.startsWith('"') || !text.endsWith('"'))
        return std::nullopt;
    bool isNumber = false;
    const qint64 version = text.sliced(1, text.size() - 2).split('-').first().toLongLong(&isNumber);
    if (!isNumber)
        return std::nullopt;
    return version;
}

} // namespace rollcall::api
