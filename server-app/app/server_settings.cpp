#include "app/server_settings.h"

#include "alerts/mailer.h"
#include "alerts/rules.h"
#include "live/jpeg_encoder.h"
#include "pairing/reachable_address.h"
#include "socketio/socket_packet.h"

#include <QDir>
#include <QStandardPaths>
#include <QSysInfo>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rollcall::app {

namespace {

std::filesystem::path defaultDataFolder()
{
    const QString base = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return std::filesystem::path(base.toStdString()) / "rollcall";
}

settings::Words<recognition::LivenessPolicy> livenessWords()
{
    using recognition::LivenessPolicy;
    return {{u"off"_s, LivenessPolicy::Off}, {u"passive"_s, LivenessPolicy::Passive}, {u"challenge"_s, LivenessPolicy::Challenge}};
}

bool isDashboardAddress(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool isHttp = url.scheme() == u"http"_s || url.scheme() == u"https"_s;
    return text.isEmpty() || (url.isValid() && isHttp && !url.host().isEmpty() && url.userInfo().isEmpty() && !url.hasQuery() && !url.hasFragment());
}

std::expected<QSet<QByteArray>, QString> originsIn(const QStringList &texts, const QString &setting)
{
    QSet<QByteArray> origins;
    for (const QString &text : texts) {
        const QUrl url(text, QUrl::StrictMode);
        const bool isBare = url.path().isEmpty() && !url.hasQuery() && !url.hasFragment() && url.userInfo().isEmpty();
        if (!isDashboardAddress(text) || text.isEmpty() || !isBare)
            return std::unexpected(u"%1: \"%2\" is not an origin such as http://127.0.0.1:5000: scheme, host and port, nothing behind."_s.arg(setting, text));
        origins.insert(text.toLatin1().toLower());
    }
    return origins;
}

bool isNamespace(const QString &text)
{
    return text.startsWith(u'/') && !text.contains(u',') && text.size() <= socketio::maxNamespaceLength;
}

} // namespace

