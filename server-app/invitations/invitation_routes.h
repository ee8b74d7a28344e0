#pragma once

#include "attendance/uuid.h"
#include "net/router.h"
#include "store/invitation_records.h"
#include "store/store.h"

#include <QObject>
#include <QUrl>

#include <functional>

namespace rollcall::invitations {

// /api/v1/invitations: links by which people send photos of themselves. Network thread; what it is given outlives it.
class InvitationRoutes : public QObject {
public:
    struct Parts {
        store::Store &store;
        std::function<attendance::UtcMs()> now;
        std::function<QUrl()> page;  // where people find the page that the link opens
    };
    explicit InvitationRoutes(Parts parts, QObject *parent = nullptr);
    void addRoutes(net::Router &router);

    static constexpr int daysUsually = 7;
    static constexpr int mostDays = 365;
    static constexpr qsizetype noteCharacters = 200;

private:
    void make(const net::Request &request, net::Responder responder);
    void list(const net::Request &request, net::Responder responder);
    void show(const net::Request &request, net::Responder responder);
    void remove(const net::Request &request, net::Responder responder);

    const Parts m_parts;
    attendance::UuidGenerator m_ids;
};

} // namespace rollcall::invitations
