#include "settings/table.h"

#include <QRegularExpression>

#include <cmath>

using namespace Qt::StringLiterals;

namespace rollcall::settings {
namespace {

using std::chrono::milliseconds;

std::optional<Value> readSwitch(const QString &text)
{
    const QString word = text.toLower();
    if (word == u"true" || word == u"yes" || word == u"on" || word == u"1")
        return true;
    if (word == u"false" || word == u"no" || word == u"off" || word == u"0")
        return false;
    return std::nullopt;
}

std::optional<Value> readWhole(const QString &text)
{
    bool good = false;
    const qint64 number = text.toLongLong(&good);
    return good ? std::optional<Value>{number} : std::nullopt;
}

std::optional<Value> readReal(const QString &text)
{
    bool good = false;
    const double number = text.toDouble(&good);
    return good && std::isfinite(number) ? std::optional<Value>{number} : std::nullopt;
}

std::optional<Value> readText(const QString &text)
{
    return text;
}

std::optional<Value> readList(const QString &text)
{
    QStringList items = text.split(u',', Qt::SkipEmptyParts);
    for (QString &item : items)
        item = item.trimmed();
    return items;
}

std::optional<int> wholeIn(const Value &value, Range<int> range)
{
    const auto *number = std::get_if<qint64>(&value);
    if (!number || *number < range.lowest || *number > range.highest)
        return std::nullopt;
    return static_cast<int>(*number);
}

// A whole number is a fine real one in TOML: `scale = 1`.
std::optional<double> realIn(const Value &value, Range<double> range)
{
    double number = 0;
    if (const auto *real = std::get_if<double>(&value))
        number = *real;
    else if (const auto *whole = std::get_if<qint64>(&value))
        number = static_cast<double>(*whole);
    else
        return std::nullopt;
    return number >= range.lowest && number <= range.highest ? std::optional{number} : std::nullopt;
}

struct Unit {
    QStringView name;
    milliseconds length;
};
constexpr Unit units[] = {{u"d", std::chrono::days{1}}, {u"h", std::chrono::hours{1}},
    {u"min", std::chrono::minutes{1}}, {u"s", std::chrono::seconds{1}}, {u"ms", milliseconds{1}}};

QString durationText(milliseconds duration)
{
    for (const Unit &unit : units) {
        if (duration.count() != 0 && duration % unit.length == milliseconds{0})
            return QString::number(duration / unit.length) + unit.name;
    }
    return u"0s"_s;
}

std::optional<milliseconds> durationOf(const QString &text)
{
    static const QRegularExpression grammar{u"^([0-9]{1,9})(d|h|min|s|ms)$"_s};
    const auto match = grammar.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const auto unit = std::ranges::find(units, match.capturedView(2), &Unit::name);
    return match.capturedView(1).toLongLong() * unit->length;
}

QString wholeExpected(Range<int> range)
{
    return u"a whole number from %1 to %2"_s.arg(range.lowest).arg(range.highest);
}

template <typename T> bool assignAs(T &variable, const Value &value)
{
    const T *typed = std::get_if<T>(&value);
    if (typed)
        variable = *typed;
    return typed != nullptr;
}

} // namespace

Table::Table(Program program)
    : m_program(std::move(program))
{
}

Field &Table::append(Field field)
{
    return m_fields.emplace_back(std::move(field));
}

QString Table::oneOf(const QStringList &words)
{
    return u"one of "_s + words.join(u", "_s);
}

Field &Table::add(const QString &key, const QString &help, bool &variable)
{
    return append({.key = key,
        .help = help,
        .expected = u"true or false"_s,
        .shape = Field::Shape::Switch,
        .read = readSwitch,
        .assign = [&variable](const Value &value) { return assignAs(variable, value); },
        .value = [&variable] { return variable; }});
}

Field &Table::add(const QString &key, const QString &help, int &variable, Range<int> range)
{
    const auto assign = [&variable, range](const Value &value) {
        const auto number = wholeIn(value, range);
        variable = number.value_or(variable);
        return number.has_value();
    };
    return append({.key = key,
        .help = help,
        .expected = wholeExpected(range),
        .read = readWhole,
        .assign = assign,
        .value = [&variable] { return qint64{variable}; }});
}

Field &Table::add(const QString &key, const QString &help, std::optional<int> &variable, Range<int> range)
{
    const auto assign = [&variable, range](const Value &value) {
        const auto number = wholeIn(value, range);
        if (number)
            variable = number;
        return number.has_value();
    };
    const auto value = [&variable] { return variable ? std::optional<Value>{qint64{*variable}} : std::nullopt; };
    return append({.key = key,
        .help = help,
        .expected = wholeExpected(range),
        .read = readWhole,
        .assign = assign,
        .value = value});
}

Field &Table::add(const QString &key, const QString &help, double &variable, Range<double> range)
{
    const auto assign = [&variable, range](const Value &value) {
        const auto number = realIn(value, range);
        variable = number.value_or(variable);
        return number.has_value();
    };
    return append({.key = key,
        .help = help,
        .expected = u"a number from %1 to %2"_s.arg(range.lowest).arg(range.highest),
        .read = readReal,
        .assign = assign,
        .value = [&variable] { return variable; }});
}

Field &Table::add(const QString &key, const QString &help, QString &variable)
{
    return append({.key = key,
        .help = help,
        .expected = u"a text"_s,
        .read = readText,
        .assign = [&variable](const Value &value) { return assignAs(variable, value); },
        .value = [&variable] { return variable; }});
}

Field &Table::add(const QString &key, const QString &help, std::optional<QString> &variable)
{
    const auto assign = [&variable](const Value &value) {
        if (const auto *text = std::get_if<QString>(&value))
            variable = *text;
        return std::holds_alternative<QString>(value);
    };
    const auto value = [&variable] { return variable ? std::optional<Value>{*variable} : std::nullopt; };
    return append(
        {.key = key, .help = help, .expected = u"a text"_s, .read = readText, .assign = assign, .value = value});
}

Field &Table::add(const QString &key, const QString &help, std::optional<std::filesystem::path> &variable)
{
    const auto assign = [&variable](const Value &value) {
        const auto *text = std::get_if<QString>(&value);
        if (!text || text->isEmpty())
            return false;
        variable = std::filesystem::path{text->toStdU16String()};
        return true;
    };
    const auto value = [&variable] {
        return variable ? std::optional<Value>{QString::fromStdU16String(variable->u16string())} : std::nullopt;
    };
    return append(
        {.key = key, .help = help, .expected = u"a path"_s, .read = readText, .assign = assign, .value = value});
}

Field &Table::add(const QString &key, const QString &help, QString &variable, const QStringList &words)
{
    const auto assign = [&variable, words](const Value &value) {
        const auto *text = std::get_if<QString>(&value);
        return text && words.contains(*text) && assignAs(variable, value);
    };
    return append(
        {.key = key, .help = help, .expected = oneOf(words), .read = readText, .assign = assign, .value = [&variable] {
             return variable;
         }});
}

Field &Table::add(const QString &key, const QString &help, QStringList &variable)
{
    return append({.key = key,
        .help = help,
        .expected = u"a list of texts"_s,
        .shape = Field::Shape::List,
        .read = readList,
        .assign = [&variable](const Value &value) { return assignAs(variable, value); },
        .value = [&variable] { return variable; }});
}

Field &Table::add(const QString &key, const QString &help, std::filesystem::path &variable)
{
    const auto assign = [&variable](const Value &value) {
        const auto *text = std::get_if<QString>(&value);
        if (!text || text->isEmpty())
            return false;
        variable = std::filesystem::path{text->toStdU16String()};
        return true;
    };
    return append(
        {.key = key, .help = help, .expected = u"a path"_s, .read = readText, .assign = assign, .value = [&variable] {
             return QString::fromStdU16String(variable.u16string());
         }});
}

Field &Table::add(const QString &key, const QString &help, milliseconds &variable, Range<milliseconds> range)
{
    const auto assign = [&variable, range](const Value &value) {
        const auto *text = std::get_if<QString>(&value);
        const auto duration = text ? durationOf(*text) : std::nullopt;
        if (!duration || *duration < range.lowest || *duration > range.highest)
            return false;
        variable = *duration;
        return true;
    };
    return append({.key = key,
        .help = help,
        .expected = u"a duration from %1 to %2, such as 250ms, 10s, 5min, 2h or 30d"_s.arg(
            durationText(range.lowest), durationText(range.highest)),
        .read = readText,
        .assign = assign,
        .value = [&variable] { return durationText(variable); }});
}

void Table::addCommand(const QString &name, const QString &help)
{
    m_commands.push_back({name, help});
}

void Table::addSubcommand(Subcommand subcommand)
{
    m_subcommands.push_back(std::move(subcommand));
}

} // namespace rollcall::settings
