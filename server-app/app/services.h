#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt

#include "alerts/alert_routes.h"
#include "api/parts.h"
#include "api/system_routes.h"
#include "app/system_state.h"
#include "invitations/invitation_routes.h"
#include "invitations/join_routes.h"
#include "invitations/request_routes.h"

namespace rollcall::app {

// What people are told and asked beside the register: alerts, self-enrolment, and what the server says of itself. Qt thread; what it is
// given outlives it.
class Services : public QObject {
    Q_OBJECT

public:
    struct Parts {
        api::Parts api;
        std::shared_ptr<api::DayBook> days;
        api::PhotoJudge &photos;
        events::Bus &events;
        std::function<QUrl()> page;  // where people find this server's pages
        std::function<void()> webhookNoted;
        SystemState::Parts system;   // its mail is filled in
        QTimeZone zone;
    };
    // An error is a sentence about the settings.
    [[nodiscard]] static std::expected<std::unique_ptr<Services>, QString> create(Parts parts);

    void addRoutes(net::Router &router);
    // After all else was put around the routes.
    void guard(net::Router &router) { m_join->guard(router); }
    // Once the server listens.
    void start();

private:
    Services(Parts parts, invitations::Consent consent, std::unique_ptr<alerts::Mailer> mailer, const alerts::ThisServer &server);

    std::unique_ptr<alerts::AlertKeeper> m_keeper;
    std::unique_ptr<alerts::AlertMails> m_mails;
    std::unique_ptr<SystemState> m_system;
    std::unique_ptr<api::SystemRoutes> m_systemRoutes;
    std::unique_ptr<alerts::AlertRoutes> m_alertRoutes;
    std::unique_ptr<invitations::InvitationRoutes> m_invitations;
    std::unique_ptr<invitations::JoinRoutes> m_join;
    std::unique_ptr<invitations::RequestRoutes> m_requests;
};

} // namespace rollcall::app
