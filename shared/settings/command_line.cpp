#include "settings/command_line.h"

#include "settings/toml_file.h"

using namespace Qt::StringLiterals;

namespace rollcall::settings {
namespace {

std::string flagName(const QString &key)
{
    return "--" + key.toStdString();
}

// "TCP port (default 8443; a whole number from 0 to 65535; ROLLCALL_SERVER_PORT)"
std::string helpOf(const Field &field)
{
    const auto value = field.value();
    const QString standard = value && !field.secret ? u"default %1; "_s.arg(tomlText(*value)) : QString{};
    return u"%1 (%2%3; %4)"_s.arg(field.help, standard, field.expected, environmentName(field.key)).toStdString();
}

std::string helpOfOption(const Field &option)
{
    return u"%1 (%2)"_s.arg(option.help, option.expected).toStdString();
}

std::optional<QString> given(const CLI::Option &option, Field::Shape shape)
{
    if (option.empty())
        return std::nullopt;
    if (shape != Field::Shape::List)
        return QString::fromStdString(option.results().back());
    QStringList items;
    for (const std::string &item : option.results())
        items << QString::fromStdString(item);
    return items.join(u',');
}

CLI::App *found(CLI::App &parent, const QString &name)
{
    const auto named = parent.get_subcommands([&](const CLI::App *child) { return child->get_name() == name.toStdString(); });
    return named.empty() ? nullptr : named.front();
}

} // namespace

QString CommandLine::configKey()
{
    return u"config"_s;
}

CommandLine::CommandLine(const Table &table)
    : m_table(table)
    , m_app(table.program().description.toStdString(), table.program().name.toStdString())
{
    const QString version = table.program().name + u' ' + table.program().version;
    m_app.get_formatter()->column_width(34);
    m_app.set_help_flag("-h,--help", "print this and exit");
    m_app.set_version_flag("--version", version.toStdString(), "print the version and exit");
    m_app.add_flag("--print-config", m_printConfig, "print the effective settings and where each came from, and exit");
    m_app.add_option(flagName(configKey()), m_config, "settings file, TOML (ROLLCALL_CONFIG)")->type_name("FILE");
    for (const Command &command : table.commands()) {
        const std::string help = command.help.toStdString();
        m_app.add_flag(flagName(command.name), help)->group("Commands");
    }
    for (const Field &field : table.fields())
        addSetting(field);
    for (const Subcommand &subcommand : table.subcommands())
        addSubcommand(subcommand);
}

void CommandLine::addSetting(const Field &field)
{
    const std::string name = flagName(field.key);
    const std::string help = helpOf(field); // const: CLI11 takes a changeable text for the flag's variable
    const bool isList = field.shape == Field::Shape::List;
    if (field.shape == Field::Shape::Switch) {
        m_app.add_flag(name + ",!--no-" + field.key.toStdString(), help)->group("Settings");
        return;
    }
    m_app.add_option(name, help)
        ->type_name(isList ? "TEXT,..." : "VALUE")
        ->multi_option_policy(isList ? CLI::MultiOptionPolicy::TakeAll : CLI::MultiOptionPolicy::TakeLast)
        ->group("Settings");
}

// Fallthrough: settings are understood after a subcommand too.
CLI::App *CommandLine::addVerb(const Subcommand &subcommand)
{
    const std::string name = subcommand.name.toStdString();
    const std::string help = subcommand.help.toStdString();
    if (subcommand.group.isEmpty())
        return m_app.add_subcommand(name, help)->fallthrough()->group("Subcommands");
    CLI::App *group = found(m_app, subcommand.group);
    if (!group) {
        group = m_app.add_subcommand(subcommand.group.toStdString())->fallthrough()->require_subcommand(1);
        group->group("Subcommands");
    }
    group->description(group->get_description() + (group->get_description().empty() ? "" : ", ") + name);
    return group->add_subcommand(name, help)->fallthrough();
}

const CLI::App *CommandLine::verbOf(const Subcommand &subcommand) const
{
    const CLI::App *parent = subcommand.group.isEmpty() ? &m_app : m_app.get_subcommand(subcommand.group.toStdString());
    return parent->get_subcommand(subcommand.name.toStdString());
}

void CommandLine::addSubcommand(const Subcommand &subcommand)
{
    CLI::App *verb = addVerb(subcommand);
    for (const Field &option : subcommand.options->fields()) {
        const std::string help = helpOfOption(option);
        if (option.shape == Field::Shape::Switch) {
            verb->add_flag(flagName(option.key), help);
            continue;
        }
        const std::string name = option.operand ? option.key.toStdString() : flagName(option.key);
        verb->add_option(name, help)
            ->type_name(option.operand ? "" : "VALUE")
            ->required(option.required)
            ->multi_option_policy(option.shape == Field::Shape::List ? CLI::MultiOptionPolicy::TakeAll : CLI::MultiOptionPolicy::TakeLast);
    }
}

std::expected<std::optional<QString>, Error> CommandLine::parse(const QStringList &arguments)
{
    std::vector<std::string> reversed; // the order in which CLI11 consumes a vector
    for (const QString &argument : arguments)
        reversed.insert(reversed.begin(), argument.toStdString());
    try {
        m_app.parse(std::move(reversed));
        return std::nullopt;
    } catch (const CLI::CallForHelp &) {
        return QString::fromStdString(m_app.help());
    } catch (const CLI::CallForVersion &version) {
        return QString::fromUtf8(version.what()) + u'\n';
    } catch (const CLI::ParseError &error) {
        return std::unexpected(
            Error{u"Command line: %1. --help lists the flags."_s.arg(QString::fromUtf8(error.what()))});
    }
}

std::optional<QString> CommandLine::config() const
{
    return m_config.empty() ? std::nullopt : std::optional{QString::fromStdString(m_config)};
}

bool CommandLine::has(const QString &command) const
{
    return m_app.count(flagName(command)) > 0;
}

std::optional<QString> CommandLine::text(const Field &field) const
{
    return given(*m_app.get_option(flagName(field.key)), field.shape);
}

std::optional<qsizetype> CommandLine::subcommand() const
{
    for (std::size_t i = 0; i < m_table.subcommands().size(); ++i) {
        if (verbOf(m_table.subcommands()[i])->parsed())
            return qsizetype(i);
    }
    return std::nullopt;
}

std::optional<QString> CommandLine::text(const Subcommand &subcommand, const Field &option) const
{
    const CLI::App *verb = verbOf(subcommand);
    const std::string name = option.operand ? option.key.toStdString() : flagName(option.key);
    return given(*verb->get_option(name), option.shape);
}

} // namespace rollcall::settings
