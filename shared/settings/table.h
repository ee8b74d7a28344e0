#pragma once

#include <QString>
#include <QStringList>

#include <chrono>
#include <concepts>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace rollcall::settings {

// What a source gives for one setting, before it is known to suit the field.
using Value = std::variant<bool, qint64, double, QString, QStringList>;

// Lowest and highest acceptable number, both included.
template <typename Number> struct Range {
    Number lowest;
    Number highest;
};

// The words that a setting accepts, each with what it stands for.
template <typename Choice> using Words = std::vector<std::pair<QString, Choice>>;

// One setting: its name everywhere (key "server-port" in the file, ROLLCALL_SERVER_PORT, --server-port), what --help says of
// it, and the variable behind it.
class Field {
public:
    enum class Shape { Switch, Single, List };

    QString key = {}; // kebab-case
    QString help = {}; // one line, no full stop
    QString expected = {}; // "a whole number from 0 to 65535"; completes the sentence "… expected …"
    Shape shape = Shape::Single;
    bool secret = false;
    bool unrepeated = false; // a value that is not acceptable is not repeated in the error: it may hold a secret
    bool required = false; // options of a subcommand only
    bool operand = false; // options of a subcommand only: given by its place, without a flag

    // From the text of a flag or an environment variable; nullopt: not of this kind.
    std::function<std::optional<Value>(const QString &)> read = {};
    // False: not acceptable, the variable is untouched.
    std::function<bool(const Value &)> assign = {};
    // The variable as it is now; nullopt: unset.
    std::function<std::optional<Value>()> value = {};

    // --print-config shows *** in its place.
    Field &hide()
    {
        secret = true;
        return *this;
    }
    // Accepts only what is `good` too. `words` complete the sentence "… expected …"; what is refused is not repeated.
    Field &restrictTo(const QString &words, std::function<bool(const QString &)> good)
    {
        expected = words;
        unrepeated = true;
        assign = [whole = std::move(assign), good = std::move(good)](const Value &given) {
            const auto *text = std::get_if<QString>(&given);
            return text && good(*text) && whole(given);
        };
        return *this;
    }
    // An option of a subcommand that must be given.
    Field &require()
    {
        required = true;
        return *this;
    }
    // An option of a subcommand that stands by itself: `people import FILE`.
    Field &asOperand()
    {
        operand = true;
        return *this;
    }
};

// A flag that asks for something once and is not a setting, for instance --list-cameras: command line only.
struct Command {
    QString name;
    QString help;
};

class Table;

// Something that the program does instead of its usual work: `rollcall-server db copy --from A --to B`. Its options come from
// the command line alone; every setting may be given beside them, and counts as it always does.
struct Subcommand {
    QString group; // "db"; empty: the name stands alone
    QString name; // "copy"
    QString help; // one line
    std::shared_ptr<const Table> options;
};

struct Program {
    QString name; // "rollcall-server"
    QString version; // "0.1.0"
    QString description = {}; // first lines of --help
    std::optional<std::filesystem::path> file =
        {}; // read when it exists and neither --config nor ROLLCALL_CONFIG names another
};

// The one list of a program's settings. It keeps references: the variables given to add() must outlive it. Their values at
// that moment are the defaults. Not thread-safe; used once, at the start of main().
//
//     ServerSettings settings;                     // defaults are its member initialisers
//     Table table{{.name = u"rollcall-server"_s, .version = u"0.1.0"_s}};
//     table.add(u"server-port"_s, u"TCP port, 0 = any that is free"_s, settings.serverPort, Range{0, 65535});
//     table.add(u"codec"_s, u"video codec"_s, settings.codec, Words<Codec>{{u"vp8"_s, Codec::Vp8}, {u"h264"_s, Codec::H264}});
//     table.addCommand(u"check"_s, u"check the installation and exit"_s);
class Table {
public:
    explicit Table(Program program);

    // The returned field is good until the next add(): table.add(…).hide();
    Field &add(const QString &key, const QString &help, bool &variable);
    Field &add(const QString &key, const QString &help, int &variable, Range<int> range);
    Field &add(const QString &key, const QString &help, double &variable, Range<double> range);
    Field &add(const QString &key, const QString &help, QString &variable);
    Field &add(const QString &key, const QString &help, QString &variable, const QStringList &words);
    Field &add(const QString &key, const QString &help, QStringList &variable);
    Field &add(const QString &key, const QString &help, std::filesystem::path &variable);
    // Written "250ms", "10s", "5min", "2h" or "30d", in the file too.
    Field &add(const QString &key, const QString &help, std::chrono::milliseconds &variable,
        Range<std::chrono::milliseconds> range);
    // Unset until some source gives a value.
    Field &add(const QString &key, const QString &help, std::optional<int> &variable, Range<int> range);
    Field &add(const QString &key, const QString &help, std::optional<QString> &variable);
    Field &add(const QString &key, const QString &help, std::optional<std::filesystem::path> &variable);
    template <typename Choice>
    requires(!std::same_as<Choice, QString>) Field &add(
        const QString &key, const QString &help, Choice &variable, Words<Choice> words);

    void addCommand(const QString &name, const QString &help);
    void addSubcommand(Subcommand subcommand);

    [[nodiscard]] const Program &program() const { return m_program; }
    [[nodiscard]] const std::vector<Field> &fields() const { return m_fields; }
    [[nodiscard]] const std::vector<Command> &commands() const { return m_commands; }
    [[nodiscard]] const std::vector<Subcommand> &subcommands() const { return m_subcommands; }

private:
    Field &append(Field field);
    [[nodiscard]] static QString oneOf(const QStringList &words);

    Program m_program;
    std::vector<Field> m_fields;
    std::vector<Command> m_commands;
    std::vector<Subcommand> m_subcommands;
};

template <typename Choice>
requires(!std::same_as<Choice, QString>) Field &Table::add(
    const QString &key, const QString &help, Choice &variable, Words<Choice> words)
{
    QStringList names;
    for (const auto &[name, choice] : words)
        names << name;
    Field field{.key = key, .help = help, .expected = oneOf(names)};
    field.read = [](const QString &text) { return std::optional<Value>{text}; };
    field.assign = [&variable, words](const Value &value) {
        const QString *text = std::get_if<QString>(&value);
        for (const auto &[name, choice] : words) {
            if (text && *text == name) {
                variable = choice;
                return true;
            }
        }
        return false;
    };
    field.value = [&variable, words]() -> std::optional<Value> {
        for (const auto &[name, choice] : words) {
            if (choice == variable)
                return name;
        }
        return std::nullopt;
    };
    return append(std::move(field));
}

} // namespace rollcall::settings
