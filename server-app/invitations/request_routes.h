#pragma once

#include "api/enrolment_desk.h"
#include "attendance/uuid.h"
#include "events/bus.h"
#include "net/router.h"
#include "store/invitation_records.h"
#include "store/store.h"

#include <QObject>

#include <functional>
#include <set>

namespace rollcall::invitations {

// /api/v1/enrolment-requests: what came by invitations, and what operators say to it. Network thread; what it is given outlives it.
class RequestRoutes : public QObject {
public:
    struct Parts {
        store::Store &store;
        api::Enrolment &enrolment;
        api::EnrolmentDesk &desk;
        events::Bus &events;
        std::function<attendance::UtcMs()> now;
        std::function<attendance::Day()> today;
    };
    explicit RequestRoutes(Parts parts, QObject *parent = nullptr);
    void addRoutes(net::Router &router);

private:
    struct Approval;
    using ApprovalPtr = std::shared_ptr<Approval>;
    void list(const net::Request &request, net::Responder responder);
    void show(const net::Request &request, net::Responder responder);
    void showPhoto(const net::Request &request, net::Responder responder);
    void approve(const net::Request &request, net::Responder responder);
    void enrol(const ApprovalPtr &approval);
    void finish(const ApprovalPtr &approval, const api::EnrolmentResult &result);
    void refuse(const net::Request &request, net::Responder responder);

    const Parts m_parts;
    attendance::UuidGenerator m_ids;
    std::set<std::string> m_deciding;  // requests that somebody is being enrolled by
};

} // namespace rollcall::invitations
