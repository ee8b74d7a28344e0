#pragma once

#include "alerts/alert_keeper.h"
#include "alerts/alert_mails.h"
#include "net/router.h"

#include <QObject>

#include <functional>

namespace rollcall::alerts {

// /api/v1/alerts and /api/v1/alert-rules. Network thread; what it is given outlives it.
class AlertRoutes : public QObject {
public:
    struct Parts {
        store::Store &store;
        AlertKeeper &keeper;
        AlertMails &mails;
        std::function<attendance::UtcMs()> now;
    };
    explicit AlertRoutes(Parts parts, QObject *parent = nullptr);
    void addRoutes(net::Router &router);

private:
    void list(const net::Request &request, net::Responder responder);
    void show(const net::Request &request, net::Responder responder);
    void acknowledge(const net::Request &request, net::Responder responder);
    void showRules(const net::Request &request, net::Responder responder);
    void setRules(const net::Request &request, net::Responder responder);
    void testMail(const net::Request &request, net::Responder responder);
    void answerRules(net::Responder &responder, int64_t version, const Rules &rules) const;

    const Parts m_parts;
};

} // namespace rollcall::alerts
