#include "app/commands/erase_person.h"

#include "api/people_routes.h"
#include "store/erasure.h"
#include "store/migrations.h"
#include "store/open_database.h"

#include <QJsonDocument>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace rollcall::app::commands {

namespace {

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

// The user of the system, by number: names of people have no place in the log.
std::string actor()
{
    return "command line (user " + std::to_string(getuid()) + ')';
}

} // namespace

void ErasePerson::addOptions(settings::Table &table)
{
    table.add(u"id"_s, u"whom: the person's id in Rollcall"_s, m_id);
}

std::expected<void, QString> ErasePerson::run(const ServerSettings &settings, QTextStream &out)
{
    if (m_id.isEmpty())
        return std::unexpected(u"Say whom: people erase --id ID"_s);
    const auto address = databaseAddress(settings);
    if (!address)
        return std::unexpected(address.error());
    auto database = store::openDatabase(*address);
    if (!database)
        return std::unexpected(text(database.error().message));
    if (const auto ready = store::migrate(**database, store::builtInMigrations((*database)->dialect())); !ready)
        return std::unexpected(text(ready.error().message));
    const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    attendance::UuidGenerator ids(attendance::systemRandom());
    const auto proof = store::erasePerson(**database, store::PersonId(m_id.toStdString()), {}, actor(), ids.next(now).toString(), now);
    if (!proof)
        return std::unexpected(text(proof.error().message));
    out << QString::fromUtf8(QJsonDocument(api::toJson(*proof)).toJson());
    return {};
}

} // namespace rollcall::app::commands
