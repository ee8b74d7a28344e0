#include "app/commands/cameras.h"

#include "api/json.h"
#include "app/clock.h"
#include "app/commands/command_line_user.h"
#include "app/commands/server_api.h"
#include "store/camera_pairings.h"
#include "store/migrations.h"
#include "store/open_database.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace rollcall::app::commands {

namespace {

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

QJsonValue timeOrNull(const std::optional<store::UtcMs> &time)
{
    return time ? QJsonValue(api::toText(*time)) : QJsonValue();
}

std::expected<std::unique_ptr<store::Database>, QString> openRegister(const ServerSettings &settings)
{
    const auto address = databaseAddress(settings);
    if (!address)
        return std::unexpected(address.error());
    auto database = store::openDatabase(*address);
    if (!database)
        return std::unexpected(text(database.error().message));
    if (const auto ready = store::migrate(**database, store::builtInMigrations((*database)->dialect())); !ready)
        return std::unexpected(text(ready.error().message));
    return std::move(*database);
}

ServerApi::Answer fromRegister(const ServerSettings &settings)
{
    const auto database = openRegister(settings);
    if (!database)
        return std::unexpected(database.error());
    const auto pairings = store::CameraPairings(**database).pairings();
    if (!pairings)
        return std::unexpected(text(pairings.error().message));
    QJsonArray items;
    for (const store::CameraPairing &pairing : *pairings)
        items.append(QJsonObject{{u"camera"_s, text(pairing.camera.toString())}, {u"state"_s, u"offline"_s}, {u"pairedAt"_s, api::toText(pairing.paired)},
                                 {u"pairedFrom"_s, text(pairing.pairedFrom)}, {u"lastSeen"_s, timeOrNull(pairing.lastSeen)}, {u"revokedAt"_s, timeOrNull(pairing.revoked)}});
    return QJsonObject{{u"items"_s, items}};
}

void print(const QJsonArray &pairings, QTextStream &out)
{
    if (pairings.isEmpty())
        out << "No camera is paired. rollcall-server pair --camera NAME makes a code for one.\n";
    for (const QJsonValue &pairing : pairings) {
        const QString revoked = pairing[u"revokedAt"_s].toString();
        const QString state = revoked.isEmpty() ? pairing[u"state"_s].toString() : QStringLiteral("revoked");
        out << pairing[u"camera"_s].toString().leftJustified(24) << ' ' << state.leftJustified(10) << " paired " << pairing[u"pairedAt"_s].toString()
            << " from " << pairing[u"pairedFrom"_s].toString() << ", last seen " << pairing[u"lastSeen"_s].toString(u"never"_s);
        if (!revoked.isEmpty())
            out << ", revoked " << revoked;
        out << '\n';
    }
}

} // namespace

void ListCameras::addOptions(settings::Table &options)
{
    options.add(u"json"_s, u"one JSON object instead of text"_s, m_json);
}

std::expected<void, QString> ListCameras::run(const ServerSettings &settings, QTextStream &out)
{
    const auto found = ServerApi::find(settings);
    if (!found)
        return std::unexpected(found.error());
    const auto *server = std::get_if<QUrl>(&*found);
    const auto pairings = server ? ServerApi(*server, settings).get(u"/api/v1/pairings"_s) : fromRegister(settings);
    if (!pairings)
        return std::unexpected(pairings.error());
    if (m_json)
        out << QString::fromUtf8(QJsonDocument(*pairings).toJson(QJsonDocument::Compact)) << '\n';
    else
        print((*pairings)[u"items"_s].toArray(), out);
    return {};
}

void RevokeCamera::addOptions(settings::Table &options)
{
    options.add(u"camera"_s, u"the camera's id"_s, m_camera).require().asOperand();
}

std::expected<void, QString> RevokeCamera::run(const ServerSettings &settings, QTextStream &out)
{
    const auto found = ServerApi::find(settings);
    if (!found)
        return std::unexpected(found.error());
    if (const auto *server = std::get_if<QUrl>(&*found)) {
        if (const auto revoked = ServerApi(*server, settings).remove(u"/api/v1/pairings/"_s + QString::fromLatin1(QUrl::toPercentEncoding(m_camera))); !revoked)
            return std::unexpected(revoked.error());
    } else {
        const auto database = openRegister(settings);
        if (!database)
            return std::unexpected(database.error());
        const auto now = utcNow();
        if (const auto revoked = store::CameraPairings(**database).revoke(store::CameraId(m_camera.toStdString()), commandLineUser(), now); !revoked)
            return std::unexpected(text(revoked.error().message));
    }
    out << "Camera " << m_camera << " is revoked. It has to be paired anew before it connects again.\n";
    return {};
}

} // namespace rollcall::app::commands
