#include "app/commands/copy_database.h"

#include "store/database_copy.h"
#include "store/open_database.h"

#include <filesystem>

using namespace Qt::StringLiterals;

namespace rollcall::app::commands {

namespace {

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

// Each statement, not the whole: tables may be large.
constexpr auto limit = std::chrono::hours(12);

std::expected<std::unique_ptr<store::Database>, QString> open(const QString &address, const ServerSettings &settings)
{
    const auto known = databaseAddress(address, settings);
    if (!known)
        return std::unexpected(known.error());
    auto database = store::openDatabase(*known);
    if (!database)
        return std::unexpected(text(database.error().message));
    (*database)->setDeadline(std::chrono::steady_clock::now() + limit);
    return std::move(*database);
}

// A misspelt source must not become an empty database that is copied with success.
std::expected<void, QString> requireFile(const QString &address)
{
    const auto known = store::parseDatabaseAddress(address.toStdString());
    const auto *file = known ? std::get_if<store::SqliteAddress>(&*known) : nullptr;
    if (file && !std::filesystem::exists(file->file))
        return std::unexpected(u"There is no file %1."_s.arg(text(file->file.string())));
    return {};
}

} // namespace

void CopyDatabase::addOptions(settings::Table &options)
{
    const auto isAddress = [](const QString &given) { return store::parseDatabaseAddress(given.toStdString()).has_value(); };
    options.add(u"from"_s, u"the register to copy, which no server uses meanwhile"_s, m_from).restrictTo(QString::fromUtf8(store::databaseAddressExpected), isAddress).require();
    options.add(u"to"_s, u"an empty database"_s, m_to).restrictTo(QString::fromUtf8(store::databaseAddressExpected), isAddress).require();
}

std::expected<void, QString> CopyDatabase::run(const ServerSettings &settings, QTextStream &out)
{
    if (const auto there = requireFile(m_from); !there)
        return there;
    const auto from = open(m_from, settings);
    if (!from)
        return std::unexpected(from.error());
    const auto to = open(m_to, settings);
    if (!to)
        return std::unexpected(to.error());
    out << text((*from)->name()) << " -> " << text((*to)->name()) << '\n';
    int64_t rows = 0;
    const auto copied = store::copyDatabase(**from, **to, [&](const store::CopiedTable &table) {
        rows += table.rows;
        out << text(table.name).leftJustified(28) << QString::number(table.rows).rightJustified(10) << " rows  sha256 " << text(table.sha256) << Qt::endl;
    });
    if (!copied)
        return std::unexpected(text(copied.error().message));
    out << copied->size() << " tables, " << rows << " rows; every row was read back and is the same.\n";
    return {};
}

} // namespace rollcall::app::commands
