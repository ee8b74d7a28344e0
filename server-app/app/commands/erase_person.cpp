#include "app/commands/erase_person.h"

#include "api/people_routes.h"
#include "app/clock.h"
#include "app/commands/command_line_user.h"
#include "app/commands/register_database.h"
#include "store/erasure.h"
#include "store/outbox.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace rollcall::app::commands {

namespace {

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

// What waits on this machine for a register elsewhere; a server may use it at the same time.
std::expected<void, store::StoreError> forgetInOutbox(const ServerSettings &settings, const store::PersonId &person)
{
    const auto file = outboxFile(settings);
    if (!std::filesystem::exists(file))
        return {};
    const auto outbox = store::Outbox::open(file);
    if (!outbox)
        return std::unexpected(outbox.error());
    return (*outbox)->forget(person);
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
    const auto database = openRegisterDatabase(settings, IfMissing::Make);
    if (!database)
        return std::unexpected(database.error());
    const auto now = utcNow();
    attendance::UuidGenerator ids(attendance::systemRandom());
    const store::PersonId person(m_id.toStdString());
    const auto proof = store::erasePerson(**database, person, {}, commandLineUser(), ids.next(now).toString(), now);
    // Also where only the register had forgotten them already.
    const auto forgotten = forgetInOutbox(settings, person);
    if (!proof)
        return std::unexpected(text(proof.error().message));
    out << QString::fromUtf8(QJsonDocument(api::toJson(*proof)).toJson());
    if (!forgotten)
        return std::unexpected(u"The person was erased from the register, but not from this machine's outbox: %1 A server that starts on it does the rest."_s
                                   .arg(text(forgotten.error().message)));
    return {};
}

} // namespace rollcall::app::commands
