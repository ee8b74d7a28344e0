#pragma once

#include "access/parts.h"
#include "net/router.h"

#include <QObject>

namespace rollcall::access {

// /api/v1/tokens: what programs sign in with. Network thread; outlives the server that has its routes.
class TokenRoutes : public QObject {
public:
    explicit TokenRoutes(Parts parts, QObject *parent = nullptr);
    void addRoutes(net::Router &router);

private:
    void list(const net::Request &request, net::Responder responder);
    void add(const net::Request &request, net::Responder responder);
    void remove(const net::Request &request, net::Responder responder);

    const Parts m_parts;
    attendance::UuidGenerator m_ids;
};

} // namespace rollcall::access
