#include "alerts/rules.h"

#include "api/json_fields.h"

#include <QJsonArray>

#include <algorithm>

namespace rollcall::alerts {

using namespace Qt::StringLiterals;

namespace {

enum class Names { None, Groups, Cameras };

struct Form {
    QString key;
    Rule Rules::*rule;
    bool hasMinutes = false;
    bool hasPercent = false;
    Names names = Names::None;
};

const std::array<Form, 7> &forms()
{
    static const std::array<Form, 7> all{{
        {u"late"_s, &Rules::late, true, false, Names::Groups},
        {u"absent"_s, &Rules::absent, true, false, Names::Groups},
        {u"unknownFace"_s, &Rules::unknownFace, false, false, Names::Cameras},
        {u"cameraAway"_s, &Rules::cameraAway, true, false, Names::Cameras},
        {u"register"_s, &Rules::registerAway, false, false, Names::None},
        {u"disk"_s, &Rules::disk, false, true, Names::None},
        {u"outbox"_s, &Rules::outbox, true, false, Names::None},
    }};
    return all;
}

QString nameKey(Names names) { return names == Names::Groups ? u"groups"_s : u"cameras"_s; }

// An empty list of groups is everybody; one of doors is none.
bool meansAll(const Form &form, const QJsonArray &names)
{
    return names.isEmpty() && form.rule != &Rules::unknownFace;
}

QJsonObject toJson(const Form &form, const Rule &rule)
{
    QJsonObject json{{u"on"_s, rule.on}, {u"mail"_s, rule.mail}, {u"webhook"_s, rule.webhook}};
    if (form.hasMinutes)
        json.insert(u"afterMinutes"_s, rule.minutes);
    if (form.hasPercent)
        json.insert(u"freePercent"_s, rule.percent);
    if (form.names == Names::None)
        return json;
    QJsonArray names;
    for (const std::string &name : rule.names.value_or(std::vector<std::string>()))
        names.append(QString::fromStdString(name));
    json.insert(nameKey(form.names), rule.names || form.names == Names::Groups ? QJsonValue(names) : QJsonValue());
    return json;
}

void readNames(const Form &form, api::JsonFields &fields, Rule &rule)
{
    const QString key = nameKey(form.names);
    const auto given = fields.optionalArray(key);
    const QJsonArray names = given.value_or(QJsonArray());
    rule.names.reset();
    if (meansAll(form, names))
        return;
    rule.names.emplace();
    for (const QJsonValue &name : names) {
        if (!name.isString() || name.toString().isEmpty() || names.size() > RuleLimits::names)
            return fields.refuse(key, u"be a list of at most %1 names"_s.arg(RuleLimits::names));
        rule.names->push_back(name.toString().toStdString());
    }
}

void readRule(const Form &form, api::JsonFields &fields, Rule &rule)
{
    rule.on = fields.flag(u"on"_s, rule.on);
    rule.mail = fields.flag(u"mail"_s, rule.mail);
    rule.webhook = fields.flag(u"webhook"_s, rule.webhook);
    if (form.hasMinutes)
        rule.minutes = fields.number(u"afterMinutes"_s, rule.minutes, 0, RuleLimits::minutes);
    if (form.hasPercent)
        rule.percent = fields.number(u"freePercent"_s, rule.percent, RuleLimits::leastPercent, RuleLimits::mostPercent);
    if (form.names != Names::None)
        readNames(form, fields, rule);
}

void readMail(api::JsonFields &fields, Rules &rules)
{
    const QJsonArray to = fields.array(u"to"_s);
    for (const QJsonValue &address : to) {
        if (!isMailAddress(address.toString()) || to.size() > RuleLimits::receivers)
            return fields.refuse(u"to"_s, u"be a list of at most %1 addresses, like office@example.org"_s.arg(RuleLimits::receivers));
        rules.mailTo.append(address.toString());
    }
    rules.language = fields.optionalText(u"language"_s).value_or(QString());
    if (!QStringList{u""_s, u"en"_s, u"de"_s, u"fr"_s}.contains(rules.language))
        fields.refuse(u"language"_s, u"be en, de, fr or null"_s);
}

} // namespace

bool Rule::concerns(const std::string &name) const
{
    return !names || std::ranges::find(*names, name) != names->end();
}

const Rule &Rules::of(Kind kind) const
{
    switch (kind) {
    case Kind::Late:
        return late;
    case Kind::Absent:
        return absent;
    case Kind::UnknownFace:
        return unknownFace;
    case Kind::CameraAway:
        return cameraAway;
    case Kind::Register:
        return registerAway;
    case Kind::Disk:
        return disk;
    case Kind::Outbox:
        break;
    }
    return outbox;
}

QJsonObject toJson(const Rules &rules)
{
    QJsonObject all;
    for (const Form &form : forms())
        all.insert(form.key, toJson(form, rules.*form.rule));
    return {{u"rules"_s, all}, {u"mail"_s, QJsonObject{{u"to"_s, QJsonArray::fromStringList(rules.mailTo)},
                                                       {u"language"_s, rules.language.isEmpty() ? QJsonValue() : QJsonValue(rules.language)}}}};
}

std::expected<Rules, api::FormError> parseRules(const QJsonObject &object)
{
    QJsonObject rest = object;
    rest.remove(u"version"_s);
    rest.remove(u"mailOn"_s);
    Rules rules;
    api::JsonFields fields(rest);
    if (auto all = fields.object(u"rules"_s)) {
        for (const Form &form : forms()) {
            if (auto one = all->object(form.key)) {
                readRule(form, *one, rules.*form.rule);
                all->take(*one);
            }
        }
        fields.take(*all);
    }
    if (auto mail = fields.object(u"mail"_s)) {
        readMail(*mail, rules);
        fields.take(*mail);
    }
    if (const auto problem = fields.problem())
        return std::unexpected(*problem);
    return rules;
}

bool isMailAddress(const QString &text)
{
    const qsizetype at = text.lastIndexOf(u'@');
    if (at < 1 || at + 1 >= text.size() || text.size() > RuleLimits::addressCharacters || text.startsWith(u'-'))
        return false;
    return std::all_of(text.begin(), text.end(), [](QChar c) {
        return c > u' ' && c < u'\x7f' && !u"<>()[]\\,;:\""_s.contains(c);
    }) && text.count(u'@') == 1;
}

} // namespace rollcall::alerts
