#include "settings/load.h"

#include "settings/command_line.h"
#include "settings/toml_file.h"

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace rollcall::settings {
namespace {

// Levenshtein's distance: how many letters to change, add or drop.
qsizetype distance(const QString &a, const QString &b)
{
    std::vector<qsizetype> row(static_cast<size_t>(b.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        qsizetype diagonal = std::exchange(row[0], i + 1);
        for (qsizetype j = 0; j < b.size(); ++j) {
            const auto at = static_cast<size_t>(j) + 1;
            const qsizetype replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = std::exchange(row[at], std::min({replaced, row[at] + 1, row[at - 1] + 1}));
        }
    }
    return row.back();
}

QString nearestKey(const Table &table, const QString &key)
{
    const auto &fields = table.fields();
    const auto nearest =
        std::ranges::min_element(fields, {}, [&](const Field &field) { return distance(field.key, key); });
    if (nearest == fields.end() || distance(nearest->key, key) > std::max<qsizetype>(2, key.size() / 2))
        return {};
    return nearest->key;
}

std::unexpected<Error> badValue(const QString &where, const QString &given, const Field &field)
{
    const QString shown = field.secret || field.unrepeated ? u"the given value"_s : given;
    return std::unexpected(Error{u"%1: %2 is not acceptable, expected %3."_s.arg(where, shown, field.expected)});
}

// One load(): the table, where each value came from so far, and the sources in rising order.
class Loading {
public:
    Loading(const Table &table, const QProcessEnvironment &environment)
        : m_table(table)
        , m_environment(environment)
    {
        for (const Field &field : table.fields())
            m_origins[field.key] = u"default"_s;
    }

    std::expected<void, Error> fromFile(const std::filesystem::path &path)
    {
        const auto entries = readTomlFile(path);
        if (!entries)
            return std::unexpected(entries.error());
        const QString name = QString::fromStdU16String(path.u16string());
        for (const Entry &entry : *entries) {
            if (const auto done = fromEntry(entry, u"%1, line %2"_s.arg(name).arg(entry.line)); !done)
                return done;
        }
        return {};
    }

    std::expected<void, Error> fromEnvironment()
    {
        for (const Field &field : m_table.fields()) {
            const QString name = environmentName(field.key);
            if (!m_environment.contains(name))
                continue;
            if (const auto done = fromText(field, m_environment.value(name), u"environment "_s + name); !done)
                return done;
        }
        return {};
    }

    std::expected<void, Error> fromText(const Field &field, const QString &text, const QString &origin)
    {
        const auto value = field.read(text);
        if (!value || !field.assign(*value))
            return badValue(origin, u'"' + text + u'"', field);
        m_origins[field.key] = origin;
        return {};
    }

    [[nodiscard]] const QMap<QString, QString> &origins() const { return m_origins; }

private:
    std::expected<void, Error> fromEntry(const Entry &entry, const QString &where)
    {
        const auto field = std::ranges::find(m_table.fields(), entry.key, &Field::key);
        if (field == m_table.fields().end()) {
            const QString nearest = nearestKey(m_table, entry.key);
            const QString advice =
                nearest.isEmpty() ? u"--help lists the settings"_s : u"did you mean \"%1\"?"_s.arg(nearest);
            return std::unexpected(Error{u"%1: there is no setting \"%2\"; %3"_s.arg(where, entry.key, advice)});
        }
        if (!field->assign(entry.value))
            return badValue(where, u"%1 = %2"_s.arg(entry.key, tomlText(entry.value)), *field);
        m_origins[field->key] = u"file "_s + where;
        return {};
    }

    const Table &m_table;
    const QProcessEnvironment &m_environment;
    QMap<QString, QString> m_origins;
};

std::optional<std::filesystem::path> chosenFile(
    const Table &table, const CommandLine &commandLine, const QProcessEnvironment &environment)
{
    const auto pathOf = [](const QString &text) { return std::filesystem::path{text.toStdU16String()}; };
    if (const auto given = commandLine.config())
        return pathOf(*given);
    if (const QString given = environment.value(environmentName(CommandLine::configKey())); !given.isEmpty())
        return pathOf(given);
    std::error_code ignored;
    const auto &usual = table.program().file;
    return usual && std::filesystem::exists(*usual, ignored) ? usual : std::nullopt;
}

std::expected<void, Error> fromAllSources(
    Loading &loading, const Table &table, const CommandLine &commandLine, const QProcessEnvironment &environment)
{
    if (const auto file = chosenFile(table, commandLine, environment)) {
        if (const auto done = loading.fromFile(*file); !done)
            return done;
    }
    if (const auto done = loading.fromEnvironment(); !done)
        return done;
    for (const Field &field : table.fields()) {
        const auto text = commandLine.text(field);
        if (!text)
            continue;
        if (const auto done = loading.fromText(field, *text, u"flag --"_s + field.key); !done)
            return done;
    }
    return {};
}

std::expected<void, Error> fillOptions(Loading &loading, const CommandLine &commandLine, const Subcommand &subcommand)
{
    for (const Field &field : subcommand.options->fields()) {
        const auto text = commandLine.text(subcommand, field);
        if (!text)
            continue;
        const QString origin = field.operand ? field.key.toUpper() : u"flag --"_s + field.key;
        if (const auto done = loading.fromText(field, *text, origin); !done)
            return done;
    }
    return {};
}

} // namespace

std::expected<Loaded, Error> load(
    const Table &table, const QStringList &arguments, const QProcessEnvironment &environment)
{
    CommandLine commandLine{table};
    const auto printed = commandLine.parse(arguments);
    if (!printed)
        return std::unexpected(printed.error());
    if (*printed)
        return Loaded{.printAndExit = *printed, .commands = {}, .subcommand = {}, .origins = {}};

    Loading loading{table, environment};
    if (const auto done = fromAllSources(loading, table, commandLine, environment); !done)
        return std::unexpected(done.error());

    const auto subcommand = commandLine.subcommand();
    if (subcommand) {
        if (const auto done = fillOptions(loading, commandLine, table.subcommands()[size_t(*subcommand)]); !done)
            return std::unexpected(done.error());
    }

    Loaded loaded{.printAndExit = std::nullopt, .commands = {}, .subcommand = subcommand, .origins = loading.origins()};
    for (const Command &command : table.commands()) {
        if (commandLine.has(command.name))
            loaded.commands << command.name;
    }
    if (commandLine.printConfig())
        loaded.printAndExit = printedConfig(table, loaded.origins);
    return loaded;
}

std::expected<Loaded, Error> load(
    const Table &table, int argc, const char *const *argv, const QProcessEnvironment &environment)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    return load(table, arguments, environment);
}

QString environmentName(const QString &key)
{
    return u"ROLLCALL_"_s + key.toUpper().replace(u'-', u'_');
}

QString printedConfig(const Table &table, const QMap<QString, QString> &origins)
{
    QString text;
    for (const Field &field : table.fields()) {
        const auto value = field.value();
        const QString origin = origins.value(field.key, u"default"_s);
        if (!value) {
            text += u"# %1 is not set\n"_s.arg(field.key);
            continue;
        }
        text += u"%1 = %2  # %3\n"_s.arg(field.key, field.secret ? u"\"***\""_s : tomlText(*value), origin);
    }
    return text;
}

QString reference(const Table &table)
{
    QString text = u"| key, `--flag` | environment | default | expected | meaning |\n|---|---|---|---|---|\n"_s;
    for (const Field &field : table.fields()) {
        const auto value = field.value();
        text += u"| `%1` | `%2` | %3 | %4 | %5 |\n"_s.arg(field.key, environmentName(field.key),
            value && !field.secret ? u"`%1`"_s.arg(tomlText(*value)) : u"–"_s, field.expected, field.help);
    }
    return text;
}

} // namespace rollcall::settings
