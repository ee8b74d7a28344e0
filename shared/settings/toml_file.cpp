#include "settings/toml_file.h"

#include <QFile>
#include <QLocale>

#include <toml++/toml.h>

using namespace Qt::StringLiterals;

namespace rollcall::settings {
namespace {

constexpr qint64 largestFile = 1024 * 1024; // guards against --config /dev/zero

QString fromUtf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

std::optional<QStringList> textsOf(const toml::array &array)
{
    QStringList texts;
    for (const toml::node &node : array) {
        const auto text = node.value_exact<std::string>();
        if (!text)
            return std::nullopt;
        texts << fromUtf8(*text);
    }
    return texts;
}

std::optional<Value> valueOf(const toml::node &node)
{
    if (const auto text = node.value_exact<std::string>())
        return fromUtf8(*text);
    if (const auto number = node.value_exact<int64_t>())
        return qint64{*number};
    if (const auto number = node.value_exact<double>())
        return *number;
    if (const auto flag = node.value_exact<bool>())
        return *flag;
    if (const auto *array = node.as_array()) {
        if (auto texts = textsOf(*array))
            return *std::move(texts);
    }
    return std::nullopt;
}

std::expected<std::vector<Entry>, Error> entriesOf(const toml::table &table, const QString &file)
{
    std::vector<Entry> entries;
    for (const auto &[key, node] : table) {
        const int line = static_cast<int>(key.source().begin.line);
        const QString name = fromUtf8(key.str());
        auto value = valueOf(node);
        if (!value) {
            return std::unexpected(
                Error{u"%1, line %2: \"%3\" is a section, a date or a mixed list; settings are texts, "
                      u"numbers, true, false and lists of texts."_s.arg(file)
                          .arg(line)
                          .arg(name)});
        }
        entries.push_back({name, *std::move(value), line});
    }
    // The table is sorted by key; errors should come in the order in which people read the file.
    std::ranges::stable_sort(entries, {}, &Entry::line);
    return entries;
}

QString quoted(const QString &text)
{
    QString result = u"\""_s;
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\')
            result += u'\\';
        if (c.unicode() < 0x20 || c.unicode() == 0x7f)
            result += u"\\u%1"_s.arg(c.unicode(), 4, 16, QChar{u'0'});
        else
            result += c;
    }
    return result + u'"';
}

QString realText(double number)
{
    const QString text = QString::number(number, 'g', QLocale::FloatingPointShortest);
    // TOML tells a real number from a whole one by its point or exponent.
    return text.contains(u'.') || text.contains(u'e') ? text : text + u".0"_s;
}

} // namespace

std::expected<std::vector<Entry>, Error> readTomlFile(const std::filesystem::path &path)
{
    const QString name = QString::fromStdU16String(path.u16string());
    QFile file{name};
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(Error{u"The settings file %1 cannot be read: %2."_s.arg(name, file.errorString())});
    const QByteArray bytes = file.read(largestFile + 1);
    if (bytes.size() > largestFile)
        return std::unexpected(Error{u"The settings file %1 is larger than 1 MiB: is it the right file?"_s.arg(name)});
    try {
        return entriesOf(toml::parse(std::string_view{bytes.constData(), static_cast<size_t>(bytes.size())}), name);
    } catch (const toml::parse_error &error) {
        return std::unexpected(Error{u"%1, line %2: this is not TOML: %3."_s.arg(name)
                                         .arg(error.source().begin.line)
                                         .arg(fromUtf8(error.description()))});
    }
}

QString tomlText(const Value &value)
{
    struct Writer {
        QString operator()(bool flag) const { return flag ? u"true"_s : u"false"_s; }
        QString operator()(qint64 number) const { return QString::number(number); }
        QString operator()(double number) const { return realText(number); }
        QString operator()(const QString &text) const { return quoted(text); }
        QString operator()(const QStringList &texts) const
        {
            QStringList items;
            for (const QString &text : texts)
                items << quoted(text);
            return u'[' + items.join(u", "_s) + u']';
        }
    };
    return std::visit(Writer{}, value);
}

} // namespace rollcall::settings
