#include "app/part_configs.h"

#include "live/web_page.h"

#include <algorithm>
#include <thread>

using namespace Qt::StringLiterals;

namespace rollcall::app {

namespace {

std::filesystem::path modelFolder(const ServerSettings &settings)
{
    const auto own = settings.dataFolder / "models";
    std::error_code ignored;
    return settings.models.empty() && std::filesystem::is_directory(own, ignored) ? own : settings.models;
}

} // namespace

recognition::RecognizerSettings recognizerSettings(const ServerSettings &settings)
{
    recognition::RecognizerSettings recognizer;
    recognizer.frameBudget = settings.recognitionFrameBudget;
    return recognizer;
}

int recognitionThreads(const ServerSettings &settings)
{
    return settings.recognitionThreads > 0 ? settings.recognitionThreads : std::max(1, int(std::thread::hardware_concurrency()) - 1);
}

store::Retention retentionOf(const ServerSettings &settings)
{
    const auto days = [](int number) { return number > 0 ? std::optional(std::chrono::days(number)) : std::nullopt; };
    return {.sightings = days(settings.keepSightings), .audit = days(settings.keepAudit), .webhookEvents = days(settings.keepWebhookEvents),
            .enrolmentRequests = days(settings.keepEnrolmentRequests), .alerts = days(settings.keepAlerts)};
}

webhooks::AddressRule addressRule(const ServerSettings &settings)
{
    return {.privateNetworks = settings.webhookPrivate, .plainHttp = settings.webhookHttp};
}

std::chrono::days lookBack(const ServerSettings &settings)
{
    constexpr int furthest = 31;
    return std::chrono::days(settings.keepWebhookEvents > 0 ? std::clamp(settings.keepWebhookEvents - 2, 0, furthest) : furthest);
}

store::Store::Config storeConfig(const store::DatabaseAddress &address, const ServerSettings &settings)
{
    if (const auto *here = std::get_if<store::SqliteAddress>(&address))
        return {.file = here->file};
    return {.file = outboxFile(settings), .elsewhere = std::get<store::PostgresAddress>(address)};
}

std::optional<std::filesystem::path> copyInFolder(const ServerSettings &settings, const char *name)
{
    const auto address = databaseAddress(settings);
    const bool isElsewhere = address && std::holds_alternative<store::PostgresAddress>(*address);
    return isElsewhere ? std::optional(settings.dataFolder / name) : std::nullopt;
}

access::AccessControl::Config accessConfig(const ServerSettings &settings, const QString &zoneName)
{
    const auto seconds = [](std::chrono::milliseconds time) { return std::chrono::duration_cast<std::chrono::seconds>(time); };
    return {.dataFolder = settings.dataFolder,
            .copy = copyInFolder(settings, "accounts.json"),
            .sessions = {.idle = seconds(settings.sessionIdle), .longest = seconds(settings.sessionLongest)},
            .openOnLoopback = settings.openOnLoopback,
            .site = {.name = siteName(settings), .timeZone = zoneName,
                     .language = settings.language}};
}

attendance::SightingStatus recognisedAs(const recognition::Engine &engine, const ServerSettings &settings)
{
    const bool suggests = settings.confirmSuggestions && engine.trust() == recognition::Trust::Suggests;
    return suggests ? attendance::SightingStatus::Suggested : attendance::SightingStatus::Confirmed;
}

live::JpegWish jpegWish(const ServerSettings &settings)
{
    return {.picturesPerSecond = settings.jpegRate, .quality = settings.jpegQuality, .width = settings.jpegWidth};
}

QString webFolder(const ServerSettings &settings)
{
    return settings.webFolder ? QString::fromStdString(settings.webFolder->string()) : QString::fromLatin1(live::builtInWebFolder);
}

std::optional<socketio::ForwardConfig> forwardConfig(const ServerSettings &settings, const QList<QSslCertificate> &authorities)
{
    if (settings.forwardSocketIo.isEmpty())
        return std::nullopt;
    return socketio::ForwardConfig{.server = QUrl(settings.forwardSocketIo), .authorities = authorities, .nameSpace = settings.forwardSocketIoNamespace, .pictures = jpegWish(settings)};
}

socketio::ServerConfig socketIoConfig(const ServerSettings &settings, const QSet<QByteArray> &origins)
{
    const live::JpegWish wish = jpegWish(settings);
    auto config = settings.socketIoConformance ? socketio::ServerConfig::forConformance(wish) : socketio::ServerConfig{.engine = {}, .pictures = wish};
    config.engine.origins = origins;
    return config;
}

std::expected<std::shared_ptr<const recognition::Engine>, QString> loadEngine(const ServerSettings &settings)
{
    auto engine = recognition::Engine::load({.models = modelFolder(settings), .engine = settings.engine.toStdString(), .landmarks = settings.landmarks.toStdString()});
    if (!engine)
        return std::unexpected(QString::fromStdString(engine.error().message));
    return std::move(*engine);
}

} // namespace rollcall::app
