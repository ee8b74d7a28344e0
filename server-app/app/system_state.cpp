#include "app/system_state.h"

#include "api/json.h"
#include "ops/process_stats.h"
#include "pairing/fingerprint.h"
#include "store/migrations.h"

#include <QJsonArray>
#include <QStorageInfo>

using namespace Qt::StringLiterals;

namespace rollcall::app {

namespace {

// Qt itself says no of a certificate that may not sign others, as this server's own is.
bool isItsOwnIssuer(const QSslCertificate &certificate)
{
    return certificate.isSelfSigned() || certificate.issuerDisplayName() == certificate.subjectDisplayName();
}

QJsonValue orNull(const QString &text) { return text.isEmpty() ? QJsonValue() : QJsonValue(text); }
QJsonValue orNull(const std::string &text) { return orNull(QString::fromStdString(text)); }
double seconds(std::chrono::milliseconds time) { return std::chrono::duration<double>(time).count(); }

QString wordOf(recognition::LivenessPolicy policy)
{
    switch (policy) {
    case recognition::LivenessPolicy::Off:
        return u"off"_s;
    case recognition::LivenessPolicy::Passive:
        return u"passive"_s;
    case recognition::LivenessPolicy::Challenge:
        break;
    }
    return u"challenge"_s;
}

QJsonValue outboxJson(const std::optional<store::StoreHealth::Outbox> &outbox)
{
    if (!outbox)
        return {};
    return QJsonObject{{u"reachable"_s, outbox->reachable}, {u"waiting"_s, qint64(outbox->waiting)}, {u"oldestSeconds"_s, seconds(outbox->oldest)},
                       {u"delivered"_s, qint64(outbox->delivered)}, {u"setAside"_s, qint64(outbox->setAside)}, {u"failures"_s, qint64(outbox->failures)},
                       {u"problem"_s, orNull(outbox->problem)}};
}

QJsonValue process()
{
    const auto stats = ops::processStats();
    if (!stats)
        return {};
    return QJsonObject{{u"threads"_s, stats->threads}, {u"residentBytes"_s, qint64(stats->residentBytes)}, {u"cpuSeconds"_s, stats->cpuSeconds}, {u"openFiles"_s, stats->openFiles}};
}

QJsonObject days(int number) { return {{u"days"_s, number}}; }

} // namespace

SystemState::SystemState(Parts parts)
    : m_parts(std::move(parts))
{
}

std::optional<alerts::DiskSpace> SystemState::disk() const
{
    const QStorageInfo storage(QString::fromStdString(m_parts.settings.dataFolder.string()));
    if (!storage.isValid() || !storage.isReady())
        return std::nullopt;
    return alerts::DiskSpace{.path = storage.rootPath(), .totalBytes = storage.bytesTotal(), .freeBytes = storage.bytesAvailable()};
}

QJsonObject SystemState::recognition() const
{
    QJsonObject json = m_parts.recognition.recognition();
    QJsonObject cameras;
    for (auto policy = m_parts.liveness.cameras.cbegin(); policy != m_parts.liveness.cameras.cend(); ++policy)
        cameras.insert(policy.key(), wordOf(policy.value()));
    json.insert(u"liveness"_s, QJsonObject{{u"policy"_s, wordOf(m_parts.liveness.usual)}, {u"cameras"_s, cameras}});
    json.insert(u"confirmSuggestions"_s, m_parts.settings.confirmSuggestions);
    return json;
}

QJsonObject SystemState::database() const
{
    const store::StoreHealth health = m_parts.store.health();
    const auto address = databaseAddress(m_parts.settings);
    const auto *postgres = address ? std::get_if<store::PostgresAddress>(&*address) : nullptr;
    const auto *file = address ? std::get_if<store::SqliteAddress>(&*address) : nullptr;
    const int schema = store::builtInMigrations(postgres ? store::Dialect::PostgreSql : store::Dialect::Sqlite).back().version;
    return {{u"kind"_s, postgres ? u"postgresql"_s : u"sqlite"_s}, {u"name"_s, QString::fromStdString(postgres ? postgres->name() : file ? file->file.string() : std::string())},
            {u"schema"_s, schema}, {u"state"_s, health.state == store::StoreHealth::State::Working ? u"working"_s : u"retrying"_s}, {u"problem"_s, orNull(health.problem)},
            {u"waiting"_s, qint64(health.waiting)}, {u"written"_s, qint64(health.written)}, {u"failures"_s, qint64(health.failures)}, {u"outbox"_s, outboxJson(health.outbox)}};
}

QJsonObject SystemState::cameras() const
{
    const QList<api::LiveCamera> live = m_parts.cameras.liveCameras();
    const auto in = [&](const QString &state) { return qint64(std::count_if(live.begin(), live.end(), [&](const api::LiveCamera &camera) { return camera.state == state; })); };
    return {{u"connected"_s, qint64(live.size())}, {u"streaming"_s, in(u"streaming"_s)}, {u"paused"_s, in(u"paused"_s)}};
}

// What is kept for how long, as it is set.
QJsonObject SystemState::storage() const
{
    const ServerSettings &s = m_parts.settings;
    const auto unknown = m_parts.unknown.totals();
    return {{u"evidence"_s, QJsonObject{{u"days"_s, s.evidenceDays}, {u"mebibytes"_s, s.evidenceMebibytes}}},
            {u"unknownFaces"_s, QJsonObject{{u"days"_s, s.unknownFaceDays}, {u"limit"_s, s.unknownFaceLimit}, {u"waiting"_s, qint64(unknown.waiting)}}},
            {u"visitors"_s, days(s.visitorDays)}, {u"dismissedFaces"_s, days(s.dismissedFaceDays)}, {u"sightings"_s, days(s.keepSightings)}, {u"audit"_s, days(s.keepAudit)},
            {u"webhookEvents"_s, days(s.keepWebhookEvents)}, {u"enrolmentRequests"_s, days(s.keepEnrolmentRequests)}, {u"alerts"_s, days(s.keepAlerts)}};
}

QJsonObject SystemState::certificate() const
{
    const net::TlsIdentity &identity = m_parts.tls.identity();
    if (identity.chain.isEmpty())
        return {};
    const QSslCertificate &own = identity.chain.front();
    return {{u"fingerprint"_s, pairing::fingerprintText(identity.fingerprint())}, {u"subject"_s, own.subjectDisplayName()},
            {u"notAfter"_s, own.expiryDate().toUTC().toString(Qt::ISODate)}, {u"selfSigned"_s, isItsOwnIssuer(own)}};
}

QJsonObject SystemState::toJson() const
{
    const auto now = std::chrono::system_clock::now();
    const auto room = disk();
    return {{u"version"_s, QStringLiteral(ROLLCALL_VERSION)},
            {u"startedAt"_s, api::toText(std::chrono::time_point_cast<std::chrono::milliseconds>(m_started))},
            {u"uptimeSeconds"_s, qint64(std::chrono::duration_cast<std::chrono::seconds>(now - m_started).count())},
            {u"site"_s, QJsonObject{{u"name"_s, siteName(m_parts.settings)}, {u"timeZone"_s, m_parts.calendar.zoneName()}, {u"language"_s, m_parts.settings.language}}},
            {u"recognition"_s, recognition()},
            {u"database"_s, database()},
            {u"disk"_s, room ? QJsonValue(QJsonObject{{u"path"_s, room->path}, {u"totalBytes"_s, qint64(room->totalBytes)}, {u"freeBytes"_s, qint64(room->freeBytes)}}) : QJsonValue()},
            {u"process"_s, process()},
            {u"tls"_s, certificate()},
            {u"cameras"_s, cameras()},
            {u"storage"_s, storage()},
            {u"mail"_s, m_parts.mail()}};
}

} // namespace rollcall::app
