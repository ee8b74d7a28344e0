#pragma once

#include "api/parts.h"
#include "net/router.h"

#include <QObject>

namespace rollcall::api {

// /api/v1/webhooks: who is told what happens. Network thread.
class WebhookRoutes : public QObject {
public:
    explicit WebhookRoutes(const Parts &parts, QObject *parent = nullptr);
    void addRoutes(net::Router &router);

    static constexpr qsizetype urlCharacters = 2'000;

private:
    void list(const net::Request &request, net::Responder responder);
    void show(const net::Request &request, net::Responder responder);
    void add(const net::Request &request, net::Responder responder);
    void enable(const net::Request &request, net::Responder responder);
    void remove(const net::Request &request, net::Responder responder);
    void listDeliveries(const net::Request &request, net::Responder responder);

    const Parts m_parts;
    attendance::UuidGenerator m_ids;
};

} // namespace rollcall::api
