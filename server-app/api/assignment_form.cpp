#include "api/assignment_form.h"

#include "api/decision_form.h"
#include "store/person_text.h"

namespace rollcall::api {

using namespace Qt::StringLiterals;

namespace {

std::expected<bool, QString> flag(const QJsonObject &object, const QString &name, bool absent)
{
    const QJsonValue value = object.value(name);
    if (value.isUndefined())
        return absent;
    if (!value.isBool())
        return std::unexpected(u"\"%1\" must be true or false."_s.arg(name));
    return value.toBool();
}

std::expected<AssignmentForm, QString> check(AssignmentForm form)
{
    const bool isNew = !form.name.isEmpty();
    if (form.person.has_value() == isNew || (form.person && form.id))
        return std::unexpected(u"Say either \"person\", the id of somebody who is enrolled, or \"name\" and, where wanted, \"id\" of somebody new."_s);
    if (isNew && !store::isPersonName(form.name))
        return std::unexpected(u"\"name\" must be 1 to %1 characters."_s.arg(store::PersonTextLimits::nameCharacters));
    if (form.id && !store::isPersonId(*form.id))
        return std::unexpected(u"\"id\" must be 1 to %1 letters, digits, dots, dashes or underscores, and not begin with a dot."_s.arg(store::PersonTextLimits::idCharacters));
    return form;
}

} // namespace

std::expected<AssignmentForm, QString> parseAssignment(const net::Request &request)
{
    const auto object = parseOptionalObject(request);
    if (!object)
        return std::unexpected(object.error());
    AssignmentForm form;
    const auto person = optionalText(*object, u"person"_s);
    const auto name = optionalText(*object, u"name"_s);
    const auto id = optionalText(*object, u"id"_s);
    for (const auto *text : {&person, &name, &id}) {
        if (!*text)
            return std::unexpected(text->error());
    }
    if (*person)
        form.person = store::PersonId((*person)->toStdString());
    form.name = name->value_or(QString());
    form.id = *id;
    const auto enrol = flag(*object, u"enrol"_s, true);
    const auto allowDuplicate = flag(*object, u"allowDuplicate"_s, false);
    if (!enrol || !allowDuplicate)
        return std::unexpected(enrol ? allowDuplicate.error() : enrol.error());
    form.enrol = *enrol;
    form.allowDuplicate = *allowDuplicate;
    return check(std::move(form));
}

} // namespace rollcall::api
