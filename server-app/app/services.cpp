#include "app/services.h"

#include "app/server_identity.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace rollcall::app {

namespace {

std::expected<QString, QString> mailPassword(const ServerSettings &settings)
{
    if (!settings.smtpPasswordFile)
        return settings.smtpPassword;
    const auto password = store::readPasswordFile(*settings.smtpPasswordFile);
    if (!password)
        return std::unexpected(QString::fromStdString(password.error().message));
    return QString::fromStdString(*password);
}

// None where no mail server is set.
std::expected<std::unique_ptr<alerts::Mailer>, QString> mailerOf(const ServerSettings &settings)
{
    if (settings.smtpUrl.isEmpty())
        return std::unique_ptr<alerts::Mailer>();
    if (settings.smtpFrom.isEmpty())
        return std::unexpected(u"smtp-url is set, and smtp-from is not: say which address mails come from."_s);
    const auto password = mailPassword(settings);
    if (!password)
        return std::unexpected(password.error());
    if (settings.smtpCa && !QFileInfo::exists(QString::fromStdString(settings.smtpCa->string())))
        return std::unexpected(u"smtp-ca: there is no file %1."_s.arg(QString::fromStdString(settings.smtpCa->string())));
    return std::make_unique<alerts::Mailer>(alerts::MailServer{.url = settings.smtpUrl, .user = settings.smtpUser, .password = *password, .from = settings.smtpFrom,
                                                               .authorities = settings.smtpCa, .allowsPlain = settings.smtpPlain});
}

// A register on this machine is of one server.
std::expected<alerts::ThisServer, QString> serverOf(const ServerSettings &settings)
{
    const auto address = databaseAddress(settings);
    if (!address || !std::holds_alternative<store::PostgresAddress>(*address))
        return alerts::ThisServer();
    return thisServer(settings.dataFolder);
}

} // namespace

std::expected<std::unique_ptr<Services>, QString> Services::create(Parts parts)
{
    const ServerSettings &settings = parts.system.settings;
    auto consent = settings.consentFile ? invitations::readConsent(*settings.consentFile) : std::expected<invitations::Consent, QString>(invitations::builtInConsent());
    if (!consent)
        return std::unexpected(consent.error());
    auto mailer = mailerOf(settings);
    if (!mailer)
        return std::unexpected(mailer.error());
    auto server = serverOf(settings);
    if (!server)
        return std::unexpected(server.error());
    return std::unique_ptr<Services>(new Services(std::move(parts), std::move(*consent), std::move(*mailer), *server));
}

Services::Services(Parts parts, invitations::Consent consent, std::unique_ptr<alerts::Mailer> mailer, const alerts::ThisServer &server)
{
    const api::Parts &api = parts.api;
    const ServerSettings &settings = parts.system.settings;
    m_keeper = std::make_unique<alerts::AlertKeeper>(alerts::AlertKeeper::Parts{
        .store = api.store, .cameras = api.cameras, .days = parts.days, .events = parts.events, .calendar = api.calendar, .attendance = api.rules, .now = api.now,
        .disk = [this] { return m_system->disk(); }, .webhookNoted = parts.webhookNoted, .server = server});
    m_mails = std::make_unique<alerts::AlertMails>(alerts::AlertMails::Parts{
        .store = api.store, .now = api.now, .rules = [this] { return m_keeper->rules(); }, .page = parts.page, .zone = parts.zone, .site = siteName(settings),
        .language = settings.language}, std::move(mailer));
    connect(m_keeper.get(), &alerts::AlertKeeper::mailWaits, m_mails.get(), &alerts::AlertMails::wake);
    connect(m_keeper.get(), &alerts::AlertKeeper::mailUnstored, m_mails.get(), &alerts::AlertMails::sendDirectly);
    parts.system.mail = [this] {
        return QJsonObject{{u"on"_s, m_mails->isOn()}, {u"problem"_s, m_mails->problem().isEmpty() ? QJsonValue() : QJsonValue(m_mails->problem())}};
    };
    m_system = std::make_unique<SystemState>(std::move(parts.system));
    m_systemRoutes = std::make_unique<api::SystemRoutes>(api.store, [this] { return m_system->toJson(); });
    m_alertRoutes = std::make_unique<alerts::AlertRoutes>(alerts::AlertRoutes::Parts{.store = api.store, .keeper = *m_keeper, .mails = *m_mails, .now = api.now});
    m_invitations = std::make_unique<invitations::InvitationRoutes>(invitations::InvitationRoutes::Parts{.store = api.store, .now = api.now, .page = parts.page});
    m_join = std::make_unique<invitations::JoinRoutes>(invitations::JoinRoutes::Parts{
        .store = api.store, .enrolment = api.enrolment, .judge = parts.photos, .events = parts.events, .now = api.now, .consent = std::move(consent), .site = siteName(settings),
        .language = settings.language});
    m_requests = std::make_unique<invitations::RequestRoutes>(invitations::RequestRoutes::Parts{
        .store = api.store, .enrolment = api.enrolment, .desk = api.desk, .events = parts.events, .now = api.now,
        .today = [calendar = api.calendar, now = api.now] { return calendar.dayOf(now()); }});
}

void Services::addRoutes(net::Router &router)
{
    m_systemRoutes->addRoutes(router);
    m_alertRoutes->addRoutes(router);
    m_invitations->addRoutes(router);
    m_join->addRoutes(router);
    m_requests->addRoutes(router);
}

void Services::start()
{
    m_keeper->start();
    m_mails->wake();
}

} // namespace rollcall::app
