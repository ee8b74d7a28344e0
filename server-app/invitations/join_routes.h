#pragma once

#include "api/attempt_limiter.h"
#include "api/enrolment.h"
#include "api/photo_judge.h"
#include "attendance/uuid.h"
#include "events/bus.h"
#include "invitations/consent.h"
#include "invitations/join_form.h"
#include "net/router.h"
#include "store/invitation_records.h"
#include "store/store.h"

#include <QObject>

#include <functional>

namespace rollcall::invitations {

// /api/v1/join/{code}: what whoever has an invitation's link may do, which is to see what they agree to, to have photos looked at, and to
// send them. The code is the right; it is never logged. Network thread; what it is given outlives it.
class JoinRoutes : public QObject {
public:
    struct Parts {
        store::Store &store;
        api::Enrolment &enrolment;
        api::PhotoJudge &judge;
        events::Bus &events;
        std::function<attendance::UtcMs()> now;
        Consent consent;
        QString site;      // its name
        QString language;  // "en", "de" or "fr"
    };
    explicit JoinRoutes(Parts parts, QObject *parent = nullptr);
    void addRoutes(net::Router &router);
    // After all else was put around the routes: who has no code, or asks too often, leaves no trace in the register.
    void guard(net::Router &router);

    // Requests that one address may make within ten minutes: a class behind one router, not a flood.
    static constexpr int requestsPerAddress = 600;
    static constexpr int sendingAtOnce = 4;  // photos of each are in memory

private:
    void admit(const net::Request &request, net::Responder responder, const net::Handler &handler);
    using Opened = std::function<void(const store::Invitation &, net::Responder)>;
    void open(const net::Request &request, net::Responder responder, Opened then);
    void show(const net::Request &request, net::Responder responder);
    void checkPhoto(const net::Request &request, net::Responder responder);
    void send(const net::Request &request, net::Responder responder);
    void examine(const store::Invitation &invitation, const JoinForm &form, net::Responder responder);
    void keep(const store::Invitation &invitation, const JoinForm &form, const std::vector<api::PhotoOutcome> &outcomes, net::Responder responder);

    const Parts m_parts;
    attendance::UuidGenerator m_ids;
    api::AttemptLimiter m_requests;
    int m_sending = 0;
};

// Tells open pages how many requests wait.
void postWaiting(events::Bus &events, int64_t waiting);

} // namespace rollcall::invitations