settings::Table settingsTable(ServerSettings &s)
{
    using namespace std::chrono_literals;
    s.dataFolder = defaultDataFolder();
    settings::Table table({.name = u"rollcall-server"_s,
                           .version = QStringLiteral(ROLLCALL_VERSION),
                           .description = u"Receives cameras, recognises people, keeps the attendance register."_s,
                           .file = "/etc/rollcall/server.toml"});
    table.add(u"data-dir"_s, u"folder of the register and everything else that is kept"_s, s.dataFolder);
    table.add(u"database"_s, u"the register: sqlite:PATH or postgresql://user@host/name?sslmode=verify-full; empty = register.sqlite in the data folder"_s, s.database)
        .restrictTo(u"empty, "_s + QString::fromUtf8(store::databaseAddressExpected), [](const QString &given) {
            return given.isEmpty() || store::parseDatabaseAddress(given.toStdString()).has_value();
        });
    table.add(u"database-password-file"_s, u"file whose first line is the password of the register's PostgreSQL; others may not read it"_s, s.databasePasswordFile);
    table.add(u"listen"_s, u"address to listen on, 0.0.0.0 = every one; paired cameras may connect from other machines, over TLS"_s, s.listenAddress);
    table.add(u"server-port"_s, u"TCP port, 0 = any that is free"_s, s.serverPort, settings::Range{0, 65535});
    table.add(u"public-address"_s, u"host or host:port by which cameras reach this server; empty = found out"_s, s.publicAddress)
        .restrictTo(u"empty, host or host:port"_s, [](const QString &given) { return given.isEmpty() || pairing::parseReachable(given, 1).has_value(); });
    table.add(u"tls-certificate"_s, u"PEM file with the server's certificate and what leads to its authority; absent = self-signed, made at the first start"_s, s.tlsCertificate);
    table.add(u"tls-key"_s, u"PEM file with the key of that certificate"_s, s.tlsKey);
    table.add(u"models"_s, u"folder with neural networks for better recognition"_s, s.models);
    table.add(u"engine"_s, u"how people are recognised, a name of rollcall-recognize --list-engines; empty = the best that is there"_s, s.engine);
    table.add(u"landmarks"_s, u"own, points-68, points-5, retail-0009 or average; empty = the best for the engine"_s, s.landmarks);
    table.add(u"recognition"_s, u"recognise people; off: video is received and nothing is decoded"_s, s.recognition);
    table.add(u"recognition-threads"_s, u"threads that recognise, 0 = one less than the processor has"_s, s.recognitionThreads, settings::Range{0, 256});
    table.add(u"liveness"_s, u"what a face must show before its name counts: passive = signs of life, challenge = do what is asked"_s, s.liveness, livenessWords());
    table.add(u"liveness-camera"_s, u"the same for one camera: camera=off, camera=passive or camera=challenge; may be repeated"_s, s.livenessCameras);
    table.add(u"recognition-camera-share"_s, u"percent of one of these threads that one camera may use, 100 = no limit"_s, s.recognitionCameraShare, settings::Range{1, 100});
    table.add(u"recognition-frame-budget"_s, u"a frame that took so long has no further face compared; the next one goes on"_s, s.recognitionFrameBudget,
              settings::Range<std::chrono::milliseconds>{1ms, 10s});
    table.add(u"debounce"_s, u"one person at one camera within this time is one sighting"_s, s.debounce, settings::Range<std::chrono::milliseconds>{1s, 24h});
    table.add(u"time-zone"_s, u"IANA time zone of the register's days, for example Europe/Berlin; empty = this machine's"_s, s.timeZone);
    table.add(u"confirm-suggestions"_s, u"with recognition that only suggests, an operator confirms a person's first match of a day"_s, s.confirmSuggestions);
    table.add(u"names-to-cameras"_s, u"tell cameras whom they showed, for their operators"_s, s.namesToCameras);
    table.add(u"evidence-days"_s, u"how long the pictures of sightings are kept, 0 = none is"_s, s.evidenceDays, settings::Range{0, 36'500});
    table.add(u"evidence-mebibytes"_s, u"how much room they may take, in MiB; the oldest go first"_s, s.evidenceMebibytes, settings::Range{1, 1'000'000});
    table.add(u"unknown-face-days"_s, u"how long a stranger waits among the unknown faces after being seen last, 0 = strangers are not kept"_s, s.unknownFaceDays, settings::Range{0, 3'650});
    table.add(u"visitor-days"_s, u"how long a visitor is known again after being seen last, 0 = not at all"_s, s.visitorDays, settings::Range{0, 3'650});
    table.add(u"dismissed-face-days"_s, u"how long a dismissed stranger is not queued anew, 0 = not at all"_s, s.dismissedFaceDays, settings::Range{0, 3'650});
    table.add(u"unknown-face-limit"_s, u"unknown faces that may wait; the oldest go first"_s, s.unknownFaceLimit, settings::Range{1, 100'000});
    table.add(u"ice-servers"_s, u"STUN and TURN servers: stun:host:port, turn:name:password@host:port"_s, s.iceServers).hide();
    table.add(u"jitter-latency"_s, u"what the jitter buffer may wait for a lost packet"_s, s.jitterLatency, settings::Range<std::chrono::milliseconds>{0ms, 2s});
    table.add(u"lowest-media-port"_s, u"first UDP port for media, 0 = any"_s, s.lowestMediaPort, settings::Range{0, 65535});
    table.add(u"highest-media-port"_s, u"last UDP port for media, 0 = any"_s, s.highestMediaPort, settings::Range{0, 65535});
    table.add(u"max-sessions"_s, u"cameras at the same time"_s, s.maxSessions, settings::Range{1, 10'000});
    table.add(u"jpeg-rate"_s, u"pictures a second that viewers of JPEGs get, by Socket.IO and where MJPEG asks for no other"_s, s.jpegRate, settings::Range{1, 30});
    table.add(u"jpeg-quality"_s, u"their quality"_s, s.jpegQuality, settings::Range{live::JpegEncoder::lowestQuality, live::JpegEncoder::highestQuality});
    table.add(u"jpeg-width"_s, u"wider pictures are made smaller, 0 = as the camera sends them"_s, s.jpegWidth, settings::Range{0, 7680});
    table.add(u"web-folder"_s, u"folder with the page's files, for those who work on them; absent = built in"_s, s.webFolder);
    table.add(u"socketio-origins"_s, u"pages of these origins may take frames by Socket.IO, for example http://127.0.0.1:5000; may be repeated"_s, s.socketIoOrigins);
    table.add(u"max-viewers"_s, u"viewers by WHEP at the same time, of all cameras together"_s, s.maxViewers, settings::Range{1, 10'000});
    table.add(u"max-viewers-per-camera"_s, u"the same of one camera"_s, s.maxViewersPerCamera, settings::Range{1, 10'000});
    table.add(u"whep-origins"_s, u"pages of these origins may view by WHEP, for example https://player.example; may be repeated"_s, s.whepOrigins);
    table.add(u"forward-socketio"_s, u"dashboard to push frames into as a Socket.IO client, for example http://127.0.0.1:5000; empty = none"_s, s.forwardSocketIo)
        .restrictTo(u"an address such as http://host:5000 or https://host/path, without a user"_s, isDashboardAddress);
    table.add(u"forward-socketio-namespace"_s, u"namespace of that dashboard"_s, s.forwardSocketIoNamespace)
        .restrictTo(u"a name that begins with a slash and has no comma"_s, isNamespace);
    table.add(u"forward-socketio-ca"_s, u"PEM file with certificates of further authorities that a dashboard with https may be signed by"_s, s.forwardSocketIoCa);
    table.add(u"socketio-conformance"_s, u"for the official test suites of Socket.IO: echoing namespaces / and /custom, /engine.io/, pings every 300 ms"_s, s.socketIoConformance);
    table.add(u"keep-sightings"_s, u"days that sightings are kept, 0 = for ever; the register of older days goes with them"_s, s.keepSightings, settings::Range{0, 36'500});
    table.add(u"keep-audit"_s, u"days that the audit log is kept, 0 = for ever"_s, s.keepAudit, settings::Range{0, 36'500});
    table.add(u"keep-webhook-events"_s, u"days that events and their deliveries to webhooks are kept, 0 = for ever"_s, s.keepWebhookEvents, settings::Range{0, 36'500});
    table.add(u"webhook-private"_s, u"webhooks may lead into private networks"_s, s.webhookPrivate);
    table.add(u"webhook-http"_s, u"webhooks may go without encryption to other machines"_s, s.webhookHttp);
    table.add(u"webhook-ca"_s, u"PEM file with certificates of further authorities that webhooks' receivers may be signed by"_s, s.webhookCa);
    table.add(u"keep-enrolment-requests"_s, u"days that photos sent by invitations wait for an answer, and that refused requests are remembered, 0 = for ever"_s, s.keepEnrolmentRequests, settings::Range{0, 3'650});
    table.add(u"keep-alerts"_s, u"days that alerts are kept after they ended, 0 = for ever"_s, s.keepAlerts, settings::Range{0, 36'500});
    table.add(u"smtp-url"_s, u"mail server for alerts: smtp://host:587 (changes to TLS) or smtps://host:465; empty = no mail is sent"_s, s.smtpUrl)
        .restrictTo(u"empty, smtp://host:port or smtps://host:port"_s, [](const QString &given) { return given.isEmpty() || alerts::isMailServer(given); });
    table.add(u"smtp-user"_s, u"who this server is to the mail server; empty = nobody in particular"_s, s.smtpUser);
    table.add(u"smtp-password"_s, u"of that user, for the environment; better in a file"_s, s.smtpPassword).hide();
    table.add(u"smtp-password-file"_s, u"file whose first line is that password; others may not read it"_s, s.smtpPasswordFile);
    table.add(u"smtp-from"_s, u"address that mails come from"_s, s.smtpFrom)
        .restrictTo(u"empty or an address like rollcall@example.org"_s, [](const QString &given) { return given.isEmpty() || alerts::isMailAddress(given); });
    table.add(u"smtp-ca"_s, u"PEM file with the authorities that the mail server may be signed by; absent = those that the system trusts"_s, s.smtpCa);
    table.add(u"smtp-plain"_s, u"mail may go without encryption to another machine"_s, s.smtpPlain);
    table.add(u"consent-file"_s, u"text that people agree to who enrol themselves; absent = the built-in one"_s, s.consentFile);
    table.add(u"site-name"_s, u"what this place is called on pages; empty = the machine's name"_s, s.siteName)
        .restrictTo(u"at most 100 characters"_s, [](const QString &given) { return given.size() <= 100; });
    table.add(u"language"_s, u"language of pages where nobody has chosen one: en, de or fr"_s, s.language)
        .restrictTo(u"en, de or fr"_s, [](const QString &given) { return given == u"en"_s || given == u"de"_s || given == u"fr"_s; });
    table.add(u"open-on-loopback"_s, u"until the first account exists, programs on this machine may do everything; its cameras need no pairing"_s, s.openOnLoopback);
    table.add(u"trusted-proxies"_s, u"reverse proxies whose X-Forwarded-For says who is behind them: addresses and networks such as 10.0.0.0/8; may be repeated"_s, s.trustedProxies);
    table.add(u"session-idle"_s, u"who does nothing for so long is signed out"_s, s.sessionIdle, settings::Range<std::chrono::milliseconds>{5min, 24h * 365});
    table.add(u"session-longest"_s, u"who signed in so long ago is signed out, whatever they do"_s, s.sessionLongest, settings::Range<std::chrono::milliseconds>{5min, 24h * 365});
    table.add(u"log-level"_s, u"how much is logged"_s, s.logLevel,
              settings::Words<ops::LogLevel>{{u"debug"_s, ops::LogLevel::Debug}, {u"info"_s, ops::LogLevel::Info},
                                             {u"warning"_s, ops::LogLevel::Warning}, {u"error"_s, ops::LogLevel::Error}});
    return table;
}

QString siteName(const ServerSettings &settings)
{
    return settings.siteName.isEmpty() ? QSysInfo::machineHostName() : settings.siteName;
}

std::expected<LivenessPolicies, QString> livenessPolicies(const ServerSettings &settings)
{
    LivenessPolicies policies{settings.liveness, {}};
    const auto words = livenessWords();
    for (const QString &text : settings.livenessCameras) {
        const QString camera = text.section(u'=', 0, -2);
        const auto word = std::ranges::find(words, text.section(u'=', -1), &std::pair<QString, recognition::LivenessPolicy>::first);
        if (camera.isEmpty() || word == words.end() || policies.cameras.contains(camera))
            return std::unexpected(u"liveness-camera: \"%1\" is not camera=off, camera=passive or camera=challenge with another camera each time."_s.arg(text));
        policies.cameras.insert(camera, word->second);
    }
    return policies;
}

std::expected<store::DatabaseAddress, QString> databaseAddress(const ServerSettings &settings)
{
    return databaseAddress(settings.database, settings);
}

std::expected<store::DatabaseAddress, QString> databaseAddress(const QString &database, const ServerSettings &settings)
{
    if (database.isEmpty())
        return store::SqliteAddress{settings.dataFolder / "register.sqlite"};
    auto address = store::parseDatabaseAddress(database.toStdString());
    if (!address)
        return std::unexpected(QString::fromStdString(address.error().message));
    auto *postgres = std::get_if<store::PostgresAddress>(&*address);
    if (!postgres || !settings.databasePasswordFile)
        return *address;
    const auto password = store::readPasswordFile(*settings.databasePasswordFile);
    if (!password)
        return std::unexpected(QString::fromStdString(password.error().message));
    postgres->set("password", *password);
    return *address;
}

std::filesystem::path outboxFile(const ServerSettings &settings)
{
    return settings.dataFolder / "outbox.sqlite";
}

std::expected<QSet<QByteArray>, QString> socketIoOrigins(const ServerSettings &settings)
{
    return originsIn(settings.socketIoOrigins, u"socketio-origins"_s);
}

std::expected<whep::Settings, QString> whepSettings(const ServerSettings &settings, const ingest::IngestSettings &ingest)
{
    auto origins = originsIn(settings.whepOrigins, u"whep-origins"_s);
    if (!origins)
        return std::unexpected(origins.error());
    return whep::Settings{.iceServers = ingest.iceServers,
                          .lowestPort = ingest.lowestPort,
                          .highestPort = ingest.highestPort,
                          .maxViewers = settings.maxViewers,
                          .maxViewersPerCamera = settings.maxViewersPerCamera,
                          .origins = std::move(*origins)};
}

std::optional<protocol::IceServer> parseIceServer(const QString &text)
{
    const QString scheme = text.section(u':', 0, 0);
    if (scheme == u"stun" && text.size() > scheme.size() + 1)
        return protocol::IceServer{text, {}, {}};
    const qsizetype at = text.lastIndexOf(u'@');
    if ((scheme != u"turn" && scheme != u"turns") || at < 0)
        return std::nullopt;
    const QString account = text.mid(scheme.size() + 1, at - scheme.size() - 1);
    const QString host = text.mid(at + 1);
    if (!account.contains(u':') || host.isEmpty())
        return std::nullopt;
    return protocol::IceServer{scheme + u':' + host, account.section(u':', 0, 0), account.section(u':', 1)};
}

std::expected<ingest::IngestSettings, QString> ingestSettings(const ServerSettings &settings)
{
    ingest::IngestSettings ingest;
    ingest.jitterLatency = settings.jitterLatency;
    ingest.maxSessions = settings.maxSessions;
    ingest.namesToCameras = settings.namesToCameras;
    ingest.lowestPort = settings.lowestMediaPort;
    ingest.highestPort = settings.highestMediaPort;
    if (settings.lowestMediaPort > settings.highestMediaPort)
        return std::unexpected(u"lowest-media-port (%1) is above highest-media-port (%2). Exchange them, or leave both 0."_s.arg(settings.lowestMediaPort).arg(settings.highestMediaPort));
    if (settings.lowestMediaPort == 0 && settings.highestMediaPort != 0)
        return std::unexpected(u"highest-media-port is %1, but lowest-media-port is not set. Set both, or leave both 0."_s.arg(settings.highestMediaPort));
    for (const QString &text : settings.iceServers) {
        const auto server = parseIceServer(text);
        if (!server)
            return std::unexpected(u"ice-servers: an entry is neither stun:host:port nor turn:name:password@host:port (entries may hold passwords and are not shown)."_s);
        ingest.iceServers.append(*server);
    }
    return ingest;
}

} // namespace rollcall::app
