#pragma once

#include "ingest/ingest_settings.h"
#include "ops/logging.h"
#include "recognition/liveness.h"
#include "settings/load.h"
#include "settings/table.h"
#include "store/database_address.h"
#include "whep/settings.h"

#include <QHash>
#include <QSet>
#include <QString>
#include <QStringList>

#include <chrono>
#include <filesystem>
#include <optional>

namespace rollcall::app {

// Everything that can be set, with its default. The table below gives each its name, in files, environment and flags.
struct ServerSettings {
    std::filesystem::path dataFolder;
    QString listenAddress = QStringLiteral("127.0.0.1");
    int serverPort = 8443;
    QString publicAddress;  // host or host:port that cameras are told; empty: as found out
    std::optional<std::filesystem::path> tlsCertificate;
    std::optional<std::filesystem::path> tlsKey;
    QString database;  // "sqlite:PATH" or "postgresql://…"; empty: register.sqlite in the data folder
    std::optional<std::filesystem::path> databasePasswordFile;
    std::filesystem::path models;
    QString engine;              // empty: the best that is there
    QString landmarks;           // empty: the best for the engine
    bool recognition = true;
    int recognitionThreads = 0;  // 0: one less than the processor has, at least one
    recognition::LivenessPolicy liveness = recognition::LivenessPolicy::Off;
    QStringList livenessCameras; // camera=policy, for those that differ
    int recognitionCameraShare = 100;  // percent of one of these threads that one camera may use; 100: no limit
    std::chrono::milliseconds recognitionFrameBudget{50};
    std::chrono::milliseconds debounce{60'000};
    QString timeZone;            // IANA; empty: the machine's
    bool confirmSuggestions = true;
    bool namesToCameras = false;
    int evidenceDays = 30;       // 0: no picture of a sighting is kept
    int evidenceMebibytes = 1024;
    int unknownFaceDays = 14;    // 0: strangers are not kept
    int visitorDays = 90;
    int dismissedFaceDays = 14;
    int unknownFaceLimit = 500;
    QStringList iceServers;      // may hold credentials
    std::chrono::milliseconds jitterLatency{40};
    int lowestMediaPort = 0;
    int highestMediaPort = 0;
    int maxSessions = 256;
    int jpegRate = 15;           // of what viewers get as JPEGs
    int jpegQuality = 70;
    int jpegWidth = 0;           // 0: as the camera sends
    QStringList socketIoOrigins; // of dashboards' pages on other servers
    int maxViewers = 200;        // by WHEP
    int maxViewersPerCamera = 100;
    QStringList whepOrigins;     // of players' pages on other servers
    std::optional<std::filesystem::path> webFolder;  // the page's files; absent: those built in
    QString forwardSocketIo;     // a dashboard's address; empty: none
    QString forwardSocketIoNamespace = QStringLiteral("/stream");
    std::optional<std::filesystem::path> forwardSocketIoCa;  // PEM; beside the authorities that the system trusts
    bool socketIoConformance = false;
    // Days that things are kept, 0 = for ever.
    int keepSightings = 0;
    int keepAudit = 3'650;
    int keepWebhookEvents = 30;
    int keepEnrolmentRequests = 30;  // unanswered and refused ones
    int keepAlerts = 90;             // since they ended
    bool webhookPrivate = false;
    bool webhookHttp = false;
    std::optional<std::filesystem::path> webhookCa;  // PEM; beside the authorities that the system trusts
    QString smtpUrl;             // empty: no mail is sent
    QString smtpUser;
    QString smtpPassword;        // for the environment
    std::optional<std::filesystem::path> smtpPasswordFile;
    QString smtpFrom;
    std::optional<std::filesystem::path> smtpCa;
    bool smtpPlain = false;
    std::optional<std::filesystem::path> consentFile;  // what people agree to who enrol themselves; absent: the built-in text
    QString siteName;                // as pages call this place; empty: the machine's name
    QString language = QStringLiteral("en");  // of who has chosen none
    bool openOnLoopback = true;      // until the first account exists; cameras of this machine always
    QStringList trustedProxies;      // whose X-Forwarded-For is believed
    std::chrono::milliseconds sessionIdle = std::chrono::hours(12);
    std::chrono::milliseconds sessionLongest = std::chrono::days(30);
    ops::LogLevel logLevel = ops::LogLevel::Info;
};

[[nodiscard]] settings::Table settingsTable(ServerSettings &settings);

// What this place is called on pages and in mails.
[[nodiscard]] QString siteName(const ServerSettings &settings);

// Where the register is, with the password where there is one; an error is a sentence for the operator.
[[nodiscard]] std::expected<store::DatabaseAddress, QString> databaseAddress(const ServerSettings &settings);
[[nodiscard]] std::expected<store::DatabaseAddress, QString> databaseAddress(const QString &database, const ServerSettings &settings);

// Where sightings wait for a register elsewhere.
[[nodiscard]] std::filesystem::path outboxFile(const ServerSettings &settings);

// What the settings mean together; an error is a sentence for the operator.
[[nodiscard]] std::expected<ingest::IngestSettings, QString> ingestSettings(const ServerSettings &settings);

// What is asked of faces before they count, camera by camera.
struct LivenessPolicies {
    recognition::LivenessPolicy usual = recognition::LivenessPolicy::Off;
    QHash<QString, recognition::LivenessPolicy> cameras;

    [[nodiscard]] recognition::LivenessPolicy of(const protocol::CameraId &camera) const { return cameras.value(camera.toString(), usual); }
};
[[nodiscard]] std::expected<LivenessPolicies, QString> livenessPolicies(const ServerSettings &settings);

// For viewers by WHEP; media ports and ICE servers are the cameras'.
[[nodiscard]] std::expected<whep::Settings, QString> whepSettings(const ServerSettings &settings, const ingest::IngestSettings &ingest);

// As browsers write them; an error is a sentence for the operator.
[[nodiscard]] std::expected<QSet<QByteArray>, QString> socketIoOrigins(const ServerSettings &settings);

// "turn:name:password@host:3478?transport=udp" or "stun:host".
[[nodiscard]] std::optional<protocol::IceServer> parseIceServer(const QString &text);

} // namespace rollcall::app
